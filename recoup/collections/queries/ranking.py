"""The order of a day: who is how urgent, read once for all that the day makes of it."""

from __future__ import annotations

from datetime import date

from recoup.collections import permissions
from recoup.collections.standings import Ranking, rank_standings
from recoup.kernel.actor import Actor
from recoup.kernel.batches import no_search_for_circles
from recoup.team import queries as team


@no_search_for_circles()
def ranking_of(*, entity_id: int, as_of: date, actor: Actor) -> Ranking:
    """Return every customer and currency of an entity with something open, scored and in the order of a worklist.

    Segments, proposals and worklist of a day take it, so that the ledger is read once for them. It is in memory
    only, and of the moment at which it was read.

    :raises NotAllowed: the actor may not work in collections of this entity
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    return rank_standings(entity_id=entity_id, as_of=as_of)
