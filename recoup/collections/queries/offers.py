"""Offers: before they are made, in lists, one with its history, and what all of them cost and brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from recoup.collections import permissions
from recoup.collections.models import Offer, OfferItem
from recoup.collections.queries.plans.preview import ItemNotForPlan, NoItems, live_plan_of
from recoup.collections.rules_offers import OFFERS
from recoup.collections.types import (
    NewOffer,
    OfferDetail,
    OfferEventLine,
    OfferFilter,
    OfferItemLine,
    OfferKind,
    OfferLine,
    OfferPage,
    OfferPreview,
    OffersEffect,
    OfferState,
)
from recoup.engines.offers import Priced, price
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemKind, ItemLine
from recoup.parties import queries as parties
from recoup.rulebook import queries as rulebook
from recoup.rulebook.types import RuleValue
from recoup.team import queries as team


class TooMuchGivenUp(DomainError):
    """The rules let nobody give up so much."""

    text = N_("{percent} percent is more than the {most} percent that the rules let anybody give up.")


class NotLateEnough(DomainError):
    """A settlement is for what is long overdue."""

    text = N_("{number} is not overdue by {days} days yet: there is no settlement of it.")


class ValidTooLong(DomainError):
    """The offer would be good for too long, or not at all."""

    text = N_("An offer is good for 1 to {days} days.")


@dataclass(frozen=True, slots=True)
class OfferedItems:
    """The items of an offer as they stand, and the entity that they are of."""

    entity_id: int
    items: tuple[ItemLine, ...]


def preview_offer(*, new: NewOffer, on: date, actor: Actor) -> OfferPreview:
    """Return the price of an offer if it were made today, and why a second person would have to approve it.

    :raises NotFound: there is no such customer or item for the actor
    :raises NotAllowed: the actor may not work in collections of the entity
    :raises ItemNotForPlan: an item can't be part of it
    :raises DomainError: the rules let nobody make it; the sentence says why
    """
    offered = offered_items(new=new, on=on, actor=actor)
    found = rulebook.resolve(kind=OFFERS, on=on, entity_id=offered.entity_id, customer_id=new.customer_id)
    rule = found.value
    to_pay = None if new.to_pay is None else Money(new.to_pay, new.currency)
    priced = price([item.amount_open for item in offered.items], percent=new.percent, to_pay=to_pay)
    _require_allowed(new, priced, offered.items, rule, on)
    return OfferPreview(priced, found.why, tuple(_reasons_to_ask(priced, rule)))


def offered_items(*, new: NewOffer, on: date, actor: Actor) -> OfferedItems:
    """Return the items of an offer, the oldest due first, checked one by one.

    :raises DomainError: as for `preview_offer`
    """
    customer = parties.get_customer(customer_id=new.customer_id, actor=actor).customer
    team.require(actor=actor, permission=permissions.WORK, entity_id=customer.entity_id)
    if not new.item_ids:
        raise NoItems
    listed = ledger.items_of_customer(customer_ids=[new.customer_id], actor=actor, on=on, only_open=False)
    items = tuple(item for item in listed if item.id in set(new.item_ids))
    if len(items) != len(set(new.item_ids)):
        raise NotFound
    in_plans = live_plan_of(new.item_ids)
    live = OfferItem.objects.filter(item_id__in=new.item_ids, is_live=True)
    in_offers = dict(live.values_list("item_id", "offer_id"))
    for item in items:
        if (reason := _doubt(item, new.currency, in_plans, in_offers)) is not None:
            raise ItemNotForPlan(number=item.number, reason=reason)
    return OfferedItems(customer.entity_id, items)


def offers_page(*, wanted: OfferFilter, page: int, size: int, actor: Actor) -> OfferPage:
    """Return a page (from 1) of the offers that the actor may read, the newest first."""
    found = _readable(actor).filter(entity_id__in=wanted.entity_ids)
    if wanted.states is not None:
        found = found.filter(state__in=wanted.states)
    if wanted.customer_id is not None:
        found = found.filter(customer_id=wanted.customer_id)
    rows = found.order_by("-id")[(page - 1) * size : page * size]
    return OfferPage(tuple(map(_line, rows)), found.count())


def get_offer(*, offer_id: int, actor: Actor) -> OfferDetail:
    """Return an offer with its items and all that happened to it.

    :raises NotFound: there is no such offer for the actor
    """
    offer = _readable(actor).filter(pk=offer_id).prefetch_related("events").first()
    if offer is None:
        raise NotFound
    return OfferDetail(
        line=_line(offer),
        note=offer.note,
        rule=Sentence.from_json(offer.rule),
        items=tuple(
            OfferItemLine(
                row.item_id,
                row.item.number,
                Money(row.amount, offer.currency),
                Money(row.discount, offer.currency),
            )
            for row in offer.items.select_related("item").order_by("pk")
        ),
        events=tuple(
            OfferEventLine(
                OfferState(row.state), row.on, Sentence.from_json(row.told), row.note, row.by_name, row.at
            )
            for row in sorted(offer.events.all(), key=lambda row: -row.pk)
        ),
        approval_id=offer.approval_id,
    )


def offers_effect(
    *, entity_ids: frozenset[int], since: date, on: date, actor: Actor
) -> tuple[OffersEffect, ...]:
    """Return what the offers made since a day cost and brought, by currency.

    Money came earlier when it came before the due date moved by the customer's habit of the year before `since`.
    Customers without a habit, and items overdue beyond it when they were offered, are not compared.
    """
    offers = list(
        _readable(actor).filter(entity_id__in=entity_ids, offered_on__gte=since, offered_on__lte=on)
    )
    taken = [offer for offer in offers if offer.state == OfferState.TAKEN]
    habits = ledger.payment_habits(customer_ids={offer.customer_id for offer in taken}, as_of=since)
    items: dict[int, list[OfferItem]] = defaultdict(list)
    for row in OfferItem.objects.filter(offer__in=taken).select_related("item"):
        items[row.offer_id].append(row)
    compared: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    for offer in taken:
        habit = habits.get((offer.customer_id, offer.currency))
        if habit is not None and offer.ended_on is not None:
            compared[offer.currency].extend(
                _compared(items[offer.pk], offer.offered_on, offer.ended_on, round(habit.days_late))
            )
    return tuple(
        _effect(currency, offers, compared[currency])
        for currency in sorted({offer.currency for offer in offers})
    )


def _compared(
    rows: Sequence[OfferItem], offered_on: date, taken_on: date, days_late: int
) -> Iterator[tuple[Decimal, int]]:
    """Yield of each item what was paid, and by how many days before it was to be expected."""
    for row in rows:
        if row.item.due_date is not None:
            expected = row.item.due_date + timedelta(days=days_late)
            if expected >= offered_on:
                yield row.amount - row.discount, (expected - taken_on).days


def _effect(currency: str, offers: Sequence[Offer], compared: Sequence[tuple[Decimal, int]]) -> OffersEffect:
    ours = [offer for offer in offers if offer.currency == currency]
    taken = [offer for offer in ours if offer.state == OfferState.TAKEN]
    weight = sum((amount for amount, _ in compared), start=Decimal(0))
    days = sum((amount * day for amount, day in compared), start=Decimal(0))
    return OffersEffect(
        currency=currency,
        made=len(ours),
        taken=len(taken),
        received=total((Money(offer.to_pay, currency) for offer in taken), currency=currency),
        given=total((Money(offer.given or Decimal(0), currency) for offer in taken), currency=currency),
        amount_compared=Money(weight, currency),
        days_earlier=(days / weight).quantize(Decimal("0.1")) if weight else None,
    )


def _doubt(
    item: ItemLine, currency: str, in_plans: dict[int, int], in_offers: dict[int, int]
) -> Sentence | None:
    """Return why an item can't be part of an offer, if it can't."""
    if item.amount_open.currency != currency:
        return Sentence(N_("it is in another currency."))
    if item.is_reversed or not item.amount_open.is_positive() or item.kind is ItemKind.CHEQUE:
        return Sentence(N_("nothing of it is owed."))
    if item.id in in_plans:
        return Sentence(N_("it is in payment plan {plan} already."), {"plan": in_plans[item.id]})
    if item.id in in_offers:
        return Sentence(N_("it is in offer {offer} already."), {"offer": in_offers[item.id]})
    return None


def _require_allowed(
    new: NewOffer, priced: Priced, items: Sequence[ItemLine], rule: RuleValue, on: date
) -> None:
    """Refuse what the rules let nobody offer."""
    is_settlement = new.kind is OfferKind.SETTLEMENT
    most = rule.decimal("settlement_max" if is_settlement else "discount_max")
    if priced.percent > most:
        raise TooMuchGivenUp(percent=priced.percent.quantize(Decimal("0.01")), most=most)
    days = rule.whole("settlement_days")
    for item in items if is_settlement else ():
        if item.due_date is None or (on - item.due_date).days < days:
            raise NotLateEnough(number=item.number, days=days)
    longest = rule.whole("days_valid_max")
    if not on <= new.valid_until <= on + timedelta(days=longest):
        raise ValidTooLong(days=longest)


def _reasons_to_ask(priced: Priced, rule: RuleValue) -> Iterator[Sentence]:
    """Yield why a second person has to approve the offer."""
    limit = rule.money("approve_above", priced.debt.currency)
    if priced.discount > limit:
        yield Sentence(
            N_("{discount} is given up, more than the {limit} that need no approval."),
            {"discount": priced.discount, "limit": limit},
        )
    most = rule.decimal("unasked_max")
    if priced.percent > most:
        yield Sentence(
            N_("{percent} percent is more than the {limit} percent that need no approval."),
            {"percent": priced.percent.quantize(Decimal("0.01")), "limit": most},
        )


def _readable(actor: Actor) -> QuerySet[Offer]:
    return Offer.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))


def _line(offer: Offer) -> OfferLine:
    return OfferLine(
        id=offer.pk,
        entity_id=offer.entity_id,
        customer_id=offer.customer_id,
        kind=OfferKind(offer.kind),
        state=OfferState(offer.state),
        debt=Money(offer.debt, offer.currency),
        to_pay=Money(offer.to_pay, offer.currency),
        offered_on=offer.offered_on,
        valid_until=offer.valid_until,
        ended_on=offer.ended_on,
        given=None if offer.given is None else Money(offer.given, offer.currency),
        made_by=offer.made_by,
    )
