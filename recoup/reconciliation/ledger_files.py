"""The customer's own ledger file, in any layout: how it is read, and its rows as lines to compare."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from recoup.engines.reconciliation import TheirLine
from recoup.formats.tables.layouts import LayoutChoice, Row
from recoup.formats.tables.plans import TablePlan, propose_plan, replan
from recoup.formats.tables.reading import Table, open_table
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
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.formats.tables.vocabulary.synonyms import TOTAL_WORDS
from recoup.kernel.errors import DomainError
from recoup.kernel.folding import fold
from recoup.kernel.money import is_fine_enough
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.storage import queries as storage
from recoup.reconciliation.types import Coverage, LeftOut

ROWS_MAX = 100_000

AMOUNT_MISSING = N_("The row has no amount.")
OTHER_CURRENCY = N_("The row is in {currency}, not in the currency of this reconciliation.")
NOT_A_DOCUMENT = N_("The row is a balance or a total, not a document.")
TOO_FINE = N_("The amount {amount} is finer or larger than an amount in {currency} can be.")

_SAMPLED = 2000
_TOO_LARGE = Decimal("1E+18")
_BALANCE_WORDS = (
    "brought forward",
    "carried forward",
    "balance",
    "b/f",
    "c/f",
    "期初",
    "期末",
    "承前",
    "过次",
    "đầu kỳ",
    "cuối kỳ",
)


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


def open_stored(file_id: int, name: str, choice: LayoutChoice | None = None) -> Table:
    """Return a stored file as a table.

    :raises UnreadableTable: it is none; the subclass says why
    """
    with storage.open_file(file_id) as stream:
        path = Path(stream.name)
    return open_table(path, name=name, choice=choice)


def proposed(table: Table) -> TablePlan:
    """Return how the table looks to be read as an account."""
    return propose_plan(table, TableKind.ACCOUNT).plan


def with_columns(table: Table, plan: TablePlan, columns: Mapping[str, int]) -> TablePlan:
    """Return the plan with other columns; how their amounts and dates are written is judged from their cells."""
    there = {name: column for name, column in columns.items() if 0 <= column < len(table.header)}
    return replan(replace(plan, columns=there), table.sample(_SAMPLED))


def dated(plan: TablePlan, style: DateStyle | None) -> TablePlan:
    """Return the plan with its dates read as a person says; None leaves them as they are."""
    if style is None or "line_date" not in plan.columns:
        return plan
    return replace(plan, date_styles={**plan.date_styles, "line_date": style})


def doubts(table: Table, plan: TablePlan) -> tuple[Sentence, ...]:
    """Return what is doubtful about the cells and was not decided otherwise by a person."""
    fresh = replan(plan, table.sample(_SAMPLED))
    guesses: Mapping[str, AmountStyle | DateStyle] = {**fresh.amount_styles, **fresh.date_styles}
    styles: Mapping[str, object] = {**plan.amount_styles, **plan.date_styles}
    return tuple(
        guess.question
        for name, guess in guesses.items()
        if guess.question is not None and styles.get(name) == guess
    )


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
            return Sentence(NOT_A_DOCUMENT) if _is_balance(number, text) else amount
        if _is_balance(number or reference, text):
            return Sentence(NOT_A_DOCUMENT)
        day = self._date(self._cell("line_date", cells))
        if isinstance(day, Sentence):
            return day
        currency = parse_currency(self._cell("currency", cells) or self._plan.constants.get("currency", ""))
        if isinstance(currency, Sentence):
            return currency
        if currency and currency != self._currency:
            return Sentence(OTHER_CURRENCY, {"currency": currency})
        if abs(amount) >= _TOO_LARGE or not is_fine_enough(amount, self._currency):
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


def _is_balance(number: str, text: str) -> bool:
    """Return whether a row without a number of its own speaks of a balance or a total."""
    if any(map(str.isdigit, number)):
        return False
    return any(_balance_words().match(fold(part)) for part in (number, text))


@cache
def _balance_words() -> re.Pattern[str]:
    words = sorted({fold(word) for word in (*TOTAL_WORDS, *_BALANCE_WORDS)}, key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(re.escape(word) for word in words)})(?![a-z])")
