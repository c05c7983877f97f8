"""A plan before it is made: what the rules say, the schedule, and why it would need an approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.collections import permissions
from recoup.collections.models import Plan, PlanItem
from recoup.collections.rules_plans import PLANS
from recoup.collections.types import Consequence, ItemRole, NewPlan, PlanPreview, PlanTerms
from recoup.engines import plans as engine
from recoup.engines.plans import DefaultTerms, MonthCalendar, PlanRequest, Rhythm
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import calendar_for
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import HoldReason, ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team


class NoItems(DomainError):
    """No item was chosen."""

    text = N_("Choose what is to be paid in installments.")


class ItemNotForPlan(DomainError):
    """An item can't be part of a plan or offer: it is settled, in another currency, disputed, or in a plan already."""

    text = N_("{number} can't be part of it: {reason}")


@dataclass(frozen=True, slots=True)
class ChosenItems:
    """The items of a plan as they stand: those to be paid, and those let off when it is kept."""

    entity_id: int
    debts: tuple[ItemLine, ...]
    waived: tuple[ItemLine, ...]

    def amount(self, items: Sequence[ItemLine], currency: str) -> Money:
        """Return what is open of `items` together."""
        return total((item.amount_open for item in items), currency=currency)


def preview_plan(*, new: NewPlan, on: date, actor: Actor) -> PlanPreview:
    """Return the schedule that a plan would have if it were made today, with the terms and what needs an approval.

    Interest runs from `on`. Business days are those of the entity's country.

    :raises NotFound: there is no such customer or item for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises NoItems: nothing is to be paid
    :raises ItemNotForPlan: an item can't be part of it
    :raises PlanRefused: no plan can be made of this; the sentence says why
    """
    chosen = chosen_items(new=new, on=on, actor=actor)
    entity = team.get_entity(actor=actor, entity_id=chosen.entity_id)
    terms = plan_terms(entity_id=entity.id, customer_id=new.customer_id, currency=new.currency, on=on)
    schedule = engine.build(
        PlanRequest(
            debt=chosen.amount(chosen.debts, new.currency),
            first_date=new.first_date,
            rhythm=new.rhythm,
            calendar=calendar_for(entity.country),
            interest_from=on,
            count=new.count,
            affordable=_money(new.affordable, new.currency),
            first_payment=_money(new.first_payment, new.currency),
            annual_rate=new.annual_rate,
            months=new.months,
        )
    )
    waived = chosen.amount(chosen.waived, new.currency)
    preview = PlanPreview(schedule, terms, waived, ())
    return PlanPreview(schedule, terms, waived, tuple(_reasons_to_ask(preview, new, on)))


def chosen_items(*, new: NewPlan, on: date, actor: Actor) -> ChosenItems:
    """Return the items of a plan, the oldest due first, checked one by one.

    :raises DomainError: as for `preview_plan`
    """
    customer = parties.get_customer(customer_id=new.customer_id, actor=actor).customer
    team.require(actor=actor, permission=permissions.WORK, entity_id=customer.entity_id)
    if not new.item_ids:
        raise NoItems
    wanted = {*new.item_ids, *new.waived_ids}
    listed = ledger.items_of_customer(customer_ids=[new.customer_id], actor=actor, on=on, only_open=False)
    items = {item.id: item for item in listed if item.id in wanted}
    if len(items) != len(wanted):
        raise NotFound
    in_plans = live_plan_of(wanted)
    for item in items.values():
        if (reason := _doubt(item, new.currency, in_plans.get(item.id))) is not None:
            raise ItemNotForPlan(number=item.number, reason=reason)
    waived = set(new.waived_ids)
    return ChosenItems(
        customer.entity_id,
        tuple(item for item in items.values() if item.id not in waived),
        tuple(item for item in items.values() if item.id in waived),
    )


def live_plan_of(item_ids: Iterable[int]) -> dict[int, int]:
    """Return the active plan of each item that is in one."""
    live = PlanItem.objects.filter(item_id__in=list(item_ids), is_live=True)
    return dict(live.values_list("item_id", "plan_id"))


def plan_terms(*, entity_id: int, customer_id: int, currency: str, on: date) -> PlanTerms:
    """Return what the rules say of plans with a customer on a day.

    :raises NotFound: there is no such entity
    """
    found = rulebook.resolve(kind=PLANS, on=on, entity_id=entity_id, customer_id=customer_id)
    rule = found.value
    return PlanTerms(
        default=DefaultTerms(rule.whole("grace_days"), rule.whole("missed_max"), rule.whole("days_max")),
        consequences=tuple(Consequence(code) for code in rule.codes("consequences")),
        approve_above=rule.money("approve_above", currency),
        installments_unasked=rule.whole("installments_unasked"),
        days_unasked=rule.whole("days_unasked"),
        suggested_rate=rule.decimal("annual_rate"),
        rule=found.why,
    )


def draft_of(*, plan_id: int, actor: Actor) -> NewPlan:
    """Return how a plan was asked for, to make another one of it.

    :raises NotFound: there is no such plan for the actor
    """
    plan = Plan.objects.filter(
        pk=plan_id, entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ)
    ).first()
    if plan is None:
        raise NotFound
    items = list(plan.items.exclude(role=ItemRole.INTEREST).values_list("item_id", "role"))
    return NewPlan(
        customer_id=plan.customer_id,
        currency=plan.currency,
        item_ids=tuple(item_id for item_id, role in items if role == ItemRole.DEBT),
        first_date=date.fromisoformat(plan.asked["first_date"]),
        rhythm=Rhythm(plan.rhythm),
        count=plan.asked["count"],
        affordable=_decimal(plan.asked["affordable"]),
        first_payment=_decimal(plan.asked["first_payment"]),
        annual_rate=plan.annual_rate,
        months=MonthCalendar(plan.months),
        waived_ids=tuple(item_id for item_id, role in items if role == ItemRole.WAIVED),
        note=plan.note,
    )


def _doubt(item: ItemLine, currency: str, plan_id: int | None) -> Sentence | None:
    """Return why an item can't be part of a plan, if it can't."""
    if item.amount_open.currency != currency:
        return Sentence(N_("it is in another currency."))
    if item.is_reversed or not item.amount_open.is_positive() or item.kind is ItemKind.CHEQUE:
        return Sentence(N_("nothing of it is owed."))
    if plan_id is not None:
        return Sentence(N_("it is in payment plan {plan} already."), {"plan": plan_id})
    if item.held_reason == HoldReason.DISPUTED.label:
        return Sentence(N_("it is disputed. Settle the dispute first."))
    return None


def _reasons_to_ask(preview: PlanPreview, new: NewPlan, on: date) -> Iterator[Sentence]:
    """Yield why a second person has to approve the plan."""
    schedule, terms = preview.schedule, preview.terms
    if schedule.debt > terms.approve_above:
        yield Sentence(
            N_("The debt of {debt} is above {limit}, up to which plans need no approval."),
            {"debt": schedule.debt, "limit": terms.approve_above},
        )
    count = len(schedule.installments)
    if count > terms.installments_unasked:
        yield Sentence(
            N_("{count} installments are more than the {limit} that need no approval."),
            {"count": count, "limit": terms.installments_unasked},
        )
    if (schedule.last_date - on).days > terms.days_unasked:
        yield Sentence(
            N_("It lasts until {last_date}, longer than the {limit} days that need no approval."),
            {"last_date": schedule.last_date, "limit": terms.days_unasked},
        )
    if new.annual_rate < terms.suggested_rate:
        yield Sentence(
            N_("Interest of {rate} percent is below the {limit} percent that the rules propose."),
            {"rate": new.annual_rate, "limit": terms.suggested_rate},
        )
    if preview.waived.is_positive():
        yield Sentence(N_("{amount} is let off when the plan is kept."), {"amount": preview.waived})


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
