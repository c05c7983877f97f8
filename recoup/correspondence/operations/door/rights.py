"""Who may make contact at all."""

from __future__ import annotations

from collections.abc import Iterable

from recoup.correspondence.permissions import CONTACT, OVERRIDE
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.team import queries as team


def require_contact(entity_ids: Iterable[int], actor: Actor) -> None:
    """Let pass whoever contacts customers for a living, and managers, who take over the difficult ones.

    :raises NotFound: the actor has no right at all in one of the entities
    :raises NotAllowed: the actor may not contact customers there
    """
    rights = team.rights_of(actor)
    for entity_id in sorted(entity_ids):
        if not (rights.has(CONTACT, entity_id) or rights.has(OVERRIDE, entity_id)):
            raise NotAllowed if rights.has(None, entity_id) else NotFound
