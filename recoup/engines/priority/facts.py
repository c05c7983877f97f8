"""What is known of a customer in one currency, the tables that weigh it, and what follows from it at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one customer in one currency on a date.

    Amounts are positive and in `currency`. What is on hold is part of `amount_open` and `amount_held` but of nothing
    overdue. `rate` makes them comparable: reporting currency for one unit of `currency`; where none is known
    (`is_rated` False) it is a stand-in that only serves to compare. Of the items paid recently and before,
    `days_late_*` is the average, early payment counting as less than zero; `paid_late_recent` of the `paid_recent`
    came late. `promises_broken` counts the last year; `was_willing` is what the customer said at the last contact:
    True wants to pay, False hesitates, None where nothing was said or the customer doesn't want to.
    """

    currency: str
    amount_overdue: Decimal
    amount_open: Decimal
    amount_held: Decimal
    amount_unapplied: Decimal
    rate: Decimal
    is_rated: bool
    days_overdue_max: int
    paid_recent: int
    days_late_recent: int
    paid_before: int
    days_late_before: int
    paid_late_recent: int
    promises_broken: int = 0
    was_willing: bool | None = None

    @property
    def amount_chased(self) -> Decimal:
        """What is overdue and neither on hold nor covered by money that waits to be applied."""
        return max(self.amount_overdue - self.amount_unapplied, NOTHING)

    @property
    def amount_overdue_reporting(self) -> Decimal | None:
        """What is overdue in reporting currency, None without an exchange rate."""
        return self.amount_overdue * self.rate if self.is_rated else None

    @property
    def amount_open_reporting(self) -> Decimal | None:
        """What is open in reporting currency, None without an exchange rate."""
        return self.amount_open * self.rate if self.is_rated else None


Steps = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The tables and class limits as data: a step is (from this value on, points or percent), ascending."""

    days_late: Steps = ((1, 5), (8, 10), (31, 20), (61, 25), (91, 30))
    share_percent: Steps = ((25, 3), (50, 6), (75, 10))
    worsening_days: Steps = ((5, 5), (15, 10), (30, 15))
    late_percent: Steps = ((50, 5), (80, 10))
    promises_broken: Steps = ((1, 5), (2, 10))
    willing_points: int = 10
    hesitant_points: int = 5
    silence_points: int = 5
    silence_days: int = 30
    chance_percent: Steps = (
        *((0, 5), (5, 8), (10, 12), (15, 16), (20, 21), (25, 26), (30, 31), (35, 36)),
        *((40, 41), (45, 46), (50, 51), (60, 60), (70, 68), (80, 75), (90, 80)),
    )
    own_days_max: int = 15
    own_days_more: int = 3
    recent_days: int = 180
    payments_min: int = 3
    habitual_days: int = 5
    habitual_percent: int = 50
    deteriorating_days: int = 10
    large_from: int = 10_000
    key_account_from: int = 250_000


DEFAULT_THRESHOLDS = Thresholds()


def reached(value: Decimal | int, steps: Steps) -> int:
    """Return what the highest step that `value` reaches gives; 0 below the first."""
    found = 0
    for floor, given in steps:
        if value < floor:
            break
        found = given
    return found


def days_worse(facts: Facts, thresholds: Thresholds) -> int:
    """Return by how many days payments come later than before; 0 when not, or too few to tell."""
    if min(facts.paid_recent, facts.paid_before) < thresholds.payments_min:
        return 0
    return max(facts.days_late_recent - max(facts.days_late_before, 0), 0)


def late_percent(facts: Facts, thresholds: Thresholds) -> Decimal:
    """Return which part of the recent payments came late; 0 when they are too few to tell."""
    if facts.paid_recent < thresholds.payments_min:
        return NOTHING
    return Decimal(facts.paid_late_recent * 100) / facts.paid_recent


def is_silent(facts: Facts, thresholds: Thresholds) -> bool:
    """Return whether something is long late and nothing was paid lately."""
    return facts.paid_recent == 0 and facts.days_overdue_max >= thresholds.silence_days


def is_within_habit(facts: Facts, thresholds: Thresholds) -> bool:
    """Return whether the oldest item is no later than the customer usually pays, which is soon after the due date."""
    if facts.paid_recent < thresholds.payments_min or facts.days_late_recent > thresholds.own_days_max:
        return False
    return facts.days_overdue_max <= max(facts.days_late_recent, 0) + thresholds.own_days_more
