"""The screen of a call: from Today or from the customer, to the result saved and the next customer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.collections import operations
from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as correspondence_queries
from recoup.correspondence.permissions import OVERRIDE
from recoup.correspondence.types import Decision
from recoup.kernel.contact import Purpose
from recoup.kernel.errors import DomainError, NotFound
from recoup.ledger.types import ItemLine
from recoup.parties import queries as parties
from recoup.parties.types import ContactRecord, CustomerRecord
from recoup.reports.queries.today import next_to_contact
from recoup.team import queries as team
from recoup.web.calls.forms.call import CallForm
from recoup.web.calls.forms.debts import DebtsForm
from recoup.web.calls.presenters.call import (
    CallDesk,
    desk_of,
    late_items,
    purpose_of_call,
)
from recoup.web.calls.presenters.callees import call_request, callees_of
from recoup.web.calls.presenters.debts import debts_to_choose
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, number_or_404, render_page
from recoup.web.shared.requests import DeskRequest

CALL = ("collections.work", "collections.manage")


@require_http_methods(["GET", "POST"])
@requires(*CALL)
def page(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show what one needs during the call, and save its result."""
    desk = desk_of(request, customer_id)
    form = CallForm(request.POST or None, items=_promisable(desk), currency=desk.currency)
    passage = _passage(request, customer_id)
    if form.is_bound and form.is_valid():
        try:
            result = form.result(request, customer_id, passage=passage)
            if passage is None and not form.cleaned_data["came_in"]:
                raise operations.NotThroughTheDoor
            operations.save_call(result=result, on=request.on, actor=request.actor, now=request.now)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The call is saved."))
            is_last = "stay" in request.POST
            return go_to(request, reverse("calls:page" if is_last else "calls:next", args=[customer_id]))
    about = DebtsForm(request.POST or None, debts=desk.debts)
    whom = _whom(request, desk.detail.customer, desk.purpose, about)
    context = {"desk": desk, "form": form, "passage": passage, **whom}
    return render_page(
        request, "calls/page.html", context, fragment="call", status=422 if form.errors else 200
    )


@require_GET
@requires(*CALL)
def callees(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Say again who may be called, now about the debts chosen."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    late = late_items(request, customer_id)
    about = DebtsForm(request.GET, debts=debts_to_choose(request, customer_id, late))
    context = _whom(request, customer, purpose_of_call(request, customer, late), about)
    return render_page(request, "calls/callees.html", context, fragment="callees")


@require_POST
@requires(*CALL)
def dial(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask the door, and give the number to dial, or say why not and when."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    contact = _called(request, customer_id)
    late = late_items(request, customer_id)
    about = DebtsForm(request.POST, debts=debts_to_choose(request, customer_id, late))
    if not about.is_valid():
        return render_page(request, "calls/dial.html", {"about": about}, fragment="dial", status=422)
    asked = call_request(
        customer,
        contact,
        purpose_of_call(request, customer, late),
        item_ids=about.item_ids(),
        override=request.POST.get("override", "").strip(),
    )
    (passed,) = correspondence.pass_door(requests=[asked], at=request.now, actor=request.actor).values()
    context = {
        "customer": customer,
        "contact": contact,
        "about": about,
        "passed": passed,
        "decision": passed.decision,
        "may_override": _may_override(request, customer, passed.decision),
    }
    return render_page(request, "calls/dial.html", context, fragment="dial")


@require_GET
@requires(*CALL)
def next_customer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Go on to the next customer of one's own list, of all where one has none, and to Today when nobody is left."""
    for owner_id in (request.actor.id, None):
        found = next_to_contact(
            actor=request.actor,
            on=request.on,
            now=request.now,
            entity_ids=request.entity_ids,
            owner_id=owner_id,
            besides=customer_id,
        )
        if found is not None:
            return go_to(request, reverse("calls:page", args=[found]))
    messages.success(request, _("Nobody is left to contact."))
    return go_to(request, reverse("today:index"))


def _whom(
    request: DeskRequest, customer: CustomerRecord, purpose: Purpose, about: DebtsForm
) -> dict[str, object]:
    """Return what the list of those who can be called shows."""
    callees = callees_of(request, customer, purpose, about.item_ids())
    return {"customer": customer, "about": about, "callees": callees}


def _may_override(request: DeskRequest, customer: CustomerRecord, decision: Decision) -> bool:
    has_right = team.has_permission(actor=request.actor, permission=OVERRIDE, entity_id=customer.entity_id)
    return has_right and any(finding.may_override for finding in decision.findings)


def _called(request: DeskRequest, customer_id: int) -> ContactRecord:
    contact_id = number_or_404(request.POST.get("contact"))
    contact = parties.contacts_by_id(contact_ids=[contact_id], actor=request.actor).get(contact_id)
    if contact is None or contact.customer_id != customer_id:
        raise NotFound
    return contact


def _promisable(desk: CallDesk) -> list[ItemLine]:
    return [item for item in desk.late if item.amount_open.currency == desk.currency]


def _passage(request: DeskRequest, customer_id: int) -> tuple[int, int | None] | None:
    """Return the number of this call at the door, and whom it went to; None when it didn't pass."""
    text = request.POST.get("passage", "")
    if not (text.isascii() and text.isdigit()):
        return None
    found = correspondence_queries.passages_by_id(passage_ids=[int(text)]).get(int(text))
    return (found.id, found.contact_id) if found is not None and found.customer_id == customer_id else None
