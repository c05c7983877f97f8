"""Money in: payments that name their invoice, and a bank's receipts applied by their texts."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter
from typing import NamedTuple

from recoup.cash import operations as cash
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench.figures import Check, ReceiptFigures
from recoup.ops.bench.workload import AS_OF, Truth, Workload
from recoup.plumbing.db import sql

_LEFT = """
SELECT coalesce(sum(amount_open) FILTER (WHERE amount > 0), 0),
       coalesce(sum(amount_open) FILTER (WHERE amount < 0), 0)
FROM ledger_item WHERE entity_id = %s
"""


def measure_payments(
    workload: Workload, truth: Truth, *, entity_id: int, actor: Actor
) -> tuple[ReceiptFigures, tuple[Check, ...]]:
    """Post the payments; each is applied at once, because its sender names the invoice."""
    start = perf_counter()
    posted = cash.post_receipts(
        receipts=workload.payments(entity_id), source="payments", actor=actor, now=clock.now()
    )
    figures = ReceiptFigures(posted.accepted, posted.applied.applied, perf_counter() - start, 0.0)
    owed, unapplied = _left(entity_id)
    checks = (
        Check("payments applied", str(truth.payments), str(figures.applied)),
        Check("open after payments", f"{sum(truth.buckets):.2f}", owed),
        Check("unapplied after payments", "0.00", unapplied),
    )
    return figures, checks


class PostedBank(NamedTuple):
    """Receipts that came in and are not matched yet."""

    receipts: int
    received: Decimal
    seconds: float


def post_bank(workload: Workload, *, entity_id: int, actor: Actor) -> PostedBank:
    """Post receipts whose payer the bank names in words only."""
    start = perf_counter()
    posted = cash.post_receipts(
        receipts=workload.receipts(entity_id), source="bank", actor=actor, now=clock.now()
    )
    received = sum((total.amount for total in posted.totals), start=Decimal(0))
    return PostedBank(posted.accepted, received, perf_counter() - start)


def apply_bank(
    posted: PostedBank, truth: Truth, *, entity_id: int, actor: Actor
) -> tuple[ReceiptFigures, tuple[Check, ...]]:
    """Apply by their texts the receipts that `post_bank` posted."""
    start = perf_counter()
    applied = cash.apply_receipts(entity_id=entity_id, on=AS_OF, actor=actor, now=clock.now())
    seconds = perf_counter() - start
    owed, unapplied = _left(entity_id)
    checks = (
        Check("receipts posted", str(truth.receipts), str(posted.receipts)),
        Check("receipts applied", str(truth.receipts), str(applied.applied)),
        Check("open after the bank", f"{sum(truth.buckets) - posted.received:.2f}", owed),
        Check("unapplied after the bank", "0.00", unapplied),
    )
    return ReceiptFigures(posted.receipts, applied.applied, posted.seconds, seconds), checks


def _left(entity_id: int) -> tuple[str, str]:
    """Return what is owed and what is not applied, as text with cents."""
    [(owed, unapplied)] = sql.rows(_LEFT, [entity_id])
    return f"{owed:.2f}", f"{unapplied:.2f}"
