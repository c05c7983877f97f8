"""Work the differences off, and sign the reconciliation off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError, NotFound
from recoup.reconciliation import operations, permissions, queries
from recoup.reconciliation.types import (
    OUTCOME_LABELS,
    Clearing,
    ComparedLineRecord,
    DifferenceState,
    ReconciliationRecord,
)
from recoup.team import queries as team
from recoup.web.reconciliation.forms import SignForm
from recoup.web.reconciliation.presenters import results as presenters
from recoup.web.reconciliation.presenters.contracts import contract_rows
from recoup.web.reconciliation.views.about import compare_sources, head_of, owners_of
from recoup.web.shared.clearing import Difference, Written, work_off
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

CHANGED = "reconciliation-changed"
_SHOWN = 100


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Show what came of a reconciliation: balances, what explains them, the lines by outcome, or the contracts."""
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    if found.balances is None:
        return go_to(request, reverse("reconciliation:reading", args=[found.id]))
    tab, number = request.GET.get("show", ""), page_number(request)
    sums = queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)
    may_work = _may_work(request, found)
    context = head_of(request, found)
    contracts = queries.contract_count(reconciliation_id=found.id, actor=request.actor)
    context |= {
        "tabs": presenters.tabs(found.kind, sums, tab, contracts),
        "may_work": may_work and not found.is_signed,
        "may_sign": may_work
        and not found.is_signed
        and not found.differences_open
        and found.made_by_id != request.actor.id,
    }
    if tab == presenters.CONTRACTS and contracts:
        rows = queries.contract_progress(
            reconciliation_id=found.id, actor=request.actor, page=number, size=_SHOWN
        )
        context |= {
            "contracts": contract_rows(rows, request.reader),
            "paging": Paging(number, _SHOWN, contracts),
        }
    else:
        outcomes = presenters.outcomes_of(found.kind, tab)
        lines = queries.compared_lines(
            reconciliation_id=found.id, actor=request.actor, outcomes=outcomes, page=number, size=_SHOWN
        )
        context |= {
            "groups": presenters.groups(lines, sums, owners_of(lines)),
            "paging": Paging(number, _SHOWN, sum(one.lines for one in sums if one.outcome in outcomes)),
        }
    return render_page(request, "reconciliation/page.html", context, fragment="result")


@require_POST
@requires(permissions.WORK)
def compare(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Compare with our books as they are now."""
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    compare_sources(request, found)
    messages.success(request, _("The books were compared again; what was written down is kept."))
    return go_to(request, reverse("reconciliation:page", args=[reconciliation_id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def clear(request: DeskRequest, line_id: int) -> HttpResponse:
    """Write down who looks after a difference and what is behind it, or behind all of its kind."""
    line = queries.get_line(line_id=line_id, actor=request.actor)
    if line.state is None:
        raise NotFound
    sums = queries.outcome_sums(reconciliation_id=line.reconciliation_id, actor=request.actor)
    still_open = next(one.lines_open for one in sums if one.outcome is line.outcome)
    difference = Difference(
        kind=_(OUTCOME_LABELS[line.outcome]),
        name=" · ".join(
            filter(None, (line.contract, line.our_number or line.their_number or line.their_text))
        )
        or "–",
        amount=line.difference,
        written=Written(line.state.value, line.note, line.owner_id, line.clear_by),
        action=reverse("reconciliation:clear", args=[line.id]),
        changed=CHANGED,
        url=reverse("reconciliation:page", args=[line.reconciliation_id]),
        has_deadline=True,
        alike=still_open - (line.state is DifferenceState.OPEN),
    )
    states = [(state.value, _(state.label)) for state in DifferenceState]
    return work_off(request, difference, states=states, act=lambda written: _write(request, line, written))


def _write(request: DeskRequest, line: ComparedLineRecord, written: Written) -> None:
    clearing = Clearing(DifferenceState(written.state), written.note, written.owner_id, written.clear_by)
    operations.clear_difference(line_id=line.id, clearing=clearing, actor=request.actor, now=request.now)
    if written.is_for_alike:
        operations.clear_alike(
            reconciliation_id=line.reconciliation_id,
            outcome=line.outcome,
            clearing=clearing,
            actor=request.actor,
            now=request.now,
        )


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def sign(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Sign the reconciliation off."""
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.sign_off(
                reconciliation_id=reconciliation_id,
                note=form.cleaned_data["note"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("reconciliation:page", args=[reconciliation_id])
            return close_dialog(request, _("The reconciliation is signed off."), changed=CHANGED, url=url)
    context = {"form": form, "found": found}
    return show_dialog(request, "reconciliation/sign.html", context)


def _may_work(request: DeskRequest, found: ReconciliationRecord) -> bool:
    return team.has_permission(actor=request.actor, permission=permissions.WORK, entity_id=found.entity_id)
