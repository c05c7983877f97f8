"""Customers' bank details: asked by one person, approved by a second, done once and exactly as asked.

Whoever could change the account that refunds go to alone could divert them, so there is no other way to a row of
this table: it can't be written without an approval.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import checks
from recoup.parties.cleaning import clean_name, clean_number
from recoup.parties.models import BankAccount, Customer
from recoup.parties.operations.locking import InvalidEntry, lock_customer
from recoup.parties.queries.bank_accounts import bank_account_fingerprint, bank_account_record
from recoup.parties.types import BankAccountChange, BankAccountRecord, BankAccountStatus
from recoup.plumbing.audit.operations import record
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.history import remembers_actor
from recoup.team.types import ApprovalRef

# The kind of the approval: who decides needs this permission, and `approvals.decide`.
BANK_ACCOUNT_CHANGE = "parties.edit_bank"
_EDITORS = ("parties.edit", BANK_ACCOUNT_CHANGE)


@transaction.atomic
def ask_bank_account_change(
    *, change: BankAccountChange, reason: str, actor: Actor, now: datetime
) -> ApprovalRef:
    """Ask a second person to approve a new, corrected or retired bank account of a customer.

    :raises NotFound: there is no such customer, or the actor has no right in its entity
    :raises NotAllowed: the actor may not edit customers there
    :raises InvalidEntry: the account can't be kept as it is, or there is none to retire
    :raises ReasonMissing: no reason is given
    """
    customer = lock_customer(customer_id=change.customer_id, actor=actor, permissions=_EDITORS)
    wanted = _checked(change)
    asked = team.ask_approval(
        kind=BANK_ACCOUNT_CHANGE,
        entity_id=customer.entity_id,
        subject_kind="customer",
        subject_id=customer.id,
        subject_fingerprint=bank_account_fingerprint(customer_id=customer.id),
        payload=asdict(wanted),
        amount=None,
        reason=reason,
        actor=actor,
        now=now,
    )
    _record("parties.bank_account.change_asked", customer, wanted, asked.id, actor, now)
    return asked


@transaction.atomic
@remembers_actor
def apply_bank_account_change(*, approval_id: int, actor: Actor, now: datetime) -> BankAccountRecord:
    """Do what was approved.

    :raises NotFound: there is no such approval, or the actor may not see it
    :raises NotAllowed: the actor may not edit customers in the entity
    :raises NotApproved: nobody approved it
    :raises ApprovalExpired: it waited for too long
    :raises AlreadyUsed: it was done before
    :raises ChangedMeanwhile: the customer's accounts are no longer as the asker saw them
    """
    approval = team_queries.get_approval(approval_id=approval_id, actor=actor)
    if approval.kind != BANK_ACCOUNT_CHANGE:
        raise NotFound
    customer = lock_customer(customer_id=approval.subject_id, actor=actor, permissions=_EDITORS)
    team.use_approval(
        approval_id=approval_id,
        kind=BANK_ACCOUNT_CHANGE,
        current_fingerprint=bank_account_fingerprint(customer_id=customer.id),
        payload=approval.payload,
        actor=actor,
        now=now,
    )
    wanted = _from_payload(approval.payload)
    account = _write(customer, wanted, approval_id)
    _record("parties.bank_account.changed", customer, wanted, approval_id, actor, now)
    return bank_account_record(account)


def _write(customer: Customer, wanted: BankAccountChange, approval_id: int) -> BankAccount:
    if wanted.retire:
        account = BankAccount.objects.get(customer=customer, account_number=wanted.account_number)
        account.status = BankAccountStatus.RETIRED
        account.approval_id = approval_id
        account.save(update_fields=["status", "approval"])
        return account
    account, _ = BankAccount.objects.update_or_create(
        customer=customer,
        account_number=wanted.account_number,
        defaults={
            "bank_code": wanted.bank_code,
            "bank_name": wanted.bank_name,
            "holder": wanted.holder,
            "currency": wanted.currency,
            "status": BankAccountStatus.ACTIVE,
            "approval_id": approval_id,
        },
    )
    return account


def _checked(change: BankAccountChange) -> BankAccountChange:
    cleaned = replace(
        change,
        account_number="".join(clean_number(change.account_number).upper().split()),
        holder=clean_name(change.holder),
        currency=change.currency.strip().upper(),
        bank_code="".join(clean_number(change.bank_code).upper().split()),
        bank_name=clean_name(change.bank_name),
    )
    refusal = _retire_refusal(cleaned) if change.retire else _account_refusal(cleaned)
    if refusal is not None:
        raise InvalidEntry(refusal)
    return cleaned


def _retire_refusal(change: BankAccountChange) -> Sentence | None:
    in_use = BankAccount.objects.filter(
        customer_id=change.customer_id,
        account_number=change.account_number,
        status=BankAccountStatus.ACTIVE,
    )
    if in_use.exists():
        return None
    return Sentence(N_("The customer has no account {number} in use."), {"number": change.account_number})


def _account_refusal(change: BankAccountChange) -> Sentence | None:
    if not change.holder:
        return Sentence(N_("The holder of the account is missing."))
    if max(len(change.holder), len(change.bank_name)) > checks.NAME_LENGTH:
        return checks.NAME_TOO_LONG
    if len(change.bank_code) > checks.BANK_CODE_LENGTH:
        return Sentence(N_("The bank code is longer than 20 characters."))
    if not currencies.is_known(change.currency):
        return Sentence(N_("There is no currency with the code {code}."), {"code": change.currency})
    return checks.bank_account_refusal(change.account_number)


def _from_payload(payload: object) -> BankAccountChange:
    assert isinstance(payload, dict)
    return BankAccountChange(**payload)


def _record(
    action: str, customer: Customer, change: BankAccountChange, approval_id: int, actor: Actor, now: datetime
) -> None:
    record(
        action,
        subject_kind="customer",
        subject_id=customer.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after=asdict(change) | {"approval_id": approval_id},
    )
