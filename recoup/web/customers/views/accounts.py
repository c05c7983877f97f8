"""Bank accounts of a customer, which only two people together can change, and the names under which it pays."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from recoup.kernel.errors import DomainError
from recoup.parties import operations as parties_operations
from recoup.parties import queries as parties
from recoup.parties.types import NewPayerAlias
from recoup.team import queries as team
from recoup.web.customers.forms.details import AccountForm, PayerForm
from recoup.web.customers.parts import show_part
from recoup.web.customers.presenters import details
from recoup.web.shared.dialogs import close_dialog, show_dialog, tell_page
from recoup.web.shared.forms import add_refusal, add_sentence
from recoup.web.shared.gates import requires
from recoup.web.shared.requests import DeskRequest


@require_GET
@requires("parties.read")
def index(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Show the accounts with the changes that wait for a second person, and the payer names."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    approvals = team.approvals_of(subject_kind="customer", subject_id=customer_id, actor=request.actor)
    context = {
        "accounts": details.accounts(parties.bank_accounts(customer_id=customer_id, actor=request.actor)),
        "waiting": details.waiting(approvals, request.now),
        "payers": parties.payer_aliases(customer_id=customer_id, actor=request.actor),
    }
    return show_part(request, customer, "accounts", context)


@require_http_methods(["GET", "POST"])
@requires("parties.edit", "parties.edit_bank")
def ask(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask a second person for a new, corrected or retired bank account."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = AccountForm(
        request.POST or None, initial={"currency": customer.currency, "holder": customer.name_legal}
    )
    if form.is_valid():
        try:
            parties_operations.ask_bank_account_change(
                change=form.change(customer_id),
                reason=form.cleaned_data["reason"],
                actor=request.actor,
                now=request.now,
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            text = _("Asked for. A second person decides under Approvals.")
            return close_dialog(request, text, changed="customer-changed", url=_accounts(customer_id))
    return show_dialog(request, "customers/dialogs/account.html", {"form": form, "customer": customer})


@require_http_methods(["GET", "POST"])
@requires("parties.edit", "parties.edit_contacts", "cash.apply")
def add_payer(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Learn another name under which the customer pays."""
    customer = parties.get_customer(customer_id=customer_id, actor=request.actor).customer
    form = PayerForm(request.POST or None)
    if form.is_valid():
        alias = NewPayerAlias(customer_id, form.cleaned_data["name"])
        added = parties_operations.add_payer_aliases(aliases=[alias], actor=request.actor, now=request.now)
        if not added.refused:
            text = _("The name was learned.")
            return close_dialog(request, text, changed="customer-changed", url=_accounts(customer_id))
        add_sentence(form, added.refused[0].sentence, "name")
    return show_dialog(request, "customers/dialogs/payer.html", {"form": form, "customer": customer})


@require_POST
@requires("parties.edit", "parties.edit_contacts", "cash.apply")
def remove_payer(request: DeskRequest, customer_id: int, alias_id: int) -> HttpResponse:
    """Unlearn a name under which the customer pays."""
    parties_operations.remove_payer_alias(alias_id=alias_id, actor=request.actor, now=request.now)
    text = _("The name was removed.")
    return tell_page(request, text, changed="customer-changed", url=_accounts(customer_id))


def _accounts(customer_id: int) -> str:
    return reverse("customers:accounts", args=[customer_id])
