"""Contract schedule, ledger and bank side by side: what each says of every installment.

Pure: rows, items and money in, findings out, all in one currency. The laws, which are asserted: what the ledger billed
less what the schedule holds is the sum of what the findings about terms leave; what was paid by the ledger less what
was paid by the schedule is the sum of what the findings about payments leave; what was paid came from the bank or from
elsewhere; money that waits is told once.
"""

from recoup.engines.reconciliation.schedules.comparing import compare_schedule
from recoup.engines.reconciliation.schedules.contracts import concerned
from recoup.engines.reconciliation.schedules.types import (
    BilledItem,
    Finding,
    FoundLine,
    Measure,
    PaidBy,
    Progress,
    ScheduleBooks,
    ScheduleComparison,
    ScheduleRow,
    WaitingMoney,
)

__all__ = [
    "BilledItem",
    "Finding",
    "FoundLine",
    "Measure",
    "PaidBy",
    "Progress",
    "ScheduleBooks",
    "ScheduleComparison",
    "ScheduleRow",
    "WaitingMoney",
    "compare_schedule",
    "concerned",
]
