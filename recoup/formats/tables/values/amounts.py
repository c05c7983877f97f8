"""Amounts: how a column writes them, and each cell as an exact decimal.

A column decides which mark is the decimal one; a cell that breaks the column's style is a problem, never
guessed. Positive and negative come from minus signs before or behind, brackets, and debit or credit words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from recoup.formats.tables.values.currency_names import AMBIGUOUS_SIGNS, TOMAN, currency_code
from recoup.formats.tables.values.texts import is_blank, plain, shown
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

NOT_AN_AMOUNT = N_("“{text}” is not an amount.")
OTHER_STYLE = N_("“{text}” is not written like the other amounts of its column.")
TOO_MANY_DIGITS = N_("“{text}” has more digits than an amount can have.")
EXPONENT = N_("“{text}” is in exponent form: digits may be lost. Store the amount in full.")
TOMAN_OUT_OF_PLACE = N_("“{text}” is in toman, but the column is read as rial.")

_WHOLE_DIGITS_MAX = 18
_FRACTION_DIGITS_MAX = 8

_CORE = re.compile(r"\d[\d.,'\u066b ]*\d|[.,\u066b]\d+|\d")
_GROUPED = re.compile(r"\d{1,3}([.,' ])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+")
_WORD = re.compile(r"[A-Za-z]{2}\$|[^\W\d_]+\.?|[^\w\s]")
_NO_CENTS = re.compile(r"[.,]-*")
_PERSIAN_DECIMAL = "\u066b"

_DEBIT = frozenset(
    (
        "dr",
        "d",
        "db",
        "debit",
        "借",
        "借方",
        "wn",
        "winien",
        "no",
        "ghi no",
        "بدهکار",
        "بد",
        "支出",
        "支",
        "付",
    )
)
_CREDIT = frozenset(
    ("cr", "c", "kr", "credit", "贷", "贷方", "ma", "co", "ghi co", "بستانکار", "بس", "收入", "收", "credt", "uznanie")
)  # fmt: skip


class Direction(StrEnum):
    """Which side of an account a row is on."""

    DEBIT = "DEBIT"
    CREDIT = "CREDIT"


@dataclass(frozen=True, slots=True)
class AmountStyle:
    """How a column writes amounts.

    `decimal` is the decimal mark, `.` or `,`. Every amount is multiplied by `multiplier` (10 for tomans, 10,000
    for 万元). An amount marked as credit gets the sign `credit_sign`, one marked as debit the other. `currency` is
    what all amounts of the column name, else empty. `question` is what a person should settle; a saved style is
    settled and has none.
    """

    decimal: str = "."
    multiplier: int = 1
    credit_sign: int = -1
    currency: str = ""
    question: Sentence | None = field(default=None, compare=False)

    @property
    def is_certain(self) -> bool:
        """Whether no person needs to look at it."""
        return self.question is None

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal style back."""
        return {
            "decimal": self.decimal,
            "multiplier": self.multiplier,
            "credit_sign": self.credit_sign,
            "currency": self.currency,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> AmountStyle:
        """Return the style that `to_json` packed."""
        return cls(
            decimal=str(data["decimal"]),
            multiplier=int(str(data["multiplier"])),
            credit_sign=int(str(data["credit_sign"])),
            currency=str(data["currency"]),
        )


AmountParser = Callable[[str], Decimal | Sentence | None]


def amount_parser(style: AmountStyle) -> AmountParser:
    """Return a fast reader for the cells of a column in `style`: the amount, None for an empty cell, or a problem."""
    groups = ",' \u00a0\u202f" if style.decimal == "." else ".' \u00a0\u202f"
    ending = rf"(?:{re.escape(style.decimal)}[0-9]{{1,8}})?"
    is_bare = re.compile(rf"-?[0-9]{{1,15}}{ending}").fullmatch
    is_grouped = re.compile(rf"-?[0-9]{{1,3}}([{groups}])[0-9]{{3}}(?:\1[0-9]{{3}}){{0,4}}{ending}").fullmatch
    spelling = {**dict.fromkeys(map(ord, groups)), ord(style.decimal): "."}
    factor = style.multiplier

    def parse_point(text: str) -> Decimal | Sentence | None:
        if is_bare(text):
            return Decimal(text)
        return Decimal(text.translate(spelling)) if is_grouped(text) else parse_amount(text, style)

    def parse_spelled(text: str) -> Decimal | Sentence | None:
        if is_bare(text) or is_grouped(text):
            return Decimal(text.translate(spelling)) * factor
        return parse_amount(text, style)

    return parse_point if style.decimal == "." and factor == 1 else parse_spelled


def parse_amount(text: str, style: AmountStyle) -> Decimal | Sentence | None:
    """Return the amount in a cell, None when the cell is empty, or what is wrong with it."""
    if is_blank(text):
        return None
    written = plain(text)
    if is_blank(written):
        return None
    core = core_of(written)
    if core is None:
        is_exponent = _EXPONENT.fullmatch(written.replace(" ", "")) is not None
        return Sentence(EXPONENT if is_exponent else NOT_AN_AMOUNT, {"text": shown(text)})
    before, _, after = written.partition(core)
    sign = _sign(before, after, style.credit_sign, style.multiplier)
    if isinstance(sign, str):
        return Sentence(sign, {"text": shown(text)})
    number = _number(core, style)
    if number is None:
        return Sentence(OTHER_STYLE, {"text": shown(text)})
    whole, _, fraction = number.partition(".")
    if len(whole.lstrip("0")) > _WHOLE_DIGITS_MAX or len(fraction) > _FRACTION_DIGITS_MAX:
        return Sentence(TOO_MANY_DIGITS, {"text": shown(text)})
    return sign * style.multiplier * Decimal(number)


def parse_direction(text: str) -> Direction | None:
    """Return which side a cell of a debit-or-credit column names, None when neither."""
    word = fold(plain(text)).rstrip(".")
    if word in _DEBIT or word == "-":
        return Direction.DEBIT
    if word in _CREDIT or word == "+":
        return Direction.CREDIT
    return None


def core_of(written: str) -> str | None:
    """Return the one run of digits and marks in a cell that `plain` has passed, None when there is none or more."""
    cores = _CORE.findall(written)
    return cores[0] if len(cores) == 1 and not _EXPONENT.fullmatch(written.replace(" ", "")) else None


def words_around(before: str, after: str) -> list[str]:
    """Return the words and signs that stand before and after the figures of a cell."""
    return _WORD.findall(before) + _WORD.findall(_NO_CENTS.sub("", after, count=1))


@lru_cache(maxsize=4096)
def _sign(before: str, after: str, credit_sign: int, multiplier: int) -> int | str:
    """Return 1 or -1 from what stands around the figures, or the problem when it means nothing."""
    marks: list[int] = []
    brackets = ""
    for word in words_around(before, after):
        folded = fold(word).rstrip(".")
        if word in "+-":
            marks.append(-1 if word == "-" else 1)
        elif word in "()":
            brackets += word
        elif folded in TOMAN:
            if multiplier % 10 or multiplier == 1:
                return TOMAN_OUT_OF_PLACE
        elif word in AMBIGUOUS_SIGNS or currency_code(word) is not None:
            continue
        elif folded in _CREDIT:
            marks.append(credit_sign)
        elif folded in _DEBIT:
            marks.append(-credit_sign)
        else:
            return NOT_AN_AMOUNT
    if brackets == "()":
        marks.append(-1)
    if brackets not in ("", "()") or len(marks) > 1:
        return NOT_AN_AMOUNT
    return marks[0] if marks else 1


def _number(core: str, style: AmountStyle) -> str | None:
    """Return the figures with a decimal point, None when they break the style."""
    core = core.replace(_PERSIAN_DECIMAL, style.decimal)
    whole, mark, fraction = core.partition(style.decimal)
    if mark and not fraction.isdigit():
        return None
    if not whole.isdigit():
        if whole and not _GROUPED.fullmatch(whole):
            return None
        whole = re.sub(r"\D", "", whole) or "0"
    return f"{whole}.{fraction}" if mark else whole
