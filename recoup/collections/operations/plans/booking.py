"""What plans book: interest when its installment falls due, and what is let off when a plan is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanInstallment, PlanItem
from recoup.collections.operations.plans.keeping import PROGRAM, event, keep, lift_holds, place_holds
from recoup.collections.types import Consequence, ItemRole, PlanEventKind, PlanState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.queries.numbers import ItemKey, items_by_number
from recoup.ledger.types import Account, ItemKind, NewClearing, NewItem
from recoup.team import queries as team

SOURCE = "collections.plans"


class NotBooked(DomainError):
    """The ledger refuses what a plan has to book."""

    text = N_("What payment plans have to book was refused: {reason}")


@transaction.atomic
def book_plans(*, entity_id: int, on: date, actor: Actor, now: datetime) -> int:
    """Book what the plans of an entity have to book on a day, and return how many entries that were.

    Interest of a running plan is posted as an item on the date of its installment, so that a broken plan has earned
    no interest of later dates. What was to be let off is taken off when a plan is kept, against the discount account,
    and put back when a payment is taken back. May be repeated: what is booked is not booked again.

    :raises NotAllowed: the actor may not work in collections of the entity
    :raises NotBooked: the ledger refuses, because a period is closed for example
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    return (
        _post_interest(entity_id, on=on, actor=actor, now=now)
        + _let_off(entity_id, on=on, actor=actor, now=now)
        + _put_back(entity_id, on=on, actor=actor, now=now)
    )


def _post_interest(entity_id: int, *, on: date, actor: Actor, now: datetime) -> int:
    """Post the interest of the installments that have fallen due, each as an item of the customer."""
    due = PlanInstallment.objects.select_for_update(of=("self",)).select_related("plan__customer")
    rows = list(
        due.filter(
            plan__entity_id=entity_id,
            plan__state=PlanState.ACTIVE,
            due_date__lte=on,
            interest__gt=0,
            is_interest_posted=False,
        ).order_by("plan_id", "number")
    )
    if not rows:
        return 0
    posted = ledger.post_items(
        items=[_interest(row, line) for line, row in enumerate(rows, start=1)],
        source=SOURCE,
        actor=PROGRAM,
        now=now,
    )
    for refused in posted.refused:
        raise NotBooked(reason=refused.sentence)
    _join(entity_id, rows, on=on, now=now)
    PlanInstallment.objects.filter(pk__in=[row.pk for row in rows]).update(is_interest_posted=True)
    events = [
        event(row.plan, PlanEventKind.INTEREST, _told_interest(row), on=on, actor=actor, now=now)
        for row in rows
    ]
    keep(events, actor=actor, now=now)
    return len(rows)


def _interest(row: PlanInstallment, line: int) -> NewItem:
    return NewItem(
        line=line,
        entity_id=row.plan.entity_id,
        customer_number=row.plan.customer.number,
        kind=ItemKind.INTEREST,
        number=_number(row),
        part=row.number,
        reference="",
        issue_date=row.due_date,
        due_date=row.due_date,
        currency=row.plan.currency,
        amount=row.interest,
    )


def _number(row: PlanInstallment) -> str:
    return f"PLAN-{row.plan_id}"


def _told_interest(row: PlanInstallment) -> Sentence:
    amount = Money(row.interest, row.plan.currency)
    return Sentence(
        N_("Interest of {amount} for installment {number} was posted."),
        {"amount": amount, "number": row.number},
    )


def _join(entity_id: int, rows: Sequence[PlanInstallment], *, on: date, now: datetime) -> None:
    """Make the posted interest part of its plan: money that comes to it counts, and nobody chases it."""
    keys = {row: ItemKey(entity_id, ItemKind.INTEREST, _number(row), row.number) for row in rows}
    found = items_by_number(keys=keys.values())
    last = ledger_queries.last_entries(item_ids=[item.id for item in found.values()])
    items = PlanItem.objects.bulk_create(
        PlanItem(
            plan=row.plan,
            item_id=found[key].id,
            role=ItemRole.INTEREST,
            amount=row.interest,
            after_entry=last[found[key].id].entry_id,
            is_live=True,
        )
        for row, key in keys.items()
    )
    place_holds(items, on=on, actor=PROGRAM, now=now)


def _let_off(entity_id: int, *, on: date, actor: Actor, now: datetime) -> int:
    """Take off what kept plans let off, and broken ones whose terms leave it so."""
    waived = PlanItem.objects.select_related("item", "plan").filter(
        plan__entity_id=entity_id, role=ItemRole.WAIVED, booked_ref=""
    )
    stays = [
        row
        for row in waived.filter(plan__state__in=(PlanState.KEPT, PlanState.BROKEN))
        if row.plan.state == PlanState.KEPT
        or Consequence.WAIVED_COMES_BACK.value not in row.plan.consequences
    ]
    rows = [row for row in stays if row.item.amount_open > 0]
    if not rows:
        return 0
    for row in rows:
        row.booked_ref = f"{row.plan_id}:{row.item_id}:{row.plan.ended_on}"
    posted = ledger.clear_items(
        clearings=[
            NewClearing(
                row.item_id,
                Account.DISCOUNT,
                min(row.amount, row.item.amount_open),
                max(on, row.item.issue_date),
                row.booked_ref,
            )
            for row in rows
        ],
        source=SOURCE,
        actor=PROGRAM,
        now=now,
    )
    for refused in posted.refused:
        raise NotBooked(reason=refused.sentence)
    PlanItem.objects.bulk_update(rows, ["booked_ref"])
    lift_holds(rows, actor=PROGRAM, now=now)
    _tell(rows, PlanEventKind.WAIVED, N_("{amount} was let off."), on=on, actor=actor, now=now)
    return len(rows)


def _put_back(entity_id: int, *, on: date, actor: Actor, now: datetime) -> int:
    """Reverse what was let off of plans that run again."""
    booked = PlanItem.objects.select_related("plan").filter(
        plan__entity_id=entity_id, plan__state=PlanState.ACTIVE, role=ItemRole.WAIVED
    )
    rows = list(booked.exclude(booked_ref=""))
    if not rows:
        return 0
    standing = ledger_queries.standing_entries(
        entity_id=entity_id, source=SOURCE, source_refs=[row.booked_ref for row in rows]
    )
    if standing:
        ledger.reverse_cash(
            entry_ids=[one.entry_id for one in standing],
            effective_date=max(on, *(one.effective_date for one in standing)),
            reason=N_("The payment that kept the plan was taken back."),
            actor=PROGRAM,
            now=now,
        )
    for row in rows:
        row.booked_ref = ""
    PlanItem.objects.bulk_update(rows, ["booked_ref"])
    _tell(rows, PlanEventKind.WAIVED, N_("{amount} is owed again."), on=on, actor=actor, now=now)
    return len(rows)


def _tell(
    rows: Sequence[PlanItem], kind: PlanEventKind, text: str, *, on: date, actor: Actor, now: datetime
) -> None:
    """Tell once for each plan how much was let off, or is owed again."""
    plans: dict[int, Plan] = {row.plan_id: row.plan for row in rows}
    sums: dict[int, Money] = defaultdict()
    for row in rows:
        nothing = Money.zero(row.plan.currency)
        sums[row.plan_id] = sums.get(row.plan_id, nothing) + Money(row.amount, row.plan.currency)
    events = [
        event(plan, kind, Sentence(text, {"amount": sums[plan.pk]}), on=on, actor=actor, now=now)
        for plan in plans.values()
    ]
    keep(events, actor=actor, now=now)
