"""Payment plans: how a debt is split into installments, and which money settles which of them."""

from recoup.engines.plans.building import PlanRefused, build
from recoup.engines.plans.dates import due_dates
from recoup.engines.plans.tracking import judge, track
from recoup.engines.plans.types import (
    INSTALLMENTS_MAX,
    DefaultTerms,
    Installment,
    InstallmentState,
    MonthCalendar,
    Paid,
    PlanRequest,
    Progress,
    Rhythm,
    Schedule,
    Tracked,
    Verdict,
)

__all__ = [
    "INSTALLMENTS_MAX",
    "DefaultTerms",
    "Installment",
    "InstallmentState",
    "MonthCalendar",
    "Paid",
    "PlanRefused",
    "PlanRequest",
    "Progress",
    "Rhythm",
    "Schedule",
    "Tracked",
    "Verdict",
    "build",
    "due_dates",
    "judge",
    "track",
]
