"""The collection plan of a customer and its group; a step changed, a step added."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, permissions, queries
from recoup.collections.types import TimetableLine
from recoup.kernel.errors import DomainError, NotFound
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest
from recoup.web.timetables import presenters
from recoup.web.timetables.forms import ArrangeForm, OwnStepForm

WORK = (permissions.WORK, permissions.MANAGE)


@require_GET
@requires(permissions.READ)
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the collection plan of a customer and of those below it in its group."""
    ids = parties.group_ids(customer_id=customer_id, actor=request.actor)
    found = queries.timetables(customer_ids=ids, on=request.on, actor=request.actor)
    rights = team.rights_of(request.actor)
    context = {"plans": presenters.plans(found, customer_id, rights)}
    return render_page(request, "timetables/of_customer.html", context, fragment="part")


@require_http_methods(["GET", "POST"])
@requires(*WORK)
def arrange(request: DeskRequest, customer_id: int, currency: str, code: str) -> HttpResponse:
    """Give a step another day, method or person, or leave it out."""
    line = _step(request, customer_id, currency, code)
    form = ArrangeForm(request.POST or None, line=line, colleagues=_colleagues(request, customer_id))
    if form.is_valid():
        try:
            operations.arrange_step(
                wish=form.wish(customer_id, line), on=request.on, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The collection plan is changed."))
    title = _("Change step %(step)s") % {"step": code}
    context = {"form": form, "title": title, "submit": _("Change"), "action": request.path}
    return show_dialog(request, "timetables/dialog.html", context)


@require_http_methods(["GET", "POST"])
@requires(*WORK)
def add(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Add a step of one's own to the plan."""
    form = OwnStepForm(request.POST or None, colleagues=_colleagues(request, customer_id))
    if form.is_valid():
        try:
            operations.add_own_step(
                customer_id=customer_id, step=form.step(), on=request.on, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, customer_id, _("The step is added to the collection plan."))
    context = {"form": form, "title": _("Add a step"), "submit": _("Add"), "action": request.path}
    return show_dialog(request, "timetables/dialog.html", context)


def _step(request: DeskRequest, customer_id: int, currency: str, code: str) -> TimetableLine:
    """Return the step to come.

    :raises NotFound: there is none for the person
    """
    (found,) = queries.timetables(customer_ids=[customer_id], on=request.on, actor=request.actor)
    for line in found.lines:
        if line.is_step and (line.currency, line.code) == (currency, code):
            return line
    raise NotFound


def _colleagues(request: DeskRequest, customer_id: int) -> dict[int, str]:
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    return dict(team.colleagues(permission=permissions.WORK, entity_ids=[customer.entity_id]))


def _done(request: DeskRequest, customer_id: int, text: str) -> HttpResponse:
    url = reverse("customers:timetable", args=[customer_id])
    return close_dialog(request, text, changed="timetable-changed", url=url)
