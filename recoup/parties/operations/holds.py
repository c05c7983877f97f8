"""Times in which a customer is left alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.parties.cleaning import clean_lines
from recoup.parties.models import CustomerHold
from recoup.parties.operations.locking import lock_customer
from recoup.parties.queries.holds import hold_record
from recoup.parties.types import HoldRecord, NewHold
from recoup.plumbing.audit.operations import record
from recoup.team.history import remembers_actor

_HOLDERS = ("parties.hold",)


class HoldEndsBeforeStart(DomainError):
    """The last day of the hold is before its first."""

    text = N_("The hold ends on {until_date}, before it begins.")


class HoldAlreadyLifted(DomainError):
    """Someone lifted the hold before."""

    text = N_("{name} has already lifted this hold.")


@transaction.atomic
@remembers_actor
def place_customer_hold(*, hold: NewHold, actor: Actor, now: datetime) -> HoldRecord:
    """Leave a customer alone from one day to another, both included, or until the hold is lifted.

    :raises NotFound: there is no such customer, or the actor has no right in its entity
    :raises NotAllowed: the actor may not place holds there
    :raises HoldEndsBeforeStart: the last day is before the first
    """
    customer = lock_customer(customer_id=hold.customer_id, actor=actor, permissions=_HOLDERS)
    if hold.until_date is not None and hold.until_date < hold.from_date:
        raise HoldEndsBeforeStart(until_date=hold.until_date)
    placed = CustomerHold.objects.create(
        customer=customer,
        reason=hold.reason,
        scope=hold.scope,
        note=clean_lines(hold.note),
        from_date=hold.from_date,
        until_date=hold.until_date,
        placed_by_id=None if actor.is_program else actor.id,
        placed_by_name=actor.name,
        placed_at=now,
    )
    _record("parties.hold.placed", placed, customer.entity_id, actor, now)
    return hold_record(placed)


@transaction.atomic
@remembers_actor
def lift_customer_hold(*, hold_id: int, actor: Actor, now: datetime) -> HoldRecord:
    """End a hold before its time; from the day of `now` on, where the entity is, it holds no more.

    :raises NotFound: there is no such hold, or the actor has no right in the customer's entity
    :raises NotAllowed: the actor may not lift holds there
    :raises HoldAlreadyLifted: someone did before
    """
    found = CustomerHold.objects.filter(id=hold_id).first()
    if found is None:
        raise NotFound
    customer = lock_customer(customer_id=found.customer_id, actor=actor, permissions=_HOLDERS)
    hold = CustomerHold.objects.select_for_update().get(id=hold_id)
    if hold.lifted_at is not None:
        raise HoldAlreadyLifted(name=hold.lifted_by_name)
    hold.lifted_at = now
    hold.lifted_by_name = actor.name
    hold.save(update_fields=["lifted_at", "lifted_by_name"])
    _record("parties.hold.lifted", hold, customer.entity_id, actor, now)
    return hold_record(hold)


def _record(action: str, hold: CustomerHold, entity_id: int, actor: Actor, now: datetime) -> None:
    record(
        action,
        subject_kind="customer",
        subject_id=hold.customer_id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={
            "hold_id": hold.id,
            "reason": hold.reason,
            "scope": hold.scope,
            "from_date": hold.from_date,
            "until_date": hold.until_date,
        },
    )
