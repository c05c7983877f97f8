"""What is inside the records of BAI2: amounts with implied decimals, funds types, balances and details."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from recoup.formats.bank.bai2.records import Record
from recoup.formats.bank.values import compact_date
from recoup.kernel import currencies

_AMOUNT = re.compile(r"[+-]?\d{1,18}")
_FUNDS_EXTRA = {"V": 2, "S": 3}


class Summary(NamedTuple):
    """A balance or a sum that an account record states; `number` is how many items it sums up."""

    code: str
    amount: Decimal
    number: int | None


class Detail(NamedTuple):
    """A transaction record, its amount as it is written, its value date when the bank gives one."""

    code: str
    amount: Decimal
    value_date: date | None
    bank_reference: str
    customer_reference: str
    text: str


def implied(written: str, currency: str) -> Decimal | None:
    """Return an amount written without its decimal point, in the minor unit of its currency; empty is zero."""
    if not written:
        return Decimal(0)
    if not _AMOUNT.fullmatch(written):
        return None
    places = currencies.minor_unit(currency) if currencies.is_known(currency) else 2
    return Decimal(written).scaleb(-places)


def read_summaries(fields: list[str], currency: str) -> Iterator[Summary | str]:
    """Yield the summaries of an account record, the fields behind its number and currency; a text is what failed."""
    place = 0
    while place < len(fields):
        code = fields[place]
        if not code:
            place += 1
            continue
        amount = implied(_at(fields, place + 1), currency)
        number = _at(fields, place + 2)
        funds = _at(fields, place + 3).upper()
        if amount is None or len(code) != 3 or not code.isdigit():
            yield ",".join(fields[place : place + 4])
            return
        yield Summary(code, amount, int(number) if number.isdigit() else None)
        place += 4 + _extra(fields, place + 3, funds)


def read_detail(record: Record, currency: str) -> Detail | None:
    """Return a transaction record; None when its amount can't be read.

    Its text begins behind our reference and may have commas and slashes of its own.
    """
    parts = list(record.parts)
    whole = parts.pop(0)
    while True:
        fields = whole.split(",")
        funds = _at(fields, 2).strip().upper()
        start = 3 + _extra(fields, 2, funds)
        if len(fields) >= start + 2 or not parts:
            break
        whole += "," + parts.pop(0)
    amount = implied(_at(fields, 1).strip(), currency)
    if amount is None:
        return None
    text = ",".join(fields[start + 2 :])
    return Detail(
        code=fields[0].strip(),
        amount=amount,
        value_date=compact_date(_at(fields, 3).strip()) if funds == "V" else None,
        bank_reference=_at(fields, start).strip(),
        customer_reference=_at(fields, start + 1).strip(),
        text=" ".join(" ".join((text, *parts)).split()),
    )


def _extra(fields: list[str], place: int, funds: str) -> int:
    """Return how many more fields the funds type in `place` takes."""
    if funds == "D":
        number = _at(fields, place + 1).strip()
        return 1 + 2 * int(number) if number.isdigit() else 1
    return _FUNDS_EXTRA.get(funds, 0)


def _at(fields: list[str], place: int) -> str:
    return fields[place] if place < len(fields) else ""
