"""What is done with the line that is open, at once: apply a proposal, apply by hand, match the line again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import Applied
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import format_money
from recoup.team.rights import AboveLimit
from recoup.web.cash.bench_state import BenchState
from recoup.web.cash.forms.shares import SharesForm
from recoup.web.cash.views import bench
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, wants_fragment
from recoup.web.shared.requests import DeskRequest


@require_POST
@requires(permissions.APPLY)
def accept(request: DeskRequest, receipt_id: int, proposal_id: int) -> HttpResponse:
    """Apply a proposal and open the next line."""
    state = BenchState.read(request.GET)
    done = operations.accept_proposal(
        proposal_id=proposal_id, on=request.on, actor=request.actor, now=request.now
    )
    return applied(request, receipt_id, done, state)


@require_POST
@requires(permissions.APPLY)
def by_hand(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Apply the shares that were typed and open the next line."""
    state = BenchState.read(request.GET)
    detail = queries.work_detail(receipt_id=receipt_id, on=request.on, now=request.now, actor=request.actor)
    form = SharesForm(request.POST, opened=bench.open_line_of(request, detail, state))
    if form.is_valid():
        try:
            return _apply_shares(request, receipt_id, form, state)
        except DomainError as error:
            add_refusal(form, error)
            form.may_ask = isinstance(error, AboveLimit)
    return bench.show_bench(request, state, form=form, status=422)


@require_POST
@requires(permissions.APPLY)
def match_again(request: DeskRequest) -> HttpResponse:
    """Match all receipts of the companies shown anew, and come back to the line."""
    state = BenchState.read(request.GET)
    for entity_id in sorted(request.entity_ids):
        operations.apply_receipts(entity_id=entity_id, on=request.on, actor=request.actor, now=request.now)
    if not wants_fragment(request):
        return go_to(request, bench.bench_url(state))
    return bench.show_bench(request, state)


def _apply_shares(request: DeskRequest, receipt_id: int, form: SharesForm, state: BenchState) -> HttpResponse:
    """Apply what was typed, or ask a second person to, where the differences are above the person's limit."""
    apply = operations.ask_by_hand if "ask" in request.POST else operations.apply_by_hand
    done = apply(
        receipt_id=receipt_id,
        shares=form.shares(),
        reason=form.cleaned_data["note"],
        on=request.on,
        actor=request.actor,
        now=request.now,
    )
    if isinstance(done, Applied):
        return applied(request, receipt_id, done, state)
    messages.success(request, _("Asked for. A second person decides under Approvals."))
    return bench.show_bench(request, state.at(receipt_id, state.place))


def applied(request: DeskRequest, receipt_id: int, done: Applied, state: BenchState) -> HttpResponse:
    """Say what was applied, keep it for U, and show the workbench with the next line."""
    bench.remember_deed(request, receipt_id, done.deed_id)
    after = state.at(state.receipt, state.place)
    if not wants_fragment(request):
        amount = format_money(done.applied, request.reader)
        messages.success(request, _("%(amount)s applied.") % {"amount": amount})
        return go_to(request, bench.bench_url(after))
    return bench.show_bench(request, after)
