"""Making the draft of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanInstallment, PlanItem
from recoup.collections.operations.plans.keeping import event, keep, locked_plan
from recoup.collections.queries.plans.preview import ChosenItems, chosen_items, preview_plan
from recoup.collections.types import ItemRole, NewPlan, PlanEventKind, PlanPreview, PlanRef, PlanState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import ItemLine

_NOTE_LENGTH = 500


@transaction.atomic
def draft_plan(*, new: NewPlan, on: date, actor: Actor, now: datetime) -> PlanRef:
    """Make the draft of a plan as the preview shows it; a draft that it replaces is revoked. Nothing is held yet.

    The terms of default are those of the rules in force on `on`, and stay with the plan.

    :raises NotFound: there is no such customer, item or draft for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises DomainError: as for `preview_plan`
    """
    preview = preview_plan(new=new, on=on, actor=actor)
    chosen = chosen_items(new=new, on=on, actor=actor)
    if new.replaces_id is not None:
        _replace(new, on=on, actor=actor, now=now)
    plan = _plan(new, preview, chosen, on=on, actor=actor, now=now)
    plan.save()
    PlanItem.objects.bulk_create(
        PlanItem(plan=plan, item_id=item.id, role=role, amount=item.amount_open.amount)
        for role, items in _by_role(chosen)
        for item in items
    )
    PlanInstallment.objects.bulk_create(
        PlanInstallment(
            plan=plan,
            number=one.number,
            due_date=one.due_date,
            principal=one.principal.amount,
            interest=one.interest.amount,
        )
        for one in preview.schedule.installments
    )
    told = Sentence(
        N_("A plan for {debt} in {count} installments was made."),
        {"debt": preview.schedule.debt, "count": len(preview.schedule.installments)},
    )
    keep([event(plan, PlanEventKind.MADE, told, on=on, actor=actor, now=now)], actor=actor, now=now)
    return PlanRef(plan.pk, PlanState.DRAFT)


def _plan(
    new: NewPlan, preview: PlanPreview, chosen: ChosenItems, *, on: date, actor: Actor, now: datetime
) -> Plan:
    default = preview.terms.default
    return Plan(
        entity_id=chosen.entity_id,
        customer_id=new.customer_id,
        currency=new.currency,
        debt=preview.schedule.debt.amount,
        interest=preview.schedule.interest.amount,
        waived=preview.waived.amount,
        annual_rate=new.annual_rate,
        rhythm=new.rhythm,
        months=new.months,
        asked={
            "first_date": new.first_date.isoformat(),
            "count": new.count,
            "affordable": None if new.affordable is None else str(new.affordable),
            "first_payment": None if new.first_payment is None else str(new.first_payment),
        },
        explained=[sentence.to_json() for sentence in preview.schedule.explained],
        grace_days=default.grace_days,
        missed_max=default.missed_max,
        days_max=default.days_max,
        consequences=[one.value for one in preview.terms.consequences],
        rule=preview.terms.rule.to_json(),
        note=new.note.strip()[:_NOTE_LENGTH],
        replaces_id=new.replaces_id,
        made_by=actor.name,
        made_at=now,
        made_on=on,
        state=PlanState.DRAFT,
    )


def _by_role(chosen: ChosenItems) -> Iterable[tuple[ItemRole, tuple[ItemLine, ...]]]:
    return ((ItemRole.DEBT, chosen.debts), (ItemRole.WAIVED, chosen.waived))


def _replace(new: NewPlan, *, on: date, actor: Actor, now: datetime) -> None:
    """Revoke the draft in whose place the new one comes."""
    assert new.replaces_id is not None
    states = (PlanState.DRAFT, PlanState.ASKED)
    old = locked_plan(new.replaces_id, states=states, actor=actor, permission=permissions.WORK)
    if old.customer_id != new.customer_id:
        raise NotFound
    old.state, old.ended_on = PlanState.REVOKED, on
    old.save(update_fields=["state", "ended_on"])
    told = Sentence(N_("Another plan was made in place of this one."))
    keep([event(old, PlanEventKind.REVOKED, told, on=on, actor=actor, now=now)], actor=actor, now=now)
