"""Our own accounts with the banks: added, changed, found again by what a statement calls them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import BankAccount
from recoup.cash.queries.accounts import account_record, fold_number
from recoup.cash.types import BankAccountRecord, NewBankAccount
from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

_CHANGEABLE = ("name", "bank_name", "bic", "virtual_prefix", "is_active")


class BankAccountExists(DomainError):
    """The account is known already, of this entity or another."""

    text = N_("The account {number} in {currency} is known already.")


class NoAccountNumber(DomainError):
    """There is no number by which to know the account."""

    text = N_("The account needs a number.")


class UnknownAccountCurrency(DomainError):
    """The currency is none."""

    text = N_("{currency} is not a currency code that we know.")


@transaction.atomic
def add_bank_account(*, account: NewBankAccount, actor: Actor, now: datetime) -> BankAccountRecord:
    """Make an account of ours known, so that its statements can be taken in.

    :raises NotAllowed: the actor may not add accounts in the entity
    :raises NoAccountNumber: there is no letter or digit in the number
    :raises UnknownAccountCurrency: the currency is none
    :raises BankAccountExists: the account is known in that currency
    """
    team.require(actor=actor, permission=permissions.EDIT_ACCOUNTS, entity_id=account.entity_id)
    number, currency = fold_number(account.number), account.currency.strip().upper()
    if not number:
        raise NoAccountNumber
    if not currencies.is_known(currency):
        raise UnknownAccountCurrency(currency=currency)
    added, is_new = BankAccount.objects.get_or_create(
        number=number[:64],
        currency=currency,
        defaults={
            "entity_id": account.entity_id,
            "number_written": account.number.strip()[:100],
            "name": account.name.strip()[:200],
            "bank_name": account.bank_name.strip()[:200],
            "bic": re.sub(r"\s", "", account.bic).upper()[:11],
            "virtual_prefix": account.virtual_prefix.strip()[:40],
        },
    )
    if not is_new:
        raise BankAccountExists(number=added.number_written, currency=currency)
    _audit(added, "cash.bank_account.added", actor=actor, now=now, after=_facts(added))
    return account_record(added)


@transaction.atomic
def change_bank_account(
    *, account_id: int, changes: Mapping[str, str | bool], actor: Actor, now: datetime
) -> BankAccountRecord:
    """Change what an account is called, its bank, BIC, prefix of virtual accounts, or whether it is still used.

    `changes` holds only what changes; number, currency and entity stay for good.

    :raises NotFound: there is no such account, or the actor may not know of it
    :raises NotAllowed: the actor may not change accounts in the entity
    """
    found = BankAccount.objects.select_for_update().filter(pk=account_id).first()
    if found is None or found.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permissions.EDIT_ACCOUNTS, entity_id=found.entity_id)
    unknown = set(changes) - set(_CHANGEABLE)
    assert not unknown, f"an account's {unknown} can't be changed"
    before = _facts(found)
    for name, value in changes.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.save(update_fields=list(changes))
    if _facts(found) != before:
        _audit(found, "cash.bank_account.changed", actor=actor, now=now, before=before, after=_facts(found))
    return account_record(found)


def _facts(account: BankAccount) -> dict[str, object]:
    kept = ("number_written", "currency", *_CHANGEABLE)
    return {name: getattr(account, name) for name in kept}


def _audit(
    account: BankAccount,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    audit.record(
        action,
        subject_kind="cash.bank_account",
        subject_id=account.pk,
        entity_id=account.entity_id,
        actor=actor,
        at=now,
        before=before,
        after=after,
    )
