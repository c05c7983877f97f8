"""Deposit slips: the cheques that go to one of our accounts, by two people, and the paper that goes with them."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.correspondence.slips import slip_pdf
from recoup.kernel.errors import DomainError
from recoup.parties import queries as parties
from recoup.team import queries as team
from recoup.web.cheques import presenters
from recoup.web.cheques.forms.acts import SlipForm
from recoup.web.shared.dialogs import tell_page
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import go_to, render_page
from recoup.web.shared.requests import DeskRequest

CHANGED = "slip-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """List the deposit slips, the newest first."""
    slips = queries.deposit_slips(entity_ids=request.entity_ids, actor=request.actor)
    accounts = queries.accounts_by_id(account_ids={slip.account_id for slip in slips}, actor=request.actor)
    context = {
        "rows": [presenters.slip_row(slip, accounts) for slip in slips],
        "may_make": team.has_permission(actor=request.actor, permission=permissions.APPLY),
    }
    return render_page(request, "cheques/slips.html", context)


@require_http_methods(["GET", "POST"])
@requires(permissions.APPLY)
def new(request: DeskRequest) -> HttpResponse:
    """Choose the cheques that go to the bank, and make the slip."""
    accounts = queries.bank_accounts(actor=request.actor, entity_ids=request.entity_ids, only_active=True)
    form = SlipForm(request.POST or request.GET, accounts=accounts, on=request.on)
    cheques = []
    if form.is_valid():
        account = queries.get_bank_account(account_id=form.cleaned_data["account"], actor=request.actor)
        if request.method == "POST":
            chosen = [
                int(text) for text in request.POST.getlist("cheque") if text.isascii() and text.isdigit()
            ]
            try:
                slip = operations.make_slip(
                    account_id=account.id,
                    cheque_ids=chosen,
                    day=form.cleaned_data["day"],
                    actor=request.actor,
                    now=request.now,
                )
            except DomainError as error:
                add_refusal(form, error)
            else:
                return go_to(request, reverse("cheques:slip", args=[slip.id]))
        cheques = queries.bankable_cheques(
            entity_id=account.entity_id,
            currency=account.currency,
            day=form.cleaned_data.get("day") or request.on,
            actor=request.actor,
        )
    ids = {cheque.customer_id for cheque in cheques}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    context = {"form": form, "rows": presenters.rows(cheques, customers, on=request.on), "accounts": accounts}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "cheques/new_slip.html", context, fragment="choose", status=status)


@require_GET
@requires(permissions.READ)
def page(request: DeskRequest, slip_id: int) -> HttpResponse:
    """Show a slip with its cheques, and whether a second person has confirmed it."""
    slip = queries.get_slip(slip_id=slip_id, actor=request.actor)
    accounts = queries.accounts_by_id(account_ids=[slip.account_id], actor=request.actor)
    cheques = queries.cheques_by_id(cheque_ids=slip.cheque_ids, actor=request.actor)
    ids = {cheque.customer_id for cheque in cheques.values()}
    customers = parties.customers_by_id(customer_ids=ids, actor=request.actor)
    may_handle = any(
        team.has_permission(actor=request.actor, permission=name, entity_id=slip.entity_id)
        for name in (permissions.APPLY, permissions.SIGN_OFF)
    )
    is_open = slip.confirmed is None and not slip.is_cancelled
    context = {
        "row": presenters.slip_row(slip, accounts),
        "rows": [presenters.row(cheques[each], customers, on=request.on) for each in slip.cheque_ids],
        "may_confirm": may_handle and is_open and slip.made.user_id != request.actor.id,
        "may_cancel": may_handle and is_open,
        "waits_for_other": is_open and slip.made.user_id == request.actor.id,
    }
    return render_page(request, "cheques/slip.html", context, fragment="slip")


@require_POST
@requires(permissions.APPLY, permissions.SIGN_OFF)
def confirm(request: DeskRequest, slip_id: int) -> HttpResponse:
    """Confirm, as a second person, that the cheques go to the bank."""
    operations.confirm_slip(slip_id=slip_id, actor=request.actor, now=request.now)
    return _done(request, slip_id, _("The slip is confirmed; its cheques are banked."))


@require_POST
@requires(permissions.APPLY, permissions.SIGN_OFF)
def cancel(request: DeskRequest, slip_id: int) -> HttpResponse:
    """Cancel a slip that nobody has confirmed."""
    operations.cancel_slip(slip_id=slip_id, actor=request.actor, now=request.now)
    return _done(request, slip_id, _("The slip is cancelled; its cheques are in hand again."))


@require_GET
@requires(permissions.READ)
def pdf(request: DeskRequest, slip_id: int) -> HttpResponse:
    """Give the slip as PDF, in the reader's language."""
    slip = queries.get_slip(slip_id=slip_id, actor=request.actor)
    content = presenters.slip_content(
        slip,
        queries.get_bank_account(account_id=slip.account_id, actor=request.actor),
        team.get_entity(entity_id=slip.entity_id, actor=request.actor),
        queries.cheques_by_id(cheque_ids=slip.cheque_ids, actor=request.actor),
    )
    made = slip_pdf(content, reader=request.reader, made_at=request.now)
    headers = {"Content-Disposition": f'inline; filename="deposit-slip-{slip.id}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _done(request: DeskRequest, slip_id: int, text: str) -> HttpResponse:
    return tell_page(request, text, changed=CHANGED, url=reverse("cheques:slip", args=[slip_id]))
