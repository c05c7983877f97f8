"""Import a received file: all good rows in one transaction, or nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from recoup.connectors import permissions, planning
from recoup.connectors.intake.customers import take_customers
from recoup.connectors.intake.items import take_items
from recoup.connectors.intake.outcomes import Intake, Taken
from recoup.connectors.intake.receipts import take_receipts
from recoup.connectors.models import ImportRun
from recoup.connectors.operations.receiving import AlreadyImported
from recoup.connectors.queries.runs import LOCK, locked_run
from recoup.connectors.records import packed_refusals, packed_totals, run_record
from recoup.connectors.refused_files import write_refused
from recoup.connectors.types import ImportOptions, RunRecord, RunStatus
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.vocabulary.fields import TableKind, field
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage.types import StoredFileRef
from recoup.team import queries as team

Progress = Callable[[int], None]

SAMPLE_SIZE = 200
"""So many refused rows are kept with the run for the screen; the file of refused rows has them all."""

FAULT = N_("The program failed; nothing was imported. The fault was written down.")
_PROGRESS_EVERY = 1_000
_RESULTS = (
    *("status", "finished_at", "accepted", "known", "changed", "refused", "totals", "notes", "refusals"),
    *("entity_ids", "refused_file"),
)
_MANY = 1_000
_GROWING = ("parties_customer", "ledger_item", "ledger_entry", "ledger_posting", "cash_receipt")

_TAKE: Mapping[TableKind, Callable[[Intake], Taken]] = {
    TableKind.ITEMS: take_items,
    TableKind.CUSTOMERS: take_customers,
    TableKind.RECEIPTS: take_receipts,
}


class PlanIncomplete(DomainError):
    """A field that is needed has no column."""

    text = N_("No column was found for: {field}. Say which one it is.")


class RunUnderWay(DomainError):
    """Another program is importing this run at this moment."""

    text = N_("This file is being imported at this moment.")


def run_import(
    *, run_id: int, actor: Actor, now: datetime, on_progress: Progress = lambda _: None
) -> RunRecord:
    """Import a received file and say what became of its rows; `on_progress` hears how many rows are read.

    All good rows are posted in one transaction together with the run's result: a program that dies in between leaves
    nothing of it, and the run may be repeated. Refused rows go to a file that can be corrected and imported again.
    A refusal of the whole file (a missing right, a missing column) becomes the run's reason.

    :raises NotFound: there is no such run, or the actor may not know of it
    :raises AlreadyImported: the run is over
    :raises RunUnderWay: another program is at it
    """
    _begin(run_id, actor, now)
    try:
        with transaction.atomic():
            run = _carry_out(run_id, actor, now, on_progress)
    except RunUnderWay:
        raise
    except DomainError as error:
        return _end_badly(run_id, actor, now, error.sentence)
    except BaseException:
        _end_badly(run_id, actor, now, Sentence(FAULT))
        raise
    if run.outcome.counts.accepted >= _MANY:
        _refresh_statistics()
    return run


@transaction.atomic
def queue_import(*, run_id: int, actor: Actor, now: datetime) -> RunRecord:
    """Mark a received file as waiting for a worker.

    :raises NotFound: there is no such run, or the actor may not know of it
    :raises AlreadyImported: the run is under way or over
    """
    run = locked_run(run_id=run_id, actor=actor)
    if run.status != RunStatus.PREVIEWED:
        raise AlreadyImported
    run.status = RunStatus.QUEUED.value
    run.save(update_fields=["status"])
    _audit(run, "imports.run.queued", actor=actor, now=now)
    return run_record(run)


def take_in(
    *, table: Table, plan: TablePlan, options: ImportOptions, actor: Actor, now: datetime, limit: int | None = None,
    on_progress: Progress = lambda _: None,
) -> Taken:  # fmt: skip
    """Post the rows of `table`, or the first `limit` of them, inside the caller's transaction.

    :raises PlanIncomplete: a field that is needed has no column
    :raises NotAllowed: the actor lacks a right that the file needs
    """
    missing = plan.missing()
    if missing:
        raise PlanIncomplete(field=Sentence(field(plan.kind, missing[0][0]).label))

    def rows() -> Iterable[Row | RowProblem]:
        return islice(_counted(table.rows(), on_progress), limit)

    return _TAKE[plan.kind](Intake(rows, plan, options, actor, now))


def _begin(run_id: int, actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        run = locked_run(run_id=run_id, actor=actor)
        if RunStatus(run.status) in (RunStatus.DONE, RunStatus.REFUSED) or run.plan is None:
            raise AlreadyImported
        run.status, run.reason, run.finished_at = RunStatus.RUNNING.value, None, None
        run.save(update_fields=["status", "reason", "finished_at"])
        _audit(run, "imports.run.begun", actor=actor, now=now)


def _carry_out(run_id: int, actor: Actor, now: datetime, on_progress: Progress) -> RunRecord:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [LOCK, run_id])
        if cursor.fetchone() != (True,):
            raise RunUnderWay
    run = ImportRun.objects.get(pk=run_id)
    assert run.plan is not None
    plan, options = TablePlan.from_json(run.plan), ImportOptions.from_json(run.options)
    if options.entity_id is not None:
        team.require(actor=actor, permission=permissions.RUN, entity_id=options.entity_id)
    table = planning.open_file(run.original_id, run.file_name, plan.layout)
    taken = take_in(table=table, plan=plan, options=options, actor=actor, now=now, on_progress=on_progress)
    run.accepted, run.known, run.changed = taken.accepted, taken.known, taken.changed
    run.refused = len(taken.refused)
    run.totals = packed_totals(taken.totals)
    run.notes = [note.to_json() for note in taken.notes]
    run.refusals = packed_refusals(sorted(taken.refused.items())[:SAMPLE_SIZE])
    run.entity_ids = sorted(taken.entity_ids)
    if taken.refused:
        run.refused_file_id = _keep_refused(run, table, taken, actor=actor, now=now).id
    run.status, run.finished_at = RunStatus.DONE.value, now
    run.save(update_fields=_RESULTS)
    _audit(run, "imports.run.finished", actor=actor, now=now)
    return run_record(run)


def _keep_refused(
    run: ImportRun, table: Table, taken: Taken, *, actor: Actor, now: datetime
) -> StoredFileRef:
    stem = (run.file_name.rpartition(".")[0] or run.file_name).removesuffix("-refused")
    with tempfile.TemporaryFile() as content:
        write_refused(content, table=table, refused=taken.refused, language=run.language)
        content.seek(0)
        return storage.store(
            name=f"{stem}-refused.csv", media_type="text/csv", content=content, actor=actor, now=now
        )


def _refresh_statistics() -> None:
    """Tell the database of many new rows at once: it would plan the next minutes' questions as if there were few."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(_GROWING)}")


@transaction.atomic
def _end_badly(run_id: int, actor: Actor, now: datetime, reason: Sentence) -> RunRecord:
    run = locked_run(run_id=run_id, actor=actor)
    run.status, run.reason, run.finished_at = RunStatus.FAILED.value, reason.to_json(), now
    run.save(update_fields=["status", "reason", "finished_at"])
    _audit(run, "imports.run.failed", actor=actor, now=now)
    return run_record(run)


def _counted(rows: Iterable[Row | RowProblem], on_progress: Progress) -> Iterator[Row | RowProblem]:
    count = 0
    for batch in in_batches(rows, _PROGRESS_EVERY):
        yield from batch
        count += len(batch)
        on_progress(count)


def _audit(run: ImportRun, action: str, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="import_run",
        subject_id=run.pk,
        entity_id=run.entity_id,
        actor=actor,
        at=now,
        after={
            "file": run.file_name,
            "status": run.status,
            "accepted": run.accepted,
            "known": run.known,
            "refused": run.refused,
        },
    )
