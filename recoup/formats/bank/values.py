"""Amounts and dates as the banks' own formats write them; None when it isn't one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

YEAR_TURN = 80
"""A year of two digits from here on is of the last century."""

_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,8})?|\.[0-9]{1,8})")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_NOT_GIVEN = frozenset(("", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "N/A", "NOREF", "-"))


def decimal_of(text: str | None) -> Decimal | None:
    """Return an amount with a decimal point."""
    written = (text or "").strip()
    return Decimal(written) if _DECIMAL.fullmatch(written) else None


def comma_decimal_of(text: str) -> Decimal | None:
    """Return an amount as SWIFT writes it: `1234,5`, a comma always there, digits behind it or none."""
    written = text.strip()
    return decimal_of(written.replace(",", ".")) if "." not in written and written.count(",") <= 1 else None


def iso_date(text: str | None) -> datetime.date | None:
    """Return the day of an ISO date or instant, as the bank's own calendar shows it."""
    try:
        return datetime.date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


def compact_date(digits: str) -> datetime.date | None:
    """Return the day of `YYYYMMDD` or `YYMMDD`."""
    if not digits.isascii() or not digits.isdigit() or len(digits) not in (6, 8):
        return None
    year = int(digits[:-4])
    if len(digits) == 6:
        year += 1900 if year >= YEAR_TURN else 2000
    return day_of(year, int(digits[-4:-2]), int(digits[-2:]))


def day_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day; None when there is no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def is_iban(text: str) -> bool:
    """Return whether `text` is built like an IBAN; its check digits aren't looked at, as test files have none."""
    return _IBAN.fullmatch(text) is not None


def given(text: str | None) -> str:
    """Return a reference, empty when the bank filled the field with a word for nothing."""
    written = (text or "").strip()
    return "" if written.upper() in _NOT_GIVEN else written


def joined(pieces: Iterable[str], *, cuts: frozenset[int] = frozenset()) -> str:
    """Return pieces of text as one; a piece with exactly a length of `cuts` was cut there and goes on at once."""
    text = ""
    is_cut = False
    for piece in pieces:
        if not piece.strip():
            continue
        text += piece if is_cut or not text else f" {piece.lstrip()}"
        is_cut = len(piece) in cuts
        if not is_cut:
            text = text.rstrip()
    return text.strip()
