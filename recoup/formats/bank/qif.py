"""QIF: entries of one account without its number and currency, dates in the order of the writer's country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from recoup.formats.bank.faults import Findings, MissingField, NoStatement
from recoup.formats.bank.texts import CHECK_LETTERS, TextFile, open_text
from recoup.formats.bank.types import (
    NOBODY,
    Account,
    BankFormat,
    Event,
    Party,
    Reference,
    ReferenceKind,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
)
from recoup.formats.bank.values import joined
from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    guess_amount_style,
    guess_date_style,
    parse_amount,
    parse_date,
)
from recoup.kernel.sentences import N_, Sentence

NO_ACCOUNT_IN_QIF = N_("QIF files don't say which account and currency they are about; choose them.")

_SAMPLED = 2000
_KINDS = ("!TYPE:BANK", "!TYPE:CASH", "!TYPE:CCARD", "!TYPE:OTH A", "!TYPE:OTH L")
_QUOTE_YEAR = re.compile(r"'\s*(\d{2})$")
_NUMBER = re.compile(r"\d{3,}")

Entry = tuple[int, dict[str, str]]


def qif_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield the statements of a QIF file, one for each section of an account.

    :raises UnreadableStatement: the file is damaged or holds no entries of an account
    """
    file = open_text(stream, name=name)
    amounts, dates = _styles(file)
    findings = Findings()
    findings.error(NO_ACCOUNT_IN_QIF)
    if dates.question is not None:
        findings.tell(dates.question)
    if not file.is_certain:
        findings.warn(CHECK_LETTERS, encoding=file.encoding)
    header = StatementHeader(BankFormat.QIF, Account())
    count = 0
    for line, entry in _entries(file):
        if not count:
            yield StatementBegin(header)
        count += 1
        yield _line(entry, (amounts, dates), count, line, name)
    if not count:
        raise NoStatement(name=name)
    yield StatementEnd(header, (), count, findings=findings.all())


def _entries(file: TextFile) -> Iterator[Entry]:
    """Yield the entries of accounts, each with its line; lists of categories and the like are passed over."""
    entry: dict[str, str] = {}
    start = 0
    is_wanted = False
    for number, line in file.lines():
        if line.startswith("!"):
            is_wanted = line.strip().upper() in _KINDS
        elif line.startswith("^"):
            if entry:
                yield start, entry
            entry = {}
        elif is_wanted and line.strip():
            start = start if entry else number
            # Splits repeat the letters of an entry; the first of each is the entry's own.
            entry.setdefault(line[0], line[1:].strip())
    if entry:
        yield start, entry


def _styles(file: TextFile) -> tuple[AmountStyle, DateStyle]:
    sample = [entry for _, entry in islice(_entries(file), _SAMPLED)]
    amounts = guess_amount_style([_written(entry) for entry in sample])
    dates = guess_date_style([_with_year(entry.get("D", "")) for entry in sample])
    return amounts, dates or DateStyle()


def _line(
    entry: dict[str, str], styles: tuple[AmountStyle, DateStyle], position: int, line: int, name: str
) -> StatementLine:
    amount = parse_amount(_written(entry), styles[0])
    if not isinstance(amount, Decimal):
        raise MissingField(name=name, line=line, field="T", found=_written(entry))
    day = parse_date(_with_year(entry.get("D", "")), styles[1])
    if isinstance(day, Sentence) or day is None:
        raise MissingField(name=name, line=line, field="D", found=entry.get("D", ""))
    assert isinstance(day, date)
    party = Party(entry.get("P", ""))
    number = entry.get("N", "")
    return StatementLine(
        position=position,
        amount=amount,
        currency="",
        booking_date=day,
        references=(Reference(ReferenceKind.CHEQUE, number),) if _NUMBER.fullmatch(number) else (),
        text=joined([party.name, entry.get("M", "")]),
        payer=party if amount > 0 else NOBODY,
        payee=NOBODY if amount > 0 else party,
        line=line,
    )


def _written(entry: dict[str, str]) -> str:
    return entry.get("T") or entry.get("U", "")


def _with_year(written: str) -> str:
    """Return a date with its year as others write it: `12/8'13` is of 2013."""
    return _QUOTE_YEAR.sub(r"/20\1", written).replace(" ", "")
