"""What one actor may do: decided from the actor's grants alone, without the database."""

from __future__ import annotations

from dataclasses import dataclass

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.team.permissions import PERMISSIONS, ROLE_PERMISSIONS
from recoup.team.types import Role


class AboveLimit(NotAllowed):
    """The actor has the right, but not up to this amount."""

    text = N_("{amount} is above your limit of {limit}.")


class LimitInOtherCurrency(NotAllowed):
    """The actor's limit is in another currency than the amount, so that they can't be compared."""

    text = N_("Your limit is in {currency}; {amount} can't be compared with it.")


@dataclass(frozen=True, slots=True)
class Right:
    """A role in one entity, or in all when `entity_id` is None, up to `limit`, or without limit when None."""

    role: Role
    entity_id: int | None
    limit: Money | None

    def covers(self, entity_id: int | None) -> bool:
        """Return whether the right is one in this entity; every right is one somewhere (None)."""
        return entity_id is None or self.entity_id is None or self.entity_id == entity_id

    def gives(self, permission: str | None) -> bool:
        """Return whether the role carries `permission`; every role carries some (None)."""
        return permission is None or permission in ROLE_PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True)
class Rights:
    """All that one actor may do; `has_all` is the program itself, which needs no grants."""

    rights: tuple[Right, ...]
    has_all: bool = False

    def has(self, permission: str | None, entity_id: int | None = None) -> bool:
        """Return whether the actor has `permission` in the entity, or anywhere when none is named."""
        return self.has_all or bool(self._that_give(permission, entity_id))

    def scopes(self, permission: str | None) -> frozenset[int] | None:
        """Return the entities in which the actor has `permission`, or None for all entities there are."""
        scopes = frozenset(right.entity_id for right in self._that_give(permission, None))
        if self.has_all or None in scopes:
            return None
        return frozenset(scope for scope in scopes if scope is not None)

    def require(self, permission: str, *, entity_id: int, amount: Money | None = None) -> None:
        """Let pass whoever has `permission` in the entity, up to `amount`; of several grants the widest counts.

        :raises NotFound: no right at all in the entity
        :raises NotAllowed: some right there, but not this one
        :raises AboveLimit: the amount, whatever its sign, is above the limit
        :raises LimitInOtherCurrency: there is a limit, and the amount is in another currency
        """
        if self.has_all:
            return
        if not self.has(None, entity_id):
            raise NotFound
        limits = [right.limit for right in self._that_give(permission, entity_id)]
        if not limits:
            raise NotAllowed
        if amount is not None and None not in limits:
            _require_within(abs(amount), max(limit for limit in limits if limit is not None))

    def _that_give(self, permission: str | None, entity_id: int | None) -> tuple[Right, ...]:
        assert permission is None or permission in PERMISSIONS, f"no such permission: {permission}"
        return tuple(right for right in self.rights if right.covers(entity_id) and right.gives(permission))


def _require_within(amount: Money, limit: Money) -> None:
    if limit.currency != amount.currency:
        raise LimitInOtherCurrency(currency=limit.currency, amount=amount)
    if amount > limit:
        raise AboveLimit(amount=amount, limit=limit)
