"""One statement as the bank told it, and its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import LineFilter
from recoup.kernel.money import Money
from recoup.reports.queries.bank_cash import statement_accounting
from recoup.team import queries as team
from recoup.web.cash.presenters import statements as presenters
from recoup.web.cash.views.days import CHANGED
from recoup.web.shared.dialogs import tell_page
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_LINES = 100


@require_GET
@requires(permissions.READ)
def statement(request: DeskRequest, statement_id: int) -> HttpResponse:
    """Show a statement: its header, balances, findings and lines."""
    record = queries.get_statement(statement_id=statement_id, actor=request.actor)
    number = page_number(request)
    wanted = LineFilter(
        account_id=record.account.id,
        statement_id=statement_id,
        text=request.GET.get("text", "").strip()[:100],
    )
    page = queries.lines_page(wanted=wanted, actor=request.actor, page=number, size=_LINES)
    accounting = statement_accounting(statement_ids=[statement_id]).get(statement_id)
    context = {
        "head": presenters.head(record),
        "whereabouts": presenters.whereabouts(accounting, record.account.currency) if accounting else (),
        "moved": Money(accounting.total, record.account.currency) if accounting else None,
        "lines": presenters.lines(page.lines),
        "paging": Paging(number, _LINES, page.count),
        "text": wanted.text,
        "may_apply": team.has_permission(
            actor=request.actor, permission=permissions.APPLY, entity_id=record.account.entity_id
        ),
        "may_review": record.reviewed is None and _may_review(request, record.account.entity_id),
    }
    return render_page(request, "cash/statement.html", context, fragment="lines")


@require_POST
@requires(permissions.APPLY, permissions.SIGN_OFF)
def review(request: DeskRequest, statement_id: int) -> HttpResponse:
    """Note that the person has looked through the statement."""
    operations.review_statement(statement_id=statement_id, actor=request.actor, now=request.now)
    url = reverse("cash:statement", args=[statement_id])
    return tell_page(request, _("The statement is reviewed."), changed=CHANGED, url=url)


@require_POST
@requires(permissions.APPLY)
def take_back(request: DeskRequest, line_id: int) -> HttpResponse:
    """Take back the receipt that the bank took back by a line: what it had paid is open again."""
    line = queries.get_line(line_id=line_id, actor=request.actor).line
    operations.take_back(line_id=line_id, on=request.on, actor=request.actor, now=request.now)
    messages.success(request, _("The receipt is taken back; what it had paid is open again."))
    return go_to(request, reverse("cash:statement", args=[line.statement_id]))


@require_GET
@requires(permissions.READ)
def original(request: DeskRequest, statement_id: int) -> FileResponse:
    """Give the bank's file as it came."""
    record = queries.get_statement(statement_id=statement_id, actor=request.actor)
    name, content = queries.open_original(file_id=record.file_id, actor=request.actor)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


def _may_review(request: DeskRequest, entity_id: int) -> bool:
    return any(
        team.has_permission(actor=request.actor, permission=name, entity_id=entity_id)
        for name in (permissions.APPLY, permissions.SIGN_OFF)
    )
