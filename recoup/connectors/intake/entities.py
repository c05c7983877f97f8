"""Entities for a first import: made from what little the command line or a file says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from babel.core import get_global

from recoup.kernel.actor import Actor
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.places import countries
from recoup.team.types import EntityRecord, NewEntity

DEFAULT_CODE = "MAIN"
DEFAULT_CURRENCY = "EUR"

# The euro has no home country; the largest economy that uses it stands in until someone says better.
_HOME = {"EUR": "DE"}
_MAIN_ZONES = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ID": "Asia/Jakarta",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
}
_LANGUAGES = {"CN": "zh-hans", "IR": "fa", "PL": "pl", "VN": "vi"}


def make_entity(*, code: str, currency: str, country: str = "", actor: Actor, now: datetime) -> EntityRecord:
    """Make an entity that carries its code as its name; country, time zone and language follow from the currency.

    :raises NotAllowed: the actor doesn't administer all entities
    :raises DomainError: the code, currency or country can't be used; the sentence says why
    """
    home = country.upper() or _home_country(currency)
    entity = NewEntity(
        code=code,
        name=code,
        country=home,
        currency=currency,
        time_zone=_time_zone(home),
        language=_LANGUAGES.get(home, "en"),
    )
    return team.create_entity(entity=entity, actor=actor, now=now)


def make_missing(
    *, codes: Iterable[str], currency: str, actor: Actor, now: datetime
) -> Mapping[str, EntityRecord]:
    """Make those of the entities that aren't there yet and return them by code."""
    known = {entity.code for entity in team_queries.entities(actor=actor)}
    missing = sorted({code.strip().upper() for code in codes} - known)
    return {code: make_entity(code=code, currency=currency, actor=actor, now=now) for code in missing}


def _home_country(currency: str) -> str:
    return _HOME.get(currency) or (currency[:2] if currency[:2] in countries() else _HOME[DEFAULT_CURRENCY])


def _time_zone(country: str) -> str:
    zones = sorted(zone for zone, home in get_global("zone_territories").items() if home == country)
    return _MAIN_ZONES.get(country) or (zones[0] if len(zones) == 1 else "UTC")
