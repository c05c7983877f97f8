"""Money that came for items: what was applied to them from receipts, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.ledger.models import Item

# Of an application, the one posting credits the item and the other uses up the money. The credit for a cheque is money
# once the cheque itself is settled: until then it is only paper.
_PAYMENTS = """
SELECT p.entry_id, p.item_id, -p.amount, p.effective_date, p.recorded_at
FROM ledger_posting AS p
JOIN ledger_entry AS e ON e.id = p.entry_id AND e.kind = 'ALLOCATION'
JOIN ledger_posting AS other ON other.entry_id = p.entry_id AND other.line <> p.line
JOIN ledger_item AS money ON money.id = other.item_id
WHERE p.item_id = ANY(%s) AND p.amount < 0
  AND NOT EXISTS (SELECT FROM ledger_entry AS r WHERE r.reverses_id = e.id)
  AND (
    money.kind IN ('RECEIPT', 'DEPOSIT')
    OR (money.kind = 'CHEQUE_CREDIT' AND EXISTS (
        SELECT FROM ledger_item AS cheque
        WHERE cheque.entity_id = money.entity_id AND cheque.kind = 'CHEQUE' AND cheque.number = money.number
          AND cheque.part = money.part AND NOT cheque.is_reversed AND cheque.amount_open = 0
    ))
  )
ORDER BY p.effective_date, p.entry_id, p.line
"""


class PaymentOnItem(NamedTuple):
    """Money applied to an item and not taken back: positive, in the item's currency, from `effective_date` on."""

    entry_id: int
    item_id: int
    amount: Decimal
    effective_date: date
    recorded_at: datetime


def payments_on_items(*, item_ids: Iterable[int]) -> list[PaymentOnItem]:
    """Return the money that was applied to the items from receipts and cleared cheques, the earliest first.

    Credit notes, write-offs and small differences are no money. For programs: what a person may see is for the faces.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAYMENTS, [sorted(set(item_ids))])
        return [PaymentOnItem(*row) for row in cursor]


def open_amounts(*, item_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return what is open of items now, in each item's currency; those that were reversed are left out."""
    rows = Item.objects.filter(id__in=set(item_ids), is_reversed=False)
    return dict(rows.values_list("id", "amount_open"))
