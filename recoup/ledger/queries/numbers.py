"""Items found by their numbers, for a whole batch at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.ledger.types import ItemKind
from recoup.plumbing.db.copy import copy_rows

_STAGE = """
DROP TABLE IF EXISTS pg_temp.wanted_number;
CREATE TEMPORARY TABLE wanted_number (
    entity_id bigint NOT NULL, kind text NOT NULL, number text NOT NULL, part smallint NOT NULL
) ON COMMIT DROP
"""

_FOUND = """
SELECT i.entity_id, i.kind, i.number, i.part, i.id, e.effective_date, e.recorded_at, i.amount, i.amount_open
FROM (SELECT DISTINCT * FROM wanted_number) AS w
JOIN ledger_item AS i ON NOT i.is_reversed
    AND (i.entity_id, i.kind, i.number, i.part) = (w.entity_id, w.kind, w.number, w.part)
JOIN ledger_entry AS e ON e.id = i.entry_id
"""


class ItemKey(NamedTuple):
    """What names an item for good: no two that stand in the ledger share it."""

    entity_id: int
    kind: ItemKind
    number: str
    part: int


class NumberedItem(NamedTuple):
    """An item as it stands: opened on `effective_date`, known since `recorded_at`; signed amounts in its currency."""

    id: int
    effective_date: date
    recorded_at: datetime
    amount: Decimal
    amount_open: Decimal


def items_by_number(*, keys: Iterable[ItemKey]) -> dict[ItemKey, NumberedItem]:
    """Return the items that carry one of `keys` and are not reversed; for programs, inside a transaction.

    `keys` are copied to the database as a stream; the answer is as large as what is found.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_rows(cursor, "wanted_number", ItemKey._fields, keys)
        cursor.execute("ANALYZE wanted_number")
        cursor.execute(_FOUND)
        return {
            ItemKey(entity_id, ItemKind(kind), number, part): NumberedItem(*item)
            for entity_id, kind, number, part, *item in cursor
        }
