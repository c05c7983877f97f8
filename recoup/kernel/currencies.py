"""Currencies: which codes exist and how fine their amounts are.

Minor units are CLDR's, from Babel: they say how money is used, so IRR has no decimals here although
ISO 4217 lists two.
"""

from decimal import Decimal
from functools import cache

from babel.core import get_global

_FRACTIONS = get_global("currency_fractions")
_CODES = frozenset(get_global("all_currencies"))


def is_known(code: str) -> bool:
    """Return whether `code` is an ISO 4217 code that CLDR lists, upper case."""
    return code in _CODES


@cache
def minor_unit(code: str) -> int:
    """Return the number of decimals of `code`: 0 for VND, JPY and IRR, 2 for USD, 3 for KWD."""
    return int(_FRACTIONS.get(code, _FRACTIONS["DEFAULT"])[0])


@cache
def quantum(code: str) -> Decimal:
    """Return the smallest amount of `code`: `Decimal("0.01")` for USD, `Decimal("1")` for VND."""
    return Decimal(1).scaleb(-minor_unit(code))
