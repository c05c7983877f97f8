"""Payment terms as files write them, and what falls due when."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from recoup.connectors.rows.cells import code
from recoup.kernel.folding import fold
from recoup.kernel.money import InvalidMoney, Money
from recoup.kernel.sentences import Sentence
from recoup.kernel.terms import DuePart, InvalidTerms, PaymentTerms, parse_terms

_DAYS = re.compile(
    r"(?:net|n|termin|przelew|trong|han)?\s*(\d{1,3})\s*(?:d|days?|net|ngay|dni|天|日|روز|روزه)?(?:\s*net)?"
)


def read_terms(text: str) -> PaymentTerms | Sentence | None:
    """Return the terms in a cell such as `NET30`, `30 days` or `30%NET0+70%NET60`, or why they can't be read."""
    written = code(text)
    if not written:
        return None
    days = _DAYS.fullmatch(fold(written))
    try:
        return parse_terms(f"NET{int(days[1])}" if days else written)
    except InvalidTerms as error:
        return error.sentence


def due_parts(
    terms: PaymentTerms, *, issue_date: date, amount: Decimal, currency: str
) -> tuple[DuePart, ...]:
    """Return what of `amount` falls due when; nothing for an amount that the currency can't have."""
    try:
        total = Money(amount, currency)
    except InvalidMoney:
        return ()
    parts = terms.schedule(issue_date=issue_date, total=total)
    return tuple(part for part in parts if not part.amount.is_zero())
