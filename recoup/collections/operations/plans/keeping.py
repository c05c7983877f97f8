"""What every act on a plan needs: the plan under a lock, its history, its holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanEvent, PlanItem
from recoup.collections.types import PlanEventKind, PlanState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import HoldReason
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team
from recoup.team.fingerprints import fingerprint

SUBJECT = "collections.plan"
PROGRAM = Actor.program("payment plans")
NOTE_LENGTH = 500


class PlanNotSo(DomainError):
    """The plan stands where this can't be done with it."""

    text = N_("This can't be done with payment plan {plan}: {state}.")


class ReasonMissing(DomainError):
    """Nothing says why."""

    text = N_("Say why.")


def locked_plan(plan_id: int, *, states: Collection[PlanState], actor: Actor, permission: str) -> Plan:
    """Return a plan that stands in one of `states`, locked until the transaction ends.

    :raises NotFound: there is no such plan for the actor
    :raises NotAllowed: the actor lacks the permission in the entity
    :raises PlanNotSo: it stands elsewhere
    """
    plan = Plan.objects.select_for_update().filter(pk=plan_id).first()
    if plan is None or plan.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    team.require(actor=actor, permission=permission, entity_id=plan.entity_id)
    if plan.state not in states:
        raise PlanNotSo(plan=plan.pk, state=Sentence(PlanState(plan.state).label))
    return plan


def event(
    plan: Plan,
    kind: PlanEventKind,
    told: Sentence,
    *,
    on: date,
    actor: Actor,
    now: datetime,
    note: str = "",
) -> PlanEvent:
    """Return a line of a plan's history, to be written with others."""
    return PlanEvent(
        plan=plan,
        kind=kind,
        on=on,
        told=told.to_json(),
        note=note.strip()[:NOTE_LENGTH],
        by_id=actor.id,
        by_name=actor.name,
        at=now,
    )


def keep(events: Iterable[PlanEvent], *, actor: Actor, now: datetime) -> None:
    """Write lines of history, and the same into the audit trail."""
    rows = PlanEvent.objects.bulk_create(events)
    kinds = {row.kind for row in rows}
    for kind in sorted(kinds):
        audit.record_many(
            f"collections.plan.{PlanEventKind(kind).value.lower()}",
            subject_kind=SUBJECT,
            deeds=[
                Deed(row.plan_id, row.plan.entity_id, None, {"on": row.on, "note": row.note})
                for row in rows
                if row.kind == kind
            ],
            actor=actor,
            at=now,
        )


def place_holds(items: Iterable[PlanItem], *, on: date, actor: Actor, now: datetime) -> None:
    """Hold items in the ledger so that nobody chases them while their plans run."""
    rows = sorted(items, key=lambda row: row.item_id)
    if not rows:
        return
    holds = ledger.place_item_holds(
        item_ids=[row.item_id for row in rows],
        reason=HoldReason.PLAN,
        note=", ".join(str(plan_id) for plan_id in sorted({row.plan_id for row in rows}))[:NOTE_LENGTH],
        from_date=on,
        until_date=None,
        actor=actor,
        now=now,
    )
    for row, hold_id in zip(rows, holds, strict=True):
        row.hold_id = hold_id
    PlanItem.objects.bulk_update(rows, ["hold_id"])


def lift_holds(items: Iterable[PlanItem], *, actor: Actor, now: datetime) -> None:
    """Let items be chased again."""
    holds = [row.hold_id for row in items if row.hold_id is not None]
    if holds:
        ledger.lift_item_holds(hold_ids=holds, actor=actor, now=now)


def plan_fingerprint(*, plan_id: int) -> str:
    """Return what an approval was given for: it no longer holds when an item has moved, or the plan has ended.

    :raises NotFound: there is no such plan
    """
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotFound
    items = plan.items.order_by("item_id").values_list("item_id", "item__amount_open")
    is_open = plan.state in (PlanState.DRAFT, PlanState.ASKED)
    return fingerprint({"plan": plan.pk, "is_open": is_open, "items": [list(item) for item in items]})


def lock_items(item_ids: Collection[int]) -> dict[int, ledger_queries.LockedItem]:
    """Lock the ledger's items before any plan, as cash does, so that nobody waits for the other in a circle."""
    return dict(ledger_queries.locked_items(item_ids=item_ids))
