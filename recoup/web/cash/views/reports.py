"""Accounting's cash reports: listed, brought in, and their differences worked off."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import ReportState
from recoup.kernel.errors import DomainError
from recoup.team import queries as team
from recoup.web.cash.forms.reports import REPORT_ENDINGS, ReportFileForm
from recoup.web.cash.presenters import reports as presenters
from recoup.web.shared.clearing import Difference, Written, work_off
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

_CHANGED = "report-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show accounting's cash reports, and where another goes in."""
    may_receive = team.has_permission(actor=request.actor, permission=permissions.APPLY)
    return _list(request, ReportFileForm() if may_receive else None)


@require_POST
@requires(permissions.APPLY)
def receive(request: DeskRequest) -> HttpResponse:
    """Take a report in, and show what it came to."""
    form = ReportFileForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = operations.import_cash_report(
                content=file.read(), name=file.name or "", on=request.on, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The cash report was compared with the bank."))
            return go_to(request, reverse("cash:report", args=[report.id]))
    return _list(request, form, status=422)


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, report_id: int) -> HttpResponse:
    """Show what the lines of a report came to: the differences, or all of them."""
    report = queries.get_cash_report(report_id=report_id, actor=request.actor)
    shows_all = request.GET.get("all") == "1"
    found = queries.reported_money(report_id=report_id, only_differences=not shows_all, actor=request.actor)
    context = {
        "report": report,
        "rows": presenters.money_rows(found),
        "shows_all": shows_all,
        "may_clear": team.has_permission(
            actor=request.actor, permission=permissions.APPLY, entity_id=report.entity_id
        ),
    }
    return render_page(request, "cash/report.html", context, fragment="rows")


@require_GET
@requires(permissions.READ)
def original(request: DeskRequest, report_id: int) -> FileResponse:
    """Give the report as it came."""
    name, content = queries.open_cash_report(report_id=report_id, actor=request.actor)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def clear(request: DeskRequest, money_id: int) -> HttpResponse:
    """Write down what is behind a difference, who looks after it and how far it is."""
    money = queries.get_reported_money(money_id=money_id, actor=request.actor)
    row = presenters.money_row(money)
    difference = Difference(
        kind=row.agreement,
        name=money.their_text or money.our_text or "–",
        amount=money.difference,
        written=Written((money.state or ReportState.OPEN).value, money.note, money.owner_id, None),
        action=reverse("cash:clear_difference", args=[money.id]),
        changed=_CHANGED,
        url=reverse("cash:report", args=[money.report_id]),
    )

    def act(written: Written) -> None:
        operations.clear_report_difference(
            money_id=money_id,
            state=ReportState(written.state),
            note=written.note,
            owner_id=written.owner_id,
            actor=request.actor,
            now=request.now,
        )

    states = [(state.value, _(state.label)) for state in ReportState]
    return work_off(request, difference, states=states, act=act)


def _list(request: DeskRequest, form: ReportFileForm | None, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "endings": REPORT_ENDINGS,
        "reports": queries.cash_reports(actor=request.actor, entity_ids=request.entity_ids),
    }
    return render_page(request, "cash/reports.html", context, status=status)
