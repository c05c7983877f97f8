"""One amount of money in the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from recoup.kernel import currencies
from recoup.kernel.in_words import chinese, english, persian, polish, vietnamese
from recoup.kernel.money import Money

AMOUNT_MAX = Decimal(10) ** 15

_Say = Callable[[int, int, int, str], str]
"""Whole units, smaller units, how many decimals these have, and the currency's code."""

_SAID: Mapping[str, _Say] = {
    "en": english.say,
    "vi": vietnamese.say,
    "zh-hans": chinese.say,
    "fa": persian.say,
    "pl": polish.say,
}

LANGUAGES = frozenset(_SAID)


def in_words(money: Money, language: str) -> str:
    """Return the amount in words: "one hundred twenty-five million dong". Zero or more, up to `AMOUNT_MAX`.

    Units of a currency that has no name in the words of `language` are said by its code, their parts as a fraction.

    :raises KeyError: the program has no words of `language`
    """
    assert 0 <= money.amount <= AMOUNT_MAX, f"no words for {money}"
    decimals = currencies.minor_unit(money.currency)
    whole, small = divmod(int(money.amount.scaleb(decimals)), 10**decimals)
    return _SAID[language](whole, small, decimals, money.currency)
