"""The ways out that the rules leave for a customer, with the cash to be expected of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from recoup.collections import permissions
from recoup.collections.queries.offers import preview_offer
from recoup.collections.queries.plans.preview import preview_plan
from recoup.collections.rules_offers import OFFERS
from recoup.collections.types import (
    ExpectedCash,
    NewOffer,
    NewPlan,
    OfferKind,
    Solution,
    SolutionKind,
)
from recoup.engines.plans import Rhythm
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team

_PLANS = (3, 6, 12)
_FIRST_AFTER = timedelta(days=14)


def solutions(*, customer_id: int, currency: str, on: date, actor: Actor) -> tuple[Solution, ...]:
    """Return the ways out for what a customer owes in a currency and has in no plan or offer; empty if that is nothing.

    The plans are of 3, 6 and 12 months from two weeks on; discount and settlement are the most that the rules let
    anybody give up, paid on the last day. What the customer pays as usual is its due dates moved by its habit of a
    year; without a habit that line is missing. Legal action comes last, without figures. Nothing of it is kept: a plan,
    an offer or a proposal is made of what is chosen.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    """
    customer = parties.get_customer(customer_id=customer_id, actor=actor).customer
    team.require(actor=actor, permission=permissions.WORK, entity_id=customer.entity_id)
    items = owed_items(customer_id=customer_id, currency=currency, on=on, actor=actor)
    if not items:
        return ()
    rule = rulebook.resolve(kind=OFFERS, on=on, entity_id=customer.entity_id, customer_id=customer_id).value
    until = on + timedelta(days=rule.whole("days_valid_max"))
    made = [
        *_as_usual(items, customer_id, currency, on),
        *_plans(items, customer_id, currency, on, actor),
        *_offer(items, SolutionKind.DISCOUNT, rule.decimal("discount_max"), until, on, actor),
        *_offer(items, SolutionKind.SETTLEMENT, rule.decimal("settlement_max"), until, on, actor),
        _legal(currency),
    ]
    return tuple(made)


def owed_items(*, customer_id: int, currency: str, on: date, actor: Actor) -> list[ItemLine]:
    """Return what a customer owes in a currency and has in no plan or offer, and nobody holds."""
    found = ledger.items_of_customer(customer_ids=[customer_id], actor=actor, on=on)
    return [line for line in found if _is_owed(line, currency)]


def _legal(currency: str) -> Solution:
    told = Sentence(N_("What a court brings, when, and at what cost is not known here: the manager decides."))
    return Solution(SolutionKind.LEGAL, 0, (), Money.zero(currency), False, told)


def _is_owed(line: ItemLine, currency: str) -> bool:
    is_claim = line.amount_open.is_positive() and line.kind is not ItemKind.CHEQUE
    return is_claim and line.amount_open.currency == currency and not line.held_reason


def _as_usual(items: Sequence[ItemLine], customer_id: int, currency: str, on: date) -> Iterator[Solution]:
    habit = ledger.payment_habits(customer_ids=[customer_id], as_of=on).get((customer_id, currency))
    if habit is None:
        return
    days = round(habit.days_late)
    cash = tuple(
        ExpectedCash(max(line.due_date + timedelta(days=days), on), line.amount_open)
        for line in items
        if line.due_date is not None
    )
    told = Sentence(
        N_("Due dates moved by {days} days, the habit of {items} items paid within a year."),
        {"days": days, "items": habit.items},
    )
    yield Solution(SolutionKind.AS_USUAL, 0, cash, Money.zero(currency), True, told)


def _plans(
    items: Sequence[ItemLine], customer_id: int, currency: str, on: date, actor: Actor
) -> Iterator[Solution]:
    for count in _PLANS:
        wish = NewPlan(
            customer_id=customer_id,
            currency=currency,
            item_ids=tuple(line.id for line in items),
            first_date=on + _FIRST_AFTER,
            rhythm=Rhythm.MONTHLY,
            count=count,
        )
        try:
            preview = preview_plan(new=wish, on=on, actor=actor)
        except DomainError:
            continue
        schedule = preview.schedule
        cash = tuple(ExpectedCash(one.due_date, one.amount) for one in schedule.installments)
        told = schedule.explained[0]
        is_free = not preview.approval_reasons
        yield Solution(SolutionKind.PLAN, count, cash, Money.zero(currency), is_free, told)


def _offer(
    items: Sequence[ItemLine], kind: SolutionKind, percent: Decimal, until: date, on: date, actor: Actor
) -> Iterator[Solution]:
    """Yield the offer that gives up as much as the rules let anybody, where they let it be made at all."""
    first = items[0]
    assert first.customer_id is not None
    wish = NewOffer(
        customer_id=first.customer_id,
        currency=first.amount_open.currency,
        item_ids=tuple(line.id for line in items),
        kind=OfferKind(kind.value),
        valid_until=until,
        percent=percent,
    )
    try:
        preview = preview_offer(new=wish, on=on, actor=actor)
    except DomainError:
        return
    told = Sentence(
        N_("{percent} percent off, the most that the rules allow, if paid by {day}."),
        {"percent": percent, "day": until},
    )
    cash = (ExpectedCash(until, preview.priced.to_pay),)
    yield Solution(kind, 0, cash, preview.priced.discount, not preview.approval_reasons, told)
