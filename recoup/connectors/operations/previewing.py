"""What would happen: the first rows as understood, and a trial import that is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from recoup.connectors import planning
from recoup.connectors.intake.items import creates_customers, entity_ids
from recoup.connectors.operations.running import take_in
from recoup.connectors.queries.runs import get_run
from recoup.connectors.rows.cells import Cells
from recoup.connectors.rows.claims import ClaimReader, Surroundings
from recoup.connectors.rows.customers import CustomerRows
from recoup.connectors.rows.receipts import ReceiptRows
from recoup.connectors.types import (
    ColumnView,
    Counts,
    ImportOptions,
    Outcome,
    Preview,
    RefusedRow,
    RunRecord,
    Understood,
    UnderstoodRow,
)
from recoup.formats.tables.layouts import Row, UnreadableTable
from recoup.formats.tables.plans import TablePlan, propose_plan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import amount_parser, clean_text, date_parser
from recoup.formats.tables.vocabulary.fields import FIELDS, TableKind
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.parties.queries.numbers import has_customers
from recoup.team import queries as team

ROWS_SHOWN = 20
ROWS_TRIED = 20_000
REFUSALS_SHOWN = 50
_EXAMPLES = 3
_SAMPLED = 2_000
# A person waits for the page; the setting ends with the trial.
_PATIENCE = "SET LOCAL lock_timeout = '4s'"


class ImportUnderWay(DomainError):
    """A large import holds what the trial would need."""

    text = N_("Another import is under way; what this one would do can be said when that is over.")


def preview(*, run_id: int, actor: Actor, now: datetime, rows_tried: int | None = ROWS_TRIED) -> Preview:
    """Return how a received file would be read and what its first `rows_tried` rows (None: all) would do.

    The trial goes the whole way of an import and is undone. What stands in its way as a whole is the `problem`.

    :raises NotFound: there is no such run with a table, or the actor may not know of it
    :raises UnreadableTable: the file can't be read in the plan's layout
    """
    run = get_run(run_id=run_id, actor=actor)
    if run.plan is None:
        raise NotFound
    table = planning.open_file(run.original_id, run.file_name, run.plan.layout)
    sample = table.sample(_SAMPLED)
    outcome, problem = None, None
    try:
        outcome = _tried(table, run.plan, run.options, actor, now, rows_tried)
    except UnreadableTable:
        raise
    except DomainError as error:
        problem = error.sentence
    fields = tuple(field.name for field in FIELDS[run.kind] if field.name in run.plan.columns)
    guess = propose_plan(table, run.kind).guess
    return Preview(
        run=run,
        layout=table.layout,
        sheets=table.sheets,
        columns=_column_views(table.header, sample),
        fields=fields,
        reasons={
            name: found.reason
            for name, found in guess.columns.items()
            if run.plan.columns.get(name) == found.column
        },
        missing=run.plan.missing(),
        questions=planning.doubts(run.plan, sample),
        warnings=table.warnings(),
        rows=_understood(table, fields, run, actor),
        outcome=outcome,
        rows_tried=min(rows_tried or run.rows_total, run.rows_total),
        is_whole=rows_tried is None or run.rows_total <= rows_tried,
        problem=problem,
        creates_customers=_creates_customers(run.plan, run.options, actor),
        may_create_customers=team.has_permission(actor=actor, permission="parties.edit"),
    )


def _creates_customers(plan: TablePlan, options: ImportOptions, actor: Actor) -> bool:
    if plan.kind is not TableKind.ITEMS:
        return False
    entities = team.entities(actor=actor, permission="imports.run")
    there = has_customers(entity_ids=entity_ids(plan, options, entities))
    return creates_customers(plan, options, actor, has_customers=there)


def _tried(
    table: Table, plan: TablePlan, options: ImportOptions, actor: Actor, now: datetime, limit: int | None
) -> Outcome:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_PATIENCE)
            taken = take_in(table=table, plan=plan, options=options, actor=actor, now=now, limit=limit)
            transaction.set_rollback(True)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise ImportUnderWay from error
        raise
    return Outcome(
        counts=Counts(taken.accepted, taken.known, taken.changed, len(taken.refused)),
        totals=taken.totals,
        refused=tuple(RefusedRow(*row) for row in sorted(taken.refused.items())[:REFUSALS_SHOWN]),
        notes=tuple(taken.notes),
    )


def _column_views(header: Sequence[str], sample: Sequence[Cells]) -> tuple[ColumnView, ...]:
    views = []
    for column, title in enumerate(header):
        filled = dict.fromkeys(text for row in sample if (text := clean_text(row[column])[:40]))
        views.append(ColumnView(title, tuple(islice(filled, _EXAMPLES))))
    return tuple(views)


def _understood(
    table: Table, fields: Sequence[str], run: RunRecord, actor: Actor
) -> tuple[UnderstoodRow, ...]:
    assert run.plan is not None
    readers, columns = _readers(run.plan), run.plan.columns
    judge = _judge(table, run.plan, run.options, actor)
    shown = []
    for row in islice(table.rows(), ROWS_SHOWN):
        if isinstance(row, Row):
            values = tuple(readers[name](row.cells[columns[name]]) for name in fields)
            shown.append(UnderstoodRow(row.line, values, judge(row)))
        else:
            shown.append(UnderstoodRow(row.line, (), row.sentence))
    return tuple(shown)


def _readers(plan: TablePlan) -> Mapping[str, Callable[[str], Understood]]:
    readers: dict[str, Callable[[str], Understood]] = dict.fromkeys(plan.columns, clean_text)
    for name, amount_style in plan.amount_styles.items():
        readers[name] = _or_text(amount_parser(amount_style))
    for name, date_style in plan.date_styles.items():
        readers[name] = _or_text(date_parser(date_style))
    return readers


def _or_text(parse: Callable[[str], Understood | Sentence]) -> Callable[[str], Understood]:
    """Return `parse`, or the text itself where it can't be parsed."""

    def read(text: str) -> Understood:
        found = parse(text)
        return clean_text(text)[:60] if isinstance(found, Sentence) else found

    return read


def _judge(
    table: Table, plan: TablePlan, options: ImportOptions, actor: Actor
) -> Callable[[Row], Sentence | None]:
    """Return what says of a row why it can't be read; what only the ledger knows is not asked."""
    entities = team.entities(actor=actor, permission="imports.run")
    match plan.kind:
        case TableKind.ITEMS:
            items = ClaimReader(plan, options, Surroundings(entities, {}, {}))
            return lambda row: _fault(items.understand(row.cells))
        case TableKind.CUSTOMERS:
            customers = CustomerRows(table.rows, plan, options, entities)
            return lambda row: _fault(customers.understand(row.line, row.cells))
        case TableKind.RECEIPTS:
            receipts = ReceiptRows(table.rows, plan, options, entities)
            return lambda row: _fault(receipts.understand(row.line, row.cells))
        case _:
            raise AssertionError(f"{plan.kind} is not imported as rows of the ledger")


def _fault(found: object) -> Sentence | None:
    return found if isinstance(found, Sentence) else None
