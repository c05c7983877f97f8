"""What the remittance advices that belong to receipts say, for the matching."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import connection

from recoup.cash.operations.matching.facts import Advised
from recoup.engines.matching import AdviceRow
from recoup.kernel.folding import fold_reference

_ROWS = """
SELECT a.receipt_id, a.payer_name, row.number, row.paid, row.deducted
FROM unnest(%s::bigint[]) AS money(item_id)
LEFT JOIN cash_receiptpart AS part ON part.item_id = money.item_id
JOIN cash_advice AS a ON a.receipt_id = coalesce(part.receipt_id, money.item_id)
JOIN cash_advicerow AS row ON row.advice_id = a.id
ORDER BY a.receipt_id, row.place
"""


def advised(item_ids: Sequence[int]) -> dict[int, Advised]:
    """Return by receipt what its advice says; rows of one number are one."""
    payers: dict[int, str] = {}
    rows: dict[int, dict[str, AdviceRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [list(item_ids)])
        for receipt_id, payer_name, number, paid, deducted in cursor:
            payers[receipt_id] = payer_name
            kept = rows.setdefault(receipt_id, {})
            key = fold_reference(number)
            before = kept.get(key, AdviceRow(number, Decimal(0)))
            assert before.amount is not None
            kept[key] = AdviceRow(number, before.amount + paid, before.deducted + deducted)
    return {
        receipt_id: Advised(payers[receipt_id], tuple(kept.values())) for receipt_id, kept in rows.items()
    }
