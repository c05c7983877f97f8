"""What a strategy says, what is known of a course, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from recoup.kernel.contact import Channel
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class Mode(StrEnum):
    """What happens when several steps are due at once: the next one, or the firmest one."""

    SEQUENTIAL = "SEQUENTIAL"
    JUMP = "JUMP"

    @property
    def label(self) -> str:
        """The name of the mode on screens, to be translated."""
        return _MODE_LABELS[self]


_MODE_LABELS: Mapping[Mode, str] = {
    Mode.SEQUENTIAL: N_("Step by step: each in its turn"),
    Mode.JUMP: N_("Jump: the last step that is reached"),
}


class Performer(StrEnum):
    """Who does a step: the program, or a person."""

    JOB = "JOB"
    PERSON = "PERSON"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _PERFORMER_LABELS[self]


_PERFORMER_LABELS: Mapping[Performer, str] = {
    Performer.JOB: N_("The program"),
    Performer.PERSON: N_("A person"),
}


class Effect(StrEnum):
    """What else happens when a step is taken."""

    NONE = "NONE"
    HOLD_DELIVERIES = "HOLD_DELIVERIES"
    RAISE_TO_MANAGER = "RAISE_TO_MANAGER"
    PROPOSE_LEGAL = "PROPOSE_LEGAL"

    @property
    def label(self) -> str:
        """The name of the effect on screens, to be translated."""
        return _EFFECT_LABELS[self]


_EFFECT_LABELS: Mapping[Effect, str] = {
    Effect.NONE: N_("Nothing else"),
    Effect.HOLD_DELIVERIES: N_("Propose to hold deliveries"),
    Effect.RAISE_TO_MANAGER: N_("Raise to the manager"),
    Effect.PROPOSE_LEGAL: N_("Propose legal action"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: due from `threshold` days after the due date of the anchor on, before it when negative.

    `channel` is None for work without contact. `gap_days` must lie between the previous contact and this one, at
    least one. `escalate_days` after it was given to a person it goes to the manager and no longer keeps the next
    steps waiting; 0: it never keeps them waiting. `amount_min` is in reporting currency. A person fixed the day of a
    step (`is_fixed`), or left it out (`is_left_out`); a strategy by itself says neither.
    """

    code: str
    threshold: int
    channel: Channel | None
    template: str = ""
    performer: Performer = Performer.JOB
    is_optional: bool = False
    gap_days: int = 1
    escalate_days: int = 0
    effect: Effect = Effect.NONE
    amount_min: Decimal = Decimal(0)
    is_fixed: bool = False
    is_left_out: bool = False

    @property
    def is_notice(self) -> bool:
        """Whether it comes before the due date."""
        return self.threshold < 0


@dataclass(frozen=True, slots=True)
class Strategy:
    """Ordered steps, each code once, thresholds never falling."""

    mode: Mode
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        thresholds = [step.threshold for step in self.steps]
        assert self.steps and thresholds == sorted(thresholds)
        assert len({step.code for step in self.steps}) == len(self.steps)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The oldest unpaid item that may be chased; `amount` is what is open of it."""

    item_id: int
    issue_date: date
    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a person arranged for a step of one anchor, in place of what the strategy says.

    What is None or empty stays as the strategy says. With a `person_id` a person does it, whatever the channel.
    """

    day: date | None = None
    channel: Channel | None = None
    template: str = ""
    person_id: int | None = None
    is_left_out: bool = False


class Handling(StrEnum):
    """How a step was settled for an anchor."""

    DONE = "DONE"
    WAIVED = "WAIVED"


@dataclass(frozen=True, slots=True)
class Handled:
    """That a step was done or waived for the anchor, on which day."""

    how: Handling
    on: date


@dataclass(frozen=True, slots=True)
class Notice:
    """The latest notice before due of a step's code: given on a day, it named what fell due up to another."""

    on: date
    covers_until: date


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What is known of one customer and currency on a day; amounts are positive.

    `amount_overdue` leaves out what is on hold. `amount_reporting` is what would be chased in reporting currency,
    None without a rate. `handled`, `postponed` (to a first day) and `arranged` are by code, for this anchor.
    `waiting_since` is the day on which each step was given to a person who has not done it yet.
    """

    anchor: Anchor | None
    amount_overdue: Money
    amount_unapplied: Money
    amount_held: Money
    amount_reporting: Decimal | None
    is_left_alone: bool = False
    last_contact: date | None = None
    handled: Mapping[str, Handled] = field(default_factory=dict)
    postponed: Mapping[str, date] = field(default_factory=dict)
    notices: Mapping[str, Notice] = field(default_factory=dict)
    waiting_since: Mapping[str, date] = field(default_factory=dict)
    arranged: Mapping[str, Arrangement] = field(default_factory=dict)


class Silence(StrEnum):
    """What kind of reason there is for taking no step."""

    NOTHING_TO_CHASE = "NOTHING_TO_CHASE"
    LEFT_ALONE = "LEFT_ALONE"
    COVERED = "COVERED"
    NOT_YET = "NOT_YET"
    TOO_SOON = "TOO_SOON"
    TOO_SMALL = "TOO_SMALL"
    POSTPONED = "POSTPONED"
    WITH_A_PERSON = "WITH_A_PERSON"
    ALL_DONE = "ALL_DONE"


class WaiverReason(StrEnum):
    """Why a step is passed over."""

    JUMPED = "JUMPED"
    OPTIONAL = "OPTIONAL"
    TOO_SMALL = "TOO_SMALL"
    DUE_DATE_PASSED = "DUE_DATE_PASSED"
    NOTICED_BEFORE = "NOTICED_BEFORE"
    LATER_STEP_DONE = "LATER_STEP_DONE"
    DROPPED = "DROPPED"
    LEFT_OUT = "LEFT_OUT"

    @property
    def text(self) -> str:
        """The reason as a sentence about step {step}, to be translated."""
        return _WAIVER_TEXTS[self]


_WAIVER_TEXTS: Mapping[WaiverReason, str] = {
    WaiverReason.JUMPED: N_("Step {step} is passed over: a later step is reached, and this strategy jumps."),
    WaiverReason.OPTIONAL: N_("Step {step} is passed over: it is optional, and the next one is due."),
    WaiverReason.TOO_SMALL: N_("Step {step} is passed over: the amount is too small for it."),
    WaiverReason.DUE_DATE_PASSED: N_("Step {step} is passed over: the due date is over."),
    WaiverReason.NOTICED_BEFORE: N_("Step {step} is passed over: an earlier notice named this item too."),
    WaiverReason.LATER_STEP_DONE: N_("Step {step} is passed over: a later step was taken before."),
    WaiverReason.DROPPED: N_("Step {step} was dropped by a person."),
    WaiverReason.LEFT_OUT: N_("Step {step} is passed over: a person left it out of the collection plan."),
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A step that is passed over, and why."""

    step: Step
    reason: WaiverReason

    @property
    def sentence(self) -> Sentence:
        """The reason in words."""
        return _waived(self.reason, self.step.code)


@lru_cache(maxsize=1024)
def _waived(reason: WaiverReason, code: str) -> Sentence:
    """Return a reason in words; of the same few sentences, hundreds of thousands are said on a day."""
    return Sentence(reason.text, {"step": code})


@dataclass(frozen=True, slots=True)
class Decision:
    """Either the `step` to take or the `silence` to keep, with the reasons in words.

    `waivers` are the steps passed over by it. `next_step` is what comes next when nothing is due, and `next_on` the
    first day on which the answer can be another one by time alone; None when time changes nothing.
    """

    step: Step | None
    silence: Silence | None
    reasons: tuple[Sentence, ...]
    waivers: tuple[Waiver, ...] = ()
    next_step: Step | None = None
    next_on: date | None = None

    def __post_init__(self) -> None:
        assert (self.step is None) != (self.silence is None) and self.reasons
