"""What a receipt could pay: open receipts, the items that their texts may name, and locks to decide under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
SELECT i.id, i.customer_id, i.number, i.currency, -i.amount_open,
    greatest(opened.effective_date, r.on_date), r.item_id IS NOT NULL
FROM ledger_item AS i
JOIN ledger_entry AS opened ON opened.id = i.entry_id
LEFT JOIN reversed AS r ON r.item_id = i.id
WHERE i.entity_id = %(entity)s AND i.kind = 'RECEIPT' AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.issue_date <= %(until)s AND opened.effective_date <= %(until)s
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
WHERE i.kind NOT IN ('RECEIPT', 'DEPOSIT') AND NOT i.is_reversed AND i.customer_id IS NOT NULL
  AND opened.effective_date <= %(until)s
ORDER BY i.id
"""

_RECEIPTS_BY_NUMBER = """
SELECT i.entity_id, i.number, i.id
FROM unnest(%s::bigint[], %s::text[]) AS w(entity_id, number)
JOIN ledger_item AS i ON (i.entity_id, i.kind, i.number, i.part) = (w.entity_id, 'RECEIPT', w.number, 1)
    AND NOT i.is_reversed
"""

_LOCK = "SELECT id, amount_open FROM ledger_item WHERE id = ANY(%s) ORDER BY id FOR UPDATE"

_POSTED = """
SELECT source_ref FROM ledger_entry WHERE entity_id = %s AND source = %s AND source_ref = ANY(%s)
"""


def open_receipts(*, entity_id: int, until: date) -> Iterator[OpenReceipt]:
    """Yield the receipts dated up to `until` that have money left to apply, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN_RECEIPTS, {"entity": entity_id, "until": until})
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


def locked_amounts(*, item_ids: Iterable[int]) -> Mapping[int, Decimal]:
    """Lock items until the transaction ends, in one order for everybody, and return their signed open amounts."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [sorted(set(item_ids))])
        return dict(cursor.fetchall())


def posted_references(*, entity_id: int, source: str, source_refs: Sequence[str]) -> frozenset[str]:
    """Return which of `source_refs` were posted under `source` before, whether or not they were reversed since."""
    with connection.cursor() as cursor:
        cursor.execute(_POSTED, [entity_id, source, list(source_refs)])
        return frozenset(reference for (reference,) in cursor)
