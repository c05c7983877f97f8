"""Our own accounts with the banks: listed, added, changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from recoup.cash import operations, permissions, queries
from recoup.cash.types import NewBankAccount
from recoup.kernel.errors import DomainError
from recoup.team import queries as team
from recoup.web.cash.forms.accounts import AccountForm, ChangeAccountForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.requests import DeskRequest

_CHANGED = "accounts-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest) -> HttpResponse:
    """Show our own bank accounts."""
    editable = team.entity_ids(actor=request.actor, permission=permissions.EDIT_ACCOUNTS)
    codes = {entity.id: entity.code for entity in team.entities(actor=request.actor)}
    accounts = queries.bank_accounts(actor=request.actor, entity_ids=request.entity_ids)
    context = {
        "accounts": [
            (account, codes.get(account.entity_id, ""), account.entity_id in editable) for account in accounts
        ],
        "may_add": bool(editable),
    }
    return render_page(request, "cash/accounts.html", context, fragment="accounts")


@require_http_methods(["GET", "POST"])
@requires(permissions.EDIT_ACCOUNTS)
def add(request: DeskRequest) -> HttpResponse:
    """Make an account of ours known."""
    entities = team.entities(actor=request.actor, permission=permissions.EDIT_ACCOUNTS)
    form = AccountForm(request.POST or None, entities=entities)
    if form.is_valid():
        try:
            operations.add_bank_account(
                account=NewBankAccount(**form.cleaned_data), actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, _("The account was added."))
    return show_dialog(request, "cash/add_account.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(permissions.EDIT_ACCOUNTS)
def change(request: DeskRequest, account_id: int) -> HttpResponse:
    """Change what an account is called, its bank, or whether it is still used."""
    account = queries.get_bank_account(account_id=account_id, actor=request.actor)
    form = ChangeAccountForm(request.POST or None, account=account)
    if form.is_valid():
        try:
            operations.change_bank_account(
                account_id=account_id, changes=form.cleaned_data, actor=request.actor, now=request.now
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _done(request, _("The account was changed."))
    return show_dialog(request, "cash/change_account.html", {"form": form, "account": account})


def _done(request: DeskRequest, text: str) -> HttpResponse:
    return close_dialog(request, text, changed=_CHANGED, url=reverse("cash:accounts"))
