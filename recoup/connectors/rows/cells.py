"""Cells of a row by field: which column they stand in, and how each is read.

A million rows pass through here, so what costs is done once: columns are picked by one call per row, and what a
column repeats (customers, dates, currencies) is read once for each different text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from operator import itemgetter
from typing import TypeVar

from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import (
    AmountParser,
    AmountStyle,
    DateParser,
    DateStyle,
    amount_parser,
    clean_text,
    date_parser,
    is_blank,
)
from recoup.kernel.money import is_fine_enough
from recoup.kernel.rounding import round_half_up
from recoup.parties.cleaning import clean_name, clean_number

Cells = tuple[str, ...]
Value = TypeVar("Value")

REFERENCE_MAX = 200

_PLAIN_CODE = re.compile(r"[0-9A-Za-z][!-~]{4,}").fullmatch
_KNOWN_MAX = 200_000
_TOO_LARGE = Decimal("1E+20")


class Known(dict[str, Value]):
    """What each text means, found out when it first comes."""

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        found = self._read(text)
        if len(self) < _KNOWN_MAX:
            self[text] = found
        return found


class Columns:
    """The columns of a plan, and what stands in for those that it doesn't have."""

    def __init__(self, plan: TablePlan) -> None:
        self._plan = plan

    def picker(self, *fields: str) -> Callable[[Cells], Cells]:
        """Return what picks the cells of `fields` from a row; a field without a column gets any cell."""
        assert len(fields) > 1, "of one column there is no tuple"
        return itemgetter(*(self._plan.columns.get(field, 0) for field in fields))

    def has(self, field: str) -> bool:
        """Return whether the file says something about `field`."""
        return field in self._plan.columns

    def reader(self, field: str, read: Callable[[str], Value]) -> Callable[[str], Value]:
        """Return `read` for the cells of the column, or what it says of the value that stands in for all of them."""
        if self.has(field):
            return read
        constant = read(self._plan.constants.get(field, ""))
        return lambda _: constant

    def known(self, field: str, read: Callable[[str], Value]) -> Callable[[str], Value]:
        """Return the same as `reader` for a column with few different texts."""
        return self.reader(field, Known(read).__getitem__)

    def amount(self, field: str) -> AmountParser:
        """Return the reader of a column of amounts; without the column there is none."""
        return self.reader(field, amount_parser(self._plan.amount_styles.get(field, AmountStyle())))

    def date(self, field: str) -> DateParser:
        """Return the reader of a column of dates; without the column there is none."""
        return self.reader(field, date_parser(self._plan.date_styles.get(field, DateStyle())))


class Rounding:
    """Rounds amounts to the decimals of their currency, half up, and counts those that changed."""

    def __init__(self, *, is_wanted: bool) -> None:
        self.is_wanted = is_wanted
        self.rounded = 0

    def __call__(self, amount: Decimal, currency: str) -> Decimal:
        """Return the amount, rounded where that was asked for and is needed."""
        if not self.is_wanted or abs(amount) >= _TOO_LARGE or is_fine_enough(amount, currency):
            return amount
        self.rounded += 1
        return round_half_up(amount, currency).amount


def code(text: str) -> str:
    """Return a number or code as it is kept: no invisible marks, nothing for a dash or the like."""
    if _PLAIN_CODE(text):
        return text
    return "" if is_blank(text) else clean_number(clean_text(text))


def words(text: str) -> str:
    """Return a name or text as it is kept."""
    return "" if is_blank(text) else clean_name(clean_text(text))


def reference(text: str) -> str:
    """Return a reference, cut where the ledger would not hold it."""
    cleaned = words(text)
    return cleaned if len(cleaned) <= REFERENCE_MAX else f"{cleaned[: REFERENCE_MAX - 1]}…"
