"""Cheques on Today: confirmed with the drawer before their date, talked about when they bounce."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash.types import NewBankAccount, NewCheque
from recoup.collections.types import Outcome
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import ContactRequest
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, ContactRole, Purpose
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind
from recoup.parties import operations as parties
from recoup.parties.models import Contact, Customer
from recoup.parties.types import ContactPurpose, HoldReason, HoldScope, NewHold
from recoup.reports.queries.today import TodayPage, my_today, next_to_contact, today_page
from recoup.team import queries as team
from recoup.team.types import Role
from tests.collections.desk import NOW, TODAY, Desk
from tests.people import PROGRAM, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D10"), pytest.mark.duty("D3")]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def clerk(desk: Desk) -> Actor:
    entity = team.get_entity(entity_id=desk.books.entity_id, actor=PROGRAM)
    return make_person("Clerk", Role.CASH_CLERK, entity=entity)


def take(desk: Desk, clerk: Actor, number: str, dated: date, customer: str = "K-1") -> int:
    new = NewCheque(
        line=1,
        entity_id=desk.books.entity_id,
        customer_number=customer,
        number=number,
        drawer="Drawer",
        bank_name="Bank Melli",
        cheque_date=dated,
        received_on=TODAY - timedelta(days=20),
        currency="EUR",
        amount=Decimal(500),
    )
    done = cash.register_cheques(cheques=[new], on=TODAY, actor=clerk, now=NOW)
    assert not done.refused, done.refused
    return done.cheque_ids[0]


def today(desk: Desk, on: date = TODAY) -> TodayPage:
    return today_page(actor=desk.dara, on=on, now=NOW + (on - TODAY), entity_ids=[desk.books.entity_id])


def numbers(page: TodayPage) -> list[str]:
    return [line.cheque.number for line in page.cheques]


def test_a_cheque_is_confirmed_three_days_before_its_date(desk: Desk, clerk: Actor) -> None:
    take(desk, clerk, "1001", TODAY + timedelta(days=3))
    take(desk, clerk, "1002", TODAY + timedelta(days=4), customer="K-2")
    assert numbers(today(desk)) == ["1001"]
    assert numbers(today(desk, TODAY + timedelta(days=1))) == ["1001", "1002"]


def test_it_stays_until_somebody_was_spoken_with(desk: Desk, clerk: Actor) -> None:
    take(desk, clerk, "1001", TODAY + timedelta(days=2))
    desk.save(desk.activity(outcome=Outcome.NOT_REACHED))
    assert numbers(today(desk)) == ["1001"]
    desk.save(desk.activity(outcome=Outcome.REACHED))
    assert numbers(today(desk)) == []


def test_the_door_lets_a_call_about_it_through(desk: Desk, clerk: Actor) -> None:
    take(desk, clerk, "1001", TODAY + timedelta(days=2))
    assert not Item.objects.filter(kind=ItemKind.INVOICE).exists()
    contact = Contact.objects.create(
        customer_id=desk.customer(),
        name="Drawer",
        phone="+48225550101",
        purpose=ContactPurpose.ACCOUNTS_PAYABLE,
        role=ContactRole.REPRESENTATIVE,
    )
    request = ContactRequest(
        key="call",
        entity_id=desk.books.entity_id,
        customer_id=desk.customer(),
        channel=Channel.CALL,
        purpose=Purpose.CHEQUE,
        contact_id=contact.id,
        address=contact.phone,
    )
    (passed,) = correspondence.pass_door(requests=[request], at=NOW, actor=desk.dara).values()
    assert passed.passage_id is not None, passed.decision


def test_a_bounced_cheque_comes_first_and_a_banked_one_is_left_alone(desk: Desk, clerk: Actor) -> None:
    bounced = take(desk, clerk, "1001", TODAY - timedelta(days=5))
    take(desk, clerk, "1002", TODAY, customer="K-2")
    account = NewBankAccount(desk.books.entity_id, "PL61109010140000071219812874", "EUR", "Main", "Bank", "")
    main = cash.add_bank_account(account=account, actor=PROGRAM, now=NOW)
    slip = cash.make_slip(
        account_id=main.id, cheque_ids=[bounced], day=TODAY - timedelta(days=3), actor=clerk, now=NOW
    )
    cash.confirm_slip(slip_id=slip.id, actor=desk.mia, now=NOW)
    assert numbers(today(desk)) == ["1002"]
    cash.bounce_cheque(
        cheque_id=bounced, reason="no cover", on=TODAY - timedelta(days=1), actor=clerk, now=NOW
    )
    page = today(desk)
    assert [(line.cheque.number, line.cheque.is_bounced) for line in page.cheques] == [
        ("1001", True),
        ("1002", False),
    ]
    assert page.cheques[0].cheque.bounced_on == TODAY - timedelta(days=1)


def test_who_is_left_alone_is_not_called_about_a_cheque(desk: Desk, clerk: Actor) -> None:
    take(desk, clerk, "1001", TODAY)
    hold = NewHold(desk.customer(), HoldReason.DISPUTE, HoldScope.CONTACT, TODAY)
    parties.place_customer_hold(hold=hold, actor=desk.mia, now=NOW)
    assert numbers(today(desk)) == []


def test_it_takes_its_place_in_the_day_of_the_person_who_looks_after_the_customer(
    desk: Desk, clerk: Actor
) -> None:
    take(desk, clerk, "1001", TODAY)
    take(desk, clerk, "1002", TODAY, customer="K-2")
    Customer.objects.filter(id=desk.customer()).update(portfolio_owner_id=desk.dara.id)
    entities = [desk.books.entity_id]
    mine = my_today(
        actor=desk.dara, on=TODAY, now=NOW, day_began=NOW - timedelta(hours=9), entity_ids=entities
    )
    assert numbers(mine) == ["1001"]
    following = next_to_contact(
        actor=desk.dara, on=TODAY, now=NOW, entity_ids=entities, owner_id=desk.dara.id
    )
    assert following == desk.customer()
