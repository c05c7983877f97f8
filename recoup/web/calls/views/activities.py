"""The list of all that was said, and the part of the customer's page about it."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.collections import operations, queries
from recoup.collections.types import ActivityFilter, ActivityRecord, NewActivity
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.calls.forms.lists import ActivityFilterForm, CorrectionForm
from recoup.web.calls.presenters.call import told
from recoup.web.calls.presenters.lists import customer_names, incident_rows
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50
_LAST = 20


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """List what was said with customers, the newest first."""
    form, number = ActivityFilterForm(request.GET), page_number(request)
    found = queries.activities_page(
        wanted=form.wanted(request), actor=request.actor, page=number, size=_SHOWN
    )
    names = customer_names({each.customer_id for each in found.activities}, request.actor)
    context = {
        "form": form,
        "rows": [(told(each), names.get(each.customer_id, "")) for each in found.activities],
        "may_work": team.has_permission(actor=request.actor, permission="collections.work"),
        "paging": Paging(number, _SHOWN, found.total),
    }
    return render_page(request, "calls/activities.html", context, fragment="activities")


@require_GET
@requires("collections.read")
def of_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what was said and promised with one customer, what comes next, and what went wrong."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    wanted = ActivityFilter(customer_id=customer_id)
    found = queries.activities_page(wanted=wanted, actor=request.actor, size=_LAST)
    actions = queries.open_follow_ups(actor=request.actor, customer_ids=[customer_id])
    context = {
        "customer": customer,
        "told": [told(each) for each in found.activities],
        "promises": [
            (each, _(each.state.label))
            for each in queries.promises_of(customer_ids=[customer_id], actor=request.actor)[:_LAST]
        ],
        "next_actions": [(each, _(each.kind.label)) for each in actions],
        "incidents": incident_rows(queries.incidents(customer_id=customer_id, actor=request.actor)),
        "may_work": team.has_permission(
            actor=request.actor, permission="collections.work", entity_id=customer.entity_id
        ),
    }
    return render_page(request, "calls/of_customer.html", context, fragment="acts")


@require_http_methods(["GET", "POST"])
@requires("collections.work", "collections.manage")
def correct(request: DeskRequest, activity_id: int) -> HttpResponse:
    """Put a note right by a new one; the old one stays."""
    old = queries.get_activity(activity_id=activity_id, actor=request.actor)
    form = CorrectionForm(request.POST or None, initial={"key": uuid4(), "content": old.content})
    if form.is_valid():
        new = replace(_again(old), key=form.cleaned_data["key"], content=form.cleaned_data["content"])
        try:
            operations.record_activities(activities=[new], actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("calls:activities")
            return close_dialog(
                request, _("The note is corrected; the old one stays."), changed="customer-changed", url=url
            )
    context = {"form": form, "title": _("Correct the note"), "submit": _("Save"), "action": request.path}
    return show_dialog(request, "calls/dialog.html", context)


def _again(old: ActivityRecord) -> NewActivity:
    return NewActivity(
        key=uuid4(),
        customer_id=old.customer_id,
        channel=old.channel,
        direction=old.direction,
        outcome=old.outcome,
        at=old.at,
        contact_id=old.contact_id,
        contact_name=old.contact_name,
        feedback=old.feedback,
        willingness=old.willingness,
        ability=old.ability,
        delay_reason=old.delay_reason,
        item_ids=old.item_ids,
        passage_id=old.passage_id,
        corrects=old.id,
    )
