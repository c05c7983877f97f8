"""A schedule of contracts meets ledger and bank: cash says which receipts a bank told of, reconciliation compares."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from recoup.cash import queries as cash
from recoup.kernel.actor import Actor
from recoup.reconciliation import operations as reconciliation
from recoup.reconciliation.types import ReconciliationRecord, ToldReceipt


def compare_schedule(*, reconciliation_id: int, actor: Actor, now: datetime) -> ReconciliationRecord:
    """Compare a schedule of contracts with the ledger and the banks, anew if it was done before.

    :raises DomainError: as for `reconciliation.operations.compare_contracts`
    """
    return reconciliation.compare_contracts(
        reconciliation_id=reconciliation_id, told=_told, actor=actor, now=now
    )


def _told(item_ids: Collection[int]) -> dict[int, ToldReceipt]:
    return {
        origin.item_id: ToldReceipt(origin.is_from_bank, origin.text)
        for origin in cash.receipt_origins(item_ids=item_ids)
    }
