"""Offers: approved by a second person, booked by themselves when the money comes in time, taken back with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from recoup.collections import operations, queries
from recoup.collections.models import Offer, OfferItem
from recoup.collections.operations.offers.making import OfferNotSo, OfferReasonMissing, OfferTooLate
from recoup.collections.queries.offers import NotLateEnough, TooMuchGivenUp, ValidTooLong
from recoup.collections.queries.plans import ItemNotForPlan
from recoup.collections.types import NewOffer, OfferFilter, OfferKind, OfferState
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.models import Posting
from tests.collections.agreements import BEGIN, Debtor, at
from tests.people import PROGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D5")]
LAST = date(2026, 4, 30)


@pytest.fixture
def debtor() -> Debtor:
    return Debtor()


def given() -> Decimal:
    """Return what stands on the discount account."""
    return sum(Posting.objects.filter(account="DISCOUNT").values_list("amount", flat=True), start=Decimal(0))


def pay(debtor: Debtor, on: date, *, second: str = "476.00") -> int:
    """Pay 1176 for both invoices: 700 and the rest; return the second receipt."""
    debtor.pay("700.00", on)
    return debtor.pay(second, on, item="INV-2")


def test_money_in_time_takes_the_offer_and_books_the_discount_once(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    assert debtor.offered(offer_id).line.to_pay == Money(Decimal(1176), "EUR")
    pay(debtor, LAST)
    line = debtor.offered(offer_id).line
    assert (line.state, line.given) == (OfferState.TAKEN, Money(Decimal(24), "EUR"))
    assert debtor.books.open_amount("INV-1") == debtor.books.open_amount("INV-2") == 0
    debtor.day(LAST)
    debtor.day(date(2026, 5, 9))
    assert given() == 24
    assert not list(ledger.verify())


def test_money_that_comes_late_finds_no_offer_and_nothing_is_booked(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    pay(debtor, date(2026, 5, 1))
    assert debtor.offered(offer_id).line.state is OfferState.EXPIRED
    assert given() == 0 and debtor.books.open_amount("INV-2") == 24


def test_an_offer_expires_by_itself(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    debtor.day(LAST)
    assert debtor.offered(offer_id).line.state is OfferState.OFFERED, "the last day counts"
    debtor.day(date(2026, 5, 1))
    assert debtor.offered(offer_id).line.state is OfferState.EXPIRED


def test_too_little_takes_nothing(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    pay(debtor, LAST, second="475.99")
    assert debtor.offered(offer_id).line.state is OfferState.OFFERED and given() == 0


@pytest.mark.duty("C13")
def test_a_payment_that_is_taken_back_takes_the_discount_back(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    last = pay(debtor, date(2026, 4, 20))
    assert given() == 24
    debtor.undo(last, date(2026, 4, 22))
    assert debtor.offered(offer_id).line.state is OfferState.OFFERED
    assert given() == 0 and debtor.books.open_amount("INV-2") == 500
    debtor.pay("476.00", date(2026, 4, 25), item="INV-2")
    assert given() == 24 and debtor.offered(offer_id).line.state is OfferState.TAKEN
    assert not list(ledger.verify())


@pytest.mark.duty("C13")
def test_a_payment_taken_back_after_the_last_day_ends_the_offer(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    debtor.undo(pay(debtor, LAST), date(2026, 5, 5))
    assert debtor.offered(offer_id).line.state is OfferState.EXPIRED and given() == 0


def test_paying_more_than_offered_lets_off_only_what_is_left(debtor: Debtor) -> None:
    offer_id = debtor.offer()
    pay(debtor, LAST, second="490.00")
    assert debtor.offered(offer_id).line.given == Money(Decimal(10), "EUR")


def test_a_second_person_approves_with_a_reason_before_the_time_is_over(debtor: Debtor) -> None:
    with pytest.raises(OfferReasonMissing):
        operations.make_offer(
            new=NewOffer(
                debtor.customer_id, "EUR", debtor.items, OfferKind.DISCOUNT, LAST, percent=Decimal(1)
            ),
            reason=" ",
            on=BEGIN,
            actor=debtor.collector,
            now=at(BEGIN),
        )
    offer_id = debtor.offer(approve=False, valid_until=date(2026, 4, 15))
    detail = debtor.offered(offer_id)
    assert detail.line.state is OfferState.ASKED and detail.approval_id is not None
    with pytest.raises(OfferTooLate):
        debtor.approve(detail.approval_id, on=date(2026, 4, 16))
    debtor.day(date(2026, 4, 16))
    assert debtor.offered(offer_id).line.state is OfferState.EXPIRED


def test_an_offer_that_is_not_approved_is_refused(debtor: Debtor) -> None:
    offer_id = debtor.offer(approve=False)
    approval_id = debtor.offered(offer_id).approval_id
    assert approval_id is not None
    debtor.approve(approval_id, approve=False)
    assert debtor.offered(offer_id).line.state is OfferState.REFUSED
    pay(debtor, LAST)
    assert given() == 0


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"percent": Decimal(4)}, TooMuchGivenUp),
        ({"kind": OfferKind.SETTLEMENT, "percent": Decimal(20)}, NotLateEnough),
        ({"kind": OfferKind.SETTLEMENT, "percent": Decimal(31)}, TooMuchGivenUp),
        ({"valid_until": date(2026, 6, 1)}, ValidTooLong),
        ({"valid_until": date(2026, 4, 1)}, ValidTooLong),
    ],
)
def test_what_the_rules_let_nobody_offer(
    debtor: Debtor, asked: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        debtor.offer(**asked)  # type: ignore[arg-type]  # put together by name


def test_an_item_is_in_one_open_offer_and_in_no_plan_beside(debtor: Debtor) -> None:
    first = debtor.offer()
    with pytest.raises(ItemNotForPlan):
        debtor.offer()
    operations.end_offer(
        offer_id=first,
        by_customer=True,
        reason="Too little.",
        on=BEGIN,
        actor=debtor.collector,
        now=at(BEGIN),
    )
    with pytest.raises(OfferNotSo):
        operations.end_offer(
            offer_id=first, by_customer=False, reason="x", on=BEGIN, actor=debtor.collector, now=at(BEGIN)
        )
    debtor.agree()
    with pytest.raises(ItemNotForPlan):
        debtor.offer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.filter(pk=first).update(state="OFFERED")
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferItem.objects.update(discount=1)


def test_what_offers_cost_and_brought_is_told_honestly(debtor: Debtor) -> None:
    for number, due in (("OLD-1", date(2025, 11, 3)), ("OLD-2", date(2025, 12, 1))):
        debtor.books.invoice(number, "10.00", on=date(2025, 10, 1), due=due)
        debtor.pay("10.00", date.fromordinal(due.toordinal() + 40), item=number)
    debtor.offer()
    pay(debtor, date(2026, 4, 20))
    entity_ids = frozenset({debtor.books.entity_id})
    (effect,) = queries.offers_effect(entity_ids=entity_ids, since=BEGIN, on=LAST, actor=PROGRAM)
    # due on 1 April and usually 40 days late: to be expected on 11 May, paid 21 days before
    assert (effect.made, effect.taken, effect.given.amount) == (1, 1, 24)
    assert (effect.days_earlier, effect.amount_compared.amount) == (Decimal("21.0"), 1176)
    page = queries.offers_page(
        wanted=OfferFilter(entity_ids, states=frozenset({OfferState.TAKEN})), page=1, size=5, actor=PROGRAM
    )
    assert page.total == 1


@pytest.mark.duty("D4")
def test_a_debt_becomes_a_plan_that_breaks_and_is_settled_in_the_end(debtor: Debtor) -> None:
    """Six installments of 200: two are paid, two missed, then 25 percent off what is left settles it.

    | day        | what                          | open |
    |------------|-------------------------------|------|
    | 2026-04-13 | plan over 1200 agreed         | 1200 |
    | 2026-05-04 | 200 paid                      | 1000 |
    | 2026-06-05 | 200 paid                      |  800 |
    | 2026-08-08 | second one missed: broken     |  800 |
    | 2026-08-10 | settlement: 600 until month's end | 800 |
    | 2026-08-28 | 600 paid: 200 let off         |    0 |
    """
    plan_id = debtor.agree(count=6)
    debtor.pay("200.00", date(2026, 5, 4))
    debtor.pay("200.00", date(2026, 6, 5))
    debtor.day(date(2026, 7, 10))
    assert debtor.states(plan_id) == ["ACTIVE", "PAID", "PAID", "MISSED", "DUE", "DUE", "DUE"]
    debtor.day(date(2026, 8, 8))
    assert debtor.states(plan_id)[0] == "BROKEN"
    assert debtor.held(date(2026, 8, 8))["INV-1"] == ""
    offer_id = debtor.offer(
        date(2026, 8, 10),
        kind=OfferKind.SETTLEMENT,
        percent=None,
        to_pay=Decimal(600),
        valid_until=date(2026, 8, 31),
    )
    debtor.pay("300.00", date(2026, 8, 28))
    debtor.pay("300.00", date(2026, 8, 28), item="INV-2")
    assert debtor.offered(offer_id).line.state is OfferState.TAKEN
    assert given() == 200
    assert debtor.books.open_amount("INV-1") == debtor.books.open_amount("INV-2") == 0
    assert debtor.states(plan_id)[0] == "BROKEN", "what is broken stays broken"
    assert not list(ledger.verify())
