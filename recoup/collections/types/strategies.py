"""Segments, courses, proposals and tasks, as they cross the border of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.engines.strategy import Decision, Effect, Handling, Performer, Step, Strategy
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


@dataclass(frozen=True, slots=True)
class SegmentStanding:
    """In which segment a customer is in one currency, since when, and why.

    `code` is what counts; `computed` what the rules say. When a person has set it, `reasons` is that person's, and
    `until` the last day.
    """

    code: str
    computed: str
    since: date
    reasons: tuple[Sentence, ...]
    is_overridden: bool = False
    until: date | None = None
    set_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """From `on` on the customer was in this segment, in this currency; `set_by` is empty where the rules said so."""

    currency: str
    on: date
    code: str
    reasons: tuple[Sentence, ...]
    until: date | None = None
    set_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SegmentsMade:
    """How many customers and currencies have a segment, and how many of them another one than before."""

    segments: int
    changed: int


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "OPEN"
    RELEASED = "RELEASED"
    DROPPED = "DROPPED"
    STALE = "STALE"
    REPLACED = "REPLACED"

    @property
    def label(self) -> str:
        """The name of the state on screens, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[ProposalState, str] = {
    ProposalState.OPEN: N_("To be looked at"),
    ProposalState.RELEASED: N_("Released"),
    ProposalState.DROPPED: N_("Dropped"),
    ProposalState.STALE: N_("No longer due"),
    ProposalState.REPLACED: N_("Replaced by a later run"),
}


class TaskKind(StrEnum):
    """What a released step asks of a person."""

    STEP = "STEP"
    DELIVERIES = "DELIVERIES"
    MANAGER = "MANAGER"
    LEGAL = "LEGAL"

    @property
    def label(self) -> str:
        """The name of the kind on screens, to be translated."""
        return _TASK_LABELS[self]


_TASK_LABELS: Mapping[TaskKind, str] = {
    TaskKind.STEP: N_("Step of the strategy"),
    TaskKind.DELIVERIES: N_("Decide on holding deliveries"),
    TaskKind.MANAGER: N_("Decision of the manager"),
    TaskKind.LEGAL: N_("Decide on legal action"),
}
EFFECT_TASKS: Mapping[Effect, TaskKind] = {
    Effect.HOLD_DELIVERIES: TaskKind.DELIVERIES,
    Effect.RAISE_TO_MANAGER: TaskKind.MANAGER,
    Effect.PROPOSE_LEGAL: TaskKind.LEGAL,
}


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "OPEN"
    DONE = "DONE"
    CANCELED = "CANCELED"


@dataclass(frozen=True, slots=True)
class ProposalRecord:
    """A proposal as lists and pages show it; `amount` is what would be chased, `looks` why to look twice."""

    id: int
    entity_id: int
    customer_id: int
    business_date: date
    anchor_item_id: int
    anchor_due_date: date
    segment: str
    version_id: int | None
    code: str
    threshold: int
    channel: Channel | None
    template: str
    performer: Performer
    effect: Effect
    days_late: int
    amount: Money
    reasons: tuple[Sentence, ...]
    passed_over: int
    looks: tuple[Sentence, ...]
    state: ProposalState
    note: str
    settled_by: str
    settled_at: datetime | None
    settled_reason: Sentence | None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A page of proposals, how many there are in all, and how many in each state."""

    proposals: tuple[ProposalRecord, ...]
    total: int
    counts: Mapping[ProposalState, int]
    looks: int


@dataclass(frozen=True, slots=True)
class DraftProposal:
    """What a run would propose: the same decision as that of a live run, not written."""

    customer_id: int
    currency: str
    segment: str
    step: Step
    decision: Decision
    looks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DecidedRun:
    """What became of a run: how many proposals, and for what reasons there are no others.

    `run_id` is None and `drafts` are told for a dry run; `escalated` tasks went to the manager.
    """

    entity_id: int
    business_date: date
    run_id: int | None
    proposals: int
    silent: Mapping[str, int]
    escalated: int = 0
    was_made_before: bool = False
    drafts: tuple[DraftProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleasedLetter:
    """A step that the program does: what is to be written to whom."""

    proposal_id: int
    customer_id: int
    currency: str
    code: str
    channel: Channel
    template: str
    threshold: int
    note: str


@dataclass(frozen=True, slots=True)
class Released:
    """What became of a release: letters to write, tasks given out, and proposals that were due no longer."""

    letters: tuple[ReleasedLetter, ...]
    tasks: int
    stale: int


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """Work that a step gave to a person."""

    id: int
    entity_id: int
    customer_id: int
    currency: str
    kind: TaskKind
    step_code: str
    channel: Channel | None
    due_date: date
    escalate_on: date | None
    escalated_on: date | None
    owner_id: int | None
    reasons: tuple[Sentence, ...]
    note: str
    state: TaskState
    outcome: str
    done_by: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step that was done or waived for an anchor."""

    currency: str
    anchor_item_id: int
    code: str
    how: Handling
    on: date
    channel: Channel | None
    reason: Sentence
    settled_by: str


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """The course of a customer in one currency as it stands on a day: the decision, and what was done before.

    `strategy` is the one in force for the segment, `strategy_why` which rule that is; `anchor_item_id` is None where
    nothing can be chased.
    """

    currency: str
    segment: SegmentStanding | None
    strategy: Strategy
    strategy_why: Sentence
    anchor_item_id: int | None
    anchor_due_date: date | None
    decision: Decision
    steps: tuple[StepRecord, ...]
