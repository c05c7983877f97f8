"""The lists of what was promised, said and asked, and what strangers find there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from recoup.cash import operations as cash
from recoup.cash.types import NewCheque
from recoup.collections import operations, queries
from recoup.collections.types import Direction, NewActivity, NewPromise, Outcome
from recoup.kernel import clock
from recoup.kernel.contact import Channel
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item
from recoup.parties.models import Customer
from recoup.team.types import Role
from tests.people import Cast, make_cast, make_person
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """Alice and Bob collect; K-1 owes 100 that is late."""
    made = make_cast(Role.COLLECTOR)
    sell(made, today=clock.today("Europe/London"), days_late={"K-1": 20})
    return made


def say(cast: Cast, words: str) -> int:
    """Record that the customer called Alice."""
    activity = NewActivity(
        key=uuid4(),
        customer_id=Item.objects.get().customer_id or 0,
        channel=Channel.CALL,
        direction=Direction.IN,
        outcome=Outcome.REACHED,
        at=clock.now(),
        content=words,
    )
    (number,) = operations.record_activities(
        activities=[activity], actor=cast.alice, now=clock.now()
    ).values()
    return number


def promise(cast: Cast) -> int:
    """Let Alice take a promise of all that is open."""
    item = ledger.get_item(item_id=Item.objects.get().id, actor=cast.alice)
    today = clock.today("Europe/London")
    new = NewPromise(item.customer_id or 0, (item.id,), item.amount_open, today + timedelta(days=2))
    (taken,) = operations.take_promises(promises=[new], on=today, actor=cast.alice, now=clock.now())
    return taken


@pytest.mark.duty("B3")
@pytest.mark.duty("C5")
def test_what_was_said_is_found_by_words_and_corrected_by_a_new_note(desk: Desk, cast: Cast) -> None:
    number = say(cast, "Pays on Monday")
    browser = desk(cast.bob)
    assert "Pays on Monday" in browser.get(reverse("calls:activities") + "?text=monday").content.decode()
    assert "Pays on Monday" not in browser.get(reverse("calls:activities") + "?text=friday").content.decode()

    words = {"key": str(uuid4()), "content": "Pays on Friday"}
    assert browser.post(reverse("calls:correct", args=[number]), words).status_code == 303
    page = browser.get(reverse("calls:activities")).content.decode()
    assert "Pays on Monday" in page and "Pays on Friday" in page


@pytest.mark.duty("E3")
def test_a_promise_is_listed_and_withdrawn_with_a_reason(desk: Desk, cast: Cast) -> None:
    taken = promise(cast)
    browser, address = desk(cast.alice), reverse("calls:withdraw", args=[taken])
    assert "Customer K-1" in browser.get(reverse("calls:promises") + "?mine=on").content.decode()
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "A mistake"}).status_code == 303
    assert "Customer K-1" not in browser.get(reverse("calls:promises")).content.decode()
    assert "Customer K-1" in browser.get(reverse("calls:promises") + "?state=WITHDRAWN").content.decode()


@pytest.mark.duty("E4")
def test_a_question_is_answered_by_the_manager_on_the_askers_today(desk: Desk, cast: Cast) -> None:
    customer_id = Item.objects.get().customer_id
    alice = desk(cast.alice)
    asked = {"question": "May I offer a discount?", "tried": "Two calls"}
    assert alice.post(reverse("calls:ask", args=[customer_id]), asked).status_code == 303

    mia = make_person("Mia", Role.MANAGER, entity=cast.entity)
    (waiting,) = queries.escalations(actor=mia, part=queries.EscalationPart.WAITING)
    address = reverse("calls:answer", args=[waiting.id])
    assert alice.post(address, {"answer": "Yes"}).status_code == 404
    assert desk(mia).post(address, {"answer": "Not this time"}).status_code == 303
    assert "Not this time" in alice.get(reverse("today:index")).content.decode()
    assert alice.post(reverse("calls:read_answer", args=[waiting.id])).status_code == 303
    assert "Not this time" not in alice.get(reverse("today:index")).content.decode()


@pytest.mark.duty("E6")
def test_an_incident_stands_on_the_customers_page(desk: Desk, cast: Cast) -> None:
    customer_id = Item.objects.get().customer_id
    browser = desk(cast.alice)
    incident = {"kind": "THREAT", "what": "Shouted", "who": "The owner", "measures": "", "route": "NONE"}
    assert browser.post(reverse("calls:incident", args=[customer_id]), incident).status_code == 303
    assert "Shouted" in browser.get(reverse("calls:of_customer", args=[customer_id])).content.decode()


def test_strangers_find_nothing(desk: Desk, cast: Cast) -> None:
    taken, number = promise(cast), say(cast, "Pays on Monday")
    customer_id = Item.objects.get().customer_id
    stranger = desk(cast.charlie)
    for address in (
        reverse("calls:page", args=[customer_id]),
        reverse("calls:of_customer", args=[customer_id]),
        reverse("calls:withdraw", args=[taken]),
        reverse("calls:correct", args=[number]),
    ):
        assert stranger.get(address).status_code == 404
    assert "Customer K-1" not in stranger.get(reverse("calls:promises")).content.decode()


@pytest.mark.duty("D10")
def test_a_call_about_a_cheque_says_so_at_the_door_and_begins_with_its_words(desk: Desk, cast: Cast) -> None:
    today = clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-9": -40})
    clerk = make_person("Clerk", Role.CASH_CLERK, entity=cast.entity)
    new = NewCheque(
        line=1,
        entity_id=cast.entity.id,
        customer_number="K-9",
        number="1001",
        drawer="Drawer",
        bank_name="Bank Melli",
        cheque_date=today + timedelta(days=1),
        received_on=today - timedelta(days=9),
        currency="GBP",
        amount=Decimal(100),
    )
    cash.register_cheques(cheques=[new], on=today, actor=clerk, now=clock.now())
    browser, customer = desk(cast.alice), Customer.objects.get(number="K-9")

    page = browser.get(reverse("calls:page", args=[customer.id])).content.decode()
    assert '<details open><summary class="strong">Before a cheque falls due' in page
    assert "cheque falls due" in browser.get(reverse("today:index")).content.decode()
