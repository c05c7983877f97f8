"""BAI2 files as events; control totals of accounts, groups and the file are checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from recoup.formats.bank.bai2.records import Record, read_records
from recoup.formats.bank.bai2.summaries import Summary, implied, read_detail, read_summaries
from recoup.formats.bank.bai2.type_codes import (
    BALANCES,
    NOT_MONEY,
    TOTAL_CREDITS,
    TOTAL_DEBITS,
    direction,
    is_balance,
    is_reversal,
)
from recoup.formats.bank.faults import Findings, MissingField, NoStatement, TruncatedStatement
from recoup.formats.bank.texts import CHECK_LETTERS, open_text
from recoup.formats.bank.types import (
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    Event,
    Reference,
    ReferenceKind,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
    TransactionCode,
)
from recoup.formats.bank.values import compact_date, given
from recoup.kernel.sentences import N_

DOLLARS_ASSUMED = N_("The file doesn't say which currency the amounts are in; BAI2 means US dollars then.")
ACCOUNT_TOTAL = N_("The bank's control total of the account is {stated}, but its records come to {found}.")
ACCOUNT_COUNT = N_("The bank counts {stated} records of the account, but the file has {found}.")
GROUP_TOTAL = N_("The bank's control total of the group is {stated}, but its accounts come to {found}.")
FILE_TOTAL = N_("The bank's control total of the file is {stated}, but its groups come to {found}.")
CREDITS_DIFFER = N_("The bank states {stated} as the sum of money in, but the entries come to {found}.")
DEBITS_DIFFER = N_("The bank states {stated} as the sum of money out, but the entries come to {found}.")
UNREADABLE_SUMMARY = N_("Part of the account record can't be read: “{text}”.")
UNKNOWN_CODE = N_("The bank's code {code} doesn't say whether money came in or went out.")
GROUP_STATUS = N_("The bank marks this group as {status}.")

_STATUS = {"2": N_("a deletion of what it sent before"), "3": N_("a correction"), "4": N_("a test")}


@dataclass(slots=True)
class _Account:
    """The account that is being read."""

    header: StatementHeader
    currency: str
    balances: list[Balance] = field(default_factory=list)
    totals: dict[str, Summary] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    control: Decimal = Decimal(0)
    records: int = 0
    credits: Decimal = Decimal(0)
    debits: Decimal = Decimal(0)
    count: int = 0
    stated: Decimal | None = None


@dataclass(slots=True)
class _File:
    """Where in the file the reading is; `last` is the statement before, kept for what its group says."""

    name: str
    message_id: str = ""
    group: list[str] = field(default_factory=list)
    account: _Account | None = None
    last: _Account | None = None
    accounts_total: Decimal = Decimal(0)
    groups_total: Decimal = Decimal(0)
    is_ended: bool = False
    is_any: bool = False


def bai2_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield the statements of a BAI2 file, one for each account and day.

    :raises UnreadableStatement: the file is cut short, damaged or holds no statement
    """
    text = open_text(stream, name=name)
    file = _File(name)
    for record in read_records(text.lines()):
        match record.code:
            case "01":
                file.message_id = ",".join(record.fields()[2:5])
            case "02":
                yield from _finish(file)
                file.group, file.accounts_total = [*record.fields(), *[""] * 7], Decimal(0)
            case "03":
                yield from _finish(file)
                file.account = _begin(file, record)
                if not text.is_certain:
                    file.account.findings.warn(CHECK_LETTERS, encoding=text.encoding)
                yield StatementBegin(file.account.header, tuple(file.account.balances))
            case "16" if file.account is not None:
                line = _detail(file.account, record, name)
                if line is not None:
                    yield line
            case "49" if file.account is not None:
                _close(file, file.account, record)
            case "98" | "99":
                _check_group(file, record)
    if file.account is not None or (file.is_any and not file.is_ended):
        raise TruncatedStatement(name=name)
    yield from _finish(file)
    if not file.is_any:
        raise NoStatement(name=name)


def _begin(file: _File, record: Record) -> _Account:
    if file.account is not None:
        raise TruncatedStatement(name=file.name)
    fields = record.fields()
    _, originator, status, as_of, _, group_currency = file.group[:6] if file.group else [""] * 6
    currency = (fields[1] if len(fields) > 1 else "") or group_currency
    day: date | None = compact_date(as_of)
    account = _Account(
        header=StatementHeader(
            format=BankFormat.BAI2,
            account=Account(number=fields[0], currency=currency.upper() or "USD", servicer=originator),
            statement_id=f"{file.message_id},{as_of}",
            message_id=file.message_id,
            from_date=day,
            to_date=day,
            created=as_of,
        ),
        currency=currency.upper() or "USD",
        records=record.count,
    )
    if not currency:
        account.findings.warn(DOLLARS_ASSUMED)
    if status in _STATUS:
        account.findings.error(GROUP_STATUS, line=record.line, status=_STATUS[status])
    for summary in read_summaries(fields[2:], account.currency):
        if isinstance(summary, str):
            account.findings.error(UNREADABLE_SUMMARY, line=record.line, text=summary[:60])
            continue
        account.control += summary.amount
        if is_balance(summary.code):
            kind = BALANCES.get(summary.code, BalanceKind.OTHER)
            account.balances.append(Balance(kind, summary.amount, account.currency, day, summary.code))
        else:
            account.totals[summary.code] = summary
    file.is_any = True
    return account


def _detail(account: _Account, record: Record, name: str) -> StatementLine | None:
    """Return a transaction as a line; None for one that moves no money."""
    account.records += record.count
    detail = read_detail(record, account.currency)
    if detail is None:
        raise MissingField(name=name, line=record.line, field="16", found=record.parts[0][:60])
    account.control += detail.amount
    if detail.code == NOT_MONEY:
        return None
    account.count += 1
    sign = direction(detail.code)
    if sign == 0:
        account.findings.error(UNKNOWN_CODE, line=record.line, position=account.count, code=detail.code)
    amount = (sign or 1) * detail.amount
    if sign > 0:
        account.credits += detail.amount
    elif sign < 0:
        account.debits += detail.amount
    customer_reference = given(detail.customer_reference)
    return StatementLine(
        position=account.count,
        amount=amount,
        currency=account.currency,
        booking_date=account.header.to_date,
        value_date=detail.value_date,
        is_reversal=is_reversal(detail.code),
        bank_reference=given(detail.bank_reference),
        references=(Reference(ReferenceKind.CUSTOMER, customer_reference),) if customer_reference else (),
        text=detail.text,
        codes=(TransactionCode("BAI", detail.code),),
        line=record.line,
    )


def _close(file: _File, account: _Account, record: Record) -> None:
    """Check an account against its trailer."""
    fields = [*record.fields(), "", ""]
    account.records += record.count
    account.stated = implied(fields[0], account.currency)
    if account.stated != account.control:
        account.findings.error(ACCOUNT_TOTAL, line=record.line, stated=fields[0], found=account.control)
    if fields[1].isdigit() and int(fields[1]) != account.records:
        account.findings.warn(ACCOUNT_COUNT, line=record.line, stated=int(fields[1]), found=account.records)
    _check_sum(account, TOTAL_CREDITS, account.credits, CREDITS_DIFFER)
    _check_sum(account, TOTAL_DEBITS, account.debits, DEBITS_DIFFER)
    # Totals of groups and files add figures without their decimals, whatever the currencies are.
    file.accounts_total += implied(fields[0], "") or Decimal(0)
    file.last, file.account = account, None


def _check_sum(account: _Account, code: str, found: Decimal, text: str) -> None:
    """Compare a stated sum with the entries; an account without any tells sums only."""
    stated = account.totals.get(code)
    if stated is not None and account.count and abs(stated.amount) != found:
        account.findings.error(text, stated=abs(stated.amount), found=found)


def _check_group(file: _File, record: Record) -> None:
    stated = implied(record.fields()[0], "")
    is_group = record.code == "98"
    found = file.accounts_total if is_group else file.groups_total
    if stated != found and file.last is not None:
        text = GROUP_TOTAL if is_group else FILE_TOTAL
        file.last.findings.error(text, line=record.line, stated=record.fields()[0], found=found)
    if is_group:
        file.groups_total += stated or Decimal(0)
    else:
        file.is_ended = True


def _finish(file: _File) -> Iterator[Event]:
    """Hand on the end of the account before, now that nothing more can be said about it."""
    account, file.last = file.last, None
    if account is not None:
        yield StatementEnd(
            header=account.header,
            balances=tuple(account.balances),
            line_count=account.count,
            findings=account.findings.all(),
        )
