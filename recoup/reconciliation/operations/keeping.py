"""Keep what came of a comparison in place of what came of the last one; what people wrote stays with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from recoup.plumbing.db.copy import copy_rows
from recoup.reconciliation.models import ComparedLine, ContractProgress, Reconciliation

TEXT_LENGTH = 300

_WRITTEN = ("state", "owner_id", "clear_by", "note", "changed_by_name", "changed_at")
_NAMED = ("outcome", "contract", "our_number", "difference")


class Written(NamedTuple):
    """What people wrote about a line."""

    state: str
    owner_id: int | None
    clear_by: date | None
    note: str
    changed_by_name: str
    changed_at: datetime | None


def keep_lines(row: Reconciliation, lines: Iterable[ComparedLine]) -> None:
    """Replace the compared lines; what was written about one that is still the same goes over to the new one."""
    before = ComparedLine.objects.filter(reconciliation=row)
    written = {
        _identity(line): Written(*(getattr(line, name) for name in _WRITTEN))
        for line in before.filter(changed_at__isnull=False)
    }
    before.delete()
    columns = [field.attname for field in ComparedLine._meta.concrete_fields if not field.primary_key]
    with connection.cursor() as cursor:
        copy_rows(
            cursor,
            ComparedLine._meta.db_table,
            columns,
            ([getattr(line, name) for name in columns] for line in _written_over(lines, written)),
        )


def keep_progress(row: Reconciliation, contracts: Iterable[ContractProgress]) -> None:
    """Replace the progress of the contracts."""
    ContractProgress.objects.filter(reconciliation=row).delete()
    ContractProgress.objects.bulk_create(contracts, batch_size=1000)


def joined(texts: Iterable[str]) -> str:
    """Return texts that differ side by side, cut where a line ends."""
    together = " · ".join(dict.fromkeys(filter(None, texts)))
    return together if len(together) <= TEXT_LENGTH else f"{together[: TEXT_LENGTH - 1]}…"


def _written_over(
    lines: Iterable[ComparedLine], written: dict[tuple[object, ...], Written]
) -> Iterator[ComparedLine]:
    for line in lines:
        kept = written.get(_identity(line))
        if kept is not None and line.state:
            for name, value in kept._asdict().items():
                setattr(line, name, value)
        yield line


def _identity(line: ComparedLine) -> tuple[object, ...]:
    return (*(getattr(line, name) for name in _NAMED), tuple(line.item_ids), tuple(line.their_lines))
