"""The rule of steps: threshold reached, not done and not waived for this anchor; one a day at most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from operator import itemgetter

from recoup.engines.strategy.arranging import arranged_steps
from recoup.engines.strategy.opening import Opening
from recoup.engines.strategy.types import (
    Anchor,
    CourseFacts,
    Decision,
    Mode,
    Silence,
    Step,
    Strategy,
    Waiver,
    WaiverReason,
)
from recoup.kernel.sentences import N_, Sentence


def decide_step(facts: CourseFacts, strategy: Strategy, *, on: date) -> Decision:
    """Return the step to take on the day `on`, or why there is none; duties C1 and C2.

    Each step of the strategy up to the one taken is either handled before, or among the waivers, or moved by a person
    to a day of its own.
    """
    anchor = facts.anchor
    if (quiet := _nobody_to_chase(facts, on)) is not None or anchor is None:
        assert quiet is not None
        return quiet
    steps = arranged_steps(strategy, anchor, facts.arranged)
    course = _Course(facts, strategy, steps, anchor, on)
    decision = course.decide()
    assert decision.step is None or decision.step.code not in facts.handled
    return decision


class _Course:
    """A course on a day: the steps that are left, and those that can't come any more."""

    def __init__(
        self, facts: CourseFacts, strategy: Strategy, steps: Sequence[Step], anchor: Anchor, on: date
    ) -> None:
        self._facts, self._strategy, self._steps = facts, strategy, steps
        self._anchor, self._on = anchor, on
        self._days = (on - anchor.due_date).days
        self._gone: dict[str, WaiverReason] = {}
        self._left: list[Step] = []
        furthest = max((place for place, step in enumerate(steps) if step.code in facts.handled), default=-1)
        for place, step in enumerate(steps):
            if step.code in facts.handled:
                continue
            if reason := self._why_gone(step, place < furthest):
                self._gone[step.code] = reason
            else:
                self._left.append(step)

    def decide(self) -> Decision:
        """Return the step to take, or why there is none."""
        if (waiting := self._with_a_person()) is not None:
            return waiting
        if not self._left:
            every = Sentence(
                N_("Every step was taken for the oldest item: a person has to decide what follows.")
            )
            return Decision(None, Silence.ALL_DONE, (every,))
        reached = [step for step in self._left if self._days >= step.threshold]
        if not reached:
            return self._not_yet(min(self._left, key=_by_day))
        large_enough = [step for step in reached if self._is_large_enough(step)]
        if not large_enough:
            return self._too_small(reached[-1])
        step = self._chosen(large_enough)
        return self._held_back(step) or self._take(step)

    def _why_gone(self, step: Step, is_passed: bool) -> WaiverReason | None:
        """Return why a step that was not handled can't come any more for this anchor."""
        if step.is_left_out:
            return WaiverReason.LEFT_OUT
        if is_passed and not step.is_fixed:
            return WaiverReason.LATER_STEP_DONE
        if not step.is_notice:
            return None
        if self._days > 0:
            return WaiverReason.DUE_DATE_PASSED
        notice = self._facts.notices.get(step.code)
        if (
            notice is not None
            and notice.on >= self._anchor.issue_date
            and notice.covers_until >= self._anchor.due_date
        ):
            return WaiverReason.NOTICED_BEFORE
        return None

    def _with_a_person(self) -> Decision | None:
        steps = {step.code: step for step in self._steps}
        for code, since in self._facts.waiting_since.items():
            step = steps.get(code)
            if step is not None and self._on < since + timedelta(days=step.escalate_days):
                until = since + timedelta(days=step.escalate_days)
                told = Sentence(
                    N_(
                        "Step {step} was given to a person on {date} and is not done; the next waits until {until}."
                    ),
                    {"step": code, "date": since, "until": until},
                )
                following = next((left for left in self._left), None)
                return Decision(None, Silence.WITH_A_PERSON, (told,), next_step=following, next_on=until)
        return None

    def _chosen(self, steps: Sequence[Step]) -> Step:
        """Return the step to take of those that are reached and large enough, by the mode of the strategy.

        A step whose day a person fixed comes first, and nothing passes it over.
        """
        if (fixed := min((step for step in steps if step.is_fixed), key=_by_day, default=None)) is not None:
            return fixed
        allowed = self._opening.allowed(steps)
        if self._jumps():
            return allowed[-1]
        return next((step for step in allowed if not step.is_optional), allowed[-1])

    @cached_property
    def _opening(self) -> Opening:
        return Opening(self._facts, self._strategy, self._anchor)

    def _jumps(self) -> bool:
        return self._strategy.mode is Mode.JUMP and not self._opening.was_late

    def _is_large_enough(self, step: Step) -> bool:
        amount = self._facts.amount_reporting
        return amount is None or amount >= step.amount_min

    def _held_back(self, step: Step) -> Decision | None:
        """Return why the step, though due, has to wait."""
        first = self._free_from(step)
        if self._on >= first:
            return None
        following, following_on = self._first_of(step, first)
        silence, told = self._why_waiting(step)
        return Decision(None, silence, (told,), next_step=following, next_on=following_on)

    def _why_waiting(self, step: Step) -> tuple[Silence, Sentence]:
        postponed = self._facts.postponed.get(step.code)
        if postponed is not None and self._on < postponed:
            put_off = N_("Step {step} was put off until {date} by a person.")
            return Silence.POSTPONED, Sentence(put_off, {"step": step.code, "date": postponed})
        last = self._facts.last_contact
        assert last is not None
        told = Sentence(
            N_("The last contact was on {date}; step {step} keeps a distance of {days} day."),
            {"date": last, "step": step.code, "days": max(step.gap_days, 1)},
            plural=N_("The last contact was on {date}; step {step} keeps a distance of {days} days."),
            count="days",
        )
        return Silence.TOO_SOON, told

    def _free_from(self, step: Step) -> date:
        """Return the first day on which a step may be taken: reached, not put off, and far from the last contact."""
        last = self._facts.last_contact
        first = max(
            self._anchor.due_date + timedelta(days=step.threshold),
            self._facts.postponed.get(step.code, date.min),
        )
        return first if last is None else max(first, last + timedelta(days=max(step.gap_days, 1)))

    def _first_of(self, held: Step, until: date) -> tuple[Step, date]:
        """Return what may come first: the step held back until a day, or one that is reached while it waits."""
        coming = [
            (step, self._free_from(step))
            for step in self._left
            if step.threshold > self._days and self._is_large_enough(step)
        ]
        return min(((held, until), *coming), key=itemgetter(1))

    def _take(self, step: Step) -> Decision:
        waivers = tuple(self._waivers_before(step))
        told = (
            lateness(self._days),
            _reached(step),
            *self._opening.told(step, self._days),
            *(waiver.sentence for waiver in waivers),
        )
        return Decision(step, None, told, waivers)

    def _waivers_before(self, chosen: Step) -> list[Waiver]:
        waivers = []
        for step in self._steps:
            if step is chosen:
                break
            if step.code in self._facts.handled or (step.is_fixed and step.code not in self._gone):
                continue
            waivers.append(Waiver(step, self._gone.get(step.code) or self._why_passed(step, chosen)))
        return waivers

    def _why_passed(self, step: Step, chosen: Step) -> WaiverReason:
        if not self._is_large_enough(step):
            return WaiverReason.TOO_SMALL
        if self._jumps():
            return WaiverReason.JUMPED
        return WaiverReason.LATER_STEP_DONE if chosen.is_fixed else WaiverReason.OPTIONAL

    def _not_yet(self, step: Step) -> Decision:
        first = self._anchor.due_date + timedelta(days=step.threshold)
        told = Sentence(N_("The next step is {step}, from {date} on."), {"step": step.code, "date": first})
        silence = (lateness(self._days), told)
        return Decision(None, Silence.NOT_YET, silence, next_step=step, next_on=first)

    def _too_small(self, step: Step) -> Decision:
        told = Sentence(N_("The amount is too small for step {step}."), {"step": step.code})
        later = [left for left in self._left if left.threshold > self._days]
        nearest = min(map(_by_day, later), default=None)
        first = None if nearest is None else self._anchor.due_date + timedelta(days=nearest)
        return Decision(None, Silence.TOO_SMALL, (told,), next_step=step, next_on=first)


def _by_day(step: Step) -> int:
    return step.threshold


def _nobody_to_chase(facts: CourseFacts, on: date) -> Decision | None:
    """Return why nobody is to be chased at all, whatever the strategy says."""
    if facts.anchor is None:
        if facts.amount_held.is_positive():
            held = Sentence(N_("All that is open ({amount}) is on hold."), {"amount": facts.amount_held})
            return Decision(None, Silence.NOTHING_TO_CHASE, (held,))
        return Decision(
            None, Silence.NOTHING_TO_CHASE, (Sentence(N_("Nothing is open that has a due date.")),)
        )
    if facts.is_left_alone:
        return Decision(None, Silence.LEFT_ALONE, (Sentence(N_("The customer is on hold.")),))
    owed = facts.amount_overdue if on > facts.anchor.due_date else facts.anchor.amount
    if facts.amount_unapplied >= owed:
        covered = Sentence(
            N_("Money received and not yet applied ({amount}) covers what would be chased."),
            {"amount": facts.amount_unapplied},
        )
        return Decision(None, Silence.COVERED, (covered,))
    return None


@lru_cache(maxsize=1024)
def lateness(days: int) -> Sentence:
    """Return in words how late the anchor is."""
    if days > 0:
        return Sentence(
            N_("The oldest item is {days} day late."),
            {"days": days},
            plural=N_("The oldest item is {days} days late."),
            count="days",
        )
    if days == 0:
        return Sentence(N_("The oldest item falls due today."))
    return Sentence(
        N_("The oldest item falls due in {days} day."),
        {"days": -days},
        plural=N_("The oldest item falls due in {days} days."),
        count="days",
    )


@lru_cache(maxsize=1024)
def _reached(step: Step) -> Sentence:
    if step.is_notice:
        return Sentence(
            N_("Step {step} is due from {days} day before the due date on, and was not taken for this item."),
            {"step": step.code, "days": -step.threshold},
            plural=N_(
                "Step {step} is due from {days} days before the due date on, and was not taken for this item."
            ),
            count="days",
        )
    return Sentence(
        N_("Step {step} is due from {days} day after the due date on, and was not taken for this item."),
        {"step": step.code, "days": step.threshold},
        plural=N_(
            "Step {step} is due from {days} days after the due date on, and was not taken for this item."
        ),
        count="days",
    )
