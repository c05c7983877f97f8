"""Keep that customers were told of what was done with their money."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import ReceiptDeed
from recoup.kernel.actor import Actor
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


@transaction.atomic
def note_confirmed(
    *,
    entity_id: int,
    deed_ids: Collection[int],
    retracted_ids: Collection[int],
    on: date,
    actor: Actor,
    now: datetime,
) -> int:
    """Note that customers were told of these applications on that day, and that those undone since are so; how many.

    :raises NotAllowed: the actor may not apply cash in the entity
    """
    team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    deeds = ReceiptDeed.objects.filter(entity_id=entity_id)
    told = deeds.filter(id__in=deed_ids, confirmed_on=None).update(confirmed_on=on)
    told += deeds.filter(id__in=retracted_ids, retracted_on=None).update(retracted_on=on)
    if told:
        audit.record(
            "cash.payments.confirmed",
            subject_kind="team.entity",
            subject_id=entity_id,
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"on": on, "applications": len(deed_ids), "taken_back": len(retracted_ids)},
        )
    return told
