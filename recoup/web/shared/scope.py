"""The entity chosen in the top bar: one of them or all, kept in the session."""

from typing import TypedDict

from recoup.team.types import EntityRecord
from recoup.web.shared.requests import DeskRequest

_KEY = "scope"


class _Chosen(TypedDict):
    entity_id: int
    time_zone: str


def choose(request: DeskRequest, entity: EntityRecord | None) -> None:
    """Show only `entity` from now on, or all of them when it is None."""
    if entity is None:
        request.session.pop(_KEY, None)
    else:
        request.session[_KEY] = _Chosen(entity_id=entity.id, time_zone=entity.time_zone)


def entity_id(request: DeskRequest) -> int | None:
    """Return the entity chosen, None for all."""
    chosen: _Chosen | None = request.session.get(_KEY)
    return chosen["entity_id"] if chosen else None


def time_zone(request: DeskRequest) -> str | None:
    """Return the time zone of the entity chosen: there the business day is reckoned."""
    chosen: _Chosen | None = request.session.get(_KEY)
    return chosen["time_zone"] if chosen else None


def narrowed(request: DeskRequest, entity_ids: frozenset[int]) -> frozenset[int]:
    """Return `entity_ids`, or the one of them that is chosen."""
    chosen = entity_id(request)
    return entity_ids if chosen is None else entity_ids & {chosen}
