"""The exception report of a day: kept as rows, and written as a workbook."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import translation
from psycopg.types.json import Jsonb

from recoup.formats.workbook import Cell, Sheet, write_workbook
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.sentences import N_
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.plumbing.db.copy import copy_rows
from recoup.plumbing.localization import Reader, render
from recoup.reports.queries.exceptions import ExceptionKind, ExceptionRow, exceptions_of
from recoup.team import queries as team
from recoup.workflows.models import DailyException
from recoup.workflows.queries.exceptions import row_of

_COLUMNS = (
    *("business_date", "entity_id", "kind", "customer_id", "item_id", "subject", "event_date", "days"),
    *("currency", "amount", "reason"),
)
_HEADINGS = (
    N_("Entity"),
    N_("Customer"),
    N_("Name"),
    N_("What"),
    N_("Date"),
    N_("Days"),
    N_("Currency"),
    N_("Amount"),
    N_("Why"),
)
_BATCH = 2_000


@transaction.atomic
def keep_exceptions(*, entity_id: int, on: date) -> Mapping[ExceptionKind, int]:
    """Keep the exceptions of an entity and day in place of those kept before; return how many of each kind."""
    kept = DailyException.objects.filter(entity_id=entity_id, business_date=on)
    kept.exclude(kind=ExceptionKind.REFUSED_ROW).delete()
    counted: Counter[ExceptionKind] = Counter()
    _add(_counted(exceptions_of(entity_id=entity_id, on=on), counted), on)
    return dict(counted)


@transaction.atomic
def keep_refused_rows(*, rows: Sequence[ExceptionRow], on: date) -> None:
    """Keep refused rows of a file beside the day's other exceptions, in place of the same rows kept before."""
    subjects = [row.subject for row in rows]
    before = DailyException.objects.filter(business_date=on, kind=ExceptionKind.REFUSED_ROW)
    before.filter(subject__in=subjects).delete()
    _add(rows, on)


def write_report(*, on: date, folder: Path, actor: Actor, reader: Reader) -> Path | None:
    """Write the exceptions of a day of all entities as a workbook in the reader's language; None if there are none.

    The file appears whole or not at all, in place of an older one.
    """
    kept = DailyException.objects.filter(business_date=on)
    if not kept.exists():
        return None
    with translation.override(reader.language):
        sheets = [
            _sheet(kind, on, actor, reader) for kind in ExceptionKind if kept.filter(kind=kind).exists()
        ]
        content = write_workbook(sheets)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "exceptions.xlsx"
    draft = folder / f".exceptions.{os.getpid()}"
    draft.write_bytes(content)
    draft.replace(path)
    return path


def _counted(rows: Iterable[ExceptionRow], counted: Counter[ExceptionKind]) -> Iterator[ExceptionRow]:
    for row in rows:
        counted[row.kind] += 1
        yield row


def _add(rows: Iterable[ExceptionRow], on: date) -> None:
    """Write rows in batches: while one is copied the database can't be asked for the next."""
    for batch in in_batches(rows, _BATCH):
        with connection.cursor() as cursor:
            copy_rows(cursor, DailyException._meta.db_table, _COLUMNS, (_packed(row, on) for row in batch))


def _packed(row: ExceptionRow, on: date) -> tuple[object, ...]:
    return (
        *(on, row.entity_id, row.kind, row.customer_id, row.item_id, row.subject, row.event_date, row.days),
        *(row.amount.currency if row.amount else "", row.amount.amount if row.amount else None),
        Jsonb(row.reason.to_json()),
    )


def _sheet(kind: ExceptionKind, on: date, actor: Actor, reader: Reader) -> Sheet:
    return Sheet(
        name=translation.gettext(kind.label),
        headings=[translation.gettext(heading) for heading in _HEADINGS],
        rows=_cells(kind, on, actor, reader),
        is_right_to_left=reader.is_rtl,
    )


def _cells(kind: ExceptionKind, on: date, actor: Actor, reader: Reader) -> Iterator[tuple[Cell, ...]]:
    codes = {entity.id: entity.code for entity in team.entities(actor=actor)}
    kept = DailyException.objects.filter(business_date=on, kind=kind).order_by("entity_id", "-days", "id")
    for batch in in_batches(kept.iterator(_BATCH), _BATCH):
        rows = [row_of(stored) for stored in batch]
        ids = {row.customer_id for row in rows if row.customer_id is not None}
        customers = parties.customers_by_id(customer_ids=ids, actor=actor)
        for row in rows:
            customer = customers.get(row.customer_id) if row.customer_id is not None else None
            yield (
                codes.get(row.entity_id, "") if row.entity_id is not None else "",
                *_named(customer),
                row.subject,
                row.event_date,
                row.days,
                row.amount.currency if row.amount else None,
                row.amount.amount if row.amount else None,
                render(row.reason, reader),
            )


def _named(customer: CustomerRecord | None) -> tuple[str, str]:
    return (customer.number, customer.name_legal) if customer else ("", "")
