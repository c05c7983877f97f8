"""Amounts in Persian words, joined by "and"; above a thousand million one counts in میلیارد again."""

from __future__ import annotations

_SMALL = [
    "صفر",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
]
_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
_HUNDREDS = ("", "یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد")
_SCALES = ((10**9, "میلیارد"), (10**6, "میلیون"), (10**3, "هزار"))
_AND = " و "
_UNITS = {
    "IRR": ("ریال", ""),
    "VND": ("دونگ", ""),
    "CNY": ("یوان", "فن"),
    "PLN": ("زلوتی", "گروش"),
    "EUR": ("یورو", "سنت"),
    "USD": ("دلار آمریکا", "سنت"),
    "GBP": ("پوند استرلینگ", "پنی"),
}


def say(whole: int, small: int, decimals: int, currency: str) -> str:
    """Return whole and smaller units in words."""
    unit, part = _UNITS.get(currency, (currency, ""))
    said = f"{number(whole)} {unit}"
    if not small:
        return said
    return (
        f"{said}{_AND}{number(small)} {part}" if part else f"{said}{_AND}{small:0{decimals}}/{10**decimals}"
    )


def number(value: int) -> str:
    """Return a whole number, 0 or more, in words."""
    return _AND.join(_parts(value)) if value else _SMALL[0]


def _parts(value: int) -> list[str]:
    said: list[str] = []
    for size, name in _SCALES:
        high, value = divmod(value, size)
        if high:
            said.append(f"{_AND.join(_parts(high))} {name}")
    hundreds, value = divmod(value, 100)
    if hundreds:
        said.append(_HUNDREDS[hundreds])
    if value >= len(_SMALL):
        tens, value = divmod(value, 10)
        said.append(_TENS[tens])
    if value:
        said.append(_SMALL[value])
    return said
