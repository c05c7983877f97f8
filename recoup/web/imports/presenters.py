"""Imports as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from recoup.connectors.types import (
    KIND_LABELS,
    Counts,
    Outcome,
    Preview,
    ProfileRecord,
    RunRecord,
    RunStatus,
    Understood,
    UnderstoodRow,
)
from recoup.formats.tables.vocabulary.fields import Field, Shape, field
from recoup.kernel.sentences import Sentence
from recoup.team.types import EntityRecord
from recoup.web.shared.tags import day, number

_TONES = {
    RunStatus.PREVIEWED: "line",
    RunStatus.QUEUED: "mute",
    RunStatus.RUNNING: "",
    RunStatus.DONE: "ok",
    RunStatus.REFUSED: "bad",
    RunStatus.FAILED: "bad",
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """An import run in the history, and the head of its own page."""

    id: int
    file_name: str
    kind: str
    entity_codes: tuple[str, ...]
    status: str
    tone: str
    asked_by: str
    asked_at: datetime
    counts: Counts
    is_over: bool
    is_waiting: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running import is, in hundredths where the number of rows is known."""

    rows_read: int
    rows_total: int
    share: int
    is_queued: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a field above its values; figures stand at the end of their column."""

    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A value as understood; amounts and dates stand at the end of their column."""

    text: str
    is_figure: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the file as understood, and what is wrong with it."""

    line: int
    cells: tuple[ShownCell, ...]
    fault: Sentence | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What the import would do."""

    headings: tuple[Heading, ...]
    rows: tuple[ShownRow, ...]
    outcome: Outcome | None
    problem: Sentence | None
    missing: tuple[str, ...]
    questions: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    rows_tried: int
    is_whole: bool

    @property
    def can_start(self) -> bool:
        """Whether there is anything to import."""
        return self.outcome is not None


def run_lines(runs: Iterable[RunRecord], entities: Iterable[EntityRecord]) -> list[RunLine]:
    """Return the history."""
    codes = {entity.id: entity.code for entity in entities}
    return [run_line(run, codes) for run in runs]


def run_line(run: RunRecord, codes: Mapping[int, str]) -> RunLine:
    """Return one import run; `codes` are those of the entities that the reader knows."""
    entity_ids = run.entity_ids or ((run.entity_id,) if run.entity_id else ())
    return RunLine(
        id=run.id,
        file_name=run.file_name,
        kind=_(KIND_LABELS[run.kind]),
        entity_codes=tuple(codes[entity_id] for entity_id in entity_ids if entity_id in codes),
        status=_(run.status.label),
        tone=_TONES[run.status],
        asked_by=run.asked_by_name,
        asked_at=run.asked_at,
        counts=run.outcome.counts,
        is_over=run.status.is_over,
        is_waiting=run.status in (RunStatus.QUEUED, RunStatus.RUNNING),
        is_done=run.status is RunStatus.DONE,
    )


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A saved profile in the list."""

    id: int
    name: str
    kind: str
    saved_at: datetime


def profile_lines(profiles: Iterable[ProfileRecord]) -> list[ProfileLine]:
    """Return the saved profiles."""
    return [
        ProfileLine(profile.id, profile.name, _(KIND_LABELS[profile.kind]), profile.saved_at)
        for profile in profiles
    ]


def progress(run: RunRecord) -> Progress:
    """Return how far the run is."""
    share = min(100, 100 * run.rows_read // run.rows_total) if run.rows_total else 0
    return Progress(run.rows_read, run.rows_total, share, run.status is RunStatus.QUEUED)


def trial(preview: Preview) -> Trial:
    """Return what the preview found."""
    kind = preview.run.kind
    headings = tuple(_heading(field(kind, name)) for name in preview.fields)
    figures = [heading.is_figure for heading in headings]
    return Trial(
        headings=headings,
        rows=tuple(_shown_row(row, figures) for row in preview.rows),
        outcome=preview.outcome,
        problem=preview.problem,
        missing=tuple(_or(_(field(kind, name).label) for name in group) for group in preview.missing),
        questions=preview.questions,
        warnings=preview.warnings,
        rows_tried=preview.rows_tried,
        is_whole=preview.is_whole,
    )


def _heading(found: Field) -> Heading:
    return Heading(_(found.label), found.shape in (Shape.AMOUNT, Shape.DATE))


def _shown_row(row: UnderstoodRow, figures: Sequence[bool]) -> ShownRow:
    cells = zip(row.values, figures, strict=False)
    return ShownRow(
        row.line, tuple(ShownCell(_text(value), is_figure) for value, is_figure in cells), row.sentence
    )


def _text(value: Understood) -> str:
    match value:
        case Decimal():
            return number(value)
        case date():
            return day(value, "short")
        case _:
            return value or ""


def _or(labels: Iterable[str]) -> str:
    """Return the labels as alternatives."""
    return " / ".join(labels)
