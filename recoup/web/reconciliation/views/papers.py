"""Take a reconciliation along: to print, as a workbook, and the file as it came."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET

from recoup.formats.workbook import write_workbook
from recoup.kernel.errors import NotFound
from recoup.reconciliation import permissions, queries
from recoup.reconciliation.types import ReconciliationRecord
from recoup.web.reconciliation.presenters import documents
from recoup.web.reconciliation.presenters import results as presenters
from recoup.web.reconciliation.presenters.contracts import contract_rows
from recoup.web.reconciliation.views.about import about_of, head_of, owners_of
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PRINTED_MAX = 2000


@require_GET
@requires(permissions.READ)
def paper(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Show the reconciliation as a document to print; of very many lines those that differ."""
    found = _compared(request, reconciliation_id)
    is_long = found.lines > _PRINTED_MAX
    lines = queries.compared_lines(
        reconciliation_id=found.id,
        actor=request.actor,
        outcomes=presenters.outcomes_of(found.kind, "") if is_long else None,
        size=_PRINTED_MAX,
    )
    sums = queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)
    contracts = queries.contract_progress(reconciliation_id=found.id, actor=request.actor, size=_PRINTED_MAX)
    context = head_of(request, found) | {
        "sums": documents.explanation(sums),
        "groups": presenters.groups(lines, sums, owners_of(lines)),
        "contracts": contract_rows(contracts, request.reader),
        "is_long": is_long,
    }
    return render_page(request, "reconciliation/paper.html", context)


@require_GET
@requires(permissions.READ)
def workbook(request: DeskRequest, reconciliation_id: int) -> HttpResponse:
    """Give the whole reconciliation as a workbook."""
    found = _compared(request, reconciliation_id)
    about = about_of(request, found)
    lines = queries.compared_lines(reconciliation_id=found.id, actor=request.actor)
    names = owners_of(lines)
    document = documents.Document(
        found,
        about,
        tuple(presenters.line(one, names) for one in lines),
        tuple(queries.outcome_sums(reconciliation_id=found.id, actor=request.actor)),
        tuple(queries.contract_progress(reconciliation_id=found.id, actor=request.actor)),
    )
    content = write_workbook(documents.sheets(document, request.reader))
    headers = {"Content-Disposition": f'attachment; filename="{documents.file_name(found, about)}"'}
    return HttpResponse(content, content_type=_WORKBOOK, headers=headers)


@require_GET
@requires(permissions.READ)
def original(request: DeskRequest, reconciliation_id: int) -> FileResponse:
    """Give the file as it came."""
    name, content = queries.open_original(reconciliation_id=reconciliation_id, actor=request.actor)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


def _compared(request: DeskRequest, reconciliation_id: int) -> ReconciliationRecord:
    found = queries.get_reconciliation(reconciliation_id=reconciliation_id, actor=request.actor)
    if found.balances is None:
        raise NotFound
    return found
