"""What a receipt could pay: open receipts, the items that their texts may name, and locks to decide under."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.plumbing.db.copy import copy_rows


class OpenReceipt(NamedTuple):
    """A receipt with money left to apply.

    `amount_unapplied` is positive. `customer_id` is None while the payer is unknown. An application must not count
    before `applies_from`: the day the receipt entered the ledger or was last given back by a reversal, which
    `is_given_back` tells.
    """

    item_id: int
    customer_id: int | None
    number: str
    value_date: date
    currency: str
    amount_unapplied: Decimal
    applies_from: date
    is_given_back: bool


class NamedItem(NamedTuple):
    """An item whose folded number was asked for; settled ones have an open amount of zero."""

    item_id: int
    number_folded: str
    number: str
    part: int
    customer_id: int
    currency: str
    amount_open: Decimal
    applies_from: date


class LockedItem(NamedTuple):
    """What is open of an item, signed, and from which day something may be applied to it."""

    amount_open: Decimal
    applies_from: date
    entity_id: int
    customer_id: int | None
    currency: str
    number: str
    entry_id: int


class StandingEntry(NamedTuple):
    """An entry that was not reversed."""

    entry_id: int
    kind: str
    effective_date: date


class UndoneApplication(NamedTuple):
    """That money of the receipt `item_id` went to `other_item_id`, of `customer_id`, and this was reversed.

    `is_receipt` tells that the other item is a receipt too: the money had been found to be that customer's.
    """

    item_id: int
    other_item_id: int
    customer_id: int | None
    is_receipt: bool


# Reversals are few, and the index on `reverses_id` finds them without reading the journal.
_REVERSED = """
reversed AS MATERIALIZED (
    SELECT p.item_id, max(r.effective_date) AS on_date
    FROM ledger_entry AS r JOIN ledger_posting AS p ON p.entry_id = r.id
    WHERE r.reverses_id IS NOT NULL AND r.entity_id = %(entity)s AND p.item_id IS NOT NULL
    GROUP BY p.item_id
)
"""

_OPEN_RECEIPTS = f"""
WITH {_REVERSED}
SELECT i.id, i.customer_id, i.number, i.issue_date, i.currency, -i.amount_open,
    greatest(opened.effective_date, r.on_date), r.item_id IS NOT NULL
FROM ledger_item AS i
JOIN ledger_entry AS opened ON opened.id = i.entry_id
LEFT JOIN reversed AS r ON r.item_id = i.id
WHERE i.entity_id = %(entity)s AND i.kind = 'RECEIPT' AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.issue_date <= %(until)s AND opened.effective_date <= %(until)s
  AND (%(wanted)s::bigint[] IS NULL OR i.id = ANY(%(wanted)s))
ORDER BY i.issue_date, i.id
"""

_WANTED = """
DROP TABLE IF EXISTS pg_temp.wanted_number;
CREATE TEMPORARY TABLE wanted_number (number_folded text NOT NULL) ON COMMIT DROP
"""

_NAMED = f"""
WITH {_REVERSED}
SELECT i.id, i.number_folded, i.number, i.part, i.customer_id, i.currency, i.amount_open,
    greatest(opened.effective_date, r.on_date)
FROM wanted_number AS w
JOIN ledger_item AS i ON i.number_folded = w.number_folded AND i.entity_id = %(entity)s
JOIN ledger_entry AS opened ON opened.id = i.entry_id
LEFT JOIN reversed AS r ON r.item_id = i.id
WHERE i.kind NOT IN ('RECEIPT', 'DEPOSIT', 'CHEQUE_CREDIT') AND NOT i.is_reversed AND i.customer_id IS NOT NULL
  AND opened.effective_date <= %(until)s
ORDER BY i.id
"""

_RECEIPTS_BY_NUMBER = """
SELECT i.entity_id, i.number, i.id
FROM unnest(%s::bigint[], %s::text[]) AS w(entity_id, number)
JOIN ledger_item AS i ON (i.entity_id, i.kind, i.number, i.part) = (w.entity_id, 'RECEIPT', w.number, 1)
    AND NOT i.is_reversed
"""

_LOCK = (
    "SELECT count(*) FROM (SELECT id FROM ledger_item WHERE id = ANY(%s) ORDER BY id FOR UPDATE) AS locked"
)

_LOCKED = """
SELECT i.id, i.amount_open, greatest(opened.effective_date, (
        SELECT max(r.effective_date) FROM ledger_posting AS p JOIN ledger_entry AS r ON r.reverses_id = p.entry_id
        WHERE p.item_id = i.id
    )), i.entity_id, i.customer_id, i.currency, i.number, i.entry_id
FROM ledger_item AS i JOIN ledger_entry AS opened ON opened.id = i.entry_id
WHERE i.id = ANY(%s) AND NOT i.is_reversed
"""

_STANDING = """
SELECT e.id, e.kind, e.effective_date FROM ledger_entry AS e
WHERE e.entity_id = %s AND e.source = %s AND e.source_ref = ANY(%s)
  AND NOT EXISTS (SELECT FROM ledger_entry AS r WHERE r.reverses_id = e.id)
"""

_UNDONE = """
SELECT DISTINCT own.item_id, other.item_id, i.customer_id, i.kind = 'RECEIPT'
FROM ledger_posting AS own
JOIN ledger_entry AS e ON e.id = own.entry_id AND e.kind IN ('ALLOCATION', 'IDENTIFICATION')
JOIN ledger_entry AS r ON r.reverses_id = e.id
JOIN ledger_posting AS other ON other.entry_id = e.id AND other.item_id <> own.item_id
JOIN ledger_item AS i ON i.id = other.item_id
WHERE own.item_id = ANY(%s)
"""


def open_receipts(
    *, entity_id: int, until: date, item_ids: Collection[int] | None = None
) -> Iterator[OpenReceipt]:
    """Yield the receipts dated up to `until` that have money left to apply, oldest first; of `item_ids` if told."""
    wanted = None if item_ids is None else list(item_ids)
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_RECEIPTS, {"entity": entity_id, "until": until, "wanted": wanted})
        for row in cursor:
            yield OpenReceipt(*row)


def items_named(*, entity_id: int, numbers: Iterable[str], until: date) -> Iterator[NamedItem]:
    """Yield the items whose folded number is one of `numbers`: what is owed and credit notes, settled ones too.

    Items that enter the ledger after `until` are left out. Needs a transaction; one read for the whole batch.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WANTED)
        copy_rows(cursor, "wanted_number", ("number_folded",), ((number,) for number in sorted(set(numbers))))
        cursor.execute("ANALYZE wanted_number")
        cursor.execute(_NAMED, {"entity": entity_id, "until": until})
        for row in cursor:
            yield NamedItem(*row)


def receipts_by_number(*, numbers: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], int]:
    """Return the items of receipts by entity and number; an identified one by the item it first was."""
    with connection.cursor() as cursor:
        cursor.execute(
            _RECEIPTS_BY_NUMBER, [[entity for entity, _ in numbers], [name for _, name in numbers]]
        )
        return {(entity_id, number): item_id for entity_id, number, item_id in cursor}


def locked_items(*, item_ids: Iterable[int]) -> Mapping[int, LockedItem]:
    """Lock items until the transaction ends, in one order for everybody, and return how they stand.

    Items that were reversed are left out.
    """
    wanted = sorted(set(item_ids))
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [wanted])
        cursor.execute(_LOCKED, [wanted])
        return {item_id: LockedItem(*values) for item_id, *values in cursor}


def undone_applications(*, item_ids: Iterable[int]) -> list[UndoneApplication]:
    """Return what was applied of receipts, or found to be a customer's, and reversed since."""
    with connection.cursor() as cursor:
        cursor.execute(_UNDONE, [sorted(set(item_ids))])
        return [UndoneApplication(*row) for row in cursor]


def standing_entries(*, entity_id: int, source: str, source_refs: Sequence[str]) -> list[StandingEntry]:
    """Return the entries that were posted under these names and are not reversed."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [entity_id, source, list(source_refs)])
        return [StandingEntry(*row) for row in cursor]
