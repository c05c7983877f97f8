"""What is agreed is put in writing and waits in the outbox for a person; nothing goes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from recoup.collections.events import PromiseBroken, PromiseMade
from recoup.collections.models import Offer
from recoup.collections.types import OfferState
from recoup.correspondence.models import Message
from recoup.kernel.contact import ContactRole
from recoup.kernel.money import Money
from recoup.parties.models import Contact
from recoup.parties.types import ContactPurpose
from recoup.plumbing import facts
from tests.collections.agreements import Debtor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debtor() -> Debtor:
    made = Debtor()
    give_a_desk(made.customer_id)
    return made


def give_a_desk(customer_id: int) -> None:
    Contact.objects.create(
        customer_id=customer_id,
        name="Ann",
        email="ann@example.com",
        purpose=ContactPurpose.ACCOUNTS_PAYABLE,
        role=ContactRole.REPRESENTATIVE,
    )


def words(message: Message) -> str:
    """Return what it says to the Polish customer, with every blank as a plain one."""
    return message.body.replace("\u00a0", " ")


@pytest.mark.duty("D4")
def test_a_plan_is_put_in_writing_when_it_begins_and_not_before(debtor: Debtor) -> None:
    plan_id = debtor.draft()
    assert not Message.objects.exists()
    asked = debtor.propose(plan_id)
    if asked.approval_id is not None:
        assert not Message.objects.exists()
        debtor.approve(asked.approval_id)
    (message,) = Message.objects.all()
    assert (message.template, message.channel, message.address, message.status) == (
        *("PLAN_AGREEMENT", "EMAIL", "ann@example.com", "PREPARED"),
    )
    body = words(message)
    assert body.count(": 400,00") == 3
    assert "1 200,00" in body


@pytest.mark.duty("D5")
def test_an_offer_is_put_in_writing_once_it_is_good(debtor: Debtor) -> None:
    offer_id = debtor.offer(approve=False)
    waiting = Offer.objects.get(pk=offer_id)
    assert Message.objects.exists() == (waiting.state == OfferState.OFFERED)
    if waiting.approval_id is not None:
        debtor.approve(waiting.approval_id)
    (message,) = Message.objects.all()
    assert (message.template, message.purpose, message.status) == ("OFFER", "OFFER", "PREPARED")
    assert "1 176,00" in words(message) and "1 200,00" in words(message)


@pytest.mark.duty("C5")
def test_broken_promises_become_one_question_that_waits_for_a_person(debtor: Debtor) -> None:
    broken = [
        PromiseBroken(
            promise_id=number,
            entity_id=debtor.entity.id,
            customer_id=debtor.customer_id,
            amount_missing=Money(Decimal(amount), "EUR"),
            promise_date=day,
            on=date(2026, 4, 20),
        )
        for number, amount, day in ((1, 300, date(2026, 4, 17)), (2, 150, date(2026, 4, 10)))
    ]
    facts.publish(broken, at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    facts.publish(broken, at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    (message,) = Message.objects.all()
    assert (message.template, message.purpose, message.status) == ("PROMISE_BROKEN", "FOLLOW_UP", "PREPARED")
    assert "450,00" in words(message) and "17 kwietnia 2026" in words(message)


@pytest.mark.duty("C5")
def test_a_second_promise_of_the_same_day_gets_its_own_confirmation(debtor: Debtor) -> None:
    made = [
        PromiseMade(
            promise_id=number,
            entity_id=debtor.entity.id,
            customer_id=debtor.customer_id,
            amount=Money(Decimal(amount), "EUR"),
            promise_date=day,
            on=date(2026, 4, 20),
        )
        for number, amount, day in ((1, 300, date(2026, 4, 27)), (2, 150, date(2026, 5, 4)))
    ]
    for fact in (made[0], made[1], made[0]):
        facts.publish([fact], at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    first, second = Message.objects.order_by("id")
    assert "300,00" in words(first) and "27 kwietnia" in words(first)
    assert "150,00" in words(second) and "300,00" not in words(second)


def test_a_broken_promise_is_asked_about_again_when_it_breaks_again(debtor: Debtor) -> None:
    broken = PromiseBroken(
        promise_id=1,
        entity_id=debtor.entity.id,
        customer_id=debtor.customer_id,
        amount_missing=Money(Decimal(300), "EUR"),
        promise_date=date(2026, 4, 17),
        on=date(2026, 4, 20),
    )
    for fact in (broken, broken, replace(broken, on=date(2026, 4, 28))):
        facts.publish([fact], at=datetime(2026, 4, 20, 9, tzinfo=UTC))
    assert Message.objects.count() == 2


def test_nobody_is_written_to_who_has_no_address() -> None:
    Debtor().agree()
    assert not Message.objects.exists()
