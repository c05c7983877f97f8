"""Which countries, languages and time zones there are."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from recoup.plumbing.localization.reader import LANGUAGES

# CLDR's own two-letter codes that are no countries, and the pseudo-locales.
_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def countries() -> frozenset[str]:
    """Return the two-letter codes of all countries that CLDR names."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES


def languages() -> frozenset[str]:
    """Return the languages that the program speaks."""
    return frozenset(LANGUAGES)


@cache
def time_zones() -> frozenset[str]:
    """Return the IANA names of all time zones that this machine knows."""
    return frozenset(available_timezones())
