"""How every customer of an entity stands, for the worklist: one set-based read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db import connection

from recoup.ledger.types import CustomerStanding
from recoup.plumbing.db import sql

# Items settled lately tell the habit: the day on which the last posting brought the item to zero, against its due
# date. "Recent" and "before" are 180 days each.
_STANDINGS = """
WITH held AS (
    SELECT DISTINCT item_id FROM ledger_itemhold
    WHERE lifted_at IS NULL AND from_date <= %(as_of)s AND (until_date IS NULL OR until_date > %(as_of)s)
), open_item AS (
    SELECT i.id, i.customer_id, i.currency, i.amount_open, i.due_date,
        i.amount_open > 0 AND i.due_date IS NOT NULL AND i.kind <> 'CHEQUE' AS is_claim,
        -- a cheque is with us or at the bank: there is nothing for which the customer could be chased
        i.amount_open > 0 AND i.due_date < %(as_of)s AND i.kind <> 'CHEQUE' AS is_overdue,
        h.item_id IS NOT NULL AS is_held
    FROM ledger_item AS i LEFT JOIN held AS h ON h.item_id = i.id
    WHERE i.entity_id = %(entity)s AND i.amount_open <> 0 AND NOT i.is_reversed AND i.customer_id IS NOT NULL
      AND i.issue_date <= %(as_of)s AND (%(customers)s::bigint[] IS NULL OR i.customer_id = ANY(%(customers)s))
), standing AS (
    SELECT customer_id, currency,
        sum(amount_open) AS amount_open,
        coalesce(sum(amount_open) FILTER (WHERE is_overdue AND NOT is_held), 0) AS amount_overdue,
        coalesce(sum(amount_open) FILTER (WHERE amount_open > 0 AND NOT is_overdue), 0) AS amount_not_due,
        coalesce(sum(amount_open) FILTER (WHERE amount_open < 0), 0) AS amount_unapplied,
        coalesce(sum(amount_open) FILTER (WHERE is_held), 0) AS amount_held,
        coalesce(max(%(as_of)s - due_date) FILTER (WHERE is_overdue AND NOT is_held), 0) AS days_overdue_max,
        count(*) FILTER (WHERE is_overdue AND NOT is_held) AS items_overdue,
        count(*) FILTER (WHERE amount_open > 0) AS items_open,
        -- the oldest claim that nobody holds; its day first, so that the smallest of these pairs is the oldest
        min(ARRAY[(due_date - DATE '1970-01-01')::bigint, id]) FILTER (WHERE is_claim AND NOT is_held) AS anchor
    FROM open_item GROUP BY customer_id, currency
), settled AS (
    SELECT i.customer_id, i.currency, max(p.effective_date) AS settled_date,
        max(p.effective_date) - i.due_date AS days_late
    FROM ledger_item AS i JOIN ledger_posting AS p ON p.item_id = i.id
    WHERE %(with_habit)s AND i.entity_id = %(entity)s AND i.amount_open = 0 AND i.amount > 0 AND NOT i.is_reversed
      AND i.due_date BETWEEN %(as_of)s - 720 AND %(as_of)s + 90
      AND (%(customers)s::bigint[] IS NULL OR i.customer_id = ANY(%(customers)s))
    GROUP BY i.id
    HAVING max(p.effective_date) BETWEEN %(as_of)s - 359 AND %(as_of)s
), habit AS (
    SELECT customer_id, currency,
        count(*) FILTER (WHERE settled_date > %(as_of)s - 180) AS paid_items_recent,
        coalesce(round(avg(days_late) FILTER (WHERE settled_date > %(as_of)s - 180)), 0) AS days_late_recent,
        count(*) FILTER (WHERE settled_date <= %(as_of)s - 180) AS paid_items_before,
        coalesce(round(avg(days_late) FILTER (WHERE settled_date <= %(as_of)s - 180)), 0) AS days_late_before,
        count(*) FILTER (WHERE settled_date > %(as_of)s - 180 AND days_late > 0) AS paid_late_recent
    FROM settled GROUP BY customer_id, currency
)
SELECT s.customer_id, s.currency, s.amount_open, s.amount_overdue, s.amount_not_due, s.amount_unapplied,
    s.amount_held, s.days_overdue_max::int, s.items_overdue::int, s.items_open::int,
    coalesce(h.paid_items_recent, 0)::int, coalesce(h.days_late_recent, 0)::int,
    coalesce(h.paid_items_before, 0)::int, coalesce(h.days_late_before, 0)::int,
    coalesce(h.paid_late_recent, 0)::int,
    a.id, coalesce(a.kind, ''), a.issue_date, a.due_date, coalesce(a.amount_open, 0)
FROM standing AS s LEFT JOIN habit AS h USING (customer_id, currency)
LEFT JOIN ledger_item AS a ON a.id = s.anchor[2]
ORDER BY s.customer_id, s.currency
"""


def customer_standings(
    *, entity_id: int, as_of: date, customer_ids: Collection[int] | None = None, with_habit: bool = True
) -> Iterator[CustomerStanding]:
    """Yield how each customer with open items stands at the end of `as_of`, by customer and currency.

    Of all customers of the entity, or of those among `customer_ids`. Without the habit of paying, which is the
    dearest part, all figures of settled items are 0.

    Reads open amounts as they are now: the daily run of a past date that was missed sees what is still open of the
    items issued by then, because nobody should be chased for what has been paid meanwhile. Held items count as open
    but not as overdue.
    """
    with connection.cursor() as cursor:
        chosen: list[object] | None = None if customer_ids is None else [*customer_ids]
        values: dict[str, sql.Value] = {"entity": entity_id, "as_of": as_of, "customers": chosen}
        cursor.execute(_STANDINGS, values | {"with_habit": with_habit})
        for row in cursor:
            yield CustomerStanding(*row)
