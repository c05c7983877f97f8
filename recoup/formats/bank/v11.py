"""Swiss V11 (BESR/ISR): records of 100 places, one for each payment slip that was paid in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from recoup.formats.bank.faults import Findings, MissingField, TruncatedStatement
from recoup.formats.bank.texts import open_text
from recoup.formats.bank.types import (
    Account,
    BankFormat,
    Charge,
    Event,
    Reference,
    ReferenceKind,
    StatementBegin,
    StatementEnd,
    StatementHeader,
    StatementLine,
    TransactionCode,
)
from recoup.formats.bank.values import compact_date
from recoup.kernel.sentences import N_

TOTAL_DIFFERS = N_("The bank states {stated} in {count} payments, but the file has {found} in {found_count}.")

_RECORD = re.compile(
    r"(?P<code>\d{3})(?P<participant>\d{9})(?P<reference>\d{27})(?P<amount>\d{10})(?P<deposit>.{10})"
    r"(?P<paid>\d{6})(?P<processed>\d{6})(?P<credited>\d{6})(?P<film>.{9})(?P<reject>.)(?P<more>.{9})(?P<fee>\d{4})"
)
_TOTAL = re.compile(
    r"(?P<code>99[59])(?P<participant>\d{9})\d{27}(?P<amount>\d{12})(?P<count>\d{12})(?P<made>\d{6})(?P<fee>\d{9}).*"
)
_CURRENCIES = {"01": "CHF", "03": "EUR"}


class _Total(NamedTuple):
    amount: Decimal
    payments: int


def looks_like_v11(head: bytes) -> bool:
    """Return whether a file begins with a record of this format."""
    line = head.partition(b"\n")[0].strip(b"\r").decode("latin-1")
    return _RECORD.fullmatch(line.rstrip().ljust(100, "0")[:100]) is not None and len(line.rstrip()) in range(
        96, 101
    )


def v11_events(stream: BinaryIO, *, name: str) -> Iterator[Event]:
    """Yield one statement for each participant's block of payments, ended by its total record.

    :raises UnreadableStatement: the file is cut short or damaged
    """
    header: StatementHeader | None = None
    count = 0
    amount = Decimal(0)
    findings = Findings()
    for number, written in open_text(stream, name=name).lines():
        line = written.rstrip()
        total = _TOTAL.fullmatch(line)
        if total and header is not None:
            stated = _Total(_rappen(total["amount"]), int(total["count"]))
            if stated != (abs(amount), count):
                findings.error(
                    TOTAL_DIFFERS,
                    line=number,
                    stated=stated.amount,
                    count=stated.payments,
                    found=abs(amount),
                    found_count=count,
                )
            yield StatementEnd(header, (), count, findings=findings.all())
            header, count, amount, findings = None, 0, Decimal(0), Findings()
        elif line:
            record = _RECORD.fullmatch(line.ljust(100, "0"))
            if record is None:
                raise MissingField(name=name, line=number, field="V11", found=line[:60])
            if header is None:
                header = _header(record)
                yield StatementBegin(header)
            count += 1
            payment = _line(record, header, count, number)
            amount += payment.amount
            yield payment
    if header is not None:
        raise TruncatedStatement(name=name)


def _header(record: re.Match[str]) -> StatementHeader:
    participant = record["participant"]
    day = compact_date(record["processed"])
    return StatementHeader(
        format=BankFormat.V11,
        account=Account(number=participant, currency=_CURRENCIES.get(participant[:2], "CHF")),
        version="3",
        from_date=day,
        to_date=day,
    )


def _line(record: re.Match[str], header: StatementHeader, position: int, line: int) -> StatementLine:
    """Return a payment; codes that end in 5 cancel one."""
    sign = -1 if record["code"].endswith("5") else 1
    fee = _rappen(record["fee"])
    currency = header.account.currency
    return StatementLine(
        position=position,
        amount=sign * _rappen(record["amount"]),
        currency=currency,
        booking_date=compact_date(record["processed"]),
        value_date=compact_date(record["credited"]),
        is_reversal=sign < 0,
        bank_reference=record["deposit"].strip(" 0"),
        references=(Reference(ReferenceKind.CREDITOR, record["reference"], "QRR"),),
        codes=(TransactionCode("V11", record["code"]),),
        charges=(Charge(fee, currency),) if fee else (),
        line=line,
    )


def _rappen(digits: str) -> Decimal:
    return Decimal(digits).scaleb(-2)
