"""What plans are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.calendars import BusinessCalendar
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence

INSTALLMENTS_MAX = 240
"""More is no plan but a loan: twenty years of months."""


class Rhythm(StrEnum):
    """How often an installment falls due."""

    WEEKLY = "WEEKLY"
    FORTNIGHTLY = "FORTNIGHTLY"
    MONTHLY = "MONTHLY"
    MONTH_END = "MONTH_END"

    @property
    def label(self) -> str:
        """The name of the rhythm on screens, to be translated."""
        return _RHYTHM_LABELS[self]


_RHYTHM_LABELS: Mapping[Rhythm, str] = {
    Rhythm.WEEKLY: N_("Every week"),
    Rhythm.FORTNIGHTLY: N_("Every two weeks"),
    Rhythm.MONTHLY: N_("Every month on the same day"),
    Rhythm.MONTH_END: N_("At the end of every month"),
}


class MonthCalendar(StrEnum):
    """Whose months are meant by “every month”."""

    GREGORIAN = "GREGORIAN"
    SOLAR_HIJRI = "SOLAR_HIJRI"


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What a plan is to be: `debt` in `count` installments, or as many as it takes at `affordable` each.

    Just one of `count` and `affordable` is given. `first_payment` is what the first installment pays, when it is not
    as large as the others. `annual_rate` (percent) is simple interest on what is still owed, from `interest_from` on.
    Dates that are no business days move by `calendar`.
    """

    debt: Money
    first_date: date
    rhythm: Rhythm
    calendar: BusinessCalendar
    interest_from: date
    count: int | None = None
    affordable: Money | None = None
    first_payment: Money | None = None
    annual_rate: Decimal = Decimal(0)
    months: MonthCalendar = MonthCalendar.GREGORIAN


@dataclass(frozen=True, slots=True)
class Installment:
    """So much is to be paid on that day: `principal` of the debt, and `interest` on what was still owed."""

    number: int
    due_date: date
    principal: Money
    interest: Money

    @property
    def amount(self) -> Money:
        """What the customer pays on that day."""
        return self.principal + self.interest


@dataclass(frozen=True, slots=True)
class Schedule:
    """The installments of a plan, and in words how they came about."""

    debt: Money
    installments: tuple[Installment, ...]
    explained: tuple[Sentence, ...]

    @property
    def interest(self) -> Money:
        """All interest of the plan together."""
        return total((one.interest for one in self.installments), currency=self.debt.currency)

    @property
    def total(self) -> Money:
        """What the customer pays in all."""
        return self.debt + self.interest

    @property
    def last_date(self) -> date:
        """When the debt is paid off."""
        return self.installments[-1].due_date


class InstallmentState(StrEnum):
    """How an installment stands on a day. Missed is what is not paid in full when its days of grace are over."""

    DUE = "DUE"
    PART = "PART"
    PAID = "PAID"
    MISSED = "MISSED"

    @property
    def label(self) -> str:
        """The word for it on screens, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[InstallmentState, str] = {
    InstallmentState.DUE: N_("Not paid yet"),
    InstallmentState.PART: N_("Paid in part"),
    InstallmentState.PAID: N_("Paid"),
    InstallmentState.MISSED: N_("Missed"),
}


@dataclass(frozen=True, slots=True)
class Paid:
    """So much came off the items of a plan on a day; below zero when the debt grew again."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DefaultTerms:
    """When a plan is broken: `missed_max` installments missed at the same time, or one late by more than `days_max`.

    `grace_days` are calendar days after the plan date. `days_max` None: only the number of missed ones counts.
    """

    grace_days: int
    missed_max: int
    days_max: int | None = None


@dataclass(frozen=True, slots=True)
class Tracked:
    """How one installment stands. `paid_on` is when the last of it came; `days_late` counts from the plan date."""

    number: int
    due_date: date
    amount: Money
    amount_paid: Money
    paid_on: date | None
    state: InstallmentState
    days_late: int

    @property
    def amount_left(self) -> Money:
        """What is still to be paid of it."""
        return self.amount - self.amount_paid


@dataclass(frozen=True, slots=True)
class Progress:
    """How a plan stands on a day. `unplanned` is money beyond all installments, or, below zero, debt that came back."""

    installments: tuple[Tracked, ...]
    amount_paid: Money
    unplanned: Money

    @property
    def missed(self) -> tuple[Tracked, ...]:
        """The installments that are missed now."""
        return tuple(one for one in self.installments if one.state is InstallmentState.MISSED)

    @property
    def is_paid(self) -> bool:
        """Whether all of it is paid."""
        return all(one.state is InstallmentState.PAID for one in self.installments)

    @property
    def next(self) -> Tracked | None:
        """The first installment that is not paid, if there is one."""
        return next((one for one in self.installments if one.state is not InstallmentState.PAID), None)


class Verdict(StrEnum):
    """What becomes of a plan that stands so."""

    GOES_ON = "GOES_ON"
    KEPT = "KEPT"
    BROKEN = "BROKEN"
