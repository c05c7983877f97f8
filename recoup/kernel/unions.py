"""Unions of countries that make law for their members."""

EUROPEAN_UNION = "EU"
_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_MEMBERS = frozenset(_MEMBERS.split())


def union_of(country: str) -> str:
    """Return the code of the union whose law binds a country beside its own; empty where there is none."""
    return EUROPEAN_UNION if country in EU_MEMBERS else ""


def is_within(country: str, jurisdiction: str) -> bool:
    """Return whether the law of a country or union counts in a country; the empty one counts everywhere."""
    return jurisdiction in ("", country) or jurisdiction == union_of(country) != ""
