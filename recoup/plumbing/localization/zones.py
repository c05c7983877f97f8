"""Time zones: their cities in the reader's language, and where a country or a telephone number has its clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from babel.core import get_global
from babel.dates import get_timezone_location
from phonenumbers import NumberParseException, parse
from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

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


@cache
def zones_of_country(country: str) -> tuple[str, ...]:
    """Return the IANA names of all time zones of a country, by name; none where the list knows no such country."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text()
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple(sorted(row[2] for row in rows if row[0] == country))


@lru_cache(maxsize=1 << 16)
def zones_of_number(number: str) -> tuple[str, ...]:
    """Return the time zones where an international telephone number may be, by name; none where it doesn't say."""
    try:
        zones = time_zones_for_number(parse(number))
    except NumberParseException:
        return ()
    return tuple(sorted(zone for zone in zones if zone != UNKNOWN_TIMEZONE))
