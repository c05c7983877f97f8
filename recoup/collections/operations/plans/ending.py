"""A plan is revoked by a person, or its signed copy is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.operations.plans.keeping import (
    ReasonMissing,
    event,
    keep,
    lift_holds,
    locked_plan,
)
from recoup.collections.types import PlanEventKind, PlanRef, PlanState
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.storage import operations as storage
from recoup.plumbing.storage.types import StoredFileRef

_OPEN = (PlanState.DRAFT, PlanState.ASKED, PlanState.ACTIVE)


@transaction.atomic
def revoke_plan(*, plan_id: int, reason: str, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Revoke a plan that is not over; the items of a running one are chased again, where they stood.

    :raises NotFound: there is no such plan for the actor
    :raises NotAllowed: the actor may not work in collections of the entity, or not hold items
    :raises PlanNotSo: it is over
    :raises ReasonMissing: no reason is given
    """
    plan = locked_plan(plan_id, states=_OPEN, actor=actor, permission=permissions.WORK)
    if not reason.strip():
        raise ReasonMissing
    if plan.state == PlanState.ACTIVE:
        lift_holds(plan.items.all(), actor=actor, now=now)
    plan.state, plan.ended_on = PlanState.REVOKED, on
    plan.save(update_fields=["state", "ended_on"])
    told = Sentence(N_("The plan was revoked."))
    revoked = event(plan, PlanEventKind.REVOKED, told, on=on, actor=actor, now=now, note=reason)
    keep([revoked], actor=actor, now=now)
    return PlanRef(plan.pk, PlanState.REVOKED)


@transaction.atomic
def keep_signed_copy(
    *, plan_id: int, name: str, media_type: str, content: bytes, on: date, actor: Actor, now: datetime
) -> StoredFileRef:
    """Keep the signed agreement of a plan; a later copy takes the place of an earlier one, which stays in the store.

    :raises NotFound: there is no such plan for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises PlanNotSo: the plan is revoked
    """
    states = (*_OPEN, PlanState.KEPT, PlanState.BROKEN)
    plan = locked_plan(plan_id, states=states, actor=actor, permission=permissions.WORK)
    kept = storage.store(name=name, media_type=media_type, content=content, actor=actor, now=now)
    plan.signed_copy_id = kept.id
    plan.save(update_fields=["signed_copy"])
    told = Sentence(N_("The signed agreement was filed as {name}."), {"name": kept.name})
    keep([event(plan, PlanEventKind.SIGNED, told, on=on, actor=actor, now=now)], actor=actor, now=now)
    return kept
