"""Allocate: move open amount from receipts and credits to the items that they pay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import permissions
from recoup.ledger.operations import allocation_sql
from recoup.ledger.types import NewAllocation, PostedAllocations, RefusedAllocation
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

REFUSALS = {
    "ITEM_UNKNOWN": N_("The receipt or the item does not exist in this entity."),
    "AMOUNT_INVALID": N_("An amount to apply must be above zero and as fine as the currency."),
    "CURRENCY_DIFFERS": N_("Item {item_number} is in {item_currency}, the receipt in {currency}."),
    "PAYER_UNKNOWN": N_("The payer of the receipt is not known yet."),
    "WRONG_SIDES": N_("Only receipts and credits can be applied, and only to what is owed."),
    "RECEIPT_USED_UP": N_("Only {unapplied} of the receipt is left to apply."),
    "ITEM_SETTLED": N_("Only {item_open} of item {item_number} is still open."),
    "TOO_EARLY": N_("Item {item_number} or the receipt is dated after {effective_date}."),
    "PERIOD_CLOSED": N_("The period of {effective_date} is closed."),
}

_LARGE = 1_000


@transaction.atomic
def allocate(
    *, allocations: Iterable[NewAllocation], source: str, actor: Actor, now: datetime, reason: str = ""
) -> PostedAllocations:
    """Apply receipts and credits to items, each allocation a balanced entry of its own.

    Items are locked before they are judged, so that two clerks can't spend a receipt twice. An allocation whose
    `source_ref` was posted under this `source` before is skipped. Amounts are positive, in the currency of both
    items. Refused allocations are values; all others are posted in this transaction.

    :raises NotAllowed: the actor may not apply cash in one of the entities
    """
    with connection.cursor() as cursor:
        cursor.execute(allocation_sql.STAGE)
        staged = copy_rows(cursor, "staged_allocation", allocation_sql.STAGED_COLUMNS, allocations)
        cursor.execute("ANALYZE staged_allocation")
        if staged >= _LARGE:
            # rows of this transaction are unknown to the planner, which then compares each with each
            cursor.execute("ANALYZE ledger_item, ledger_entry")
        cursor.execute(allocation_sql.ENTITIES)
        for (entity_id,) in cursor.fetchall():
            team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
        cursor.execute(allocation_sql.LOCK_ITEMS)
        _check(cursor, source)
        refused = tuple(_refusals(cursor))
        posted = _write(cursor, source=source, actor=actor, now=now, reason=reason)
    return PostedAllocations(posted=posted, known=staged - posted - len(refused), refused=refused)


def _check(cursor: CursorWrapper, source: str) -> None:
    cursor.execute(
        "SELECT DISTINCT i.currency FROM staged_allocation AS s JOIN ledger_item AS i ON i.id = s.from_item_id"
    )
    codes = [code for (code,) in cursor.fetchall()]
    decimals = [currencies.minor_unit(code) for code in codes]
    cursor.execute(
        allocation_sql.CHECK,
        {"source": source, "currencies": codes, "decimals": decimals},
    )


def _refusals(cursor: CursorWrapper) -> Iterator[RefusedAllocation]:
    cursor.execute(allocation_sql.REFUSED)
    for source_ref, outcome, number, currency, item_currency, _, unapplied, item_open, on in cursor:
        values = {
            "item_number": number,
            "currency": currency,
            "item_currency": item_currency,
            "unapplied": Money(unapplied, currency) if unapplied is not None else "",
            "item_open": Money(item_open, item_currency) if item_open is not None else "",
            "effective_date": on,
        }
        text = REFUSALS[outcome]
        used = {name: value for name, value in values.items() if f"{{{name}}}" in text}
        yield RefusedAllocation(source_ref, Sentence(text, used))


def _write(cursor: CursorWrapper, *, source: str, actor: Actor, now: datetime, reason: str) -> int:
    values: dict[str, datetime | str] = {
        "recorded_at": now,
        "actor": actor.name,
        "source": source,
        "reason": reason,
    }
    cursor.execute(allocation_sql.NUMBER_ACCEPTED)
    cursor.execute("ANALYZE accepted_allocation")
    cursor.execute(allocation_sql.INSERT_ENTRIES, values)
    cursor.execute(allocation_sql.INSERT_POSTINGS, values)
    cursor.execute(
        "SELECT entity_id, count(*), min(entry_id), max(entry_id) FROM accepted_allocation GROUP BY entity_id"
    )
    posted = 0
    for entity_id, count, first, last in cursor.fetchall():
        posted += count
        audit.record(
            "ledger.items.allocated",
            subject_kind="ledger.entry",
            subject_id=first,
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"source": source, "allocations": count, "first_entry": first, "last_entry": last},
        )
    return posted
