"""A cash report as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from recoup.kernel.sentences import Sentence


class ReportLine(NamedTuple):
    """What came in by accounting's books: one payment, or (`is_total`) all of an account and day.

    What the report doesn't say is empty or None. `line` is the place in the file, from 1.
    """

    line: int
    account: str
    day: date | None
    currency: str
    amount: Decimal
    payer_name: str
    reference: str
    text: str
    is_total: bool


class LeftOut(NamedTuple):
    """A row that can't be compared, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class CashReport:
    """All rows of a report; those that can't be compared are among `left_out`."""

    lines: tuple[ReportLine, ...]
    left_out: tuple[LeftOut, ...]
