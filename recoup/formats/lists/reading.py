"""A list from CSV or XLSX, row by row: the one door of this folder."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from recoup.formats.tables.layouts import RowProblem
from recoup.formats.tables.plans import TablePlan, propose_plan
from recoup.formats.tables.reading import Table, open_table
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
    parse_currency,
)
from recoup.formats.tables.vocabulary.fields import FIELDS, Shape, TableKind
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence

Cell = str | Decimal | datetime.date
ROWS_MAX = 50_000
_TEXT_MAX = 500


class NotTheList(DomainError):
    """The table is no list of this kind."""

    text = N_("In “{name}” no column was found for “{column}”.")


class TooManyRows(DomainError):
    """The file has more rows than a list kept by people has."""

    text = N_("The file “{name}” has more than {limit} rows. Split it.")


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that could be read; `cells` holds what its fields say, without those that say nothing."""

    line: int
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """Return what a field says, empty when it says nothing."""
        found = self.cells.get(name, "")
        return found if isinstance(found, str) else ""

    def date(self, name: str) -> datetime.date | None:
        """Return the date in a field."""
        found = self.cells.get(name)
        return found if isinstance(found, datetime.date) else None

    def amount(self, name: str) -> Decimal | None:
        """Return the amount in a field."""
        found = self.cells.get(name)
        return found if isinstance(found, Decimal) else None


class BadRow(NamedTuple):
    """A row that can't be read, and why."""

    line: int
    sentence: Sentence


def read_list(content: bytes, *, name: str, kind: TableKind) -> tuple[ListRow | BadRow, ...]:
    """Return the rows of a list of `kind` in a CSV, XLSX or XLS file; `name` is for messages only.

    Columns are known by their headers in any of our languages. What stands below the table is left aside.

    :raises NotTheList: a column is missing without which the list says nothing
    :raises TooManyRows: the file has more than `ROWS_MAX` rows
    :raises UnreadableTable: the file is no table; the subclass says why
    """
    with tempfile.TemporaryDirectory(prefix="recoup-list-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        table = open_table(path, name=name)
        plan = propose_plan(table, kind).plan
        if missing := plan.missing():
            labels = {field.name: field.label for field in FIELDS[kind]}
            raise NotTheList(name=name, column=Sentence(labels[missing[0][0]]))
        rows: list[ListRow | BadRow] = []
        for row in _rows(plan, table):
            if len(rows) == ROWS_MAX:
                raise TooManyRows(name=name, limit=ROWS_MAX)
            rows.append(row)
    return tuple(rows)


def _rows(plan: TablePlan, table: Table) -> Iterator[ListRow | BadRow]:
    reader = _Reader(plan)
    for row in table.rows():
        if not isinstance(row, RowProblem):
            yield reader.understand(row.line, row.cells)
        elif not row.is_footer:
            yield BadRow(row.line, row.sentence)


class _Reader:
    """Reads rows as a plan says."""

    def __init__(self, plan: TablePlan) -> None:
        self._plan = plan
        self._shapes = {field.name: field.shape for field in FIELDS[plan.kind]}
        self._amounts = {
            name: amount_parser(plan.amount_styles.get(name, AmountStyle()))
            for name in plan.columns
            if self._shapes[name] is Shape.AMOUNT
        }
        self._dates = {
            name: date_parser(plan.date_styles.get(name, DateStyle()))
            for name in plan.columns
            if self._shapes[name] is Shape.DATE
        }

    def understand(self, line: int, cells: Sequence[str]) -> ListRow | BadRow:
        """Return a row with what its fields say, or the first of them that can't be read."""
        found: dict[str, Cell] = dict(self._plan.constants)
        for name, column in self._plan.columns.items():
            if is_blank(cells[column]):
                continue
            value = self._value(name, cells[column])
            if isinstance(value, Sentence):
                return BadRow(line, value)
            if value is not None:
                found[name] = value
        return ListRow(line, found)

    def _value(self, name: str, cell: str) -> Cell | Sentence | None:
        match self._shapes[name]:
            case Shape.AMOUNT:
                return self._amounts[name](cell)
            case Shape.DATE:
                return self._dates[name](cell)
            case Shape.CURRENCY:
                return parse_currency(cell)
            case _:
                return clean_text(cell)[:_TEXT_MAX]
