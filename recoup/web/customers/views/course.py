"""The course of a customer: segment, steps done, the next one, and why or why not today."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, permissions
from recoup.collections import queries as collections
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.customers.forms.course import SegmentForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import course as presenters
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the courses of a customer, one for each currency."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    segments = collections.segment_names(entity_ids=[customer.entity_id], on=request.on)
    courses = collections.course_of(customer_id=customer_id, on=request.on, actor=request.actor)
    history = collections.segment_history(customer_id=customer_id, actor=request.actor)
    context = {
        "courses": presenters.cards(courses, segments),
        "changes": presenters.changes(history, segments),
        "may_set": team.has_permission(
            actor=request.actor, permission=permissions.RELEASE, entity_id=customer.entity_id
        ),
    }
    return show_part(request, customer, "course", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.RELEASE)
def set_segment(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Put the customer into a segment for a time, whatever the rules say."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    segments = collections.segment_names(entity_ids=[customer.entity_id], on=request.on)
    courses = collections.course_of(customer_id=customer_id, on=request.on, actor=request.actor)
    currencies = [course.currency for course in courses] or [customer.currency]
    form = SegmentForm(request.POST or None, currencies=currencies, segments=segments, on=request.on)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.override_segment(
                customer_id=customer_id,
                currency=said["currency"],
                segment=said["segment"],
                reason=said["reason"],
                period=(request.on, said["until"]),
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("customers:course", args=[customer_id])
            return close_dialog(request, _("The segment was set."), changed="customer-changed", url=url)
    context = {"form": form, "customer": customer}
    return show_dialog(request, "customers/dialogs/segment.html", context)
