"""Payments that customers are to be told of: applied and not confirmed yet, or confirmed and undone since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.cash.rules import PAYMENT_CONFIRMATIONS
from recoup.cash.types import ClearedItem, ConfirmablePayments, PaidReceipt
from recoup.plumbing.db import sql
from recoup.rulebook import queries as rulebook

_WINDOW = timedelta(days=7)

_DEEDS = """
SELECT d.id, d.undone_at IS NOT NULL, i.customer_id, d.currency, d.receipt_id, r.value_date, r.bank_reference,
    -came.amount, CASE WHEN i.part > 1 THEN i.number || '/' || i.part ELSE i.number END,
    (share.one->>'paid')::numeric, i.amount_open, i.currency
FROM (
    SELECT * FROM cash_receiptdeed
    WHERE entity_id = %(entity)s AND kind = 'APPLIED' AND undone_at IS NULL AND confirmed_on IS NULL
      AND done_at >= %(since)s
    UNION ALL
    SELECT * FROM cash_receiptdeed
    WHERE entity_id = %(entity)s AND kind = 'APPLIED' AND undone_at IS NOT NULL AND confirmed_on IS NOT NULL
      AND retracted_on IS NULL
) AS d
JOIN cash_receipt AS r ON r.item_id = d.receipt_id
JOIN ledger_item AS came ON came.id = d.receipt_id
CROSS JOIN LATERAL jsonb_array_elements(d.shares) WITH ORDINALITY AS share(one, place)
JOIN ledger_item AS i ON i.id = (share.one->>'item')::bigint
WHERE (%(customers)s::bigint[] IS NULL OR i.customer_id = ANY(%(customers)s))
  AND i.customer_id <> ALL(%(except)s::bigint[])
ORDER BY i.customer_id, d.currency, r.value_date, d.receipt_id, d.id, share.place
"""

_UNAPPLIED = """
SELECT customer_id, currency, -sum(amount_open) FROM ledger_item
WHERE entity_id = %s AND customer_id = ANY(%s) AND kind IN ('RECEIPT', 'DEPOSIT') AND amount_open <> 0
  AND NOT is_reversed
GROUP BY customer_id, currency
"""


class _Told(NamedTuple):
    """A share of an application."""

    deed_id: int
    is_undone: bool
    customer_id: int
    currency: str
    receipt_id: int
    received_on: date
    reference: str
    received: Decimal
    number: str
    paid: Decimal
    amount_open: Decimal
    item_currency: str

    @property
    def item(self) -> ClearedItem:
        return ClearedItem(self.number, self.paid, self.amount_open, self.item_currency)


def confirmations_wanted(*, entity_id: int, on: date) -> bool:
    """Return whether payments are confirmed, by the rules of the day, to customers who said nothing about it."""
    found = rulebook.rules_in_force(kinds=[PAYMENT_CONFIRMATIONS], on=on, entity_ids=[entity_id])
    return found.resolve(PAYMENT_CONFIRMATIONS, entity_id=entity_id).value.flag("wanted")


def payments_to_confirm(
    *, entity_id: int, customer_ids: Collection[int] | None, except_ids: Collection[int], now: datetime
) -> list[ConfirmablePayments]:
    """Return what these customers (None for all) are to be told, one for each and currency with a new application.

    Applications of the last seven days count, so that whoever begins to want confirmations isn't told of old ones. An
    application that was undone before anybody was told of it is never told; one that was told is taken back in the
    customer's next message. Amounts are positive, in the currency of the receipt where nothing else is said.
    """
    values: dict[str, sql.Value] = {
        "entity": entity_id,
        "customers": None if customer_ids is None else [*sorted(customer_ids)],
        "except": [*sorted(except_ids)],
        "since": now - _WINDOW,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DEEDS, values)
        told = [_Told(*row) for row in cursor]
        if not told:
            return []
        cursor.execute(_UNAPPLIED, [entity_id, sorted({each.customer_id for each in told})])
        unapplied = {(customer_id, currency): amount for customer_id, currency, amount in cursor}
    groups: defaultdict[tuple[int, str], list[_Told]] = defaultdict(list)
    for each in told:
        groups[each.customer_id, each.currency].append(each)
    return [
        _payments(key, shares, unapplied.get(key, Decimal(0)))
        for key, shares in groups.items()
        if not all(share.is_undone for share in shares)
    ]


def _payments(key: tuple[int, str], shares: list[_Told], unapplied: Decimal) -> ConfirmablePayments:
    done = [share for share in shares if not share.is_undone]
    undone = [share for share in shares if share.is_undone]
    by_receipt: defaultdict[int, list[_Told]] = defaultdict(list)
    for share in done:
        by_receipt[share.receipt_id].append(share)
    return ConfirmablePayments(
        *key,
        receipts=tuple(_receipt(of_one) for of_one in by_receipt.values()),
        taken_back=tuple(share.item for share in undone),
        amount_unapplied=unapplied,
        deed_ids=_ids(done),
        retracted_ids=_ids(undone),
    )


def _receipt(shares: list[_Told]) -> PaidReceipt:
    first = shares[0]
    return PaidReceipt(
        first.receipt_id,
        first.received_on,
        first.reference,
        first.received,
        tuple(share.item for share in shares),
    )


def _ids(shares: Iterable[_Told]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(share.deed_id for share in shares))
