"""A plan is agreed: at once within the rules, or when a second person has approved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.events import PlanBegun
from recoup.collections.models import Plan, PlanItem
from recoup.collections.operations.plans.keeping import (
    SUBJECT,
    ReasonMissing,
    event,
    keep,
    lock_items,
    locked_plan,
    place_holds,
    plan_fingerprint,
)
from recoup.collections.queries.plans.preview import ItemNotForPlan, draft_of, live_plan_of, preview_plan
from recoup.collections.types import ItemRole, PlanEventKind, PlanRef, PlanState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger_queries
from recoup.plumbing import facts
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import ApprovalStatus


class DebtChanged(DomainError):
    """Money came, or the debt grew, since the plan was made."""

    text = N_("What is open of {number} has changed since this plan was made. Make the schedule anew.")


class BeginsTooLate(DomainError):
    """The first installment lies in the past."""

    text = N_("The first installment was due on {due_date}. Make the schedule anew.")


class AskedAlready(DomainError):
    """A second person has yet to decide."""

    text = N_("Payment plan {plan} waits for approval already.")


@transaction.atomic
def propose_plan(*, plan_id: int, reason: str, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Agree on a drafted plan: it runs from now on, or waits for a second person where the rules ask for one.

    A plan whose request was refused, or expired, may be proposed again. `reason` is what the second person reads.

    :raises NotFound: there is no such plan for the actor
    :raises NotAllowed: the actor may not work in collections of the entity, or not hold items
    :raises PlanNotSo: it is no draft
    :raises AskedAlready: it waits for approval
    :raises ReasonMissing: a second person has to approve it, and no reason is given
    :raises DomainError: it can't begin: an item changed, is in another plan, or the first date is over
    """
    items = _locked_items(plan_id)
    plan = locked_plan(
        plan_id, states=(PlanState.DRAFT, PlanState.ASKED), actor=actor, permission=permissions.WORK
    )
    if plan.state == PlanState.ASKED and _is_waiting(plan, actor):
        raise AskedAlready(plan=plan.pk)
    _require_beginnable(plan, items, on)
    new = draft_of(plan_id=plan_id, actor=actor)
    reasons = preview_plan(new=new, on=min(on, new.first_date), actor=actor).approval_reasons
    if not reasons:
        return _begin(plan, on=on, actor=actor, now=now)
    if not reason.strip():
        raise ReasonMissing
    return _ask(plan, reasons, reason=reason, on=on, actor=actor, now=now)


@transaction.atomic
def begin_approved_plan(*, approval_id: int, plan_id: int, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Let a plan run that a second person approved.

    :raises NotFound: there is no such plan for the actor
    :raises ApprovalRefused: the approval is missing, used or expired, or the plan's items moved since
    :raises DomainError: it can't begin: the first date is over, or an item is in another plan by now
    """
    items = _locked_items(plan_id)
    plan = locked_plan(plan_id, states=(PlanState.ASKED,), actor=actor, permission=permissions.APPROVE_PLAN)
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.APPROVE_PLAN,
        current_fingerprint=plan_fingerprint(plan_id=plan_id),
        payload=_payload(plan),
        actor=actor,
        now=now,
    )
    _require_beginnable(plan, items, on)
    return _begin(plan, on=on, actor=actor, now=now)


@transaction.atomic
def refuse_plan(*, plan_id: int, note: str, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Take a plan back to a draft because a second person did not approve it.

    :raises NotFound: there is no such plan for the actor
    :raises NotAllowed: the actor may not decide on plans in the entity
    :raises PlanNotSo: it waits for no approval
    """
    plan = locked_plan(plan_id, states=(PlanState.ASKED,), actor=actor, permission=permissions.APPROVE_PLAN)
    plan.state, plan.approval_id = PlanState.DRAFT, None
    plan.save(update_fields=["state", "approval_id"])
    told = Sentence(N_("The plan was not approved."))
    refused = event(plan, PlanEventKind.REFUSED, told, on=on, actor=actor, now=now, note=note)
    keep([refused], actor=actor, now=now)
    return PlanRef(plan.pk, PlanState.DRAFT)


def _locked_items(plan_id: int) -> dict[int, ledger_queries.LockedItem]:
    rows = PlanItem.objects.filter(plan_id=plan_id).values_list("item_id", flat=True)
    return lock_items(list(rows))


def _is_waiting(plan: Plan, actor: Actor) -> bool:
    """Return whether somebody can still approve the plan."""
    if plan.approval_id is None:
        return False
    approval = team_queries.get_approval(approval_id=plan.approval_id, actor=actor)
    return approval.status is ApprovalStatus.OPEN


def _require_beginnable(plan: Plan, items: dict[int, ledger_queries.LockedItem], on: date) -> None:
    """Refuse a plan whose items are not as they were, or which begins in the past."""
    first = plan.installments.order_by("number").values_list("due_date", flat=True)[0]
    if first < on:
        raise BeginsTooLate(due_date=first)
    rows = list(plan.items.select_related("item"))
    for row in rows:
        standing = items.get(row.item_id)
        if standing is None or standing.amount_open != row.amount:
            raise DebtChanged(number=row.item.number)
    taken = live_plan_of(row.item_id for row in rows)
    for row in rows:
        if (other := taken.get(row.item_id)) is not None:
            reason = Sentence(N_("it is in payment plan {plan} already."), {"plan": other})
            raise ItemNotForPlan(number=row.item.number, reason=reason)


def _ask(
    plan: Plan, reasons: Iterable[Sentence], *, reason: str, on: date, actor: Actor, now: datetime
) -> PlanRef:
    approval = team.ask_approval(
        kind=permissions.APPROVE_PLAN,
        entity_id=plan.entity_id,
        subject_kind=SUBJECT,
        subject_id=plan.pk,
        subject_fingerprint=plan_fingerprint(plan_id=plan.pk),
        payload=_payload(plan),
        amount=Money(plan.debt + plan.waived, plan.currency),
        reason=reason,
        actor=actor,
        now=now,
    )
    plan.state, plan.approval_id = PlanState.ASKED, approval.id
    plan.save(update_fields=["state", "approval_id"])
    events = [
        event(plan, PlanEventKind.ASKED, told, on=on, actor=actor, now=now, note=reason) for told in reasons
    ]
    keep(events, actor=actor, now=now)
    return PlanRef(plan.pk, PlanState.ASKED, approval.id)


def _payload(plan: Plan) -> dict[str, object]:
    return {
        "plan": plan.pk,
        "debt": str(plan.debt),
        "interest": str(plan.interest),
        "waived": str(plan.waived),
    }


def _begin(plan: Plan, *, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Let the plan run: its items are held, and money that comes from here on counts for it."""
    rows = list(plan.items.exclude(role=ItemRole.INTEREST))
    last = ledger_queries.last_entries(item_ids=[row.item_id for row in rows])
    for row in rows:
        row.after_entry = last[row.item_id].entry_id
    PlanItem.objects.bulk_update(rows, ["after_entry"])
    plan.state, plan.began_on, plan.checked_on = PlanState.ACTIVE, on, on
    plan.save(update_fields=["state", "began_on", "checked_on"])
    place_holds(rows, on=on, actor=actor, now=now)
    told = Sentence(
        N_("The plan runs: {amount} by {count} installments."),
        {
            "amount": Money(plan.debt + plan.interest, plan.currency),
            "count": plan.installments.count(),
        },
    )
    keep([event(plan, PlanEventKind.BEGUN, told, on=on, actor=actor, now=now)], actor=actor, now=now)
    facts.publish([_begun(plan, on)], at=now)
    return PlanRef(plan.pk, PlanState.ACTIVE)


def _begun(plan: Plan, on: date) -> PlanBegun:
    return PlanBegun(
        plan_id=plan.pk,
        entity_id=plan.entity_id,
        customer_id=plan.customer_id,
        amount=Money(plan.debt + plan.interest, plan.currency),
        payments=tuple(
            (one.due_date, Money(one.principal + one.interest, plan.currency))
            for one in plan.installments.order_by("number")
        ),
        on=on,
    )
