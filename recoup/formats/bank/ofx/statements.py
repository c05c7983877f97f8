"""OFX files as events: bank accounts, credit cards and the cash of investment accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from recoup.formats.bank.faults import Findings, MissingField, NoStatement, TruncatedStatement
from recoup.formats.bank.ofx.tags import read_tags
from recoup.formats.bank.texts import CHECK_LETTERS, open_text
from recoup.formats.bank.types import (
    NOBODY,
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    Event,
    LineStatus,
    OriginalAmount,
    Party,
    Reference,
    ReferenceKind,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
    TransactionCode,
)
from recoup.formats.bank.values import compact_date, decimal_of, given, is_iban, joined
from recoup.kernel.sentences import N_

NO_ACCOUNT = N_("The statement doesn't say which account it is about.")
CORRECTION = N_("The bank corrects an entry that it sent before: {reference} ({action}).")

_STATEMENTS = frozenset(("STMTRS", "CCSTMTRS", "INVSTMTRS"))
_BOOKED, _PENDING = "STMTTRN", "STMTTRNP"
_GROUPS = _STATEMENTS | {
    "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "BANKTRANLIST", "BANKTRANLISTP", "LEDGERBAL", "AVAILBAL",
    "PAYEE", "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", _BOOKED, _PENDING,
}  # fmt: skip
_CHARSETS = {"1252": "cp1252", "ISO-8859-1": "iso-8859-1", "8859-1": "iso-8859-1", "1250": "cp1250"}
_STATED = re.compile(rb"CHARSET:\s*([A-Za-z0-9-]+)")
_COMMA = re.compile(r"[+-]?\d*,\d{1,2}")
_NO_CHECK = frozenset(("", "0"))


@dataclass(slots=True)
class _Open:
    """The statement that is being read; values are kept by the group they stand in."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    entry: dict[tuple[str, str], str] = field(default_factory=dict)
    entry_line: int = 0
    findings: Findings = field(default_factory=Findings)
    count: int = 0
    is_begun: bool = False


def ofx_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield the statements of an OFX file.

    :raises UnreadableStatement: the file is cut short, damaged or holds no statement
    """
    stream.seek(0)
    stated = _STATED.search(stream.read(2000))
    charset = _CHARSETS.get(stated[1].decode("ascii").upper(), "") if stated else ""
    text = open_text(stream, name=name, stated=charset)
    statement: _Open | None = None
    groups: list[str] = []
    is_any = False
    for tag in read_tags(text.pieces()):
        if tag.name in _STATEMENTS and not tag.is_end:
            statement, groups, is_any = _Open(), [], True
            if not text.is_certain:
                statement.findings.warn(CHECK_LETTERS, encoding=text.encoding)
        if statement is None:
            continue
        if not tag.is_end:
            if tag.name in _GROUPS:
                groups.append(tag.name)
                if tag.name in (_BOOKED, _PENDING):
                    statement.entry, statement.entry_line = {}, tag.line
            elif tag.value:
                _keep(statement, groups, tag.name, tag.value)
        elif tag.name in groups:
            while groups.pop() != tag.name:
                pass
            if tag.name in (_BOOKED, _PENDING):
                yield from _begin(statement)
                yield _line(statement, tag.name, name)
            elif tag.name in _STATEMENTS:
                yield from _begin(statement)
                yield _end(statement)
                statement = None
    if statement is not None:
        raise TruncatedStatement(name=name)
    if not is_any:
        raise NoStatement(name=name)


def _keep(statement: _Open, groups: list[str], name: str, value: str) -> None:
    is_entry = _BOOKED in groups or _PENDING in groups
    if is_entry:
        inner = groups[-1] if groups[-1] not in (_BOOKED, _PENDING) else ""
        statement.entry.setdefault((inner, name), value)
        return
    group = groups[-1] if groups else ""
    key = ("" if group in _STATEMENTS else group, name)
    if name == "DTEND":
        statement.values[key] = max(value, statement.values.get(key, ""))
    else:
        statement.values.setdefault(key, value)


def _header(statement: _Open) -> StatementHeader:
    values = statement.values
    groups = ("BANKACCTFROM", "CCACCTFROM", "INVACCTFROM")
    group = next((each for each in groups if (each, "ACCTID") in values), groups[0])
    number = values.get((group, "ACCTID"), "").replace(" ", "")
    return StatementHeader(
        format=BankFormat.OFX,
        account=Account(
            number=number,
            iban=number if is_iban(number) else "",
            currency=values.get(("", "CURDEF"), "").upper(),
            servicer=values.get((group, "BANKID"), "") or values.get((group, "BROKERID"), ""),
        ),
        from_date=compact_date(values.get(("BANKTRANLIST", "DTSTART"), "")[:8]),
        to_date=compact_date(values.get(("BANKTRANLIST", "DTEND"), "")[:8]),
    )


def _begin(statement: _Open) -> Iterator[Event]:
    if not statement.is_begun:
        statement.is_begun = True
        header = _header(statement)
        if not header.account.number:
            statement.findings.error(NO_ACCOUNT)
        yield StatementBegin(header)


def _line(statement: _Open, group: str, name: str) -> StatementLine:
    entry = {key[1]: value for key, value in statement.entry.items() if not key[0]}
    amount = _amount(entry.get("TRNAMT", ""))
    if amount is None:
        raise MissingField(
            name=name, line=statement.entry_line, field="TRNAMT", found=entry.get("TRNAMT", "")
        )
    statement.count += 1
    if "CORRECTFITID" in entry:
        statement.findings.warn(
            CORRECTION,
            line=statement.entry_line,
            position=statement.count,
            reference=entry["CORRECTFITID"],
            action=entry.get("CORRECTACTION", ""),
        )
    party = _party(statement, entry)
    currency = statement.entry.get(("CURRENCY", "CURSYM")) or statement.values.get(("", "CURDEF"), "")
    text = entry.get("MEMO", "")
    if not text.startswith(party.name):
        text = joined([party.name, text])
    return StatementLine(
        position=statement.count,
        amount=amount,
        currency=currency.upper(),
        booking_date=compact_date(entry.get("DTPOSTED", "")[:8]),
        value_date=compact_date(entry.get("DTAVAIL", "")[:8]),
        status=LineStatus.BOOKED if group == _BOOKED else LineStatus.PENDING,
        bank_reference=given(entry.get("FITID")),
        references=tuple(_references(entry)),
        text=text,
        payer=party if amount > 0 else NOBODY,
        payee=NOBODY if amount > 0 else party,
        codes=(TransactionCode("OFX", entry["TRNTYPE"]),) if "TRNTYPE" in entry else (),
        original=_original(statement, amount),
        line=statement.entry_line,
    )


def _party(statement: _Open, entry: dict[str, str]) -> Party:
    account = statement.entry.get(("BANKACCTTO", "ACCTID")) or statement.entry.get(("CCACCTTO", "ACCTID"), "")
    return Party(
        name=entry.get("EXTDNAME") or entry.get("NAME") or statement.entry.get(("PAYEE", "NAME"), ""),
        account=account,
        bank=statement.entry.get(("BANKACCTTO", "BANKID"), ""),
    )


def _references(entry: dict[str, str]) -> Iterator[Reference]:
    for key, kind in (
        ("REFNUM", ReferenceKind.TRANSACTION),
        ("SRVRTID", ReferenceKind.TRANSACTION),
        ("CORRECTFITID", ReferenceKind.OTHER),
    ):
        value = given(entry.get(key))
        if value:
            yield Reference(kind, value, key if key != "REFNUM" else "")
    if entry.get("CHECKNUM", "") not in _NO_CHECK:
        yield Reference(ReferenceKind.CHEQUE, entry["CHECKNUM"])


def _original(statement: _Open, amount: Decimal) -> OriginalAmount | None:
    """Return the amount in the currency that it was converted from."""
    currency = statement.entry.get(("ORIGCURRENCY", "CURSYM"), "")
    rate = decimal_of(statement.entry.get(("ORIGCURRENCY", "CURRATE")))
    if not currency or not rate:
        return None
    return OriginalAmount((abs(amount) / rate).quantize(Decimal("0.01")), currency, rate)


def _amount(written: str) -> Decimal | None:
    """Return an amount with a decimal point, or with a comma where it can only be the decimal one."""
    plain = written.replace(" ", "")
    if _COMMA.fullmatch(plain):
        return decimal_of(plain.replace(",", "."))
    return decimal_of(plain.replace(",", "")) if "." in plain or "," not in plain else None


def _end(statement: _Open) -> StatementEnd:
    header = _header(statement)
    balances = []
    for group, kind in (
        ("LEDGERBAL", BalanceKind.CLOSING),
        ("AVAILBAL", BalanceKind.CLOSING_AVAILABLE),
    ):
        amount = _amount(statement.values.get((group, "BALAMT"), ""))
        if amount is not None:
            day = compact_date(statement.values.get((group, "DTASOF"), "")[:8])
            balances.append(Balance(kind, amount, header.account.currency, day, group))
    return StatementEnd(header, tuple(balances), statement.count, findings=statement.findings.all())
