"""How late customers usually pay: by what they settled in the year before a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection


class PaymentHabit(NamedTuple):
    """So many items were settled within a year, on average so many days after they were due (below zero: before)."""

    items: int
    days_late: Decimal


_HABITS = """
SELECT customer_id, currency, count(*), avg(days_late)
FROM (
    SELECT i.customer_id, i.currency, max(p.effective_date) - i.due_date AS days_late
    FROM ledger_item AS i JOIN ledger_posting AS p ON p.item_id = i.id
    WHERE i.customer_id = ANY(%(customers)s) AND i.amount_open = 0 AND i.amount > 0 AND NOT i.is_reversed
      AND i.due_date IS NOT NULL
    GROUP BY i.id
    HAVING max(p.effective_date) BETWEEN %(as_of)s - 365 AND %(as_of)s - 1
) AS settled
GROUP BY customer_id, currency
"""


def payment_habits(*, customer_ids: Iterable[int], as_of: date) -> dict[tuple[int, str], PaymentHabit]:
    """Return the habit of each customer and currency that settled anything in the 365 days before `as_of`."""
    with connection.cursor() as cursor:
        cursor.execute(_HABITS, {"customers": sorted(set(customer_ids)), "as_of": as_of})
        return {(customer_id, currency): PaymentHabit(*rest) for customer_id, currency, *rest in cursor}
