"""Customers' bank accounts, and the fingerprint that approvals of their changes are bound to."""

from __future__ import annotations

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.parties.models import BankAccount, Customer
from recoup.parties.queries.customers import readable
from recoup.parties.types import BankAccountRecord, BankAccountStatus
from recoup.team.fingerprints import fingerprint


def bank_accounts(*, customer_id: int, actor: Actor) -> list[BankAccountRecord]:
    """Return the accounts of a customer, those in use first; nothing for who may not read the customer."""
    found = BankAccount.objects.filter(customer__in=readable(actor).filter(id=customer_id).order_by())
    return [bank_account_record(account) for account in found.order_by("status", "id")]


def bank_account_fingerprint(*, customer_id: int) -> str:
    """Return the fingerprint of a customer's name and accounts: it changes when any of them does.

    :raises NotFound: there is no such customer
    """
    customer = Customer.objects.filter(id=customer_id).first()
    if customer is None:
        raise NotFound
    rows = BankAccount.objects.filter(customer=customer).order_by("id")
    accounts = list(
        rows.values("account_number", "bank_code", "bank_name", "holder", "currency", "status", "approval_id")
    )
    facts = {"customer_id": customer.id, "name_legal": customer.name_legal, "tax_id": customer.tax_id}
    return fingerprint(facts | {"accounts": accounts})


def bank_account_record(account: BankAccount) -> BankAccountRecord:
    """Return what may leave the room of an account's row."""
    return BankAccountRecord(
        id=account.id,
        customer_id=account.customer_id,
        account_number=account.account_number,
        bank_code=account.bank_code,
        bank_name=account.bank_name,
        holder=account.holder,
        currency=account.currency,
        status=BankAccountStatus(account.status),
        approval_id=account.approval_id,
    )
