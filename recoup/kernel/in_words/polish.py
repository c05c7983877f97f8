"""Amounts in Polish words: after 2, 3 and 4 (not 12 to 14) the plural, after all else but one the genitive plural."""

from __future__ import annotations

from typing import NamedTuple


class _Forms(NamedTuple):
    """What stands after one, after two to four, and after all others; `one` is how one of it is said."""

    singular: str
    few: str
    many: str
    one: str = "jeden"


_SMALL = [
    "zero",
    "jeden",
    "dwa",
    "trzy",
    "cztery",
    "pięć",
    "sześć",
    "siedem",
    "osiem",
    "dziewięć",
    "dziesięć",
    "jedenaście",
    "dwanaście",
    "trzynaście",
    "czternaście",
    "piętnaście",
    "szesnaście",
    "siedemnaście",
    "osiemnaście",
    "dziewiętnaście",
]
_TENS = (
    *("", "", "dwadzieścia", "trzydzieści", "czterdzieści", "pięćdziesiąt"),
    *("sześćdziesiąt", "siedemdziesiąt", "osiemdziesiąt", "dziewięćdziesiąt"),
)
_HUNDREDS = (
    *("", "sto", "dwieście", "trzysta", "czterysta", "pięćset"),
    *("sześćset", "siedemset", "osiemset", "dziewięćset"),
)
_SCALES = (
    (10**15, _Forms("biliard", "biliardy", "biliardów")),
    (10**12, _Forms("bilion", "biliony", "bilionów")),
    (10**9, _Forms("miliard", "miliardy", "miliardów")),
    (10**6, _Forms("milion", "miliony", "milionów")),
    (10**3, _Forms("tysiąc", "tysiące", "tysięcy")),
)
_CENT = _Forms("cent", "centy", "centów")
_UNITS = {
    "PLN": (_Forms("złoty", "złote", "złotych"), _Forms("grosz", "grosze", "groszy")),
    "EUR": (_Forms("euro", "euro", "euro", one="jedno"), _CENT),
    "USD": (_Forms("dolar amerykański", "dolary amerykańskie", "dolarów amerykańskich"), _CENT),
    "GBP": (
        _Forms("funt szterling", "funty szterlingi", "funtów szterlingów"),
        _Forms("pens", "pensy", "pensów"),
    ),
    "CNY": (_Forms("juan", "juany", "juanów"), _Forms("fen", "feny", "fenów")),
    "VND": (_Forms("dong", "dongi", "dongów"), None),
    "IRR": (_Forms("rial irański", "riale irańskie", "riali irańskich"), None),
}


def say(whole: int, small: int, decimals: int, currency: str) -> str:
    """Return whole and smaller units in words, each in the case that its number asks for."""
    units, parts = _UNITS.get(currency, (_Forms(currency, currency, currency), None))
    said = _counted(whole, units)
    if not small:
        return said
    return f"{said} {_counted(small, parts)}" if parts else f"{said} {small:0{decimals}}/{10**decimals}"


def number(value: int) -> str:
    """Return a whole number, 0 or more, in words (masculine)."""
    said: list[str] = []
    rest = value
    for size, forms in _SCALES:
        high, rest = divmod(rest, size)
        if high:
            said.append(_counted(high, forms))
    hundreds, rest = divmod(rest, 100)
    said.append(_HUNDREDS[hundreds])
    if rest >= len(_SMALL):
        tens, rest = divmod(rest, 10)
        said.append(_TENS[tens])
    if rest or not value:
        said.append(_SMALL[rest])
    return " ".join(word for word in said if word)


def _counted(value: int, forms: _Forms) -> str:
    if value == 1:
        return f"{forms.one} {forms.singular}"
    is_few = value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
    return f"{number(value)} {forms.few if is_few else forms.many}"
