"""Our own accounts with the banks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recoup.cash import permissions
from recoup.cash.models import BankAccount
from recoup.cash.types import BankAccountRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold_reference
from recoup.team import queries as team


def bank_accounts(
    *, actor: Actor, entity_ids: Collection[int] | None = None, only_active: bool = False
) -> list[BankAccountRecord]:
    """Return the accounts whose cash the actor may read, of `entity_ids` only where they are given, by name."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    if entity_ids is not None:
        readable &= frozenset(entity_ids)
    rows = BankAccount.objects.filter(entity_id__in=readable)
    if only_active:
        rows = rows.filter(is_active=True)
    return [account_record(each) for each in rows.order_by("entity_id", "name", "number", "currency")]


def get_bank_account(*, account_id: int, actor: Actor) -> BankAccountRecord:
    """Return one account of ours.

    :raises NotFound: there is none, or the actor may not know of it
    """
    found = accounts_by_id(account_ids=[account_id], actor=actor)
    if account_id not in found:
        raise NotFound
    return found[account_id]


def accounts_by_id(*, account_ids: Collection[int], actor: Actor) -> Mapping[int, BankAccountRecord]:
    """Return accounts by their id; those that the actor may not know of are left out."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = BankAccount.objects.filter(pk__in=account_ids, entity_id__in=readable)
    return {each.pk: account_record(each) for each in rows}


def fold_number(number: str) -> str:
    """Return an account number as capitals and digits only, whatever blanks and marks it is written with."""
    return fold_reference(number)


def account_record(account: BankAccount) -> BankAccountRecord:
    """Return the account as others may see it."""
    return BankAccountRecord(
        id=account.pk,
        entity_id=account.entity_id,
        number=account.number,
        number_written=account.number_written,
        currency=account.currency,
        name=account.name,
        bank_name=account.bank_name,
        bic=account.bic,
        virtual_prefix=account.virtual_prefix,
        is_active=account.is_active,
    )
