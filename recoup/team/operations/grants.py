"""Who gets which role: granting and revoking, with the conflicts of internal control."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.money import InvalidMoney, Money
from recoup.kernel.sentences import N_
from recoup.plumbing.audit.operations import record
from recoup.team.history import remembers_actor
from recoup.team.models import Entity, Grant, User
from recoup.team.permissions import conflicting_role
from recoup.team.queries.rights import require, require_everywhere
from recoup.team.types import GrantRecord, Role


class OwnRights(NotAllowed):
    """Nobody changes their own rights, administrators included."""

    text = N_("You can't change your own rights: another administrator must do it.")


class RolesConflict(DomainError):
    """The person holds a role that must be apart from the new one; `held` says which."""

    text = N_(
        "This person already has a role here that can't be held together with the new one: nobody may both keep"
        " records and approve them. Take the other role away first, or choose another person."
    )

    def __init__(self, held: Role) -> None:
        super().__init__()
        self.held = held


class LimitNeedsEntity(DomainError):
    """A limit without an entity would have no currency."""

    text = N_("A limit is an amount in one entity's currency: choose the entity.")


class InvalidLimit(DomainError):
    """The limit is below zero or finer than the currency."""

    text = N_("{amount} can't be a limit in {currency}.")


@transaction.atomic
@remembers_actor
def grant_role(
    *,
    user_id: int,
    role: Role,
    entity_id: int | None,
    actor: Actor,
    now: datetime,
    amount_limit: Decimal | None = None,
) -> GrantRecord:
    """Give a user a role in one entity (None: in all), up to `amount_limit` in that entity's currency (None: any).

    Granting the same role again changes its limit. Conflicts are those of `recoup.team.permissions`, checked in
    every entity that the new and a held role share.

    :raises NotFound: there is no such user or entity, or the actor has no right there
    :raises NotAllowed: the actor doesn't administer the entity, or all of them
    :raises OwnRights: the actor is the user
    :raises RolesConflict: the user holds a role that must be apart from this one
    :raises LimitNeedsEntity: a limit for all entities
    :raises InvalidLimit: the limit is below zero or finer than the currency
    """
    user = User.objects.select_for_update().filter(id=user_id).first()
    if user is None:
        raise NotFound
    _require_administers(actor, user_id, entity_id)
    entity = None if entity_id is None else _entity(entity_id)
    limit = _checked_limit(entity, amount_limit)
    _check_conflicts(user, role, entity)
    grant, _ = Grant.objects.update_or_create(
        user=user,
        role=role,
        entity=entity,
        defaults={
            "amount_limit": amount_limit,
            "granted_by_id": None if actor.is_program else actor.id,
            "granted_at": now,
        },
    )
    _record("team.role.granted", grant, limit, actor, now)
    return GrantRecord(grant.id, role, entity_id, entity.code if entity else "", limit)


@transaction.atomic
@remembers_actor
def revoke_role(*, grant_id: int, actor: Actor, now: datetime) -> None:
    """Take a role away.

    :raises NotFound: there is no such grant, or the actor has no right there
    :raises NotAllowed: the actor doesn't administer the entity, or all of them
    :raises OwnRights: the actor is the user
    """
    grant = Grant.objects.select_for_update().filter(id=grant_id).first()
    if grant is None:
        raise NotFound
    _require_administers(actor, grant.user_id, grant.entity_id)
    limit = None
    if grant.amount_limit is not None and grant.entity is not None:
        limit = Money(grant.amount_limit, grant.entity.currency)
    _record("team.role.revoked", grant, limit, actor, now)
    grant.delete()


def _require_administers(actor: Actor, user_id: int, entity_id: int | None) -> None:
    if entity_id is None:
        require_everywhere(actor=actor, permission="team.administer")
    else:
        require(actor=actor, permission="team.administer", entity_id=entity_id)
    if not actor.is_program and actor.id == user_id:
        raise OwnRights


def _entity(entity_id: int) -> Entity:
    entity = Entity.objects.filter(id=entity_id).first()
    if entity is None:
        raise NotFound
    return entity


def _checked_limit(entity: Entity | None, amount: Decimal | None) -> Money | None:
    if amount is None:
        return None
    if entity is None:
        raise LimitNeedsEntity
    try:
        limit = Money(amount, entity.currency)
    except InvalidMoney:
        raise InvalidLimit(amount=amount, currency=entity.currency) from None
    if limit.is_negative():
        raise InvalidLimit(amount=amount, currency=entity.currency)
    return limit


def _check_conflicts(user: User, role: Role, entity: Entity | None) -> None:
    held = Grant.objects.filter(user=user)
    if entity is not None:
        held = held.filter(Q(entity=entity) | Q(entity__isnull=True))
    conflict = conflicting_role(role, map(Role, held.values_list("role", flat=True)))
    if conflict is not None:
        raise RolesConflict(held=conflict)


def _record(action: str, grant: Grant, limit: Money | None, actor: Actor, now: datetime) -> None:
    record(
        action,
        subject_kind="user",
        subject_id=grant.user_id,
        entity_id=grant.entity_id,
        actor=actor,
        at=now,
        after={"role": grant.role, "entity_id": grant.entity_id, "limit": limit},
    )
