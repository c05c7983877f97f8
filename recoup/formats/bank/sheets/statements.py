"""Sheets of banks as events: one statement for each account and currency that the rows name."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from recoup.formats.bank.faults import Findings, UnknownFormat
from recoup.formats.bank.sheets.columns import SheetPlan, plan_sheet
from recoup.formats.bank.sheets.preamble import Surroundings, read_surroundings
from recoup.formats.bank.sheets.profiles import SheetProfile
from recoup.formats.bank.sheets.rows import RowKey, RowReader
from recoup.formats.bank.sheets.running import RunningBalance
from recoup.formats.bank.texts import CHECK_LETTERS
from recoup.formats.bank.types import (
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    Event,
    StatementBegin,
    StatementEnd,
    StatementHeader,
)
from recoup.formats.bank.values import is_iban
from recoup.formats.tables.layouts import Row, RowProblem
from recoup.formats.tables.reading import Table, open_table
from recoup.kernel.sentences import N_, Sentence

ROW_REFUSED = N_("The row is left out: {reason}")
BALANCE_BREAKS = N_(
    "The balance beside the rows doesn't follow from the amounts in {count} places, first at line {first}."
)

STATEMENTS_MAX = 50
"""A sheet with more accounts and currencies than this is misread."""

STATED, DERIVED = "STATED", "DERIVED"


@dataclass(slots=True)
class _Open:
    """The statement that is being read from the sheet."""

    header: StatementHeader
    findings: Findings = field(default_factory=Findings)
    running: RunningBalance = field(default_factory=RunningBalance)
    count: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None

    def take_day(self, day: datetime.date | None) -> None:
        if day is not None:
            self.first = min(self.first or day, day)
            self.last = max(self.last or day, day)


def sheet_events(stream: BinaryIO, *, name: str, profiles: Sequence[SheetProfile] = ()) -> Iterator[Event]:
    """Yield the statements in a CSV, XLSX or XLS file of a bank; `profiles` are tried before those that are known.

    The file is gone through once to see which accounts and currencies it names, and once for each of them.

    :raises UnreadableTable: the file is no table or can't be read safely
    :raises UnknownFormat: it is a table, but without dates and amounts
    """
    with tempfile.NamedTemporaryFile(prefix="recoup-statement-") as copy:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        table = open_table(Path(copy.name), name=name)
        plan = plan_sheet(table, profiles)
        if plan is None:
            raise UnknownFormat(name=name)
        yield from _events(table, plan, name)


def _events(table: Table, plan: SheetPlan, name: str) -> Iterator[Event]:
    footers = [row.cells for row in table.rows() if isinstance(row, RowProblem) and row.is_footer]
    said = read_surroundings((*table.preamble, *footers), plan.style)
    reader = RowReader(plan, account=said.account, currency=said.currency or plan.currency)
    keys = _keys(table, reader, name) or [RowKey(said.account, said.currency or plan.currency)]
    for place, key in enumerate(keys):
        statement = _Open(_header(key, said, plan))
        if place == 0:
            _tell_doubts(statement.findings, table, plan)
        yield StatementBegin(statement.header)
        for row in table.rows():
            yield from _take(statement, row, reader, key, is_first=place == 0)
        yield _end(statement, said if len(keys) == 1 else Surroundings())


def _keys(table: Table, reader: RowReader, name: str) -> list[RowKey]:
    """Return the accounts and currencies of the rows, in the order in which they come."""
    keys: dict[RowKey, None] = {}
    for row in table.rows():
        key = reader.key(row) if isinstance(row, Row) else None
        if isinstance(key, RowKey):
            keys.setdefault(key)
            if len(keys) > STATEMENTS_MAX:
                raise TooManyAccounts(name=name, limit=STATEMENTS_MAX)
    return list(keys)


class TooManyAccounts(UnknownFormat):
    """Nearly every row seems to be of another account."""

    text = N_("The file “{name}” names more than {limit} accounts and currencies: its columns are misread.")


def _header(key: RowKey, said: Surroundings, plan: SheetPlan) -> StatementHeader:
    return StatementHeader(
        format=BankFormat.SHEET,
        account=Account(
            number=key.account,
            iban=key.account if is_iban(key.account) else "",
            currency=key.currency,
            owner=said.owner,
        ),
        version=plan.profile,
    )


def _tell_doubts(findings: Findings, table: Table, plan: SheetPlan) -> None:
    """Keep what a person should settle about how the sheet was read."""
    if not table.is_encoding_certain:
        findings.warn(CHECK_LETTERS, encoding=table.layout.encoding)
    for sentence in (*plan.questions(), *table.warnings()):
        findings.tell(sentence)


def _take(
    statement: _Open, row: Row | RowProblem, reader: RowReader, key: RowKey, *, is_first: bool
) -> Iterator[Event]:
    """Yield a row as a line when it belongs to the statement; rows that can't be read are told with the first."""
    if isinstance(row, RowProblem):
        if is_first and not row.is_footer:
            statement.findings.error(ROW_REFUSED, line=row.line, reason=row.sentence)
        return
    found = reader.key(row)
    if isinstance(found, Sentence):
        if is_first:
            statement.findings.error(ROW_REFUSED, line=row.line, reason=found)
        return
    if found != key:
        return
    line = reader.line(row, statement.count + 1, key.currency)
    if isinstance(line, Sentence):
        statement.findings.error(ROW_REFUSED, line=row.line, reason=line)
        return
    statement.count += 1
    statement.take_day(line.booking_date or line.value_date)
    statement.running.add(line.amount, line.balance_after, row.line)
    yield line


def _end(statement: _Open, said: Surroundings) -> StatementEnd:
    """Return the end with the balances that the file states, or that follow from the ones beside its rows."""
    count, first = statement.running.breaks
    if count:
        statement.findings.error(BALANCE_BREAKS, line=first, count=count, first=first)
    opening, closing = statement.running.opening, statement.running.closing
    balances = [
        _balance(BalanceKind.OPENING, said.opening, opening, statement, statement.first),
        _balance(BalanceKind.CLOSING, said.closing, closing, statement, statement.last),
    ]
    return StatementEnd(
        header=replace(statement.header, from_date=statement.first, to_date=statement.last),
        balances=tuple(balance for balance in balances if balance is not None),
        line_count=statement.count,
        findings=statement.findings.all(),
    )


def _balance(
    kind: BalanceKind,
    stated: Decimal | None,
    derived: Decimal | None,
    statement: _Open,
    day: datetime.date | None,
) -> Balance | None:
    amount = stated if stated is not None else derived
    if amount is None:
        return None
    code = STATED if stated is not None else DERIVED
    return Balance(kind, amount, statement.header.account.currency, day, code)
