"""Currencies: which codes exist and how fine their amounts are.

Minor units are CLDR's, from Babel: they say how money is used, so IRR has no decimals here although
ISO 4217 lists two. Where CLDR only says that coins are not used, but documents still carry the decimals
of ISO 4217, this module keeps ISO 4217's.
"""

from decimal import Decimal
from functools import cache

from babel.core import get_global

_FRACTIONS = get_global("currency_fractions")
# XXX is "no currency" and XTS is for tests: neither is money that anyone owes.
_CODES = frozenset(get_global("all_currencies")) - {"XXX", "XTS"}
_DECIMALS_ON_DOCUMENTS = {
    "AFN": 2,
    "ALL": 2,
    "IQD": 3,
    "KPW": 2,
    "LAK": 2,
    "LBP": 2,
    "MGA": 2,
    "MMK": 2,
    "RSD": 2,
    "SOS": 2,
    "SYP": 2,
    "YER": 2,
}


def is_known(code: str) -> bool:
    """Return whether `code` is an ISO 4217 code that CLDR lists, upper case."""
    return code in _CODES


@cache
def minor_unit(code: str) -> int:
    """Return the number of decimals of `code`: 0 for VND, JPY and IRR, 2 for USD, 3 for KWD."""
    if code in _DECIMALS_ON_DOCUMENTS:
        return _DECIMALS_ON_DOCUMENTS[code]
    return int(_FRACTIONS.get(code, _FRACTIONS["DEFAULT"])[0])


@cache
def quantum(code: str) -> Decimal:
    """Return the smallest amount of `code`: `Decimal("0.01")` for USD, `Decimal("1")` for VND."""
    return Decimal(1).scaleb(-minor_unit(code))
