"""Customers who were forgotten: something is late, and nothing comes next, for no reason. An action is set here."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.collections import operations
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.plumbing.localization import render
from recoup.reports.queries.next_steps import GapPage, gap_page, next_steps
from recoup.team import queries as team
from recoup.web.shared.dialogs import tell_page
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, notice_only, render_page, wants_fragment
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest
from recoup.web.today.forms import NextActionForm

WORK = ("collections.work", "collections.manage")
_SIZE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A customer who was forgotten, who looks after it, what may be chased, and the form of the next action."""

    customer: CustomerRecord
    owner: str
    chased: tuple[Money, ...]
    form: NextActionForm


@require_GET
@requires("collections.read")
def index(request: DeskRequest) -> HttpResponse:
    """Show who was forgotten: of everybody for managers, of one's own customers for others."""
    number = page_number(request)
    page = gap_page(
        actor=request.actor,
        on=request.on,
        entity_ids=request.entity_ids,
        owner_id=_owner(request),
        page=number,
        size=_SIZE,
    )
    context = {"rows": _rows(page, request), "paging": Paging(number, _SIZE, page.total)}
    return render_page(request, "today/gaps.html", context, fragment="gaps")


@require_GET
@requires("collections.read")
def count(request: DeskRequest) -> HttpResponse:
    """Say how many were forgotten, where there are any."""
    steps = next_steps(
        actor=request.actor, on=request.on, entity_ids=request.entity_ids, owner_id=_owner(request)
    )
    return render_page(request, "today/gap_count.html", {"count": len(steps.gaps)})


@require_POST
@requires(*WORK)
def plan(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Put down what is to be done next with a customer."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = NextActionForm(request.POST, customer=customer, request=request, colleagues=_colleagues(request))
    if not form.is_valid():
        return _refused(request, _("Choose what is to be done, and a day from today on."))
    try:
        operations.plan_follow_up(
            customer_id=customer_id,
            follow_up=form.follow_up(),
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
    except DomainError as error:
        return _refused(request, render(error.sentence, request.reader))
    return tell_page(request, _("The next action is set."), changed="gaps-changed", url=reverse("today:gaps"))


def _refused(request: DeskRequest, text: str) -> HttpResponse:
    """Say why not; what was chosen stays on the page."""
    messages.error(request, text)
    return (
        notice_only(request, status=200) if wants_fragment(request) else go_to(request, reverse("today:gaps"))
    )


def _rows(page: GapPage, request: DeskRequest) -> list[Row]:
    owners = team.names_by_id(
        gap.customer.portfolio_owner_id for gap in page.gaps if gap.customer.portfolio_owner_id
    )
    colleagues = _colleagues(request)
    return [
        Row(
            customer=gap.customer,
            owner=owners.get(gap.customer.portfolio_owner_id or 0, ""),
            chased=tuple(late.chased for late in gap.late),
            form=NextActionForm(None, customer=gap.customer, request=request, colleagues=colleagues),
        )
        for gap in page.gaps
    ]


def _owner(request: DeskRequest) -> int | None:
    """Return whose customers to look at: everybody's for who manages collections in one of the entities."""
    rights = team.rights_of(request.actor)
    manages = any(rights.has("collections.manage", entity_id) for entity_id in request.entity_ids)
    return None if manages else request.actor.id


def _colleagues(request: DeskRequest) -> dict[int, str]:
    return dict(team.colleagues(permission="collections.work", entity_ids=request.entity_ids))
