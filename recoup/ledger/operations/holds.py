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


@transaction.atomic
def lift_item_hold(*, hold_id: int, actor: Actor, now: datetime) -> None:
    """End a hold now; lifting it twice changes nothing.

    :raises NotFound: there is no such hold for this actor
    :raises NotAllowed: the actor may not hold items in the entity
    """
    hold = ItemHold.objects.select_for_update(of=("self",)).select_related("item").filter(id=hold_id).first()
    if hold is None:
        raise NotFound
    team.require(actor=actor, permission=permissions.HOLD, entity_id=hold.item.entity_id)
    if hold.lifted_at is not None:
        return
    hold.lifted_at = now
    hold.lifted_by = actor.name
    hold.save(update_fields=["lifted_at", "lifted_by"])
    audit.record(
        "ledger.item.hold_lifted",
        subject_kind="ledger.item",
        subject_id=hold.item_id,
        entity_id=hold.item.entity_id,
        actor=actor,
        at=now,
        before={"reason": hold.reason, "note": hold.note},
    )
