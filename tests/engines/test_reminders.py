"""When a customer is reminded, how firmly, and when not."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recoup.engines.reminders import (
    DEFAULT_POLICY,
    LastReminder,
    ReminderFacts,
    Silence,
    decide_reminder,
)

from recoup.kernel.money import Money

TODAY = date(2026, 6, 30)


def facts(
    days: int = 10,
    *,
    overdue: str = "100",
    unapplied: str = "0",
    alone: bool = False,
    last: LastReminder | None = None,
) -> ReminderFacts:
    return ReminderFacts(Money(Decimal(overdue), "EUR"), Money(Decimal(unapplied), "EUR"), days, alone, last)


def level(case: ReminderFacts, on: date = TODAY) -> int | Silence | None:
    decision = decide_reminder(case, on=on)
    return decision.step.level if decision.step else decision.silence


@pytest.mark.duty("A1.3")
@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (1, Silence.NOT_LATE_ENOUGH),
        (4, Silence.NOT_LATE_ENOUGH),
        (5, 1),
        (19, 1),
        (20, 2),
        (39, 2),
        (40, 3),
        (400, 3),
    ],
)
def test_the_level_is_that_of_the_oldest_item_at_once(days: int, wanted: int | Silence) -> None:
    assert level(facts(days)) == wanted


def test_nobody_is_reminded_who_is_on_hold_or_has_paid_enough_or_owes_nothing_late() -> None:
    assert level(facts(alone=True)) == Silence.LEFT_ALONE
    assert level(facts(unapplied="100")) == Silence.COVERED
    assert level(facts(unapplied="99.99")) == 1
    assert level(facts(0, overdue="0")) == Silence.NOTHING_OVERDUE


def test_the_same_level_waits_for_the_gap_and_a_higher_one_does_not() -> None:
    yesterday = LastReminder(TODAY - timedelta(days=1), 1)
    assert level(facts(10, last=yesterday)) == Silence.TOO_SOON
    assert level(facts(20, last=yesterday)) == 2
    assert level(facts(20, last=LastReminder(TODAY, 1))) == Silence.TOO_SOON
    assert level(facts(10, last=LastReminder(TODAY - timedelta(days=13), 1))) == Silence.TOO_SOON
    assert level(facts(10, last=LastReminder(TODAY - timedelta(days=14), 1))) == 1
    assert level(facts(10, last=LastReminder(TODAY - timedelta(days=3), 3))) == Silence.TOO_SOON


def test_a_level_is_not_repeated_when_a_firmer_one_is_near() -> None:
    long_ago = LastReminder(TODAY - timedelta(days=30), 1)
    assert level(facts(12, last=long_ago)) == 1
    assert level(facts(13, last=long_ago)) == Silence.TOO_SOON
    assert level(facts(20, last=long_ago)) == 2
    assert level(facts(400, last=LastReminder(TODAY - timedelta(days=30), 3))) == 3


@given(st.integers(1, 200))
def test_over_time_a_silent_customer_gets_each_level_once_at_its_day_and_then_one_every_gap(
    start: int,
) -> None:
    last: LastReminder | None = None
    made: list[tuple[int, int]] = []
    for days in range(start, start + 120):
        on = TODAY + timedelta(days=days)
        decision = decide_reminder(facts(days, last=last), on=on)
        if decision.step:
            assert last is None or decision.step.level >= last.level
            gap = on - last.on if last else timedelta(days=999)
            assert gap >= timedelta(days=DEFAULT_POLICY.days_between) or decision.step.level > made[-1][1]
            made.append((days, decision.step.level))
            last = LastReminder(on, decision.step.level)
    first = made[0]
    assert first == (max(start, 5), 1 if max(start, 5) < 20 else 2 if start < 40 else 3)
    assert {step for _, step in made} == set(range(first[1], 4))


@given(
    st.integers(0, 500), st.decimals("0", "1000", places=2), st.decimals("0", "1000", places=2), st.booleans()
)
def test_there_is_always_a_reason(days: int, overdue: Decimal, unapplied: Decimal, alone: bool) -> None:
    decision = decide_reminder(
        facts(days, overdue=str(overdue), unapplied=str(unapplied), alone=alone), on=TODAY
    )
    assert decision.reason.text
    assert (decision.step is None) != (decision.silence is None)
