"""Where receipts came from: a line of a bank, or a person; and what was said with the money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

_FOUND = """
SELECT wanted.id,
    EXISTS (SELECT FROM cash_statementline AS l
            WHERE l.receipt_item_id IN (wanted.id, part.receipt_id)),
    concat_ws(' ', nullif(r.text, ''), nullif(r.pays_item_number, ''), nullif(r.payer_name, ''))
FROM unnest(%s::bigint[]) AS wanted(id)
LEFT JOIN cash_receiptpart AS part ON part.item_id = wanted.id
LEFT JOIN cash_receipt AS r ON r.item_id = coalesce(part.receipt_id, wanted.id)
ORDER BY wanted.id
"""


class ReceiptOrigin(NamedTuple):
    """Whether a bank told of a receipt, and what was said with it: text, number meant, payer."""

    item_id: int
    is_from_bank: bool
    text: str


def receipt_origins(*, item_ids: Iterable[int]) -> Iterator[ReceiptOrigin]:
    """Return where receipts, or a customer's parts of them, came from, by their items.

    For programs: whose receipts may be read is asked where they are found.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [list(item_ids)])
        yield from map(ReceiptOrigin._make, cursor)
