"""Plain items, a batch of rows at a time: the many files that simply list invoices are read column by column.

This is `ClaimReader` over again for rows that need no decision, several times as fast: the same readers of cells are
mapped over whole columns. A batch with anything out of the ordinary in it is left to `ClaimReader`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import repeat
from typing import TypeVar, cast

from recoup.connectors.rows.claims import ClaimReader
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan
from recoup.ledger.types import KIND_RULES, ItemKind, NewItem
from recoup.team.types import EntityRecord

BATCH = 256

Kind = TypeVar("Kind")

_OWED = frozenset(kind for kind, rule in KIND_RULES.items() if rule.sign > 0)
_item = partial(tuple.__new__, NewItem)


class PlainItems:
    """Turns batches of plain rows into items; says None to every other batch.

    Only for plans with a number and a due date in each row, where no row has to be left out or rounded.
    """

    def __init__(self, plan: TablePlan, reader: ClaimReader) -> None:
        self._at = plan.columns
        self._reader = reader
        needed = {"amount", "customer_number", "number", "due_date"}
        self._is_usable = needed <= self._at.keys() and reader.is_plain

    def items(self, batch: Sequence[Row | RowProblem]) -> Iterator[NewItem] | None:
        """Return the items of a batch of plain rows, or None when a row in it needs a closer look."""
        if not self._is_usable or set(map(type, batch)) != {Row}:
            return None
        lines, rows = zip(*batch, strict=True)
        cells = _Batch(self._at, tuple(zip(*rows, strict=True)))
        read = self._reader
        amounts = cells.all_of(Decimal, "amount", read.amount)
        customers = cells.all_of(str, "customer_number", read.customer)
        dues = cells.all_of(date, "due_date", read.due)
        issued = cells.all_of(date, "issue_date", read.issued) if "issue_date" in self._at else dues
        entities = cells.all_of(EntityRecord, "entity_code", read.entity)
        kinds = cells.all_of(ItemKind, "kind", read.kind)
        if not amounts or not customers or not dues or not issued or not entities or not kinds:
            return None
        currencies = self._currencies(cells, entities)
        if not currencies or not all(customers) or min(amounts) <= 0 or not _OWED.issuperset(kinds):
            return None
        columns = (
            *(lines, [entity.id for entity in entities], customers, kinds, cells.read("number", read.number)),
            *(repeat(1), cells.read("reference", read.reference), issued, dues, currencies, amounts),
        )
        return map(_item, zip(*columns, strict=False))

    def _currencies(self, cells: _Batch, entities: list[EntityRecord]) -> list[str] | None:
        if "currency" in self._at:
            return cells.all_of(str, "currency", self._reader.currency)
        stated = self._reader.default_currency or self._reader.currency("")
        return [stated if isinstance(stated, str) else entity.currency for entity in entities]


class _Batch:
    """The columns of a batch of rows."""

    def __init__(self, at: Mapping[str, int], columns: Sequence[Sequence[str]]) -> None:
        self._at = at
        self._columns = columns

    def read(self, field: str, read: Callable[[str], Kind]) -> list[Kind]:
        """Return what each cell of a field says; a field without a column says the same of every row."""
        if field in self._at:
            return list(map(read, self._columns[self._at[field]]))
        return [read("")] * len(self._columns[0])

    def all_of(self, kind: type[Kind], field: str, read: Callable[[str], object]) -> list[Kind] | None:
        """Return what each cell of a field says if all of it is of one kind."""
        values = self.read(field, read)
        return cast("list[Kind]", values) if set(map(type, values)) == {kind} else None
