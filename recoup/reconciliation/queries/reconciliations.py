"""Reconciliations, the newest first, and how the file of one is understood."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from recoup.formats.tables.mapping import guess_mapping
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import clean_text, is_blank
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.plumbing.storage import queries as storage
from recoup.reconciliation import permissions
from recoup.reconciliation.ledger_files import read_lines
from recoup.reconciliation.models import ComparedLine, ContractProgress, Reconciliation
from recoup.reconciliation.records import record_of
from recoup.reconciliation.schedule_files import read_schedule
from recoup.reconciliation.table_files import doubts, open_stored
from recoup.reconciliation.types import ColumnSeen, DifferenceState, Kind, Reading, ReconciliationRecord
from recoup.team import queries as team

_ROWS_SHOWN = 12
_EXAMPLES = 3
_SAMPLED = 300

RowSeen = tuple[int, str, str, date | None, Decimal]


def reconciliations(
    *,
    actor: Actor,
    entity_ids: Collection[int] | None = None,
    customer_id: int | None = None,
    limit: int = 50,
) -> list[ReconciliationRecord]:
    """Return the newest reconciliations that the actor may read, of some entities or one customer if given.

    Those of a customer are those of its account, and of schedules in which it has a contract.
    """
    found = _counted(readable(actor))
    if entity_ids is not None:
        found = found.filter(entity_id__in=entity_ids)
    if customer_id is not None:
        of_contracts = ContractProgress.objects.filter(customer_id=customer_id).values("reconciliation_id")
        found = found.filter(Q(customer_id=customer_id) | Q(pk__in=of_contracts))
    return [_record(row) for row in found[:limit]]


def get_reconciliation(*, reconciliation_id: int, actor: Actor) -> ReconciliationRecord:
    """Return one reconciliation.

    :raises NotFound: there is none, or the actor may not read reports of its entity
    """
    found = _counted(readable(actor)).filter(pk=reconciliation_id).first()
    if found is None:
        raise NotFound
    return _record(found)


def reading(*, reconciliation_id: int, actor: Actor) -> Reading:
    """Return how the file of a reconciliation is understood: columns, doubts, the first rows.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    :raises TooManyRows: the file has more rows than one account can have
    """
    found = get_reconciliation(reconciliation_id=reconciliation_id, actor=actor)
    original_id = readable(actor).values_list("original_id", flat=True).get(pk=reconciliation_id)
    table = open_stored(original_id, found.file_name, found.plan.layout)
    sample = table.sample(_SAMPLED)
    guess = guess_mapping(table.header, sample, found.kind.table)
    columns = tuple(
        ColumnSeen(
            title,
            tuple(
                islice(
                    dict.fromkeys(clean_text(row[column]) for row in sample if not is_blank(row[column])),
                    _EXAMPLES,
                )
            ),
        )
        for column, title in enumerate(table.header)
    )
    return Reading(
        columns=columns,
        reasons={
            name: seen.reason
            for name, seen in guess.columns.items()
            if found.plan.columns.get(name) == seen.column
        },
        missing=found.plan.missing(),
        questions=doubts(table, found.plan),
        rows=tuple(_first_rows(found, table)),
    )


def _first_rows(found: ReconciliationRecord, table: Table) -> Iterator[RowSeen]:
    if found.kind is Kind.SCHEDULE:
        file = read_schedule(table, found.plan, currency=found.currency, limit=_ROWS_SHOWN)
        for row in (numbered.row for numbered in file.rows):
            yield row.key, row.contract, row.installment, row.due_date, row.amount
        return
    lines = read_lines(table, found.plan, coverage=found.coverage, currency=found.currency).lines
    for line in lines[:_ROWS_SHOWN]:
        yield line.key, " · ".join(line.numbers), line.text, line.day, line.amount


def open_original(*, reconciliation_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and content of the customer's file as it came; the caller closes it.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    """
    row = readable(actor).filter(pk=reconciliation_id).first()
    if row is None:
        raise NotFound
    return row.file_name, storage.open_file(row.original_id)


def locked(*, reconciliation_id: int, actor: Actor) -> Reconciliation:
    """Return the row of a reconciliation, locked until the transaction ends.

    :raises NotFound: there is none, or the actor may not read it
    """
    row = readable(actor).select_for_update().filter(pk=reconciliation_id).first()
    if row is None:
        raise NotFound
    return row


def readable(actor: Actor) -> QuerySet[Reconciliation]:
    """Return the reconciliations of the entities whose reports the actor may read."""
    return Reconciliation.objects.filter(
        entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ)
    )


def _counted(rows: QuerySet[Reconciliation]) -> QuerySet[Reconciliation]:
    """Return the rows with the counts of their lines; counted one by one, for one may have a hundred thousand."""
    return rows.annotate(
        lines=_count(Q()),
        differences=_count(~Q(state="")),
        still_open=_count(Q(state=DifferenceState.OPEN.value)),
    )


def _count(condition: Q) -> Coalesce:
    lines = ComparedLine.objects.filter(condition, reconciliation=OuterRef("pk")).order_by()
    return Coalesce(Subquery(lines.values("reconciliation").annotate(count=Count("id")).values("count")), 0)


def _record(row: Reconciliation) -> ReconciliationRecord:
    counts = {name: int(getattr(row, name)) for name in ("lines", "differences", "still_open")}
    return record_of(row, **counts)
