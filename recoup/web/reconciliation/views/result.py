"""Work the differences off, sign the reconciliation off, take the document along."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.formats.workbook import write_workbook
from recoup.kernel.errors import DomainError, NotFound
from recoup.parties import queries as parties
from recoup.reconciliation import operations, permissions, queries
from recoup.reconciliation.types import ComparedLineRecord, DifferenceState, ReconciliationRecord
from recoup.team import queries as team
from recoup.web.reconciliation import presenters
from recoup.web.reconciliation.forms import ClearForm, SignForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

CHANGED = "reconciliation-changed"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 100


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Show what came of a reconciliation: balances, what explains them, the lines by outcome."""
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    if found.balances is None:
        return go_to(request, reverse("reconciliation:reading", args=[found.id]))
    tab, number = request.GET.get("show", ""), page_number(request)
    sums = queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)
    outcomes = presenters.outcomes_of(tab)
    lines = queries.compared_lines(
        reconciliation_id=found.id, actor=request.actor, outcomes=outcomes, page=number, size=_SHOWN
    )
    may_work = _may_work(request, found)
    context = _head(request, found) | {
        "tabs": presenters.tabs(sums, tab),
        "groups": presenters.groups(lines, sums, _owners(lines)),
        "paging": Paging(number, _SHOWN, sum(one.lines for one in sums if one.outcome in outcomes)),
        "may_work": may_work and not found.is_signed,
        "may_sign": may_work
        and not found.is_signed
        and not found.differences_open
        and found.made_by_id != request.actor.id,
    }
    return render_page(request, "reconciliation/page.html", context, fragment="result")


@require_POST
@requires(permissions.WORK)
def compare(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Compare with our books as they are now."""
    operations.compare_books(reconciliation_id=reconciliation_id, actor=request.actor, now=request.now)
    messages.success(request, _("The books were compared again; what was written down is kept."))
    return go_to(request, reverse("reconciliation:page", args=[reconciliation_id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.WORK)
def clear(request: DeskRequest, line_id: int) -> HttpResponse:
    """Write down who looks after a difference and what is behind it."""
    line = queries.get_line(line_id=line_id, actor=request.actor)
    if line.state is None:
        raise NotFound
    form = ClearForm(request.POST or None, line=line, colleagues=_colleagues(request))
    if form.is_valid():
        try:
            operations.clear_difference(
                line_id=line_id,
                state=DifferenceState(form.cleaned_data["state"]),
                note=form.cleaned_data["note"],
                owner_id=form.cleaned_data["owner"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = reverse("reconciliation:page", args=[line.reconciliation_id])
            return close_dialog(request, _("The difference is noted."), changed=CHANGED, url=url)
    context = {"form": form, "line": presenters.line(line, {})}
    return show_dialog(request, "reconciliation/clear.html", context)


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


@require_GET
@requires(permissions.READ)
def paper(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Show the whole reconciliation as a document to print."""
    found = _compared(request, reconciliation_id)
    lines = queries.compared_lines(reconciliation_id=found.id, actor=request.actor)
    sums = queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)
    context = _head(request, found) | {
        "sums": presenters.explanation(sums),
        "groups": presenters.groups(lines, sums, _owners(lines)),
        "file": found.file_name,
    }
    return render_page(request, "reconciliation/paper.html", context)


@require_GET
@requires(permissions.READ)
def workbook(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Give the whole reconciliation as a workbook."""
    found = _compared(request, reconciliation_id)
    customer = parties.get_customer(customer_id=found.customer_id, actor=request.actor).customer
    lines = queries.compared_lines(reconciliation_id=found.id, actor=request.actor)
    names = _owners(lines)
    content = write_workbook(
        presenters.sheets(
            presenters.Document(
                found,
                customer,
                tuple(presenters.line(one, names) for one in lines),
                tuple(queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)),
            ),
            request.reader,
        )
    )
    headers = {"Content-Disposition": f'attachment; filename="{presenters.file_name(found, customer)}"'}
    return HttpResponse(content, content_type=_WORKBOOK, headers=headers)


@require_GET
@requires(permissions.READ)
def original(request: DeskRequest, reconciliation_id: int) -> FileResponse:
    """Give the customer's file as it came."""
    name, content = queries.open_original(reconciliation_id=reconciliation_id, actor=request.actor)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


def _compared(request: DeskRequest, reconciliation_id: int) -> ReconciliationRecord:
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    if found.balances is None:
        raise NotFound
    return found


def _head(request: DeskRequest, found: ReconciliationRecord) -> dict[str, object]:
    customer = parties.get_customer(customer_id=found.customer_id, actor=request.actor).customer
    return {
        "found": found,
        "customer": customer,
        "title": presenters.title(found, customer, request.reader),
        "coverage": presenters.coverage(found),
        "stage": presenters.stage(found),
        "signs": presenters.sign_words(found, request.reader),
    }


def _owners(lines: list[ComparedLineRecord]) -> Mapping[int, str]:
    return team.names_by_id({one.owner_id for one in lines if one.owner_id is not None})


def _colleagues(request: DeskRequest) -> list[tuple[int, str]]:
    return [(user.id, user.name) for user in team.users(actor=request.actor) if user.is_active]


def _may_work(request: DeskRequest, found: ReconciliationRecord) -> bool:
    return team.has_permission(actor=request.actor, permission=permissions.WORK, entity_id=found.entity_id)
