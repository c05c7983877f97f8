"""Reminders: whether a customer is to be reminded today, how firmly, or why not.

An old item gets the level of its age at once, it doesn't climb through the lower ones. A level is repeated only after
the gap, and not when a higher one is near; a higher one doesn't wait. What is on hold is not chased, and money
received that waits to be applied counts as paid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class ReminderStep:
    """From `days_overdue_from` on a reminder of this `level` is due, asking for payment in `days_to_pay` days."""

    level: int
    days_overdue_from: int
    days_to_pay: int


@dataclass(frozen=True, slots=True)
class ReminderPolicy:
    """When to remind, as data: the steps ascending, the days between two of one level, how far ahead to look.

    A level is not repeated when a higher one comes within `days_near`: that would be two letters in a row. Items
    that fall due within `days_ahead` are listed in a reminder beside the overdue ones.
    """

    steps: tuple[ReminderStep, ...] = (
        ReminderStep(level=1, days_overdue_from=5, days_to_pay=10),
        ReminderStep(level=2, days_overdue_from=20, days_to_pay=7),
        ReminderStep(level=3, days_overdue_from=40, days_to_pay=5),
    )
    days_between: int = 14
    days_near: int = 7
    days_ahead: int = 7

    def __post_init__(self) -> None:
        starts = [step.days_overdue_from for step in self.steps]
        levels = [step.level for step in self.steps]
        assert starts == sorted(set(starts)) and starts[0] > 0 and levels == sorted(set(levels))

    def step_for(self, days_overdue: int) -> ReminderStep | None:
        """Return the firmest step that an item so late has reached, or None."""
        reached = [step for step in self.steps if step.days_overdue_from <= days_overdue]
        return reached[-1] if reached else None

    def days_to_next(self, days_overdue: int) -> int | None:
        """Return in how many days an item so late reaches a firmer step, or None when there is none."""
        starts = (step.days_overdue_from for step in self.steps)
        return next((start - days_overdue for start in starts if start > days_overdue), None)


DEFAULT_POLICY = ReminderPolicy()


@dataclass(frozen=True, slots=True)
class LastReminder:
    """The latest reminder of a customer and currency."""

    on: date
    level: int


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What is known of a customer and currency today; amounts positive, what is on hold left out."""

    amount_overdue: Money
    amount_unapplied: Money
    days_overdue_max: int
    is_left_alone: bool
    last: LastReminder | None


class Silence(StrEnum):
    """What kind of reason keeps a reminder from being made."""

    NOTHING_OVERDUE = "NOTHING_OVERDUE"
    NOT_LATE_ENOUGH = "NOT_LATE_ENOUGH"
    LEFT_ALONE = "LEFT_ALONE"
    COVERED = "COVERED"
    TOO_SOON = "TOO_SOON"


@dataclass(frozen=True, slots=True)
class ReminderDecision:
    """Either the `step` to take or the `silence` to keep, and the reason in words."""

    step: ReminderStep | None
    silence: Silence | None
    reason: Sentence


def decide_reminder(
    facts: ReminderFacts, *, on: date, policy: ReminderPolicy = DEFAULT_POLICY
) -> ReminderDecision:
    """Return whether the customer gets a reminder on the day `on`, at which step, and why or why not."""
    step = policy.step_for(facts.days_overdue_max)
    silence = _silence(facts, step, on=on, policy=policy)
    if silence is not None:
        return ReminderDecision(None, *silence)
    assert step is not None
    reason = Sentence(
        N_("The oldest item is {days} day late."),
        {"days": facts.days_overdue_max},
        plural=N_("The oldest item is {days} days late."),
        count="days",
    )
    return ReminderDecision(step, None, reason)


def _silence(
    facts: ReminderFacts, step: ReminderStep | None, *, on: date, policy: ReminderPolicy
) -> tuple[Silence, Sentence] | None:
    if not facts.amount_overdue.is_positive():
        return Silence.NOTHING_OVERDUE, Sentence(N_("Nothing is overdue that is not on hold."))
    if facts.is_left_alone:
        return Silence.LEFT_ALONE, Sentence(N_("The customer is on hold."))
    if facts.amount_unapplied >= facts.amount_overdue:
        covered = N_("Money received and not yet applied ({amount}) covers what is overdue.")
        return Silence.COVERED, Sentence(covered, {"amount": facts.amount_unapplied})
    if step is None:
        wait = N_("Nothing is late enough for a reminder: that begins {days} days after the due date.")
        return Silence.NOT_LATE_ENOUGH, Sentence(wait, {"days": policy.steps[0].days_overdue_from})
    if facts.last and (facts.last.on == on or step.level <= facts.last.level):
        return _repetition(facts.last, facts.days_overdue_max, on=on, policy=policy)
    return None


def _repetition(
    last: LastReminder, days_overdue: int, *, on: date, policy: ReminderPolicy
) -> tuple[Silence, Sentence] | None:
    """Return why a reminder that would not be firmer than the last one has to wait."""
    if on < last.on + timedelta(days=policy.days_between):
        recent = N_("The last reminder was made on {date}.")
        return Silence.TOO_SOON, Sentence(recent, {"date": last.on})
    days = policy.days_to_next(days_overdue)
    if days is not None and days <= policy.days_near:
        near = Sentence(
            N_("A firmer reminder is due in {days} day."),
            {"days": days},
            plural=N_("A firmer reminder is due in {days} days."),
            count="days",
        )
        return Silence.TOO_SOON, near
    return None
