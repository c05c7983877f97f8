"""Rows of the room's tables as what may leave it, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from recoup.connectors.models import ImportProfile, ImportRun
from recoup.connectors.types import (
    Counts,
    ImportOptions,
    Outcome,
    ProfileRecord,
    RefusedRow,
    RunRecord,
    RunStatus,
)
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence

INTERRUPTED = Sentence(
    N_("The program was stopped before the end; nothing was imported. Import the file again.")
)


def run_record(run: ImportRun, *, is_interrupted: bool = False) -> RunRecord:
    """Return an import run; one whose program died is shown as failed."""
    status = RunStatus.FAILED if is_interrupted else RunStatus(run.status)
    return RunRecord(
        id=run.pk,
        kind=TableKind(run.kind),
        entity_id=run.entity_id,
        entity_ids=tuple(run.entity_ids),
        file_name=run.file_name,
        original_id=run.original_id,
        sha256=run.sha256,
        plan=None if run.plan is None else TablePlan.from_json(run.plan),
        options=ImportOptions.from_json(run.options),
        status=status,
        reason=INTERRUPTED if is_interrupted else _sentence(run.reason),
        rows_total=run.rows_total,
        rows_read=run.rows_read,
        outcome=Outcome(
            counts=Counts(run.accepted, run.known, run.changed, run.refused),
            totals=tuple(Money(Decimal(amount), currency) for amount, currency in run.totals),
            refused=tuple(RefusedRow(line, Sentence.from_json(packed)) for line, packed in run.refusals),
            notes=tuple(map(Sentence.from_json, run.notes)),
        ),
        refused_file_id=run.refused_file_id,
        asked_by_name=run.asked_by_name,
        asked_at=run.asked_at,
        finished_at=run.finished_at,
    )


def profile_record(profile: ImportProfile) -> ProfileRecord:
    """Return a profile."""
    return ProfileRecord(
        id=profile.pk,
        kind=TableKind(profile.kind),
        name=profile.name,
        entity_id=profile.entity_id,
        plan=TablePlan.from_json(profile.plan),
        options=ImportOptions.from_json(profile.options),
        owner_id=profile.owner_id,
        saved_at=profile.saved_at,
    )


def packed_totals(totals: Iterable[Money]) -> list[tuple[str, str]]:
    """Return amounts as JSON keeps them."""
    return [(str(total.amount), total.currency) for total in totals]


def packed_refusals(refused: Iterable[tuple[int, Sentence]]) -> list[tuple[int, Mapping[str, object]]]:
    """Return refused rows as JSON keeps them."""
    return [(line, sentence.to_json()) for line, sentence in refused]


def _sentence(packed: Mapping[str, object] | None) -> Sentence | None:
    return None if packed is None else Sentence.from_json(packed)
