"""Imports as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
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
    UnderstoodRow,
)
from recoup.formats.tables.vocabulary.fields import field
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
    entity_code: str
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

    labels: tuple[str, ...]
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
    return [run_line(run, codes.get(run.entity_id or 0, "")) for run in runs]


def run_line(run: RunRecord, entity_code: str = "") -> RunLine:
    """Return one import run."""
    return RunLine(
        id=run.id,
        file_name=run.file_name,
        kind=_(KIND_LABELS[run.kind]),
        entity_code=entity_code,
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
    return Trial(
        labels=tuple(_(field(kind, name).label) for name in preview.fields),
        rows=tuple(_shown_row(row) for row in preview.rows),
        outcome=preview.outcome,
        problem=preview.problem,
        missing=tuple(_or(_(field(kind, name).label) for name in group) for group in preview.missing),
        questions=preview.questions,
        warnings=preview.warnings,
        rows_tried=preview.rows_tried,
        is_whole=preview.is_whole,
    )


def _shown_row(row: UnderstoodRow) -> ShownRow:
    return ShownRow(row.line, tuple(map(_shown_cell, row.values)), row.sentence)


def _shown_cell(value: str | Decimal | date | None) -> ShownCell:
    match value:
        case Decimal():
            return ShownCell(number(value), True)
        case date():
            return ShownCell(day(value, "short"), True)
        case _:
            return ShownCell(value or "", False)


def _or(labels: Iterable[str]) -> str:
    """Return the labels as alternatives."""
    return " / ".join(labels)
