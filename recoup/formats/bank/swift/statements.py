"""MT940 and MT942 files as events, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import BinaryIO

from recoup.formats.bank.faults import Findings, MissingField, TruncatedStatement, UnknownFormat
from recoup.formats.bank.swift.balances import (
    BALANCES,
    ControlSum,
    floor_currency,
    read_account,
    read_balance,
    read_numbers,
    read_sum,
)
from recoup.formats.bank.swift.bookings import Booking, read_booking
from recoup.formats.bank.swift.fields import END, Field, read_fields
from recoup.formats.bank.swift.keywords import reference
from recoup.formats.bank.swift.narratives import Narrative, read_narrative
from recoup.formats.bank.texts import CHECK_LETTERS, TextFile, open_text
from recoup.formats.bank.types import (
    NOBODY,
    Account,
    Balance,
    BalanceKind,
    BankFormat,
    Event,
    ReferenceKind,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
    TransactionCode,
)
from recoup.formats.bank.values import compact_date, is_iban
from recoup.kernel.sentences import N_

NO_ACCOUNT = N_("The statement doesn't say which account it is about.")
NO_SUCH_DATE = N_("The value date {text} is no day of the calendar; the last day of its month is taken.")
AFTER_CLOSING = N_("An entry stands after the closing balance.")
UNREADABLE_BALANCE = N_("The balance “{text}” can't be read.")
CONTROL_SUM = N_(
    "The bank states {count} entries of {stated} in all, but the file has {found_count} of {found}."
)

_OPENINGS = (BalanceKind.OPENING, BalanceKind.OPENING_INTERIM)
_CLOSINGS = (BalanceKind.CLOSING, BalanceKind.CLOSING_INTERIM)
_INTERIM_TAGS = frozenset(("34F", "13D", "13", "90C", "90D"))


@dataclass(slots=True)
class _Open:
    """The message that is being read; `booking` and `text` are the entry not yet handed on."""

    format: BankFormat
    account: Account = field(default_factory=Account)
    message_id: str = ""
    numbers: tuple[int | None, int | None] = (None, None)
    created: str = ""
    balances: list[Balance] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    information: list[str] = field(default_factory=list)
    booking: Field | None = None
    text: list[str] = field(default_factory=list)
    sums: dict[str, ControlSum] = field(default_factory=dict)
    found: dict[str, ControlSum] = field(
        default_factory=lambda: dict.fromkeys(("90C", "90D"), ControlSum(0, Decimal(0)))
    )
    count: int = 0
    is_begun: bool = False
    last_line: int = 0

    def has(self, kinds: tuple[BalanceKind, ...]) -> bool:
        return any(balance.kind in kinds for balance in self.balances)


def swift_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield the statements of a file of MT940 or MT942 messages, each page of a statement by itself.

    :raises UnreadableStatement: the file is cut short, damaged or holds no statement
    """
    file = open_text(stream, name=name)
    kind = BankFormat.MT940
    message: _Open | None = None
    is_any = False
    for each in read_fields(file.lines()):
        if each.tag == END:
            if message is not None:
                yield from _end(message, name)
                is_any = True
            message = None
        elif each.tag == "KIND":
            kind = BankFormat.MT942 if each.lines[0] == "942" else BankFormat.MT940
        else:
            if message is None:
                message = _Open(kind)
                _warn_of_letters(message, file)
            yield from _take(message, each, name)
    if not is_any:
        raise UnknownFormat(name=name)


def _warn_of_letters(message: _Open, file: TextFile) -> None:
    if not file.is_certain:
        message.findings.warn(CHECK_LETTERS, encoding=file.encoding)


def _take(message: _Open, each: Field, name: str) -> Iterator[Event]:
    """Take one field; an entry is handed on once its text is complete."""
    message.last_line = each.line
    if each.tag in ("86", "NS"):
        _take_text(message, each)
        return
    yield from _flush(message, name)
    value = "\n".join(each.lines)
    match each.tag:
        case "20":
            message.message_id = value.strip()
        case "25" | "25P":
            if not message.account.number:
                message.account = read_account(value)
        case "28" | "28C":
            message.numbers = read_numbers(value)
        case "61":
            if message.has(_CLOSINGS):
                message.findings.error(AFTER_CLOSING, line=each.line)
            message.booking = each
        case "90C" | "90D":
            _take_sum(message, each.tag, value)
        case "13" | "13D":
            message.created = value.strip()
        case "34F":
            message.account = _in_currency(message.account, floor_currency(value))
        case tag if tag in BALANCES:
            _take_balance(message, each, value)
    if each.tag in _INTERIM_TAGS and not message.has(_OPENINGS):
        message.format = BankFormat.MT942


def _take_text(message: _Open, each: Field) -> None:
    if message.booking is None:
        message.information += [line.strip() for line in each.lines if line.strip()]
        return
    if message.text:
        # A bank that repeats the tag begins a new line of text with it.
        message.text[-1] = message.text[-1].rstrip() + " "
    message.text += each.lines


def _take_sum(message: _Open, tag: str, value: str) -> None:
    found = read_sum(value)
    if found is not None:
        message.sums[tag] = found


def _take_balance(message: _Open, each: Field, value: str) -> None:
    found = read_balance(each.tag, value)
    if found is None:
        message.findings.error(UNREADABLE_BALANCE, line=each.line, text=value[:60])
        return
    message.balances.append(found)
    message.account = _in_currency(message.account, found.currency)


def _in_currency(account: Account, currency: str) -> Account:
    return account if account.currency or not currency else replace(account, currency=currency)


def _header(message: _Open) -> StatementHeader:
    opening = next((each for each in message.balances if each.kind in _OPENINGS), None)
    closing = next((each for each in reversed(message.balances) if each.kind in _CLOSINGS), None)
    sequence, page = message.numbers
    asked = compact_date(message.created[:6])
    return StatementHeader(
        format=message.format,
        account=message.account,
        statement_id=message.message_id,
        message_id=message.message_id,
        sequence=sequence,
        page=page,
        is_last_page=closing is None or closing.kind is BalanceKind.CLOSING,
        from_date=opening.date if opening else None,
        to_date=closing.date if closing else asked,
        created=message.created,
    )


def _begin(message: _Open) -> Iterator[Event]:
    if not message.is_begun:
        message.is_begun = True
        yield StatementBegin(_header(message), tuple(message.balances))


def _flush(message: _Open, name: str) -> Iterator[Event]:
    """Hand on the entry that has been read, if there is one."""
    if message.booking is None:
        return
    yield from _begin(message)
    written = message.booking
    booking = read_booking(written.lines)
    if booking is None:
        raise MissingField(name=name, line=written.line, field=":61:", found=written.lines[0][:60])
    message.count += 1
    if booking.is_date_moved:
        message.findings.warn(
            NO_SUCH_DATE, line=written.line, position=message.count, text=written.lines[0][:6]
        )
    tag = "90C" if booking.amount > 0 else "90D"
    before = message.found[tag]
    message.found[tag] = ControlSum(before.entries + 1, before.amount + abs(booking.amount))
    currency = message.account.currency
    narrative = read_narrative(message.text, currency) if message.text else Narrative()
    message.booking, message.text = None, []
    yield _line(booking, narrative, currency, message.count, written.line)


def _line(booking: Booking, said: Narrative, currency: str, position: int, line: int) -> StatementLine:
    beside = read_narrative((booking.details,), currency) if booking.details.startswith("/") else Narrative()
    is_paid_to_us = (booking.amount > 0) != booking.is_reversal
    information = " ".join(filter(None, (said.information, "" if beside.codes else booking.details)))
    party = said.party
    if not party.account and is_iban(booking.details):
        party = replace(party, account=booking.details)
    return StatementLine(
        position=position,
        amount=booking.amount,
        currency=currency,
        booking_date=booking.booking_date,
        value_date=booking.value_date,
        status=booking.status,
        is_reversal=booking.is_reversal,
        bank_reference=booking.bank_reference,
        end_to_end_id=said.end_to_end_id,
        references=(*said.references, *reference(ReferenceKind.CUSTOMER, booking.customer_reference)),
        text=said.text,
        information=information,
        payer=party if is_paid_to_us else NOBODY,
        payee=NOBODY if is_paid_to_us else party,
        ultimate_payer=said.ultimate if is_paid_to_us else "",
        ultimate_payee="" if is_paid_to_us else said.ultimate,
        codes=(*_swift_code(booking.code), *said.codes, *beside.codes),
        purpose=said.purpose,
        charges=said.charges or beside.charges,
        original=said.original or beside.original,
        return_reason=said.return_reason,
        line=line,
    )


def _swift_code(code: str) -> tuple[TransactionCode, ...]:
    return (TransactionCode("SWIFT", code),) if code else ()


def _end(message: _Open, name: str) -> Iterator[Event]:
    yield from _flush(message, name)
    yield from _begin(message)
    if message.has(_OPENINGS) and not message.has(_CLOSINGS) and message.count:
        raise TruncatedStatement(name=name)
    if not message.account.number:
        message.findings.error(NO_ACCOUNT, line=message.last_line)
    for tag, stated in message.sums.items():
        found = message.found[tag]
        if stated != found:
            message.findings.error(
                CONTROL_SUM,
                count=stated.entries,
                stated=stated.amount,
                found_count=found.entries,
                found=found.amount,
            )
    yield StatementEnd(
        header=_header(message),
        balances=tuple(message.balances),
        line_count=message.count,
        information=" ".join(message.information),
        findings=message.findings.all(),
    )
