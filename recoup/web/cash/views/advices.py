"""Remittance advices: listed, brought in, given to a receipt, taken off it."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import AdviceRecord, AdviceStage
from recoup.kernel.errors import DomainError
from recoup.team import queries as team
from recoup.web.cash.forms.advices import ENDINGS, AdviceFileForm, LineAdviceForm, StageForm
from recoup.web.cash.presenters import advices as presenters
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_SHOWN = 50
_ROWS = 100
_WAITING = 50
_WORKED = "cash-worked"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show the remittance advices: which wait, which belong to a receipt, which were followed."""
    form = AdviceFileForm(actor=request.actor) if _may_receive(request) else None
    return _list(request, form)


@require_POST
@requires(permissions.APPLY)
def receive(request: DeskRequest) -> HttpResponse:
    """Take an advice in, and show it."""
    form = AdviceFileForm(request.POST, request.FILES, actor=request.actor)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            advice = operations.import_advice(
                content=file.read(),
                name=file.name or "",
                entity_id=form.cleaned_data["entity_id"],
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The remittance advice is kept."))
            return go_to(request, reverse("cash:advice", args=[advice.id]))
    return _list(request, form, status=422)


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, advice_id: int) -> HttpResponse:
    """Show one advice with its rows and our items of these numbers."""
    record = queries.get_advice(advice_id=advice_id, actor=request.actor)
    number = page_number(request)
    rows = queries.advice_rows(advice_id=advice_id, page=number, size=_ROWS, actor=request.actor)
    may_apply = team.has_permission(
        actor=request.actor, permission=permissions.APPLY, entity_id=record.entity_id
    )
    context = {
        "advice": presenters.advice_view(record),
        "rows": presenters.row_views(rows, record.total.currency),
        "paging": Paging(number, _ROWS, record.row_count),
        "may_detach": may_apply and record.stage is AdviceStage.ATTACHED,
    }
    return render_page(request, "cash/advice.html", context, fragment="rows")


@require_GET
@requires(permissions.READ)
def original(request: DeskRequest, advice_id: int) -> FileResponse:
    """Give the advice as it came."""
    name, content = queries.open_advice(advice_id=advice_id, actor=request.actor)
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/octet-stream")


@require_POST
@requires(permissions.APPLY)
def detach(request: DeskRequest, advice_id: int) -> HttpResponse:
    """Take an advice off its receipt."""
    operations.detach_advice(advice_id=advice_id, on=request.on, actor=request.actor, now=request.now)
    messages.success(request, _("The advice waits again, until somebody says which receipt it is about."))
    return go_to(request, reverse("cash:advice", args=[advice_id]))


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def attach(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """Bring an advice to the line that is open, or choose one that waits."""
    detail = queries.work_detail(receipt_id=receipt_id, on=request.on, now=request.now, actor=request.actor)
    waiting = _waiting(request, detail.line.entity_id, detail.line.left.currency)
    is_sent = request.method == "POST"
    form = LineAdviceForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        waiting=waiting,
        reader=request.reader,
    )
    if form.is_valid():
        try:
            _attach(request, receipt_id, form.cleaned_data.get("file"), form.cleaned_data.get("advice_id"))
        except DomainError as error:
            add_refusal(form, error)
        else:
            url = f"{reverse('cash:bench')}?receipt={receipt_id}"
            return close_dialog(
                request, _("The advice belongs to this receipt now."), changed=_WORKED, url=url
            )
    context = {"form": form, "action": request.get_full_path(), "line": detail.line}
    return show_dialog(request, "cash/line_advice.html", context)


def _attach(request: DeskRequest, receipt_id: int, file: BinaryIO | None, advice_id: int | None) -> None:
    on: date = request.on
    if file is not None:
        operations.import_advice(
            content=file.read(),
            name=file.name or "",
            receipt_id=receipt_id,
            on=on,
            actor=request.actor,
            now=request.now,
        )
        return
    assert advice_id is not None
    operations.attach_advice(
        advice_id=advice_id, receipt_id=receipt_id, on=on, actor=request.actor, now=request.now
    )


def _waiting(request: DeskRequest, entity_id: int, currency: str) -> list[AdviceRecord]:
    found = queries.advice_page(
        actor=request.actor, entity_ids=frozenset({entity_id}), stage=AdviceStage.WAITING, size=_WAITING
    )
    return [each for each in found.advices if each.total.currency == currency]


def _list(request: DeskRequest, form: AdviceFileForm | None, *, status: int = 200) -> HttpResponse:
    wanted = StageForm(request.GET)
    number = page_number(request)
    found = queries.advice_page(
        actor=request.actor,
        entity_ids=request.entity_ids,
        stage=wanted.stage_wanted(),
        text=wanted.text_wanted(),
        page=number,
        size=_SHOWN,
    )
    context = {
        "wanted": wanted,
        "form": form,
        "endings": ENDINGS,
        "advices": [presenters.advice_view(each) for each in found.advices],
        "paging": Paging(number, _SHOWN, found.count),
    }
    return render_page(request, "cash/advices.html", context, fragment="advices", status=status)


def _may_receive(request: DeskRequest) -> bool:
    return team.has_permission(actor=request.actor, permission=permissions.APPLY)
