"""Entering amounts as the reader writes them: decimal marks, groups of thousands, digits of any script."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from recoup.plumbing.localization import Reader, number_marks
from recoup.web.shared.reading import current

_MINUS = re.compile("[\u2212\u2013\ufe63\uff0d]")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_SPACES = re.compile(r"[\s\u00a0\u202f'\u2019]")
_WRITTEN = re.compile(r"(-?)((?:\d[\d.,\u066c ]*)?\d|)(?:\u066b(\d+))?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,\u066c ])\d{3})(?:\1\d{3})*")
_THOUSANDS = 3


class NoAmount(ValueError):
    """The text is no amount."""


class TwoAmounts(ValueError):
    """The text can be read as two amounts: `larger`, where the mark groups, and `smaller`, where it begins decimals."""

    def __init__(self, larger: str, smaller: str) -> None:
        super().__init__(larger, smaller)
        self.larger, self.smaller = larger, smaller


def read_amount(text: str, reader: Reader) -> Decimal:
    """Return the amount in `text`, exact; never a guess.

    Of two kinds of marks the last is the decimal one. A lone mark before three digits groups where the reader's
    language groups with it; else it could be either, and is refused.

    :raises TwoAmounts: it can be read as two amounts
    :raises NoAmount: it is none
    """
    if any(sign.isdigit() and not sign.isdecimal() for sign in text):
        raise NoAmount(text)
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in plain)
    plain = _SPACES.sub(" ", _MINUS.sub("-", plain).replace("\u060c", ","))
    found = _WRITTEN.fullmatch(re.sub(r"^- ", "-", plain).replace(" \u066b", "\u066b"))
    if found is None:
        # a decimal mark without a figure before it
        found = re.fullmatch(r"(-?)([.,]\d+)()", plain)
    if found is None or not (found[2] or found[3]):
        raise NoAmount(text)
    sign, written, part = found.groups()
    if part:
        return Decimal(f"{sign}{_whole(written)}.{part}")
    whole, _mark, fraction = _parted(written, reader)
    return Decimal(f"{sign}{_whole(whole)}.{fraction or '0'}")


def write_amount(amount: Decimal, reader: Reader) -> str:
    """Return an amount as `read_amount` reads it from the same reader again, without groups."""
    text = f"{amount.normalize() + 0:f}"
    whole, mark, fraction = text.partition(".")
    if not mark:
        return text
    if len(fraction) == _THOUSANDS:
        fraction += "0"
    return f"{whole}{number_marks(reader).decimal}{fraction}"


def _parted(written: str, reader: Reader) -> tuple[str, str, str]:
    """Return the figures before the decimal mark, the mark and those after it."""
    marks = [sign for sign in written if sign in ".,"]
    kinds = set(marks)
    if not marks:
        return written, "", ""
    if len(kinds) == 2:
        last = marks[-1]
        if marks.count(last) > 1:
            raise NoAmount(written)
        return written.rpartition(last)
    (mark,) = kinds
    if len(marks) > 1:
        return written, "", ""
    whole, _mark, fraction = written.partition(mark)
    could_group = (
        len(fraction) == _THOUSANDS and whole.isdigit() and len(whole) <= _THOUSANDS and whole[0] != "0"
    )
    if not could_group:
        return whole, mark, fraction
    if mark == number_marks(reader).group:
        return written, "", ""
    decimal = number_marks(reader).decimal
    raise TwoAmounts(whole + fraction, f"{whole}{decimal}{fraction}0")


def _whole(written: str) -> str:
    """Return the figures before the decimal mark without what groups them."""
    if not written or written.isdigit():
        return written or "0"
    if not _GROUPED.fullmatch(written):
        raise NoAmount(written)
    return re.sub(r"\D", "", written)


class AmountInput(forms.TextInput):
    """An amount as text: the browser's own number field knows one way of writing only."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """Return the amount as the reader would type it; what somebody typed stays as it is."""
        return write_amount(value, current().reader) if isinstance(value, Decimal) else value


class AmountField(forms.DecimalField):
    """An amount, exact, in the reader's way of writing; what can be read in two ways is refused."""

    widget = AmountInput

    def __init__(self, **more: Any) -> None:
        super().__init__(**({"max_digits": 24, "decimal_places": 4} | more))

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as DecimalField does
        """Return the amount that was entered.

        :raises ValidationError: it is no amount, or could be two
        """
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_amount(value, current().reader)
        except TwoAmounts as error:
            text = _("“%(text)s” can be read as two amounts: write %(larger)s or %(smaller)s.")
            told = {"text": value.strip(), "larger": error.larger, "smaller": error.smaller}
            raise forms.ValidationError(text % told, code="ambiguous") from error
        except NoAmount as error:
            text = _("“%(text)s” is not an amount.")
            raise forms.ValidationError(text % {"text": value.strip()[:40]}, code="invalid") from error
