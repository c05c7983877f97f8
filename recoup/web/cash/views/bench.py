"""The workbench: the receipts with money left, one of them open with its proposals and the items it may pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import ProgressAmount, SpreadRecord, WorkDetail, WorkPage
from recoup.kernel.errors import DomainError, NotFound
from recoup.parties import queries as parties
from recoup.plumbing.localization import render
from recoup.team import queries as team
from recoup.web.cash.bench_state import BenchState
from recoup.web.cash.forms.shares import SharesForm
from recoup.web.cash.presenters import bench as presenters
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging
from recoup.web.shared.reading import number_locale
from recoup.web.shared.requests import DeskRequest

_LINES = 30
_ITEMS = 200
_CUSTOMERS = 12
_RECENT = timedelta(days=30)
_LAST_DEED = "cash_last_deed"
_CLAIMED = "cash_claimed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the workbench, or all of it anew after something was done."""
    return show_bench(request, BenchState.read(request.GET))


@require_GET
@requires(permissions.READ)
def line(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Show one line with its proposals and the items that it may pay."""
    state = BenchState.read(request.GET)
    opened = _opened(request, receipt_id, state)
    if not request.htmx:
        return show_bench(request, state.at(receipt_id, state.place))
    return render_page(request, "cash/bench.html", opened, fragment="line")


@require_GET
@requires(permissions.READ)
def progress(request: DeskRequest) -> HttpResponse:
    """Show how far the receipts are: asked for after the list, which doesn't wait until all of them are counted."""
    state = BenchState.read(request.GET)
    left = None
    if state.is_whole:
        left = queries.left_to_work(wanted=state.wanted(request.entity_ids), actor=request.actor)
    meters = presenters.meters(_progress(request, state), left)
    return render_page(request, "cash/meters.html", {"meters": meters})


@require_POST
@requires(permissions.APPLY)
def claim(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Claim the line on which the person rests, so that nobody else works on it, and let go of the one before."""
    before = request.session.get(_CLAIMED)
    if before is not None and before != receipt_id:
        operations.release_receipt(receipt_id=before, actor=request.actor, now=request.now)
    operations.claim_receipt(receipt_id=receipt_id, actor=request.actor, now=request.now)
    request.session[_CLAIMED] = receipt_id
    return HttpResponse(status=204)


@require_GET
@requires(permissions.READ)
def find(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """List customers by their name, or by the number of an item of theirs, to look at their open items."""
    state = BenchState.read(request.GET)
    text = request.GET.get("find", "").strip()[:100]
    found = presenters.found(text, state, actor=request.actor) if text else []
    return render_page(request, "cash/found.html", {"found": found, "text": text, "receipt_id": receipt_id})


@require_GET
@requires(permissions.READ)
def find_first(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Show the open items of the first customer that is found."""
    state = BenchState.read(request.GET)
    text = request.GET.get("find", "").strip()[:100]
    found = presenters.found(text, state, actor=request.actor) if text else []
    if found:
        state = state.with_customer(found[0].customer.id)
    return render_page(request, "cash/bench.html", _opened(request, receipt_id, state), fragment="line")


def show_bench(
    request: DeskRequest, state: BenchState, *, form: SharesForm | None = None, status: int = 200
) -> HttpResponse:
    """Show the whole workbench: what is open, or what stands in its place when it is done."""
    page = queries.work_page(
        wanted=state.wanted(request.entity_ids),
        page=state.page,
        size=_LINES,
        on=request.on,
        now=request.now,
        actor=request.actor,
    )
    state = _settled_on(page, state)
    context: dict[str, object] = {
        "state": state,
        "lines": presenters.listed(page.lines, state, open_id=state.receipt, me=request.actor.id),
        "totals": page.totals,
        "count": page.count,
        "paging": Paging(state.page, _LINES, page.count),
        "account": _account(request, state),
        "last_deed": _last_deed(request),
        "may_apply": may_apply(request),
    }
    if state.receipt is not None:
        context |= _opened(request, state.receipt, state, form=form)
    return render_page(request, "cash/bench.html", context, fragment="bench", status=status)


def may_apply(request: DeskRequest, entity_id: int | None = None) -> bool:
    """Return whether the person may apply cash."""
    return team.has_permission(actor=request.actor, permission=permissions.APPLY, entity_id=entity_id)


def remember_deed(request: DeskRequest, receipt_id: int, deed_id: int) -> None:
    """Keep what the person did last: U takes it back. What only confirms what stood already is no deed."""
    if deed_id:
        request.session[_LAST_DEED] = [receipt_id, deed_id]


def forget_deed(request: DeskRequest) -> None:
    """Forget what was done last: it was taken back."""
    request.session.pop(_LAST_DEED, None)


def bench_url(state: BenchState) -> str:
    """Return the address of the workbench as it is left."""
    return f"{reverse('cash:bench')}?{state.query}"


def _settled_on(page: WorkPage, state: BenchState) -> BenchState:
    """Return the state with the line that is to be open: the one asked for, else the one in its place."""
    ids = [each.receipt_id for each in page.lines]
    if not ids:
        return state.at(None, 0)
    if state.receipt in ids:
        return state
    place = min(state.place, len(ids) - 1)
    return state.at(ids[place], place)


def _opened(
    request: DeskRequest, receipt_id: int, state: BenchState, *, form: SharesForm | None = None
) -> dict[str, object]:
    detail = queries.work_detail(receipt_id=receipt_id, on=request.on, now=request.now, actor=request.actor)
    opened = open_line_of(request, detail, state)
    is_mine = may_apply(request, detail.line.entity_id) and not opened.is_claimed_by_other
    spread = _spread(request, detail, opened) if state.by_rules and is_mine else None
    if form is None and state.split and is_mine:
        form = SharesForm(opened=opened, spread=None if spread is None else spread.shares)
    return {
        "state": state,
        "opened": opened,
        "form": form,
        "notes": detail.notes,
        "advice": queries.advice_of_receipt(receipt_id=receipt_id, actor=request.actor),
        "may_apply": may_apply(request),
        "is_mine": is_mine,
        "ways": presenters.ways(detail.line) if is_mine else (),
        "split_query": state.splitting().query,
        "rules_query": state.splitting(by_rules=True).query,
        "spread": spread,
        "choose_query": state.choosing(state.proposal).query,
        "locale": number_locale(request.reader),
    }


def _spread(request: DeskRequest, detail: WorkDetail, opened: presenters.OpenLine) -> SpreadRecord | None:
    """Return how the rules would spread the money over the items shown, or say why there is none."""
    try:
        return queries.spread(detail=detail, items=[row.item for row in opened.items], on=request.on)
    except DomainError as error:
        messages.warning(request, render(error.sentence, request.reader))
        return None


def open_line_of(request: DeskRequest, detail: WorkDetail, state: BenchState) -> presenters.OpenLine:
    """Return the line that is open with the items of everybody who comes into question.

    These are the customers that were looked for, the one with whom the money stands, and those of the proposals.
    """
    line = detail.line
    payer = [line.customer_id] if line.customer_id else []
    chosen = [each for each in detail.proposals if each.id == state.proposal] or detail.proposals
    proposed = [share.customer_id for each in chosen for share in each.shares]
    customer_ids = list(dict.fromkeys((*state.customers[::-1], *payer, *proposed)))[:_CUSTOMERS]
    items = queries.open_items(
        entity_id=line.entity_id,
        customer_ids=customer_ids,
        amount=line.left.amount,
        on=request.on,
        limit=_ITEMS,
        actor=request.actor,
    )
    customers = parties.customers_by_id(customer_ids=customer_ids, actor=request.actor)
    known = [customers[each] for each in customer_ids if each in customers]
    return presenters.open_line(detail, known, items, state, me=request.actor.id)


def _account(request: DeskRequest, state: BenchState) -> object:
    if state.account is None:
        return None
    return queries.get_bank_account(account_id=state.account, actor=request.actor)


def _progress(request: DeskRequest, state: BenchState) -> Sequence[ProgressAmount]:
    """Return how far the receipts are: of the day or the statement, else of the last weeks."""
    wanted = replace(state.wanted(request.entity_ids), text="", in_suspense=False)
    if state.day is None and state.statement is None:
        wanted = replace(wanted, from_date=request.on - _RECENT)
    return queries.progress(wanted=wanted, actor=request.actor)


def _last_deed(request: DeskRequest) -> presenters.Deed | None:
    """Return what the person did last, unless it was taken back since."""
    receipt_id, deed_id = request.session.get(_LAST_DEED, (None, None))
    if receipt_id is None:
        return None
    try:
        deeds = queries.deeds_of(receipt_id=receipt_id, actor=request.actor)
    except NotFound:
        return None
    return next(
        (presenters.deed(each) for each in deeds if each.id == deed_id and each.undone_at is None), None
    )
