"""What may cross the border of the workflows: the steps of the daily run, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.kernel.sentences import N_, Sentence


class Step(StrEnum):
    """A step of the daily run, in the order in which they are done."""

    INBOX = "INBOX"
    RECEIPTS = "RECEIPTS"
    PROMISES = "PROMISES"
    PLANS = "PLANS"
    SEGMENTS = "SEGMENTS"
    PROPOSALS = "PROPOSALS"
    RELEASE = "RELEASE"
    WORKLIST = "WORKLIST"
    CONFIRMATIONS = "CONFIRMATIONS"
    EXCEPTIONS = "EXCEPTIONS"
    LETTERS = "LETTERS"
    MAIL = "MAIL"
    REPORT = "REPORT"
    APPROVALS = "APPROVALS"

    @property
    def label(self) -> str:
        """The name of the step on screens, to be translated."""
        return _STEP_LABELS[self]


_STEP_LABELS: Mapping[Step, str] = {
    Step.INBOX: N_("Files from the inbox"),
    Step.RECEIPTS: N_("Receipts applied"),
    Step.PROMISES: N_("Promises judged"),
    Step.PLANS: N_("Payment plans and offers"),
    Step.SEGMENTS: N_("Segments"),
    Step.PROPOSALS: N_("Proposals"),
    Step.RELEASE: N_("Proposals released"),
    Step.WORKLIST: N_("Worklist"),
    Step.CONFIRMATIONS: N_("Payment confirmations"),
    Step.EXCEPTIONS: N_("Exceptions"),
    Step.LETTERS: N_("Letters set"),
    Step.MAIL: N_("Mailbox read, messages sent"),
    Step.REPORT: N_("Exception report"),
    Step.APPROVALS: N_("Approvals expired"),
}

ENTITY_STEPS = (
    Step.RECEIPTS,
    Step.PROMISES,
    Step.PLANS,
    Step.SEGMENTS,
    Step.PROPOSALS,
    Step.RELEASE,
    Step.WORKLIST,
    Step.CONFIRMATIONS,
    Step.EXCEPTIONS,
)
LAST_STEPS = (Step.LETTERS, Step.MAIL, Step.REPORT, Step.APPROVALS)


class StepStatus(StrEnum):
    """How far a step has come; one that is `RUNNING` while no run is going on was cut short.

    `WAITING` was done once and is to be done again, because something new came in.
    """

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of a date, for one entity or (None) for all: what it did, in words and in figures."""

    business_date: date
    step: Step
    entity_id: int | None
    entity_code: str
    status: StepStatus
    started_at: datetime
    finished_at: datetime | None
    figures: Mapping[str, int]
    told: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class DailyOutcome:
    """What a daily run did: the dates it worked on, oldest first, and each step done now."""

    dates: tuple[date, ...]
    steps: tuple[StepRecord, ...]
