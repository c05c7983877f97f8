"""The customer's own ledger file, in any layout: how it is read, and its rows as lines to compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from recoup.engines.reconciliation import TheirLine
from recoup.formats.tables.layouts import Row
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.reading import Table
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    Direction,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
    parse_currency,
    parse_direction,
)
from recoup.kernel.errors import DomainError
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_, Sentence
from recoup.reconciliation.table_files import (
    AMOUNT_MAX,
    AMOUNT_MISSING,
    NOT_A_DOCUMENT,
    OTHER_CURRENCY,
    TOO_FINE,
    is_balance,
)
from recoup.reconciliation.types import Coverage, LeftOut

ROWS_MAX = 100_000


class TooManyRows(DomainError):
    """The file has more rows than one account can have."""

    text = N_(
        "The file has more than {limit} rows. That is more than one customer's account; split it by year."
    )


@dataclass(frozen=True, slots=True)
class FileLines:
    """The rows of a file as lines in their own sign, and those that were left out."""

    lines: tuple[TheirLine, ...]
    left_out: tuple[LeftOut, ...]


def read_lines(table: Table, plan: TablePlan, *, coverage: Coverage, currency: str) -> FileLines:
    """Return the rows of the table as lines; a payable that a column of credits holds is positive.

    :raises TooManyRows: there are more than one account can have
    """
    reader = _RowReader(plan, coverage, currency)
    lines: list[TheirLine] = []
    left_out: list[LeftOut] = []
    for row in table.rows():
        if len(lines) + len(left_out) >= ROWS_MAX:
            raise TooManyRows(limit=ROWS_MAX)
        found = reader.understand(row.line, row.cells) if isinstance(row, Row) else row.sentence
        if isinstance(found, Sentence):
            left_out.append(LeftOut(row.line, found))
        elif found is not None:
            lines.append(found)
    return FileLines(tuple(lines), tuple(left_out))


class _RowReader:
    """Reads rows as a plan says."""

    def __init__(self, plan: TablePlan, coverage: Coverage, currency: str) -> None:
        self._plan = plan
        self._currency = currency
        self._date = date_parser(plan.date_styles.get("line_date", DateStyle()))
        self._amounts = {
            name: amount_parser(plan.amount_styles.get(name, AmountStyle()))
            for name in ("amount", "amount_open", "amount_credit", "amount_debit")
            if name in plan.columns
        }
        is_open = coverage is Coverage.OPEN
        order = ("amount_open", "amount") if is_open else ("amount", "amount_open")
        self._single = next((name for name in order if name in self._amounts), "")
        self._has_sides = bool(self._amounts.keys() & {"amount_credit", "amount_debit"})
        self._prefers_sides = self._has_sides and not (is_open and self._single == "amount_open")

    def understand(self, line: int, cells: Sequence[str]) -> TheirLine | Sentence | None:
        """Return the line in a row, None when it is about nothing, or what is wrong with it."""
        number, reference, text = (self._text(name, cells) for name in ("number", "reference", "text"))
        amount = self._amount(cells)
        if isinstance(amount, Sentence):
            return Sentence(NOT_A_DOCUMENT) if is_balance(number, text) else amount
        if is_balance(number or reference, text):
            return Sentence(NOT_A_DOCUMENT)
        day = self._date(self._cell("line_date", cells))
        if isinstance(day, Sentence):
            return day
        currency = parse_currency(self._cell("currency", cells) or self._plan.constants.get("currency", ""))
        if isinstance(currency, Sentence):
            return currency
        if currency and currency != self._currency:
            return Sentence(OTHER_CURRENCY, {"currency": currency})
        if abs(amount) >= AMOUNT_MAX or not is_fine_enough(amount, self._currency):
            return Sentence(TOO_FINE, {"amount": amount, "currency": self._currency})
        if not amount:
            return None
        numbers = tuple(filter(None, (number, reference)))
        return TheirLine(line, numbers, text, day, amount)

    def _amount(self, cells: Sequence[str]) -> Decimal | Sentence:
        if self._prefers_sides:
            credit, debit = (self._parsed(name, cells) for name in ("amount_credit", "amount_debit"))
            if isinstance(credit, Sentence) or isinstance(debit, Sentence):
                return credit if isinstance(credit, Sentence) else debit  # type: ignore[return-value]  # one of both is
            if credit is not None or debit is not None:
                return (credit or Decimal(0)) - (debit or Decimal(0))
        found = self._parsed(self._single, cells)
        if found is None:
            return Sentence(AMOUNT_MISSING)
        if isinstance(found, Decimal) and self._side(cells) is Direction.DEBIT:
            return -found
        return found

    def _side(self, cells: Sequence[str]) -> Direction | None:
        said = parse_direction(self._cell("direction", cells))
        return said if isinstance(said, Direction) else None

    def _parsed(self, name: str, cells: Sequence[str]) -> Decimal | Sentence | None:
        parse = self._amounts.get(name)
        return None if parse is None else parse(self._cell(name, cells))

    def _text(self, name: str, cells: Sequence[str]) -> str:
        cell = self._cell(name, cells)
        return "" if is_blank(cell) else clean_text(cell)[:300]

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        column = self._plan.columns.get(name)
        return "" if column is None else cells[column]
