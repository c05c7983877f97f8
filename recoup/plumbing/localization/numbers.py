"""Numbers and amounts as the reader writes them: signs from CLDR, decimals from the currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel.numbers import get_currency_name

from recoup.kernel import currencies
from recoup.kernel.money import Money
from recoup.plumbing.localization.direction import isolate_ltr, isolate_rtl
from recoup.plumbing.localization.reader import Reader, locale_of

_ZERO = {"latn": 0x0030, "arabext": 0x06F0}
_NO_BREAK_SPACE = "\u00a0"
# Nobody in Iran reads IRR. Everywhere else the ISO code is what can't be mistaken: ¥, $ and kr are several.
_UNITS: Mapping[tuple[str, str], str] = {("fa", "IRR"): "ریال"}


def format_money(money: Money, reader: Reader, *, with_currency: bool = True) -> str:
    """Return the amount and then the ISO code: `1,234.50 USD`, `1.234.500 VND`, `۱٬۲۳۴ ریال`.

    For a right-to-left reader the whole is isolated, so that it reads the same in any text. With
    `with_currency` off it is `format_amount`: for a column whose head says the currency.
    """
    amount = format_amount(money.amount, money.currency, reader)
    if not with_currency:
        return amount
    unit = _UNITS.get((reader.language, money.currency), money.currency)
    if not reader.is_rtl:
        return f"{amount}{_NO_BREAK_SPACE}{unit}"
    return isolate_rtl(f"{isolate_ltr(amount)}{_NO_BREAK_SPACE}{unit}")


def format_amount(amount: Decimal, currency: str, reader: Reader) -> str:
    """Return `amount` with the decimals of `currency`, half a minor unit shown away from zero."""
    shown = amount.quantize(currencies.quantum(currency), ROUND_HALF_UP)
    return _written(f"{shown + 0:,f}", reader)


def format_number(number: int | Decimal, reader: Reader) -> str:
    """Return `number` with thousands grouped and exactly the decimals it has."""
    return _written(f"{number:,f}" if isinstance(number, Decimal) else f"{number:,d}", reader)


def format_percent(share: Decimal, reader: Reader, *, decimals: int = 1) -> str:
    """Return `share` (1 is the whole) in percent: `Decimal("0.262")` is `26.2%`."""
    percent = (share * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return _written(f"{percent + 0:,f}", reader) + _symbols(reader.language, reader.numbering)["percentSign"]


def with_digits(text: str, reader: Reader) -> str:
    """Return `text` with its ASCII digits in the reader's digits."""
    return text.translate(_digits(reader.numbering))


def currency_name(code: str, reader: Reader) -> str:
    """Return the name of a currency in the reader's language, or its code if CLDR has none."""
    return get_currency_name(code, locale=locale_of(reader.language))


def _written(plain: str, reader: Reader) -> str:
    """Return a number that Python wrote (`-1,234.50`) as the reader writes it."""
    return plain.translate(_table(reader.language, reader.numbering))


@cache
def _table(language: str, numbering: str) -> Mapping[int, str]:
    symbols = _symbols(language, numbering)
    signs = {ord(","): symbols["group"], ord("."): symbols["decimal"], ord("-"): symbols["minusSign"]}
    return {**signs, **_digits(numbering)}


@cache
def _digits(numbering: str) -> Mapping[int, str]:
    zero = _ZERO[numbering]
    return {ord("0") + digit: chr(zero + digit) for digit in range(10)}


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """What stands between thousands, and before the decimals, where somebody writes figures with a keyboard."""

    group: str
    decimal: str


def number_marks(reader: Reader) -> NumberMarks:
    """Return the marks of the reader's language among its Latin figures."""
    symbols = _symbols(reader.language, "latn")
    return NumberMarks(symbols["group"], symbols["decimal"])


@cache
def _symbols(language: str, numbering: str) -> Mapping[str, str]:
    """Return the CLDR signs. Persian's minus brings U+200E, which keeps it left of its number."""
    symbols = locale_of(language).number_symbols[numbering]
    return {name: str(symbols[name]) for name in ("group", "decimal", "minusSign", "percentSign")}
