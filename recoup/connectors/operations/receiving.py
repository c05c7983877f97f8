"""Receive a file: keep it, find out how it is to be read, and let a person correct that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, TypeVar

from django.db import transaction

from recoup.connectors import permissions, planning
from recoup.connectors.models import ImportRun
from recoup.connectors.queries.profiles import matching_profile, profile_named
from recoup.connectors.queries.runs import earlier_plan, locked_run
from recoup.connectors.records import run_record
from recoup.connectors.types import ImportOptions, RunRecord, RunStatus
from recoup.formats.tables.layouts import LayoutChoice, UnreadableTable
from recoup.formats.tables.plans import TablePlan, replan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import AmountStyle, DateStyle
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.team import queries as team

Style = TypeVar("Style", AmountStyle, DateStyle)


class ProfileDoesNotFit(DomainError):
    """The file lacks a column that the named profile needs."""

    text = N_("The profile {name} doesn't fit this file. {reason}")


class AlreadyImported(DomainError):
    """The run is under way or over."""

    text = N_("This file is being imported or was imported already.")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in; `language` is that of the person who brings it."""

    name: str
    media_type: str
    content: BinaryIO
    kind: TableKind
    options: ImportOptions
    language: str = "en"
    profile_name: str = ""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a person corrects in a plan; what is None stays.

    A new layout or kind has everything else found out anew. New columns get styles from their cells, then
    `amount_styles` and `date_styles` are put over them by field.
    """

    kind: TableKind | None = None
    layout: LayoutChoice | None = None
    columns: Mapping[str, int] | None = None
    amount_styles: Mapping[str, AmountStyle] | None = None
    date_styles: Mapping[str, DateStyle] | None = None


@transaction.atomic
def receive_file(*, upload: Upload, actor: Actor, now: datetime) -> RunRecord:
    """Keep a file and find out how it is to be read; nothing of it is imported yet.

    The plan is that of the profile named, of a profile or earlier file with the same header, or a guess. A file that
    is no table becomes a run with the status REFUSED and the reason.

    :raises NotAllowed: the actor may not import, or not into the chosen entity
    :raises NotFound: the chosen entity is not the actor's, or there is no such profile
    :raises ProfileDoesNotFit: the file lacks a column of the named profile
    """
    _require(actor, upload.options)
    stored = storage.store(
        name=upload.name, media_type=upload.media_type, content=upload.content, actor=actor, now=now
    )
    run = ImportRun(
        kind=upload.kind.value,
        entity_id=upload.options.entity_id,
        original_id=stored.id,
        file_name=stored.name,
        sha256=stored.sha256,
        options=upload.options.to_json(),
        language=upload.language,
        asked_by_kind=str(actor.kind),
        asked_by_id=actor.id,
        asked_by_name=actor.name[:200],
        asked_at=now,
    )
    try:
        table, plan = _planned(run, upload, actor)
    except UnreadableTable as error:
        run.status, run.reason, run.finished_at = RunStatus.REFUSED.value, error.sentence.to_json(), now
    else:
        run.status, run.plan = RunStatus.PREVIEWED.value, plan.to_json()
        run.fingerprint = planning.source_of(table)
        run.rows_total = planning.rows_in(table, planning.path_of(stored.id))
    run.save()
    _audit(run, "imports.file.received", actor=actor, now=now)
    return run_record(run)


@transaction.atomic
def change_plan(
    *, run_id: int, change: PlanChange, options: ImportOptions, actor: Actor, now: datetime
) -> RunRecord:
    """Correct how a received file is to be read and where its rows belong.

    :raises NotFound: there is no such run, or the actor may not know of it
    :raises NotAllowed: the actor may not import into the chosen entity
    :raises AlreadyImported: the run is under way or over
    :raises UnreadableTable: the file can't be read in the chosen layout
    """
    run = locked_run(run_id=run_id, actor=actor)
    if run.status != RunStatus.PREVIEWED or run.plan is None:
        raise AlreadyImported
    _require(actor, options)
    plan = TablePlan.from_json(run.plan)
    kind = change.kind or TableKind(run.kind)
    if change.kind not in (None, plan.kind) or change.layout not in (None, plan.layout):
        table = planning.open_file(run.original_id, run.file_name, change.layout or plan.layout)
        plan = planning.proposal_for(table, kind, _entity_names(actor)).plan
        plan = replace(plan, layout=change.layout or plan.layout)
        run.fingerprint = planning.source_of(table)
    else:
        plan = _corrected(run, plan, change)
    run.kind, run.entity_id = kind.value, options.entity_id
    run.plan, run.options = plan.to_json(), options.to_json()
    run.save()
    _audit(run, "imports.plan.changed", actor=actor, now=now)
    return run_record(run)


def _corrected(run: ImportRun, plan: TablePlan, change: PlanChange) -> TablePlan:
    columns = plan.columns if change.columns is None else change.columns
    table = planning.open_file(run.original_id, run.file_name, plan.layout)
    width = len(table.header)
    moved = {name for name, column in columns.items() if plan.columns.get(name) != column}
    fresh = replan(
        replace(plan, columns={name: column for name, column in columns.items() if column < width}),
        table.sample(2000),
    )
    return replace(
        fresh,
        amount_styles=_over(fresh.amount_styles, plan.amount_styles, change.amount_styles, moved),
        date_styles=_over(fresh.date_styles, plan.date_styles, change.date_styles, moved),
        numbers_are_made="number" not in fresh.columns,
    )


def _over(
    fresh: Mapping[str, Style], kept: Mapping[str, Style], chosen: Mapping[str, Style] | None, moved: set[str]
) -> dict[str, Style]:
    """Return each column's style: as chosen now, else as it was, else, for a column newly taken, as it looks."""
    return {
        name: style if name in moved else (chosen or {}).get(name) or kept.get(name) or style
        for name, style in fresh.items()
    }


def _planned(run: ImportRun, upload: Upload, actor: Actor) -> tuple[Table, TablePlan]:
    if upload.profile_name:
        profile = profile_named(name=upload.profile_name, kind=upload.kind, actor=actor)
        table, fitted = planning.as_saved(run.original_id, run.file_name, profile.plan)
        if isinstance(fitted, Sentence):
            raise ProfileDoesNotFit(name=profile.name, reason=fitted)
        return table, fitted
    table = planning.open_file(run.original_id, run.file_name)
    proposal = planning.proposal_for(table, upload.kind, _entity_names(actor))
    source = planning.source_of(table)
    match = matching_profile(fingerprint=source, kind=upload.kind, actor=actor)
    if match is not None:
        reopened, fitted = planning.as_saved(run.original_id, run.file_name, match.plan)
        if isinstance(fitted, TablePlan):
            return reopened, fitted
    earlier = earlier_plan(fingerprint=source, kind=upload.kind, actor=actor)
    if earlier is None:
        return table, proposal.plan
    return table, planning.as_before(proposal, earlier, table.sample())


def _entity_names(actor: Actor) -> list[str]:
    entities = team.entities(actor=actor, permission=permissions.RUN)
    return [name for entity in entities for name in (entity.code, entity.name, entity.name_latin) if name]


def _require(actor: Actor, options: ImportOptions) -> None:
    if options.entity_id is not None:
        team.require(actor=actor, permission=permissions.RUN, entity_id=options.entity_id)
    elif not team.has_permission(actor=actor, permission=permissions.RUN):
        raise NotAllowed


def _audit(run: ImportRun, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="import_run",
        subject_id=run.pk,
        entity_id=run.entity_id,
        actor=actor,
        at=now,
        after={"kind": run.kind, "file": run.file_name, "sha256": run.sha256, "status": run.status},
    )
