"""Amounts in English words, the American way: no "and" within a number, one before the smaller units."""

from __future__ import annotations

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion")
_UNITS = {
    "VND": (("dong", "dong"), None),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
    "IRR": (("rial", "rials"), None),
    "PLN": (("zloty", "zlotys"), ("grosz", "groszes")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
    "USD": (("US dollar", "US dollars"), ("cent", "cents")),
    "GBP": (("pound sterling", "pounds sterling"), ("penny", "pence")),
}


def say(whole: int, small: int, decimals: int, currency: str) -> str:
    """Return whole and smaller units in words."""
    units, parts = _UNITS.get(currency, ((currency, currency), None))
    said = f"{number(whole)} {units[whole != 1]}"
    if not small:
        return said
    if parts is None:
        return f"{said} and {small:0{decimals}}/{10**decimals}"
    return f"{said} and {number(small)} {parts[small != 1]}"


def number(value: int) -> str:
    """Return a whole number, 0 or more, in words."""
    if value < 1000:
        return _below_thousand(value)
    scale = (len(str(value)) - 1) // 3
    high, rest = divmod(value, 1000**scale)
    said = f"{_below_thousand(high)} {_SCALES[scale]}"
    return f"{said} {number(rest)}" if rest else said


def _below_thousand(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return f"{_TENS[tens]}-{_SMALL[rest]}" if rest else _TENS[tens]
    hundreds, rest = divmod(value, 100)
    said = f"{_SMALL[hundreds]} hundred"
    return f"{said} {_below_thousand(rest)}" if rest else said
