"""One cheque: its history, what it covers, and what can be done with it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import ChequeAct, ChequeDetail, RegistryState, WorkFilter, WorkLine
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.cheques import presenters
from recoup.web.cheques.forms.acts import ClearForm, CoverForm, DayForm, ReasonForm
from recoup.web.cheques.views.register import open_items
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.reading import number_locale
from recoup.web.shared.requests import DeskRequest

CHANGED = "cheque-changed"
_RECEIPTS = 100
_UNREASONED = frozenset({ChequeAct.FIND_IN_REGISTRY, ChequeAct.CONFIRM_IN_REGISTRY, ChequeAct.REPRESENT})


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, cheque_id: int) -> HttpResponse:
    """Show a cheque."""
    return _page(request, cheque_id, None)


@require_POST
@requires(permissions.APPLY)
def cover(request: DeskRequest, cheque_id: int) -> HttpResponse:
    """Let the cheque cover the items that were chosen."""
    detail = queries.get_cheque(cheque_id=cheque_id, actor=request.actor)
    form = _cover_form(request, detail)
    if form.is_valid():
        try:
            operations.cover_items(
                cheque_id=cheque_id,
                covers=form.covers(),
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _page(request, cheque_id, None)
    return _page(request, cheque_id, form)


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def act(request: DeskRequest, cheque_id: int, name: str) -> HttpResponse:
    """Ask for the day, and the reason where one is needed, and do it."""
    detail, wanted = _asked(request, cheque_id, name)
    form = (DayForm if wanted in _UNREASONED else ReasonForm)(request.POST or None, on=request.on)
    words = presenters.act_words(wanted)
    if form.is_valid():
        try:
            _do(request, cheque_id, wanted, form)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, cheque_id, words.done)
    context = {"form": form, "cheque": detail.cheque, "words": words, "action": request.path}
    return show_dialog(request, "cheques/act.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def clear(request: DeskRequest, cheque_id: int) -> HttpResponse:
    """Say which receipt is the money of the cheque."""
    detail, wanted = _asked(request, cheque_id, ChequeAct.CLEAR.value)
    lines = _receipts(request, detail)
    form = ClearForm(request.POST or None, on=request.on, lines=lines, reader=request.reader)
    words = presenters.act_words(wanted)
    if form.is_valid():
        try:
            operations.clear_cheque(
                cheque_id=cheque_id,
                receipt_id=form.cleaned_data["receipt"],
                on=form.cleaned_data["on"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, cheque_id, words.done)
    context = {"form": form, "cheque": detail.cheque, "words": words, "action": request.path}
    return show_dialog(request, "cheques/act.html", context)


@require_GET
@requires(permissions.READ)
def image(request: DeskRequest, cheque_id: int) -> FileResponse:
    """Give the picture of a cheque; that it was looked at is kept."""
    file, content = operations.open_image(cheque_id=cheque_id, actor=request.actor, now=request.now)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return FileResponse(content, content_type="application/octet-stream", headers=headers)


def _asked(request: DeskRequest, cheque_id: int, name: str) -> tuple[ChequeDetail, ChequeAct]:
    """Return the cheque and what is to be done with it.

    :raises Http404: this can't be done with it now
    """
    detail = queries.get_cheque(cheque_id=cheque_id, actor=request.actor)
    wanted = next(
        (each for each in ChequeAct if each.value == name.upper().replace("-", "_")), ChequeAct.COVER
    )
    if wanted is ChequeAct.COVER or wanted not in detail.acts:
        raise Http404
    return detail, wanted


def _do(request: DeskRequest, cheque_id: int, wanted: ChequeAct, form: DayForm) -> None:
    on, reason = form.cleaned_data["on"], form.cleaned_data.get("reason", "")
    actor, now = request.actor, request.now
    match wanted:
        case ChequeAct.FIND_IN_REGISTRY | ChequeAct.CONFIRM_IN_REGISTRY:
            is_ours = wanted is ChequeAct.CONFIRM_IN_REGISTRY
            state = RegistryState.CONFIRMED if is_ours else RegistryState.REGISTERED
            operations.update_registry(cheque_id=cheque_id, state=state, on=on, actor=actor, now=now)
        case ChequeAct.UNCOVER:
            operations.uncover_items(cheque_id=cheque_id, reason=reason, on=on, actor=actor, now=now)
        case ChequeAct.BOUNCE:
            operations.bounce_cheque(cheque_id=cheque_id, reason=reason, on=on, actor=actor, now=now)
        case ChequeAct.REPRESENT:
            operations.represent_cheque(cheque_id=cheque_id, on=on, actor=actor, now=now)
        case ChequeAct.RETURN:
            operations.return_cheque(cheque_id=cheque_id, reason=reason, on=on, actor=actor, now=now)
        case _:
            raise Http404


def _done(request: DeskRequest, cheque_id: int, text: str) -> HttpResponse:
    return close_dialog(request, text, changed=CHANGED, url=reverse("cheques:page", args=[cheque_id]))


def _page(request: DeskRequest, cheque_id: int, form: CoverForm | None) -> HttpResponse:
    detail = queries.get_cheque(cheque_id=cheque_id, actor=request.actor)
    cheque = detail.cheque
    customers = parties.customers_by_id(customer_ids=[cheque.customer_id], actor=request.actor)
    may_act = team.has_permission(
        actor=request.actor, permission=permissions.APPLY, entity_id=cheque.entity_id
    )
    may_cover = may_act and ChequeAct.COVER in detail.acts
    context = {
        "detail": detail,
        "row": presenters.row(cheque, customers, on=request.on),
        "steps": presenters.steps(detail),
        "buttons": presenters.buttons(detail) if may_act else [],
        "is_paid_otherwise": presenters.is_paid_otherwise(detail),
        "place": _(cheque.place.label),
        "cover_form": (form or _cover_form(request, detail)) if may_cover else None,
        "locale": number_locale(request.reader),
    }
    status = 422 if form is not None and form.errors else 200
    return render_page(request, "cheques/page.html", context, fragment="cheque", status=status)


def _cover_form(request: DeskRequest, detail: ChequeDetail) -> CoverForm:
    cheque = detail.cheque
    items = open_items(request, cheque.customer_id, cheque.amount.currency)
    data = request.POST if request.method == "POST" else None
    return CoverForm(data, items=items, left=cheque.amount_uncovered.amount)


def _receipts(request: DeskRequest, detail: ChequeDetail) -> list[WorkLine]:
    """Return the receipts that could be the money of a cheque: of its customer or of nobody yet, and enough."""
    cheque = detail.cheque
    wanted = WorkFilter(entity_ids=frozenset({cheque.entity_id}), from_date=cheque.received_on)
    found = queries.work_page(
        wanted=wanted, page=1, size=_RECEIPTS, on=request.on, now=request.now, actor=request.actor
    )
    return [
        line
        for line in found.lines
        if line.customer_id in (None, cheque.customer_id)
        and line.left.currency == cheque.amount.currency
        and line.left.amount == cheque.amount_open.amount
    ]
