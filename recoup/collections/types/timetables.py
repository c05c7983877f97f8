"""Collection plans as they cross the border of the room: what will be done when, how and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.engines.strategy import Arrangement, Performer
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence
from recoup.parties.types import CustomerRecord


class PlannedKind(StrEnum):
    """Where a line of a collection plan comes from."""

    STEP = "STEP"
    LEFT_OUT = "LEFT_OUT"
    TASK = "TASK"
    OWN = "OWN"

    @property
    def label(self) -> str:
        """The name of the kind on screens, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS: Mapping[PlannedKind, str] = {
    PlannedKind.STEP: N_("From the strategy"),
    PlannedKind.LEFT_OUT: N_("Left out"),
    PlannedKind.TASK: N_("Given to a person"),
    PlannedKind.OWN: N_("Own step"),
}


@dataclass(frozen=True, slots=True)
class ArrangementRecord:
    """What a person arranged for a step, and why."""

    id: int
    arrangement: Arrangement
    reason: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class TimetableLine:
    """One thing that will be done. `label` is to be translated; `id` is that of the task or the next action.

    `anchor_item_id`, `currency` and `code` name a step; `person_id` None is nobody in particular. `arranged` is what
    counts of what people changed.
    """

    kind: PlannedKind
    day: date | None
    label: str
    channel: Channel | None
    performer: Performer
    person_id: int | None
    person_name: str
    currency: str = ""
    code: str = ""
    template: str = ""
    anchor_item_id: int = 0
    id: int = 0
    note: str = ""
    reasons: tuple[Sentence, ...] = ()
    arranged: ArrangementRecord | None = None

    @property
    def is_step(self) -> bool:
        """Whether it is a step of the strategy that nobody took yet, so that it can be arranged."""
        return self.kind in (PlannedKind.STEP, PlannedKind.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The collection plan of a customer, all currencies, in the order of the days; what is left out comes last.

    `strategies` says by currency which rule it comes from, `endings` why nothing else follows.
    """

    customer: CustomerRecord
    lines: tuple[TimetableLine, ...]
    strategies: Mapping[str, Sentence]
    endings: Mapping[str, tuple[Sentence, ...]]


@dataclass(frozen=True, slots=True)
class NewArrangement:
    """What a person wants of a step of an anchor. `seen_id` is the arrangement that was seen before, 0 for none."""

    customer_id: int
    currency: str
    anchor_item_id: int
    code: str
    arrangement: Arrangement
    reason: str
    seen_id: int = 0


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A step to come of some customer, as the calendar shows it."""

    customer_id: int
    line: TimetableLine
