"""How open amounts changed over time, item by item: for whoever plays a history again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from recoup.ledger.types import ItemKind
from recoup.plumbing.db import sql

# Effective dates: when money counted, as the journal knows it now. Items that were settled before the first day tell
# nothing about the period.
_TIMELINES = """
WITH chosen AS (
    SELECT DISTINCT customer_id FROM ledger_item
    WHERE entity_id = %(entity)s AND customer_id IS NOT NULL AND (amount_open <> 0 OR due_date >= %(first)s)
        AND (%(customers)s::bigint[] IS NULL OR customer_id = ANY(%(customers)s))
    ORDER BY customer_id LIMIT %(limit)s
), changed AS (
    SELECT p.item_id, p.effective_date, sum(p.amount) AS amount
    FROM ledger_posting AS p JOIN ledger_item AS i ON i.id = p.item_id JOIN chosen USING (customer_id)
    WHERE i.entity_id = %(entity)s AND NOT i.is_reversed AND p.effective_date <= %(last)s
    GROUP BY p.item_id, p.effective_date
)
SELECT i.id, i.customer_id, i.currency, i.kind, i.issue_date, i.due_date,
    array_agg(c.effective_date ORDER BY c.effective_date), array_agg(c.amount ORDER BY c.effective_date)
FROM changed AS c JOIN ledger_item AS i ON i.id = c.item_id
GROUP BY i.id
HAVING max(c.effective_date) >= %(first)s OR i.amount_open <> 0
ORDER BY i.customer_id, i.currency, i.id
"""


@dataclass(frozen=True, slots=True)
class ItemTimeline:
    """An item, and the days on which its open amount changed, ascending, each with the change."""

    item_id: int
    customer_id: int
    currency: str
    kind: ItemKind
    issue_date: date
    due_date: date | None
    changes: tuple[tuple[date, Decimal], ...]


def item_timelines(
    *,
    entity_id: int,
    period: tuple[date, date],
    customer_ids: Collection[int] | None = None,
    customers_max: int,
) -> Iterator[ItemTimeline]:
    """Yield the items of an entity that were open at some time in a period, by customer and currency; one query.

    Of at most `customers_max` customers, those known the longest first. Amounts are in the items' own currencies.
    """
    first, last = period
    chosen: list[object] | None = None if customer_ids is None else [*customer_ids]
    values: dict[str, sql.Value] = {
        "entity": entity_id,
        "first": first,
        "last": last,
        "customers": chosen,
        "limit": customers_max,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TIMELINES, values)
        for item_id, customer_id, currency, kind, issued, due, days, amounts in cursor:
            changes = tuple(zip(days, amounts, strict=True))
            yield ItemTimeline(item_id, customer_id, currency, ItemKind(kind), issued, due, changes)


_PAID_AFTER = """
WITH mark AS (
    SELECT * FROM unnest(%(items)s::bigint[], %(days)s::date[]) AS m (item_id, marked_on)
)
SELECT m.item_id, m.marked_on, -coalesce(sum(p.amount) FILTER (WHERE p.effective_date > m.marked_on), 0),
    sum(p.amount) = 0
FROM mark AS m JOIN ledger_posting AS p ON p.item_id = m.item_id AND p.effective_date <= m.marked_on + %(after)s
GROUP BY m.item_id, m.marked_on
"""


_REPAID = """
WITH mark AS (
    SELECT * FROM unnest(%(items)s::bigint[], %(days)s::date[]) AS m (item_id, marked_on)
)
SELECT m.item_id, m.marked_on, after.days,
    coalesce(sum(p.amount) FILTER (WHERE p.effective_date <= m.marked_on), 0),
    -coalesce(sum(p.amount) FILTER (WHERE p.effective_date > m.marked_on), 0)
FROM mark AS m CROSS JOIN unnest(%(after)s::int[]) AS after (days)
JOIN ledger_posting AS p ON p.item_id = m.item_id AND p.effective_date <= m.marked_on + after.days
GROUP BY m.item_id, m.marked_on, after.days
"""


def repaid_after(
    *, marks: Collection[tuple[int, date]], days: Collection[int]
) -> dict[tuple[int, date, int], tuple[Decimal, Decimal]]:
    """Return for items, days and numbers of days what was open at the end of the day, and applied that long after it.

    Amounts are positive for what is owed and for what pays it, in the item's currency; one query for all of them.
    """
    values: dict[str, sql.Value] = {
        "items": [item_id for item_id, _ in marks],
        "days": [on for _, on in marks],
        "after": list[object](sorted(days)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_REPAID, values)
        return {(item_id, on, after): (owed, paid) for item_id, on, after, owed, paid in cursor}


def paid_after(
    *, marks: Collection[tuple[int, date]], days: timedelta
) -> dict[tuple[int, date], tuple[Decimal, bool]]:
    """Return for items and days what was applied to the item in the `days` after each, and whether it was settled then.

    Amounts are positive for what paid the item, in its currency; one query for all of them.
    """
    values: dict[str, sql.Value] = {
        "items": [item_id for item_id, _ in marks],
        "days": [on for _, on in marks],
        "after": days.days,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PAID_AFTER, values)
        return {(item_id, on): (received, settled) for item_id, on, received, settled in cursor}
