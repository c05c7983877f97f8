"""What makes a line the same line in another file: repeated files, overlapping periods, a report and its statement."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from recoup.formats.bank.types import StatementLine


class LineKey(NamedTuple):
    """The identity of a line; `occurrence` counts from 1 the lines that are otherwise equal within a statement.

    `reference` is the bank's own, or where it gives none a fingerprint of what the line says, marked with `~`.
    """

    account: str
    reference: str
    value_date: date | None
    amount: Decimal
    occurrence: int


def with_keys(account: str, lines: Iterable[StatementLine]) -> Iterator[tuple[LineKey, StatementLine]]:
    """Yield the lines of one statement of `account`, each with its identity."""
    seen: Counter[tuple[str, date | None, Decimal]] = Counter()
    for line in lines:
        reference = line.bank_reference or _fingerprint(line)
        value_date = line.value_date or line.booking_date
        amount = line.amount.normalize()
        seen[reference, value_date, amount] += 1
        occurrence = seen[reference, value_date, amount]
        yield LineKey(account, reference, value_date, amount, occurrence), line


def _fingerprint(line: StatementLine) -> str:
    """Return a short mark of all that a line says in words, blanks and case aside.

    The booking date is part of it: without a reference, two equal payments on two days must stay two.
    """
    party = line.counterparty
    said = (
        str(line.booking_date),
        line.end_to_end_id,
        line.entry_reference,
        party.name,
        party.account,
        line.text or line.information,
        *(reference.value for reference in line.references),
    )
    folded = "\x1f".join("".join(each.split()).upper() for each in said)
    return "~" + hashlib.sha256(folded.encode()).hexdigest()[:20]
