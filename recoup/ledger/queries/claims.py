"""What customers owe, as the contact guard must know it: open, held, covered. Set-based reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.ledger.types import HoldReason
from recoup.plumbing.db import sql

# A cheque is with us or at the bank: there is nothing for which the customer could be chased. Until the day of its
# end, that day excluded, a hold holds; of several holds on an item the last counts.
_CLAIMS = """
SELECT i.id, i.customer_id, i.currency, i.amount_open, coalesce(i.due_date < e.today, FALSE), h.reason, h.until_date
FROM ledger_item AS i
JOIN unnest(%(entity_ids)s::bigint[], %(days)s::date[]) AS e (id, today) ON e.id = i.entity_id
LEFT JOIN LATERAL (
    SELECT min(reason) AS reason,
        CASE WHEN bool_or(until_date IS NULL) THEN NULL ELSE max(until_date) END AS until_date
    FROM ledger_itemhold
    WHERE item_id = i.id AND lifted_at IS NULL AND from_date <= e.today
      AND (until_date IS NULL OR until_date > e.today)
) AS h ON TRUE
WHERE i.customer_id = ANY(%(customer_ids)s) AND i.amount_open <> 0 AND NOT i.is_reversed AND i.kind <> 'CHEQUE'
"""


@dataclass(frozen=True, slots=True)
class HeldUntil:
    """Why something is held, and the day on which it is not held any more; None is open-ended."""

    reason: HoldReason
    until_date: date | None


class OpenClaim(NamedTuple):
    """An open item of a customer: a credit is negative."""

    item_id: int
    currency: str
    amount_open: Decimal
    is_overdue: bool
    held: HeldUntil | None


def open_claims(
    *, customer_ids: Collection[int], days: Mapping[int, date]
) -> Mapping[int, tuple[OpenClaim, ...]]:
    """Return by customer all that is open, with what holds it on the day, by one query; for programs.

    `days` holds the day by entity; customers without anything open are left out.
    """
    found: dict[int, list[OpenClaim]] = defaultdict(list)
    wanted: dict[str, sql.Value] = {
        "customer_ids": list(customer_ids),
        "entity_ids": list(days),
        "days": list(days.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS, wanted)
        for item_id, customer_id, currency, amount_open, is_overdue, reason, until_date in cursor:
            held = None if reason is None else HeldUntil(HoldReason(reason), until_date)
            found[customer_id].append(OpenClaim(item_id, currency, amount_open, is_overdue, held))
    return {customer_id: tuple(claims) for customer_id, claims in found.items()}
