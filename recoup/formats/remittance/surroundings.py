"""What an advice says around its rows: who paid, when, under which reference, how much in all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from recoup.formats.tables.values import (
    AmountStyle,
    DateStyle,
    clean_text,
    currency_code,
    guess_amount_style,
    guess_date_style,
    parse_amount,
    parse_date,
)
from recoup.formats.tables.vocabulary.headers import header_words, split_words
from recoup.formats.tables.vocabulary.payment_words import (
    PAYERS,
    PAYMENT_DATES,
    PAYMENT_REFERENCES,
    TOTALS,
)
from recoup.formats.tables.vocabulary.synonyms import TOTAL_WORDS
from recoup.kernel.folding import fold

_COLON = re.compile(r"\s*[:：]\s*")
_DATES = ("date", "ngày", "日期", "تاریخ", "data")
_CURRENCIES = ("currency", "loại tiền", "币种", "货币", "ارز", "واحد پول", "waluta")
_NAMES_MAX = 200


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is said around the rows; empty and None for what isn't."""

    payer_name: str = ""
    reference: str = ""
    payment_date: date | None = None
    currency: str = ""
    totals: tuple[Decimal, ...] = ()


def read_surroundings(rows: Iterable[Sequence[str]], style: AmountStyle | None) -> Surroundings:
    """Return what the rows above and below a table say; amounts are written in `style`, or as they look."""
    said: dict[str, str] = {}
    for row in rows:
        for label, value in labeled(row):
            said.setdefault(label, value)
    total_text = _first(said, TOTALS)
    total = _amount(total_text, style)
    return Surroundings(
        payer_name=_first(said, PAYERS)[:_NAMES_MAX],
        reference=_first(said, PAYMENT_REFERENCES)[:_NAMES_MAX],
        payment_date=read_date(_first(said, (*PAYMENT_DATES, *_DATES))),
        currency=currency_code(_first(said, _CURRENCIES)) or _named_currency(total_text),
        totals=() if total is None else (total,),
    )


def labeled(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the labels of a row that an advice may have, with what stands behind the colon or in the next cell."""
    cells = [clean_text(cell) for cell in row]
    for place, cell in enumerate(cells):
        label, *rest = _COLON.split(cell, maxsplit=1)
        value = rest[0] if rest and rest[0] else next(filter(None, cells[place + 1 :]), "")
        key = header_words(label).key
        if key in _labels() and value:
            yield key, value


def is_total(text: str) -> bool:
    """Return whether a line or a cell begins as a line that sums up does."""
    return _total_words().match(fold(clean_text(text))) is not None


def read_date(text: str) -> date | None:
    """Return the date in a text that stands alone; None when it holds none."""
    style = guess_date_style([text]) if text else None
    found = parse_date(text, style or DateStyle()) if style else None
    return found if isinstance(found, date) else None


@cache
def _labels() -> frozenset[str]:
    names = (*PAYERS, *PAYMENT_DATES, *PAYMENT_REFERENCES, *TOTALS, *_DATES, *_CURRENCIES)
    return frozenset(header_words(name).key for name in names)


@cache
def _total_words() -> re.Pattern[str]:
    words = sorted({fold(word) for word in TOTAL_WORDS}, key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(re.escape(word) for word in words)})(?![a-z])")


def _first(said: dict[str, str], labels: Iterable[str]) -> str:
    return next((said[key] for label in labels if (key := header_words(label).key) in said), "")


def _amount(text: str, style: AmountStyle | None) -> Decimal | None:
    if not text:
        return None
    found = parse_amount(text, style or guess_amount_style([text], credit_sign=1))
    return found if isinstance(found, Decimal) else None


def _named_currency(text: str) -> str:
    return next(filter(None, map(currency_code, split_words(text))), "") or ""
