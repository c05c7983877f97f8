"""The names of time zones: their cities in the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from babel.core import get_global
from babel.dates import get_timezone_location

from recoup.plumbing.localization.reader import locale_of


@cache
def time_zone_city(name: str, language: str) -> str:
    """Return the city that the IANA time zone `name` is called by, in `language` where CLDR knows it."""
    locale = locale_of(language)
    zones: Mapping[str, Mapping[str, str]] = locale.time_zones
    # CLDR keeps a city under the name that its zone had first: Asia/Saigon, not Asia/Ho_Chi_Minh.
    cities = (zones.get(one, {}).get("city", "") for one in (name, *_old_names().get(name, ())))
    known = next(filter(None, cities), "")
    return str(known or get_timezone_location(name, locale=locale, return_city=True))


@cache
def _old_names() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for old, new in get_global("zone_aliases").items():
        found[new].append(old)
    return found
