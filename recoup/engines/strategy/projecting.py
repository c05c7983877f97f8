"""Projection: the steps that are to come for one customer and currency, day by day, if nothing is paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from recoup.engines.strategy.deciding import decide_step
from recoup.engines.strategy.types import Anchor, CourseFacts, Handled, Handling, Step, Strategy, Waiver
from recoup.kernel.calendars import BusinessCalendar
from recoup.kernel.sentences import Sentence

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step that will be taken on a day, why, and the steps that are passed over by it."""

    on: date
    step: Step
    reasons: tuple[Sentence, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """The steps to come, each once, on ascending days; `ending` says in words why no other follows."""

    steps: tuple[PlannedStep, ...]
    ending: tuple[Sentence, ...]


def project_steps(
    facts: CourseFacts, strategy: Strategy, *, on: date, until: date, calendar: BusinessCalendar
) -> Projection:
    """Return what the rule of steps will decide from `on` until a last day, if nothing is paid. Duty C2.

    Decided by the very function that decides each day, on business days. People do their work on the day they get it;
    work that somebody has already is done when it would go to the manager.
    """
    planned: list[PlannedStep] = []
    day = calendar.next_business_day(on)
    ending: tuple[Sentence, ...] = ()
    while day <= until:
        then = _unpaid(facts, day)
        decision = decide_step(then, strategy, on=day)
        if decision.step is not None and facts.anchor is not None:
            planned.append(PlannedStep(day, decision.step, decision.reasons, decision.waivers))
            facts = _taken(facts, planned[-1])
            ending = ()
            day = calendar.next_business_day(day + _A_DAY)
            continue
        ending = decision.reasons
        if decision.next_on is None:
            break
        day = calendar.next_business_day(max(decision.next_on, day + _A_DAY))
    assert len({step.step.code for step in planned}) == len(planned)
    return Projection(tuple(planned), ending)


def _unpaid(facts: CourseFacts, on: date) -> CourseFacts:
    """Return what will be known on a day: what falls due until then and is not paid is overdue."""
    anchor: Anchor | None = facts.anchor
    if anchor is None or on <= anchor.due_date or facts.amount_overdue.amount >= anchor.amount.amount:
        return facts
    return replace(facts, amount_overdue=anchor.amount)


def _taken(facts: CourseFacts, planned: PlannedStep) -> CourseFacts:
    gone = {waiver.step.code: Handled(Handling.WAIVED, planned.on) for waiver in planned.waivers}
    done = {planned.step.code: Handled(Handling.DONE, planned.on)}
    last = facts.last_contact if planned.step.channel is None else planned.on
    return replace(facts, handled={**facts.handled, **gone, **done}, last_contact=last)
