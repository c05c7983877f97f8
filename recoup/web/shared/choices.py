"""What forms offer to choose from: countries, currencies and time zones, in the reader's language."""

from __future__ import annotations

from functools import cache

from babel.core import get_global

from recoup.kernel.folding import fold
from recoup.plumbing.localization import currency_name, time_zone_city
from recoup.plumbing.localization.reader import locale_of
from recoup.team.places import countries, time_zones
from recoup.web.shared.reading import current


def country_choices() -> list[tuple[str, str]]:
    """Return all countries by their name in the reader's language."""
    names = locale_of(current().reader.language).territories
    return sorted(
        ((code, str(names.get(code, code))) for code in countries()), key=lambda pair: fold(pair[1])
    )


def currency_choices() -> list[tuple[str, str]]:
    """Return the currencies in use today by their code, with their name in the reader's language."""
    reader = current().reader
    in_use = {
        code
        for rows in get_global("territory_currencies").values()
        for code, _start, end, is_tender in rows
        if end is None and is_tender
    }
    return [(code, f"{code} · {currency_name(code, reader)}") for code in sorted(in_use)]


def time_zone_choices() -> list[tuple[str, str]]:
    """Return the time zones that are places, by their city; the others are old names and fixed offsets."""
    return [("UTC", "UTC"), *_zones(current().reader.language)]


def time_zone_label(name: str, language: str) -> str:
    """Return a time zone by its city in `language`, with its own name, which tells two of one city apart."""
    return f"{time_zone_city(name, language)} · {name.replace('_', ' ')}"


@cache
def _zones(language: str) -> tuple[tuple[str, str], ...]:
    places = (name for name in time_zones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    zones = ((name, time_zone_label(name, language)) for name in places)
    return tuple(sorted(zones, key=lambda pair: fold(pair[1])))
