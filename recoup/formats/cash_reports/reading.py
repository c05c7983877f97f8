"""A cash report from CSV or XLSX: the one door of this folder."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from recoup.formats.cash_reports.types import CashReport, LeftOut, ReportLine
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.plans import TablePlan, propose_plan
from recoup.formats.tables.reading import Table, open_table
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    amount_parser,
    clean_text,
    date_parser,
    guess_date_style,
    is_blank,
    parse_currency,
    parse_date,
)
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.formats.tables.vocabulary.headers import header_words
from recoup.formats.tables.vocabulary.payment_words import REPORT_ACCOUNTS, REPORT_DATES
from recoup.formats.tables.vocabulary.synonyms import TOTAL_WORDS
from recoup.kernel.errors import DomainError
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

LINES_MAX = 20_000
"""A report with more rows is no report of a few days."""

AMOUNT_MISSING = N_("The row has no amount.")
NOT_MONEY_IN = N_("The row is about money that went out; only what came in is compared.")

_TEXT_MAX = 300
_COLON = re.compile(r"\s*[:：]\s*")


class UnreadableReport(DomainError):
    """The file is no cash report."""

    text = N_("In “{name}” there is no column with the amounts that came in.")


class TooManyReportLines(UnreadableReport):
    """The file has more rows than a report of days has."""

    text = N_("The file “{name}” has more than {limit} rows. Bring in the report day by day.")


def read_cash_report(content: bytes, *, name: str) -> CashReport:
    """Return the cash report in a CSV, XLSX or XLS file; `name` is for messages only.

    A report without payers, references and texts holds totals. What stands above the table (account, date) counts
    for rows that say nothing. Totals below the lines of several accounts and days are left aside.

    :raises UnreadableReport: there is no column of amounts, or there are too many rows
    :raises UnreadableTable: the file is no table; the subclass says why
    """
    with tempfile.TemporaryDirectory(prefix="recoup-report-") as folder:
        path = Path(folder) / "report"
        path.write_bytes(content)
        table = open_table(path, name=name)
        plan = propose_plan(table, TableKind.CASH_REPORT).plan
        if plan.missing():
            raise UnreadableReport(name=name)
        found = list(_Reader(plan, table).read())
    lines = [each for each in found if isinstance(each, ReportLine)]
    if len(lines) > LINES_MAX:
        raise TooManyReportLines(name=name, limit=LINES_MAX)
    return CashReport(tuple(lines), tuple(each for each in found if isinstance(each, LeftOut)))


class _Reader:
    """Reads rows as a plan says."""

    def __init__(self, plan: TablePlan, table: Table) -> None:
        self._plan, self._table = plan, table
        self._amount = amount_parser(plan.amount_styles.get("amount", AmountStyle()))
        self._date = date_parser(plan.date_styles.get("report_date", DateStyle()))
        self._holds_totals = not plan.columns.keys() & {"payer_name", "reference", "text"}
        said = dict(_labeled(table.preamble))
        self._account = next((said[key] for key in _keys(REPORT_ACCOUNTS) if key in said), "")
        self._day = _lone_date(next((said[key] for key in _keys(REPORT_DATES) if key in said), ""))

    def read(self) -> Iterator[ReportLine | LeftOut]:
        for row in self._table.rows():
            if isinstance(row, RowProblem):
                if not row.is_footer:
                    yield LeftOut(row.line, row.sentence)
                continue
            found = self._understand(row)
            if isinstance(found, Sentence):
                yield LeftOut(row.line, found)
            elif found is not None:
                yield found

    def _understand(self, row: Row) -> ReportLine | Sentence | None:
        filled = [cell for cell in row.cells if not is_blank(cell)]
        is_total = bool(filled) and any(_is_total(cell) for cell in filled[:3])
        account, day_text = self._text("account", row.cells), self._cell("report_date", row.cells)
        if is_total and (not account or _is_total(account)) and len(self._known_days()) != 1:
            return None
        amount = self._amount(self._cell("amount", row.cells))
        day = self._date(day_text) if not is_total or any(map(str.isdigit, day_text)) else None
        for problem in (amount, day):
            if isinstance(problem, Sentence):
                return problem
        if not isinstance(amount, Decimal) or not amount:
            return Sentence(AMOUNT_MISSING) if amount is None else None
        if amount < 0:
            return Sentence(NOT_MONEY_IN)
        currency = parse_currency(self._cell("currency", row.cells))
        return ReportLine(
            line=row.line,
            account="" if _is_total(account) else account or self._account,
            day=day if isinstance(day, date) else self._day,
            currency=currency if isinstance(currency, str) else self._plan.constants.get("currency", ""),
            amount=amount,
            payer_name=self._text("payer_name", row.cells),
            reference=self._text("reference", row.cells),
            text=self._text("text", row.cells),
            is_total=is_total or self._holds_totals,
        )

    def _known_days(self) -> frozenset[date]:
        return frozenset({self._day} if self._day is not None else ())

    def _text(self, name: str, cells: Sequence[str]) -> str:
        cell = self._cell(name, cells)
        return "" if is_blank(cell) else clean_text(cell)[:_TEXT_MAX]

    def _cell(self, name: str, cells: Sequence[str]) -> str:
        column = self._plan.columns.get(name)
        return "" if column is None else cells[column]


def _labeled(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        cells = [clean_text(cell) for cell in row]
        for place, cell in enumerate(cells):
            label, *rest = _COLON.split(cell, maxsplit=1)
            value = rest[0] if rest and rest[0] else next(filter(None, cells[place + 1 :]), "")
            if value:
                yield header_words(label).key, value


def _keys(names: Sequence[str]) -> list[str]:
    return [header_words(name).key for name in names]


def _lone_date(text: str) -> date | None:
    style = guess_date_style([text]) if text else None
    found = parse_date(text, style) if style else None
    return found if isinstance(found, date) else None


def _is_total(text: str) -> bool:
    return _total_words().match(fold(clean_text(text))) is not None


@cache
def _total_words() -> re.Pattern[str]:
    words = sorted({fold(word) for word in TOTAL_WORDS}, key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(re.escape(word) for word in words)})(?![a-z])")
