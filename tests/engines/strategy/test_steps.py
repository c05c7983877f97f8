"""Which step is due, which are passed over, and why or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.strategy import (
    Anchor,
    CourseFacts,
    Decision,
    Effect,
    Handled,
    Handling,
    Limits,
    Mode,
    Notice,
    Performer,
    Silence,
    Step,
    Strategy,
    WaiverReason,
    decide_step,
    second_look,
)
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money

DUE = date(2026, 3, 2)
EUR = "EUR"
NOTICE = Step("NOTICE", -5, Channel.EMAIL, "NOTICE_BEFORE_DUE")
FIRST = Step("FIRST", 5, Channel.EMAIL, "REMINDER_1", gap_days=4)
CALL = Step("CALL", 12, Channel.CALL, performer=Performer.PERSON, is_optional=True, escalate_days=6)
SECOND = Step("SECOND", 20, Channel.LETTER, "REMINDER_2", gap_days=7)
DEMAND = Step("DEMAND", 60, Channel.LETTER, "FINAL_DEMAND", gap_days=7, effect=Effect.PROPOSE_LEGAL)
STEPS = (NOTICE, FIRST, CALL, SECOND, DEMAND)
JUMPING = Strategy(Mode.JUMP, STEPS)
CLIMBING = Strategy(Mode.SEQUENTIAL, STEPS)


def money(amount: str) -> Money:
    return Money(Decimal(amount), EUR)


FACTS = CourseFacts(
    anchor=Anchor(7, DUE - timedelta(days=30), DUE, money("100")),
    amount_overdue=money("100"),
    amount_unapplied=money("0"),
    amount_held=money("0"),
    amount_reporting=Decimal(100),
)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def done(*codes: str, on: date = DUE) -> dict[str, Handled]:
    return {code: Handled(Handling.DONE, on) for code in codes}


def answer(decision: Decision) -> str:
    return decision.step.code if decision.step else str(decision.silence)


@pytest.mark.duty("A1.3")
@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (-6, "NOT_YET"),
        (-5, "NOTICE"),
        (0, "NOTICE"),
        (1, "NOT_YET"),
        (5, "FIRST"),
        (13, "CALL"),
        (400, "DEMAND"),
    ],
)
def test_a_strategy_that_jumps_takes_the_last_step_reached(days: int, wanted: str) -> None:
    assert answer(decide_step(FACTS, JUMPING, on=after(days))) == wanted


@pytest.mark.duty("C2")
def test_a_strategy_that_climbs_takes_each_step_in_its_turn_and_passes_over_optional_ones() -> None:
    late = decide_step(FACTS, CLIMBING, on=after(400))
    assert answer(late) == "FIRST"
    assert [(waiver.step.code, waiver.reason) for waiver in late.waivers] == [
        ("NOTICE", WaiverReason.DUE_DATE_PASSED)
    ]
    then = decide_step(replace(FACTS, handled=done("NOTICE", "FIRST")), CLIMBING, on=after(400))
    assert answer(then) == "SECOND"
    assert [(waiver.step.code, waiver.reason) for waiver in then.waivers] == [("CALL", WaiverReason.OPTIONAL)]


def test_an_item_that_comes_back_late_goes_on_with_its_next_undone_step() -> None:
    """It was reminded once, was in dispute for two months, and is chased again (D11 of the field's features)."""
    back = replace(FACTS, handled=done("FIRST", on=after(5)), last_contact=after(5))
    assert answer(decide_step(back, CLIMBING, on=after(65))) == "SECOND"


def test_a_jump_says_which_steps_it_passed_over() -> None:
    decision = decide_step(FACTS, JUMPING, on=after(21))
    assert answer(decision) == "SECOND"
    assert {waiver.step.code: waiver.reason for waiver in decision.waivers} == {
        "NOTICE": WaiverReason.DUE_DATE_PASSED,
        "FIRST": WaiverReason.JUMPED,
        "CALL": WaiverReason.JUMPED,
    }
    assert len(decision.reasons) == 5


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"anchor": None}, Silence.NOTHING_TO_CHASE),
        ({"anchor": None, "amount_held": money("50")}, Silence.NOTHING_TO_CHASE),
        ({"is_left_alone": True}, Silence.LEFT_ALONE),
        ({"amount_unapplied": money("100")}, Silence.COVERED),
        ({"last_contact": after(19)}, Silence.TOO_SOON),
        ({"postponed": {"SECOND": after(30)}}, Silence.POSTPONED),
        ({"waiting_since": {"CALL": after(18)}}, Silence.WITH_A_PERSON),
        ({"handled": done(*(step.code for step in STEPS))}, Silence.ALL_DONE),
    ],
)
@pytest.mark.duty("C1")
def test_every_silence_has_its_reason(change: dict[str, object], wanted: Silence) -> None:
    decision = decide_step(replace(FACTS, **change), JUMPING, on=after(22))  # type: ignore[arg-type]  # by name
    assert decision.silence is wanted
    assert decision.reasons and all(reason.text for reason in decision.reasons)


def test_work_not_done_in_time_no_longer_keeps_the_next_step_waiting() -> None:
    waiting = replace(
        FACTS,
        handled=done("FIRST", "CALL", on=after(12)),
        waiting_since={"CALL": after(14)},
        last_contact=after(5),
    )
    held = decide_step(waiting, CLIMBING, on=after(19))
    assert (held.silence, held.next_on) == (Silence.WITH_A_PERSON, after(20))
    assert answer(decide_step(waiting, CLIMBING, on=after(20))) == "SECOND"


def test_one_notice_tells_of_all_that_falls_due_in_its_days() -> None:
    """Two invoices fall due two days apart: the notice of the first named the second, which gets none of its own."""
    told = replace(FACTS, notices={"NOTICE": Notice(on=after(-7), covers_until=after(-2))})
    assert answer(decide_step(told, JUMPING, on=after(-2))) == "NOTICE"
    named = replace(FACTS, notices={"NOTICE": Notice(on=after(-7), covers_until=after(0))})
    assert decide_step(named, JUMPING, on=after(-2)).silence is Silence.NOT_YET
    before_issue = replace(FACTS, notices={"NOTICE": Notice(on=after(-31), covers_until=after(0))})
    assert answer(decide_step(before_issue, JUMPING, on=after(-2))) == "NOTICE"


def test_a_step_too_dear_for_the_amount_waits_and_is_passed_over_by_a_later_one() -> None:
    dear = replace(CALL, amount_min=Decimal(1_000))
    strategy = Strategy(Mode.SEQUENTIAL, (FIRST, dear, SECOND))
    small = replace(FACTS, handled=done("FIRST"))
    assert decide_step(small, strategy, on=after(15)).silence is Silence.TOO_SMALL
    later = decide_step(small, strategy, on=after(20))
    assert answer(later) == "SECOND" and later.waivers[0].reason is WaiverReason.TOO_SMALL


def test_the_second_look_finds_what_is_out_of_the_ordinary() -> None:
    limits = Limits(Decimal(1_000), 2, frozenset({"FINAL_DEMAND"}))
    plain = decide_step(FACTS, CLIMBING, on=after(6))
    assert second_look(FACTS, plain, limits) == ()
    firm = decide_step(FACTS, JUMPING, on=after(61))
    assert len(second_look(FACTS, firm, limits)) == 3
    large = replace(FACTS, amount_reporting=Decimal(5_000), amount_unapplied=money("1"))
    assert len(second_look(large, plain, limits)) == 2


# Laws. A history is a row of days on which the run was made; every step that is decided is taken.

_steps = st.lists(
    st.tuples(
        st.integers(-10, 90),
        st.booleans(),
        st.integers(0, 20),
        st.integers(0, 9),
        st.sampled_from([0, 0, 0, 500]),
    ),
    min_size=1,
    max_size=7,
)


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    drawn = sorted(draw(_steps))
    steps = tuple(
        Step(
            f"S{place}",
            threshold,
            Channel.EMAIL if place % 2 else Channel.CALL,
            performer=Performer.JOB if place % 2 else Performer.PERSON,
            is_optional=optional,
            gap_days=gap,
            escalate_days=escalate,
            amount_min=Decimal(least),
        )
        for place, (threshold, optional, gap, escalate, least) in enumerate(drawn)
    )
    opening = draw(st.sampled_from(["", *(step.code for step in steps)]))
    return Strategy(draw(st.sampled_from(list(Mode))), steps, opening)


def begins_gently(strategy: Strategy, taken: list[Step], amount: int) -> bool:
    """Return whether the first reminder was no further than the opening step, where one up to it could be taken."""
    order = [step.code for step in strategy.steps]
    reminders = [step for step in taken if not step.is_notice]
    if not strategy.opening or not reminders:
        return True
    up_to = strategy.steps[: order.index(strategy.opening) + 1]
    possible = [step for step in up_to if not step.is_notice and step.amount_min <= amount]
    return not possible or reminders[0] in up_to


@pytest.mark.duty("C2")
@given(strategies(), st.sets(st.integers(-15, 300), max_size=80), st.sampled_from([100, 1_000]))
def test_no_step_is_taken_twice_or_lost_and_order_and_distance_are_kept(
    strategy: Strategy, days: set[int], amount: int
) -> None:
    order = [step.code for step in strategy.steps]
    facts = replace(FACTS, amount_reporting=Decimal(amount))
    taken: list[tuple[Step, date]] = []
    handled: dict[str, Handled] = {}
    # Often enough afterwards for every step to come, whatever was missed before.
    for day in [*sorted(days), *range(301, 600)]:
        on = after(day)
        decision = decide_step(
            replace(facts, handled=handled, last_contact=taken[-1][1] if taken else None), strategy, on=on
        )
        if decision.step is None:
            assert decision.next_on is None or decision.next_on > on
            continue
        for waiver in decision.waivers:
            assert waiver.step.code not in handled
            handled[waiver.step.code] = Handled(Handling.WAIVED, on)
        assert decision.step.code not in handled
        assert day >= decision.step.threshold
        handled[decision.step.code] = Handled(Handling.DONE, on)
        if taken:
            assert (on - taken[-1][1]).days >= max(decision.step.gap_days, 1)
        taken.append((decision.step, on))
        assert set(order[: order.index(decision.step.code) + 1]) <= set(handled)
    assert begins_gently(strategy, [step for step, _ in taken], amount)
    places = [order.index(step.code) for step, _ in taken]
    assert places == sorted(set(places))
    kept_back = [step for step in strategy.steps if step.code not in handled]
    assert all(step.amount_min > amount or step.is_notice for step in kept_back)


GENTLE = Strategy(Mode.JUMP, STEPS, opening="FIRST")


@pytest.mark.duty("C2")
@pytest.mark.duty("A1.3")
def test_an_old_debt_begins_with_a_first_reminder_and_goes_on_step_by_step() -> None:
    first = decide_step(FACTS, GENTLE, on=after(400))
    assert answer(first) == "FIRST"
    assert [waiver.step.code for waiver in first.waivers] == ["NOTICE"]
    assert any(reason.text.startswith("It is the first contact about this item") for reason in first.reasons)

    handled = done("FIRST", on=after(400))
    begun = replace(FACTS, handled=handled, last_contact=after(400))
    assert decide_step(begun, GENTLE, on=after(406)).silence is Silence.TOO_SOON
    second = decide_step(begun, GENTLE, on=after(407))
    assert answer(second) == "SECOND"
    assert [(waiver.step.code, waiver.reason) for waiver in second.waivers[1:]] == [
        ("CALL", WaiverReason.OPTIONAL)
    ]
    then = replace(begun, handled=handled | done("SECOND", on=after(407)), last_contact=after(407))
    assert answer(decide_step(then, GENTLE, on=after(414))) == "DEMAND"


def test_a_course_that_began_in_time_jumps_as_before() -> None:
    begun = replace(FACTS, handled=done("FIRST", on=after(5)), last_contact=after(5))
    assert answer(decide_step(begun, GENTLE, on=after(65))) == "DEMAND"
    assert answer(decide_step(FACTS, GENTLE, on=after(6))) == "FIRST"


def test_a_first_reminder_that_a_person_dropped_is_followed_by_the_next_step() -> None:
    dropped = {"FIRST": Handled(Handling.WAIVED, after(400))}
    assert answer(decide_step(replace(FACTS, handled=dropped), GENTLE, on=after(400))) == "CALL"
