"""Holds on items: reasons not to chase them for a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.ledger import permissions
from recoup.ledger.models import Item, ItemHold
from recoup.ledger.types import HoldReason
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team


class HoldEndsBeforeItBegins(DomainError):
    """The end of a hold must lie after its beginning."""

    text = N_("A hold must end after the day on which it begins.")


@transaction.atomic
def place_item_holds(
    *,
    item_ids: Sequence[int],
    reason: HoldReason,
    note: str,
    from_date: date,
    until_date: date | None,
    actor: Actor,
    now: datetime,
) -> tuple[int, ...]:
    """Hold items from `from_date` until `until_date` (exclusive; None is open-ended); return the holds' ids.

    :raises NotFound: an item does not exist, or the actor may not know it
    :raises NotAllowed: the actor may not hold items in one of the entities
    :raises HoldEndsBeforeItBegins: the end is not after the beginning
    """
    if until_date is not None and until_date <= from_date:
        raise HoldEndsBeforeItBegins
    items = list(Item.objects.filter(id__in=item_ids).order_by("id"))
    if len(items) != len(set(item_ids)):
        raise NotFound
    for entity_id in {item.entity_id for item in items}:
        team.require(actor=actor, permission=permissions.HOLD, entity_id=entity_id)
    holds = ItemHold.objects.bulk_create(
        ItemHold(
            item=item,
            reason=reason,
            note=note,
            from_date=from_date,
            until_date=until_date,
            placed_by=actor.name,
            placed_at=now,
        )
        for item in items
    )
    facts = {"reason": reason.value, "note": note, "until_date": until_date}
    audit.record_many(
        "ledger.item.held",
        subject_kind="ledger.item",
        deeds=[Deed(item.id, item.entity_id, None, facts) for item in items],
        actor=actor,
        at=now,
    )
    return tuple(hold.pk for hold in holds)


def lift_item_hold(*, hold_id: int, actor: Actor, now: datetime) -> None:
    """End a hold now; lifting it twice changes nothing.

    :raises NotFound: there is no such hold for this actor
    :raises NotAllowed: the actor may not hold items in the entity
    """
    lift_item_holds(hold_ids=[hold_id], actor=actor, now=now)


@transaction.atomic
def lift_item_holds(*, hold_ids: Sequence[int], actor: Actor, now: datetime) -> int:
    """End holds now and return how many were lifted; what is lifted already stays as it is.

    :raises NotFound: one of the holds doesn't exist for this actor
    :raises NotAllowed: the actor may not hold items in one of the entities
    """
    wanted = ItemHold.objects.select_for_update(of=("self",)).select_related("item").filter(id__in=hold_ids)
    holds = list(wanted.order_by("id"))
    if len(holds) != len(set(hold_ids)):
        raise NotFound
    for entity_id in {hold.item.entity_id for hold in holds}:
        team.require(actor=actor, permission=permissions.HOLD, entity_id=entity_id)
    standing = [hold for hold in holds if hold.lifted_at is None]
    ItemHold.objects.filter(id__in=[hold.pk for hold in standing]).update(lifted_at=now, lifted_by=actor.name)
    audit.record_many(
        "ledger.item.hold_lifted",
        subject_kind="ledger.item",
        deeds=[
            Deed(hold.item_id, hold.item.entity_id, {"reason": hold.reason, "note": hold.note}, None)
            for hold in standing
        ],
        actor=actor,
        at=now,
    )
    return len(standing)
