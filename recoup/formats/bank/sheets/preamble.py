"""What stands above and below the table of a statement: whose account it is, its currency, its balances."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from recoup.formats.bank.sheets.vocabulary import (
    ACCOUNT_LABELS,
    CLOSING_LABELS,
    CURRENCY_LABELS,
    OPENING_LABELS,
    OWNER_LABELS,
)
from recoup.formats.tables.values import AmountStyle, clean_text, currency_code, parse_amount
from recoup.formats.tables.vocabulary.headers import header_words
from recoup.kernel import currencies

_COLON = re.compile(r"\s*[:：]\s*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said around the table; None and empty for what isn't."""

    account: str = ""
    owner: str = ""
    currency: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None


def read_surroundings(rows: Iterable[Sequence[str]], style: AmountStyle) -> Surroundings:
    """Return what the rows above and below a table say; balances are written in `style` like its amounts."""
    said: dict[str, str] = {}
    alone = ""
    for row in rows:
        for label, value in _labeled(row):
            said.setdefault(label, value)
        alone = alone or next((cell for cell in map(_bare, row) if currencies.is_known(cell)), "")
    return Surroundings(
        account=_first(said, ACCOUNT_LABELS).replace(" ", "").strip("'"),
        owner=_first(said, OWNER_LABELS),
        currency=currency_code(_first(said, CURRENCY_LABELS)) or alone,
        opening=_amount(_first(said, OPENING_LABELS), style),
        closing=_amount(_first(said, CLOSING_LABELS), style),
    )


def _labeled(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the labels of a row with their values, which stand behind a colon or in the next filled cell."""
    cells = [clean_text(cell) for cell in row]
    for place, cell in enumerate(cells):
        label, *rest = _COLON.split(cell, maxsplit=1)
        value = rest[0] if rest and rest[0] else next(filter(None, cells[place + 1 :]), "")
        key = header_words(label).key
        if key and value:
            yield key, value


def _first(said: dict[str, str], labels: Iterable[str]) -> str:
    return next((said[key] for label in labels if (key := header_words(label).key) in said), "")


def _bare(cell: str) -> str:
    return cell.strip(" \t:：;,()[]")


def _amount(text: str, style: AmountStyle) -> Decimal | None:
    found = parse_amount(text, style) if text else None
    return found if isinstance(found, Decimal) else None
