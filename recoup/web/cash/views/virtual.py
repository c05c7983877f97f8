"""Virtual accounts: listed, given one by one or by a list, ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.cash import operations, permissions, queries
from recoup.cash.types import BankAccountRecord, SavedVirtualAccounts
from recoup.kernel.errors import DomainError
from recoup.team import queries as team
from recoup.web.cash.forms.virtual import LIST_ENDINGS, EndForm, VirtualAccountForm, VirtualListForm
from recoup.web.shared.dialogs import close_dialog, show_dialog
from recoup.web.shared.forms import add_refusal, add_sentence
from recoup.web.shared.gates import requires
from recoup.web.shared.pages import render_page
from recoup.web.shared.paging import Paging, page_number
from recoup.web.shared.requests import DeskRequest

_ROWS = 100
_CHANGED = "virtual-changed"


@require_GET
@requires(permissions.READ)
def index(request: DeskRequest, account_id: int) -> HttpResponse:
    """Show which numbers under an account of ours are whose."""
    account = queries.get_bank_account(account_id=account_id, actor=request.actor)
    form = VirtualListForm() if _may_edit(request, account) else None
    return _list(request, account, form)


@require_POST
@requires(permissions.EDIT_ACCOUNTS)
def receive(request: DeskRequest, account_id: int) -> HttpResponse:
    """Take a list of virtual accounts in, and show which of its rows were refused."""
    account = queries.get_bank_account(account_id=account_id, actor=request.actor)
    form = VirtualListForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            saved = operations.import_virtual_accounts(
                account_id=account_id,
                content=file.read(),
                name=file.name or "",
                on=request.on,
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            return _list(request, account, VirtualListForm(), saved=saved)
    return _list(request, account, form, status=422)


@require_http_methods(["GET", "POST"])
@requires(permissions.EDIT_ACCOUNTS)
def add(request: DeskRequest, account_id: int) -> HttpResponse:
    """Give a number to a customer."""
    account = queries.get_bank_account(account_id=account_id, actor=request.actor)
    form = VirtualAccountForm(request.POST or None, on=request.on, prefix_of_numbers=account.virtual_prefix)
    if form.is_valid():
        saved = operations.save_virtual_accounts(
            account_id=account_id,
            accounts=[form.account()],
            on=request.on,
            actor=request.actor,
            now=request.now,
        )
        if not saved.refused:
            url = reverse("cash:virtual", args=[account_id])
            return close_dialog(request, _("The virtual account was added."), changed=_CHANGED, url=url)
        add_sentence(form, saved.refused[0].sentence)
    return show_dialog(request, "cash/add_virtual.html", {"form": form, "account": account})


@require_http_methods(["GET", "POST"])
@requires(permissions.EDIT_ACCOUNTS)
def end(request: DeskRequest, virtual_id: int) -> HttpResponse:
    """Say until when a number is the customer's."""
    virtual = queries.get_virtual_account(virtual_id=virtual_id, actor=request.actor)
    form = EndForm(request.POST or None, initial={"until_date": virtual.until_date or request.on})
    if form.is_valid():
        try:
            operations.end_virtual_account(
                virtual_id=virtual_id,
                until_date=form.cleaned_data["until_date"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error, "until_date")
        else:
            url = reverse("cash:virtual", args=[virtual.account_id])
            return close_dialog(request, _("The last day was noted."), changed=_CHANGED, url=url)
    return show_dialog(request, "cash/end_virtual.html", {"form": form, "virtual": virtual})


def _may_edit(request: DeskRequest, account: BankAccountRecord) -> bool:
    return team.has_permission(
        actor=request.actor, permission=permissions.EDIT_ACCOUNTS, entity_id=account.entity_id
    )


def _list(
    request: DeskRequest,
    account: BankAccountRecord,
    form: VirtualListForm | None,
    *,
    saved: SavedVirtualAccounts | None = None,
    status: int = 200,
) -> HttpResponse:
    number, text = page_number(request), request.GET.get("text", "")
    shows_all = request.GET.get("all") == "1"
    found = queries.virtual_accounts(
        account_id=account.id,
        text=text,
        as_of=None if shows_all else request.on,
        page=number,
        size=_ROWS,
        actor=request.actor,
    )
    context = {
        "account": account,
        "rows": found.accounts,
        "paging": Paging(number, _ROWS, found.count),
        "text": text,
        "shows_all": shows_all,
        "form": form,
        "saved": saved,
        "endings": LIST_ENDINGS,
    }
    if saved is not None and not saved.refused:
        messages.success(request, _("The list was taken in."))
    return render_page(request, "cash/virtual.html", context, fragment="virtual", status=status)
