"""The field `:61:`: one booking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.formats.bank.swift.balances import last_day_of
from recoup.formats.bank.types import LineStatus
from recoup.formats.bank.values import comma_decimal_of, compact_date, day_of, given

_BOOKING = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4})?\s*(?P<mark>RC|RD|EC|ED|C|D)(?P<funds>[A-Z])?\s*"
    r"(?P<amount>\d+(?:,\d*)?)(?P<code>[A-Z][A-Z0-9]{3})?(?P<rest>.*)",
    re.DOTALL,
)
_SEE_TEXT = frozenset(("EREF", "PREF", "MARF", "KREF", "NREF", "EREF+", "KREF+", "MREF+"))
"""What some banks write for a reference to say that it stands in the text."""
_REFERENCE_LENGTH = 16
_DIRECTIONS = {"C": 1, "D": -1, "RC": -1, "RD": 1, "EC": 1, "ED": -1}


@dataclass(frozen=True, slots=True)
class Booking:
    """What `:61:` says; `is_date_moved` tells that the value date named a day that doesn't exist."""

    value_date: date | None
    booking_date: date | None
    amount: Decimal
    is_reversal: bool
    status: LineStatus
    code: str
    customer_reference: str
    bank_reference: str
    details: str
    is_date_moved: bool


def read_booking(lines: tuple[str, ...]) -> Booking | None:
    """Return the booking in the lines of a field `:61:`; None when it can't be read.

    A reversal of a credit takes money out, one of a debit brings it back; what is only expected is pending.
    """
    matched = _BOOKING.fullmatch(lines[0].rstrip())
    amount = comma_decimal_of(matched["amount"]) if matched else None
    if matched is None or amount is None:
        return None
    value_date = compact_date(matched["value"])
    moved = last_day_of(matched["value"]) if value_date is None else None
    mark = matched["mark"]
    customer_reference, bank_reference, beside = _references(matched["rest"])
    return Booking(
        value_date=value_date or moved,
        booking_date=_near(matched["entry"], value_date or moved),
        amount=_DIRECTIONS[mark] * amount,
        is_reversal=mark[0] == "R",
        status=LineStatus.PENDING if mark[0] == "E" else LineStatus.BOOKED,
        code=matched["code"] or "",
        customer_reference="" if customer_reference in _SEE_TEXT else given(customer_reference),
        bank_reference=given(bank_reference),
        details=" ".join(filter(None, (beside, *(line.strip() for line in lines[1:])))),
        is_date_moved=moved is not None,
    )


def _references(rest: str) -> tuple[str, str, str]:
    """Return our reference, the bank's, and what a bank writes behind the sixteen places of a reference."""
    ours, slashes, bank = rest.partition("//")
    if slashes:
        return ours.strip(), bank.strip(), ""
    if " " in rest.strip() and len(rest) > _REFERENCE_LENGTH:
        return rest[:_REFERENCE_LENGTH].strip(), "", rest[_REFERENCE_LENGTH:].strip()
    return rest.strip(), "", ""


def _near(month_and_day: str | None, value_date: date | None) -> date | None:
    """Return the booking date, which has no year: the one nearest to the value date."""
    if not month_and_day or value_date is None:
        return None
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    years = (value_date.year - 1, value_date.year, value_date.year + 1)
    days = [found for year in years if (found := day_of(year, month, day))]
    return min(days, key=lambda found: abs(found - value_date), default=None)
