"""On which clocks it is to be looked when a customer is contacted."""

from __future__ import annotations

from functools import lru_cache

from recoup.plumbing.localization.zones import zones_of_country, zones_of_number


@lru_cache(maxsize=1 << 16)
def clocks(country: str, time_zone: str, number: str) -> tuple[str, ...]:
    """Return all time zones that may be the right one: contact must be lawful on each of their clocks (US-A2).

    The customer's own zone alone where its country and its number agree with it. A zone that its country doesn't have
    may be wrong, so all of the country's count too; a number elsewhere adds the places where it may be.
    """
    of_country = zones_of_country(country)
    zones = {time_zone} if time_zone else set()
    if of_country and time_zone not in of_country:
        zones |= set(of_country)
    of_number = zones_of_number(number) if number else ()
    if of_number and not zones.intersection(of_number):
        zones |= set(of_number)
    return tuple(sorted(zones))
