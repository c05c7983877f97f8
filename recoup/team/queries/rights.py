"""The gate: who may do what, where, and up to which amount."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import Q

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.team.models import Entity, Grant
from recoup.team.rights import Right, Rights
from recoup.team.types import EntityRecord, Role


@dataclass(slots=True)
class _Memory:
    rights: dict[int, Rights] = field(default_factory=dict)
    entity_ids: frozenset[int] | None = None


_memory: ContextVar[_Memory | None] = ContextVar("rights", default=None)


@contextmanager
def rights_remembered() -> Iterator[None]:
    """Read rights and entities only once inside this block: for a request that looks at much and changes nothing."""
    token = _memory.set(_Memory())
    try:
        yield
    finally:
        _memory.reset(token)


def rights_of(actor: Actor) -> Rights:
    """Return all that the actor may do, read once, for those who ask about many things."""
    if actor.is_program:
        return Rights((), has_all=True)
    memory = _memory.get()
    if memory is None:
        return _rights(actor)
    if actor.id not in memory.rights:
        memory.rights[actor.id] = _rights(actor)
    return memory.rights[actor.id]


def _rights(actor: Actor) -> Rights:
    grants = Grant.objects.filter(user_id=actor.id, user__is_active=True)
    rows = grants.values_list("role", "entity_id", "amount_limit", "entity__currency")
    return Rights(
        tuple(
            Right(Role(role), entity_id, None if limit is None else Money(limit, currency or ""))
            for role, entity_id, limit, currency in rows
        )
    )


def entity_ids(*, actor: Actor, permission: str | None = None) -> frozenset[int]:
    """Return the entities in which the actor has `permission`, or any right at all when none is named."""
    scopes = rights_of(actor).scopes(permission)
    return _all_entity_ids() if scopes is None else scopes


def _all_entity_ids() -> frozenset[int]:
    memory = _memory.get() or _Memory()
    if memory.entity_ids is None:
        memory.entity_ids = frozenset(Entity.objects.order_by().values_list("id", flat=True))
    return memory.entity_ids


def entities(*, actor: Actor, permission: str | None = None) -> list[EntityRecord]:
    """Return the entities the actor may know of, by code; with `permission`, those where the actor has it."""
    ids = entity_ids(actor=actor, permission=permission)
    return [_record(entity) for entity in Entity.objects.filter(id__in=ids)]


def get_entity(*, actor: Actor, entity_id: int | None = None, code: str = "") -> EntityRecord:
    """Return one entity, by its id or else by its code in any case.

    :raises NotFound: there is none, or the actor has no right in it
    """
    wanted = Q(code=code.upper()) if entity_id is None else Q(id=entity_id)
    entity = Entity.objects.filter(wanted).first()
    if entity is None or not rights_of(actor).has(None, entity.id):
        raise NotFound
    return _record(entity)


def has_permission(*, actor: Actor, permission: str, entity_id: int | None = None) -> bool:
    """Return whether the actor has `permission` in the entity, or anywhere when none is named."""
    return rights_of(actor).has(permission, entity_id)


def require(*, actor: Actor, permission: str, entity_id: int, amount: Money | None = None) -> None:
    """Let the actor pass who has `permission` in the entity, up to `amount` where one is named.

    Limits are in the entity's currency; the sign of `amount` doesn't matter. Of several grants the widest counts.

    :raises NotFound: the actor has no right at all in the entity
    :raises NotAllowed: the actor has rights there, but not this one
    :raises AboveLimit: the amount is above the actor's limit
    :raises LimitInOtherCurrency: the actor has a limit, and the amount is in another currency
    """
    rights_of(actor).require(permission, entity_id=entity_id, amount=amount)


def require_everywhere(*, actor: Actor, permission: str) -> None:
    """Let the actor pass who has `permission` in all entities, those to come included.

    :raises NotAllowed: the actor has it in some entities at most
    """
    if rights_of(actor).scopes(permission) is not None:
        raise NotAllowed


def _record(entity: Entity) -> EntityRecord:
    return EntityRecord(
        id=entity.id,
        code=entity.code,
        name=entity.name,
        name_latin=entity.name_latin,
        country=entity.country,
        currency=entity.currency,
        time_zone=entity.time_zone,
        language=entity.language,
    )
