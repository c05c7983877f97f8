"""What one may be allowed to do with rules, and how far a rule reaches; roles are data of the team room."""

from __future__ import annotations

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed
from recoup.kernel.sentences import N_
from recoup.kernel.unions import is_within
from recoup.rulebook.types import RuleScope
from recoup.team import queries as team
from recoup.team.types import EntityRecord

READ = "rules.read"
PROPOSE = "rules.propose"
APPROVE = "rules.approve"

_ITSELF = Actor.program("rulebook")


class BeyondYourRights(NotAllowed):
    """The rule would apply to entities in which the actor may not change rules."""

    text = N_("This rule would also apply to entities in which you don't have the right to change rules.")


class NoEntityYet(DomainError):
    """Nobody can approve a rule while there is no entity to which it could apply."""

    text = N_("There is no entity yet to which this rule could apply.")


def require_reach(*, actor: Actor, permission: str, scope: RuleScope) -> None:
    """Let the actor pass who has `permission` in every entity to which a rule of this scope applies.

    :raises NotFound: the actor has no right at all in the entity of the scope
    :raises NotAllowed: the actor lacks the permission there
    :raises BeyondYourRights: the rule reaches entities in which the actor lacks the permission
    """
    if scope.entity_id is not None:
        team.require(actor=actor, permission=permission, entity_id=scope.entity_id)
        return
    reached = [entity.id for entity in _in_country(scope.jurisdiction)] if scope.jurisdiction else []
    if reached:
        allowed = team.entity_ids(actor=actor, permission=permission)
        if not allowed.issuperset(reached):
            raise BeyondYourRights
        return
    try:
        team.require_everywhere(actor=actor, permission=permission)
    except NotAllowed as error:
        raise BeyondYourRights from error


def deciding_entity_id(scope: RuleScope) -> int:
    """Return the entity at which approval for a rule of this scope is asked: its own, or the first it reaches.

    :raises NoEntityYet: there is no entity at all
    """
    if scope.entity_id is not None:
        return scope.entity_id
    reached = _in_country(scope.jurisdiction) or _in_country("")
    if not reached:
        raise NoEntityYet
    return reached[0].id


def _in_country(country: str) -> list[EntityRecord]:
    """Return the entities of a country or union, of all countries when it is empty, by code; whoever asks."""
    everywhere = team.entities(actor=_ITSELF)
    return [entity for entity in everywhere if is_within(entity.country, country)]
