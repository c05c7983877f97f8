"""The course of a customer in words: the segment, why or why not today, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from recoup.collections.types import CourseRecord, SegmentChange, StepRecord
from recoup.engines.strategy import Handling
from recoup.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step that was taken or passed over."""

    record: StepRecord
    channel: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One currency: `is_due` says that a step is due today; `next_code` and `next_on` what comes otherwise."""

    currency: str
    segment: str
    segment_why: tuple[Sentence, ...]
    is_overridden: bool
    until: date | None
    is_due: bool
    step: str
    why: tuple[Sentence, ...]
    next_code: str
    next_on: date | None
    strategy_why: Sentence
    steps: tuple[DoneStep, ...]


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A change of segment."""

    change: SegmentChange
    name: str


def cards(courses: Iterable[CourseRecord], segments: Mapping[str, str]) -> list[CourseCard]:
    """Return the courses for the customer's page."""
    return [_card(course, segments) for course in courses]


def changes(found: Iterable[SegmentChange], segments: Mapping[str, str]) -> list[SegmentLine]:
    """Return the history of segments."""
    return [
        SegmentLine(
            change, _(segments.get(change.code, change.code)) if change.code else _("As the rules say")
        )
        for change in found
    ]


def _card(course: CourseRecord, segments: Mapping[str, str]) -> CourseCard:
    decision, segment = course.decision, course.segment
    code = segment.code if segment else ""
    return CourseCard(
        currency=course.currency,
        segment=_(segments.get(code, code)) if code else _("none yet"),
        segment_why=segment.reasons if segment else (),
        is_overridden=segment is not None and segment.is_overridden,
        until=segment.until if segment else None,
        is_due=decision.step is not None,
        step=decision.step.code if decision.step else "",
        why=decision.reasons,
        next_code=decision.next_step.code if decision.next_step else "",
        next_on=decision.next_on,
        strategy_why=course.strategy_why,
        steps=tuple(map(_done, course.steps)),
    )


def _done(record: StepRecord) -> DoneStep:
    channel = _(record.channel.label) if record.channel else ""
    return DoneStep(record, channel, record.how is Handling.DONE)
