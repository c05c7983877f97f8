"""Import runs, newest first."""

from __future__ import annotations

from collections.abc import Collection
from typing import BinaryIO

from django.db import connection
from django.db.models import Q, QuerySet

from recoup.connectors import permissions, planning
from recoup.connectors.models import ImportRun
from recoup.connectors.records import run_record
from recoup.connectors.types import RunRecord, RunStatus
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor, ActorKind
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team

LOCK = "connectors.run"
"""Whoever imports a run holds the advisory lock of this name and the run's id until its transaction ends."""

_HELD = """
SELECT objid::bigint FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = (hashtext(%s)::bigint & 4294967295)
"""


def runs(*, actor: Actor, entity_ids: Collection[int] | None = None, limit: int = 50) -> list[RunRecord]:
    """Return the newest import runs that the actor may see, of `entity_ids` only where they are given."""
    found = readable(actor)
    if entity_ids is not None:
        found = found.filter(
            Q(entity_id__in=entity_ids) | Q(entity_ids__overlap=list(entity_ids)) | Q(entity=None)
        )
    return _records(list(found[:limit]))


def get_run(*, run_id: int, actor: Actor) -> RunRecord:
    """Return one import run.

    :raises NotFound: there is none, or the actor may not know of it
    """
    found = _records(list(readable(actor).filter(pk=run_id)))
    if not found:
        raise NotFound
    return found[0]


def questions(*, run_id: int, actor: Actor) -> tuple[Sentence, ...]:
    """Return what is doubtful about how a received file is read.

    :raises NotFound: there is no such run with a table, or the actor may not know of it
    """
    run = get_run(run_id=run_id, actor=actor)
    if run.plan is None:
        raise NotFound
    table = planning.open_file(run.original_id, run.file_name, run.plan.layout)
    return planning.doubts(run.plan, table.sample())


def earlier_plan(*, fingerprint: str, kind: TableKind, actor: Actor) -> TablePlan | None:
    """Return how the last imported file with that header was read, or None."""
    done = readable(actor).filter(kind=kind.value, fingerprint=fingerprint, status=RunStatus.DONE.value)
    last = done.first() if fingerprint else None
    return None if last is None or last.plan is None else TablePlan.from_json(last.plan)


def open_refused_file(*, run_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and content of the file of a run's refused rows; the caller closes it.

    :raises NotFound: nothing was refused, or the actor may not know of the run
    """
    file_id = get_run(run_id=run_id, actor=actor).refused_file_id
    if file_id is None:
        raise NotFound
    return storage.get_file(file_id).name, storage.open_file(file_id)


def open_original_file(*, run_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and content of the file as it came; the caller closes it.

    :raises NotFound: there is no such run, or the actor may not know of it
    """
    run = get_run(run_id=run_id, actor=actor)
    return run.file_name, storage.open_file(run.original_id)


def who_asked(*, run_id: int) -> Actor:
    """Return who brought the file of a run; for programs that go on with it.

    :raises NotFound: there is no such run
    """
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return Actor(ActorKind(run.asked_by_kind), run.asked_by_id, run.asked_by_name)


def locked_run(*, run_id: int, actor: Actor) -> ImportRun:
    """Return the row of a run, locked until the transaction ends.

    :raises NotFound: there is none, or the actor may not know of it
    """
    run = readable(actor).select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFound
    return run


def readable(actor: Actor) -> QuerySet[ImportRun]:
    """Return the runs that the actor may see: the own ones, and those all of whose rows are of the actor's entities."""
    if actor.is_program:
        return ImportRun.objects.all()
    own = Q(asked_by_kind=str(actor.kind), asked_by_id=actor.id)
    allowed = sorted(team.entity_ids(actor=actor, permission=permissions.READ))
    inside = Q(entity_ids__contained_by=allowed) & ~Q(entity_ids=[])
    return ImportRun.objects.filter(own | inside)


def _records(found: list[ImportRun]) -> list[RunRecord]:
    held = _held_runs() if any(run.status == RunStatus.RUNNING for run in found) else frozenset()
    return [
        run_record(run, is_interrupted=run.status == RunStatus.RUNNING and run.pk not in held)
        for run in found
    ]


def _held_runs() -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [LOCK])
        return frozenset(run_id for (run_id,) in cursor.fetchall())
