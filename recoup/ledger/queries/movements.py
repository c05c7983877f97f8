"""What came off items, or back to them, after a certain entry: the money that keeps plans and promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection


class Movement(NamedTuple):
    """`amount` came off what is open of an item (below zero: came back to it), counting from `effective_date`."""

    item_id: int
    entry_id: int
    effective_date: date
    amount: Decimal


class LastEntry(NamedTuple):
    """The newest entry about an item: from when it counts, and when it was recorded."""

    entry_id: int
    effective_date: date
    recorded_at: datetime


# An entry and its reversal are both left out when both came after; a reversal of something older stands for itself.
_MOVEMENTS = """
SELECT p.item_id, p.entry_id, p.effective_date, -sum(p.amount)
FROM unnest(%s::bigint[], %s::bigint[]) AS asked(item_id, after_entry)
JOIN ledger_posting AS p ON p.item_id = asked.item_id AND p.entry_id > asked.after_entry
JOIN ledger_entry AS e ON e.id = p.entry_id
WHERE (e.reverses_id IS NULL OR e.reverses_id <= asked.after_entry) AND e.source <> %s
  AND NOT EXISTS (SELECT FROM ledger_entry AS undone WHERE undone.reverses_id = e.id)
GROUP BY p.item_id, p.entry_id, p.effective_date
ORDER BY p.effective_date, p.entry_id, p.item_id
"""
_LAST_ENTRIES = """
SELECT DISTINCT ON (p.item_id) p.item_id, p.entry_id, p.effective_date, p.recorded_at
FROM ledger_posting AS p WHERE p.item_id = ANY(%s) ORDER BY p.item_id, p.entry_id DESC
"""


def movements_of_items(*, after: Iterable[tuple[int, int]], except_source: str = "") -> list[Movement]:
    """Return what moved on each item after an entry, given as pairs (item, entry), in the order in which it counts.

    The sum of an item's movements is what its open amount has fallen by since that entry, but for what was posted
    under `except_source`.
    """
    pairs = list(after)
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVEMENTS,
            [[item_id for item_id, _ in pairs], [entry_id for _, entry_id in pairs], except_source],
        )
        return [Movement(*row) for row in cursor]


def last_entries(*, item_ids: Iterable[int]) -> Mapping[int, LastEntry]:
    """Return the newest entry about each item, by item."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_ENTRIES, [sorted(set(item_ids))])
        return {item_id: LastEntry(*rest) for item_id, *rest in cursor}
