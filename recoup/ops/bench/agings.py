"""Aging by customer beside SQL written by hand, and its buckets beside the truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import median
from time import perf_counter

from recoup.kernel.actor import Actor
from recoup.metrics.aging import AgingBy
from recoup.ops.bench import limits
from recoup.ops.bench.figures import AgingFigures, Check
from recoup.ops.bench.workload import AS_OF, BUCKETS, Truth
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.types import AgingTable

PAST = date(2026, 3, 31)
_TIMES = 5


def measure_agings(
    truth: Truth, *, entity_id: int, actor: Actor
) -> tuple[tuple[AgingFigures, ...], tuple[Check, ...]]:
    """Measure the aging of the workload's own date and of a past one; check both."""
    now, now_table, now_sums = _measure("today", AS_OF, entity_id, actor)
    past, past_table, past_sums = _measure("past date", PAST, entity_id, actor)
    no_due_date, *aged, unapplied = _sums(now_table)
    checks = [
        Check(f"aging of {AS_OF}: {name}", str(expected), _plain(found))
        for name, expected, found in zip(BUCKETS, truth.buckets, aged, strict=True)
    ]
    checks += [
        Check(f"aging of {AS_OF}: no due date", "0", f"{no_due_date.normalize():f}"),
        Check(f"aging of {AS_OF}: unapplied", "0", f"{unapplied.normalize():f}"),
        Check(f"aging of {AS_OF}: customers", str(truth.customers_with_balance), str(now_table.row_count)),
        Check(f"aging of {AS_OF}: by hand", _told(now_sums), _told(_sums(now_table))),
        Check(f"aging of {PAST}: by hand", _told(past_sums), _told(_sums(past_table))),
    ]
    checks += [
        Check(f"aging of {table.as_of}: tie-out", str(proof.control), str(proof.aged))
        for table in (now_table, past_table)
        for proof in table.tie_out
    ]
    return (now, past), tuple(checks)


def _measure(
    name: str, as_of: date, entity_id: int, actor: Actor
) -> tuple[AgingFigures, AgingTable, tuple[Decimal, ...]]:
    """Measure in turns, so that whatever else the machine does weighs on all alike.

    The SQL by hand proves nothing: it is compared with ours without the tie-out, which is measured beside it.
    """
    request = AgingRequest(by=AgingBy.CUSTOMER, as_of=as_of, entity_ids=(entity_id,))
    bare = replace(request, with_tie_out=False)
    ours, by_hand, proven = [], [], []
    for _ in range(_TIMES):
        start = perf_counter()
        rows = limits.aging_by_hand(entity_id=entity_id, as_of=as_of, is_past=as_of != AS_OF)
        after_hand = perf_counter()
        aging(request=bare, actor=actor)
        after_ours = perf_counter()
        table = aging(request=request, actor=actor)
        by_hand.append(after_hand - start)
        ours.append(after_ours - after_hand)
        proven.append(perf_counter() - after_ours)
    figures = AgingFigures(
        name, as_of.isoformat(), table.row_count, median(ours), median(by_hand), median(proven)
    )
    return figures, table, limits.bucket_sums(rows)


def _sums(table: AgingTable) -> tuple[Decimal, ...]:
    [total] = table.totals
    return total.buckets


def _told(sums: tuple[Decimal, ...]) -> str:
    return " ".join(_plain(amount) for amount in sums)


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}"
