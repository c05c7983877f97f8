"""The steps to come, if nothing is paid: what each day would decide, with what people arranged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recoup.engines.strategy import (
    Anchor,
    Arrangement,
    CourseFacts,
    Handled,
    Handling,
    Mode,
    Performer,
    Projection,
    Step,
    Strategy,
    WaiverReason,
    arranged_steps,
    decide_step,
    project_steps,
)
from recoup.kernel.calendars import calendar_for
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money

pytestmark = pytest.mark.duty("C2")
DUE = date(2026, 3, 2)
ENGLAND = calendar_for("GB")
STEPS = (
    Step("NOTICE", -5, Channel.EMAIL, "NOTICE_BEFORE_DUE"),
    Step("FIRST", 5, Channel.EMAIL, "REMINDER_1", gap_days=4),
    Step("CALL", 12, Channel.CALL, performer=Performer.PERSON, is_optional=True),
    Step("SECOND", 20, Channel.LETTER, "REMINDER_2", gap_days=7),
    Step("DEMAND", 60, Channel.LETTER, "FINAL_DEMAND", gap_days=7),
)
JUMPING = Strategy(Mode.JUMP, STEPS)
NOTHING = Money(Decimal(0), "EUR")
DEBT = Money(Decimal(100), "EUR")
FACTS = CourseFacts(
    anchor=Anchor(7, DUE - timedelta(days=30), DUE, DEBT),
    amount_overdue=NOTHING,
    amount_unapplied=NOTHING,
    amount_held=NOTHING,
    amount_reporting=Decimal(100),
)


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def project(facts: CourseFacts, *, on: date, strategy: Strategy = JUMPING, days: int = 200) -> Projection:
    return project_steps(facts, strategy, on=on, until=on + timedelta(days=days), calendar=ENGLAND)


def told(found: Projection) -> list[tuple[str, date]]:
    return [(planned.step.code, planned.on) for planned in found.steps]


def test_a_debt_not_due_yet_has_its_whole_timetable_on_business_days() -> None:
    found = project(FACTS, on=after(-10))
    # Two days in which nobody works: the notice on Wednesday, the first reminder on Saturday.
    assert told(found) == [
        ("NOTICE", after(-5)),
        ("FIRST", after(7)),
        ("CALL", after(14)),
        ("SECOND", after(21)),
        ("DEMAND", after(60)),
    ]
    assert all(ENGLAND.is_business_day(planned.on) for planned in found.steps)
    assert "a person has to decide" in found.ending[0].text


def test_whoever_is_left_alone_has_no_timetable_but_a_reason() -> None:
    found = project(replace(FACTS, is_left_alone=True), on=after(5))
    assert found.steps == () and found.ending[0].text == "The customer is on hold."


def test_a_step_moved_by_a_person_is_taken_on_its_day_and_nothing_jumps_over_it() -> None:
    moved = replace(FACTS, arranged={"CALL": Arrangement(day=after(21))})
    assert told(project(moved, on=after(5)))[:3] == [
        ("FIRST", after(7)),
        ("CALL", after(21)),
        ("SECOND", after(28)),
    ]
    late = replace(FACTS, arranged={"FIRST": Arrangement(day=after(29))})
    assert [code for code, _ in told(project(late, on=after(5)))] == ["CALL", "SECOND", "FIRST", "DEMAND"]


@pytest.mark.parametrize("mode", list(Mode))
def test_a_demand_brought_forward_passes_over_what_would_come_before_it(mode: Mode) -> None:
    earlier = replace(FACTS, arranged={"DEMAND": Arrangement(day=after(14))})
    found = project(earlier, on=after(8), strategy=Strategy(mode, STEPS))
    assert told(found) == [("FIRST", after(8)), ("DEMAND", after(15))]
    passed = {waiver.step.code for waiver in found.steps[-1].waivers}
    assert passed == {"CALL", "SECOND"}


def test_a_step_left_out_is_passed_over_and_those_before_it_are_not() -> None:
    found = project(replace(FACTS, arranged={"SECOND": Arrangement(is_left_out=True)}), on=after(1))
    assert [code for code, _ in told(found)] == ["FIRST", "CALL", "DEMAND"]
    waivers = {waiver.step.code: waiver.reason for planned in found.steps for waiver in planned.waivers}
    assert waivers["SECOND"] is WaiverReason.LEFT_OUT


def test_a_method_and_a_person_take_the_place_of_those_of_the_strategy() -> None:
    assert FACTS.anchor is not None
    said = {
        "FIRST": Arrangement(channel=Channel.CALL),
        "CALL": Arrangement(channel=Channel.EMAIL, template="REMINDER_1"),
        "SECOND": Arrangement(person_id=3),
        "GONE": Arrangement(is_left_out=True),
    }
    steps = {step.code: step for step in arranged_steps(JUMPING, FACTS.anchor, said)}
    assert (steps["FIRST"].performer, steps["FIRST"].template) == (Performer.PERSON, "")
    assert (steps["CALL"].performer, steps["CALL"].template) == (Performer.JOB, "REMINDER_1")
    assert (steps["SECOND"].performer, steps["SECOND"].channel) == (Performer.PERSON, Channel.LETTER)
    assert set(steps) == {step.code for step in STEPS}


arrangements = st.dictionaries(
    st.sampled_from(["FIRST", "CALL", "SECOND", "DEMAND"]),
    st.one_of(
        st.just(Arrangement(is_left_out=True)),
        st.integers(1, 90).map(lambda days: Arrangement(day=after(days))),
    ),
    max_size=4,
)


@given(
    start=st.integers(-10, 80),
    mode=st.sampled_from(Mode),
    said=arrangements,
    contact=st.none() | st.integers(-20, 0),
)
# While the demand keeps its distance, the step that a person moved comes on its day.
@example(start=58, mode=Mode.SEQUENTIAL, said={"FIRST": Arrangement(day=after(61))}, contact=None)
def test_the_timetable_is_what_every_day_decides(
    start: int, mode: Mode, said: dict[str, Arrangement], contact: int | None
) -> None:
    last = None if contact is None else after(start + contact)
    facts = replace(FACTS, arranged=said, last_contact=last)
    strategy = Strategy(mode, STEPS)
    found = project(facts, on=after(start), strategy=strategy)
    lived, handled = [], dict(facts.handled)
    for days in range(201):
        day = after(start + days)
        if not ENGLAND.is_business_day(day):
            continue
        overdue = DEBT if day > DUE else NOTHING
        today = decide_step(replace(facts, handled=handled, amount_overdue=overdue), strategy, on=day)
        if today.step is not None:
            lived.append((today.step.code, day))
            handled |= {waiver.step.code: Handled(Handling.WAIVED, day) for waiver in today.waivers}
            handled[today.step.code] = Handled(Handling.DONE, day)
            facts = replace(facts, last_contact=day)
    assert told(found) == lived
    gone = {code for code, arrangement in said.items() if arrangement.is_left_out}
    assert gone.isdisjoint(code for code, _ in lived)
    fixed = {code for code, arrangement in said.items() if arrangement.day is not None}
    assert fixed <= {code for code, _ in lived}
