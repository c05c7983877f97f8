"""Plans in lists, and one with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanEvent, PlanInstallment, PlanItem
from recoup.collections.queries.plans.preview import live_plan_of
from recoup.collections.types import (
    Consequence,
    InstallmentLine,
    ItemRole,
    PlanDetail,
    PlanEventKind,
    PlanEventLine,
    PlanFilter,
    PlanItemLine,
    PlanLine,
    PlanPage,
    PlanState,
)
from recoup.engines.plans import DefaultTerms, InstallmentState, MonthCalendar, Rhythm
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.ledger import queries as ledger
from recoup.team import queries as team

__all__ = ["get_plan", "live_plan_of", "plans_of_items", "plans_page"]


def plans_page(*, wanted: PlanFilter, page: int, size: int, actor: Actor) -> PlanPage:
    """Return a page (from 1) of the plans that the actor may read, the newest first."""
    found = _readable(actor).filter(entity_id__in=wanted.entity_ids)
    if wanted.states is not None:
        found = found.filter(state__in=wanted.states)
    if wanted.customer_id is not None:
        found = found.filter(customer_id=wanted.customer_id)
    if wanted.only_missed:
        missed = PlanInstallment.objects.filter(state=InstallmentState.MISSED)
        found = found.filter(state=PlanState.ACTIVE, pk__in=missed.values("plan_id"))
    rows = found.order_by("-id")[(page - 1) * size : page * size]
    return PlanPage(tuple(map(_line, rows.prefetch_related("installments"))), found.count())


def get_plan(*, plan_id: int, actor: Actor) -> PlanDetail:
    """Return a plan with its items as they stand now, its installments, and all that happened to it.

    :raises NotFound: there is no such plan for the actor
    """
    plan = _readable(actor).filter(pk=plan_id).prefetch_related("installments", "items", "events").first()
    if plan is None:
        raise NotFound
    return PlanDetail(
        line=_line(plan),
        annual_rate=plan.annual_rate,
        rhythm=Rhythm(plan.rhythm),
        months=MonthCalendar(plan.months),
        terms=DefaultTerms(plan.grace_days, plan.missed_max, plan.days_max),
        consequences=tuple(Consequence(code) for code in plan.consequences),
        rule=Sentence.from_json(plan.rule),
        explained=tuple(Sentence.from_json(told) for told in plan.explained),
        note=plan.note,
        items=tuple(_items(list(plan.items.all()), plan.currency, actor)),
        events=tuple(_event(event) for event in sorted(plan.events.all(), key=lambda event: -event.pk)),
        approval_id=plan.approval_id,
        replaces_id=plan.replaces_id,
        signed_copy_id=plan.signed_copy_id,
    )


def plans_of_items(*, item_ids: Iterable[int], actor: Actor) -> dict[int, PlanLine]:
    """Return the active plan of each item that is in one, of those that the actor may read."""
    plan_of = live_plan_of(item_ids)
    rows = _readable(actor).filter(pk__in=set(plan_of.values())).prefetch_related("installments")
    lines = {row.pk: _line(row) for row in rows}
    return {item_id: lines[plan_id] for item_id, plan_id in plan_of.items() if plan_id in lines}


def _readable(actor: Actor) -> QuerySet[Plan]:
    return Plan.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))


def _line(plan: Plan) -> PlanLine:
    installments = sorted(plan.installments.all(), key=lambda row: row.number)
    return PlanLine(
        id=plan.pk,
        entity_id=plan.entity_id,
        customer_id=plan.customer_id,
        state=PlanState(plan.state),
        debt=Money(plan.debt, plan.currency),
        interest=Money(plan.interest, plan.currency),
        waived=Money(plan.waived, plan.currency),
        made_by=plan.made_by,
        made_on=plan.made_on,
        began_on=plan.began_on,
        ended_on=plan.ended_on,
        installments=tuple(_installment(row, plan.currency) for row in installments),
    )


def _installment(row: PlanInstallment, currency: str) -> InstallmentLine:
    return InstallmentLine(
        number=row.number,
        due_date=row.due_date,
        principal=Money(row.principal, currency),
        interest=Money(row.interest, currency),
        amount_paid=Money(row.amount_paid, currency),
        paid_on=row.paid_on,
        state=InstallmentState(row.state),
    )


def _items(rows: Iterable[PlanItem], currency: str, actor: Actor) -> Iterable[PlanItemLine]:
    listed = list(rows)
    items = ledger.items_by_id(item_ids=[row.item_id for row in listed], actor=actor)
    for row in sorted(listed, key=lambda row: row.pk):
        if (item := items.get(row.item_id)) is not None:
            yield PlanItemLine(
                item_id=item.id,
                number=item.number if item.part == 1 else f"{item.number}/{item.part}",
                due_date=item.due_date,
                role=ItemRole(row.role),
                amount=Money(row.amount, currency),
                amount_open=item.amount_open,
            )


def _event(row: PlanEvent) -> PlanEventLine:
    return PlanEventLine(
        PlanEventKind(row.kind), row.on, Sentence.from_json(row.told), row.note, row.by_name, row.at
    )
