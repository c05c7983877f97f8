"""A collector's call in a real browser: from Today, through the door, to the promise and the next customer."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from recoup.collections import operations, queries
from recoup.correspondence import operations as correspondence
from recoup.correspondence.rules import CONTACT_FREQUENCY
from recoup.engines.promises import PromiseState
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger.models import Item
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewContact
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.correspondence.test_door import SEVEN_IN_SEVEN, call
from tests.people import NOW, PROGRAM
from tests.rulebook.in_force import in_force
from tests.web.cash.bank import Bank

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("E3")]

# A Tuesday in November, at noon in Warsaw: an hour at which everybody may be called.
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    """Two customers with something late and a phone, and the worklist of the day."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", lambda _zone: NOON.date())
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00", days_late=40)
    made.invoice("K-2", "INV-8", "500.00")
    for number, phone in (("K-1", "+48 22 555 01 01"), ("K-2", "+48 22 555 02 02")):
        contact = NewContact(made.ids[number], f"Anna of {number}", phone=phone)
        parties.add_contacts(contacts=[contact], actor=PROGRAM, now=NOW)
    operations.make_worklist(
        business_date=made.today,
        entity_id=made.entity.id,
        actor=PROGRAM,
        now=NOON - timedelta(hours=7),
    )
    return made


@pytest.fixture
def dara(bank: Bank) -> Actor:
    return make_colleague("Dara", Role.COLLECTOR, bank.entity)


def picture(page: Page, name: str) -> None:
    """Keep a picture where the environment asks for one."""
    if folder := os.environ.get("RECOUP_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_call_with_a_promise_from_today_to_the_next_customer(
    page: Page, bank: Bank, dara: Actor, sign_in: SignIn
) -> None:
    sign_in(page, dara)
    page.goto("/today/")
    expect(page.locator("#glance")).to_contain_text("Hai Long")
    picture(page, "today")
    page.keyboard.press("c")
    expect(page.locator("h1")).to_contain_text("Hai Long")

    page.keyboard.press("d")
    expect(page.locator("#dial a[href^='tel:']")).to_be_visible()
    page.fill("[name=content]", "Pays on Friday by transfer")
    page.select_option("[name=willingness]", "WILLING")
    page.select_option("[name=delay_reason]", "PAYMENT_RUN")
    page.fill("[name=promise_amount]", "900.00")
    page.fill("[name=promise_date]", (bank.today + timedelta(days=3)).isoformat())
    picture(page, "call")
    page.locator("#call-form button.go[type=submit]").click()

    expect(page.locator("h1")).to_contain_text("Zakłady")
    (promise,) = queries.promises_of(customer_ids=[bank.ids["K-1"]], actor=dara)
    assert promise.state is PromiseState.OPEN and promise.taken_by_name == "Dara"
    page.goto("/today/")
    expect(page.locator("#worklist")).not_to_contain_text("Hai Long")
    page.goto(f"/customers/{bank.ids['K-1']}/")
    expect(page.locator("#timeline")).to_contain_text("Pays on Friday by transfer")
    page.goto("/promises/")
    expect(page.locator("#promises")).to_contain_text("Hai Long")
    picture(page, "promises")


def test_not_reached_is_saved_by_two_keys(page: Page, bank: Bank, dara: Actor, sign_in: SignIn) -> None:
    sign_in(page, dara)
    page.goto(f"/calls/{bank.ids['K-1']}")
    page.keyboard.press("d")
    expect(page.locator("#dial a[href^='tel:']")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("h1")).to_contain_text("Zakłady")
    (call,) = queries.open_follow_ups(actor=dara, customer_ids=[bank.ids["K-1"]])
    assert call.due_date == bank.today + timedelta(days=1)


def test_a_call_at_night_is_refused_with_the_hour_from_which_it_is_allowed(
    page: Page, bank: Bank, dara: Actor, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=12))
    sign_in(page, dara)
    page.goto(f"/calls/{bank.ids['K-1']}")
    page.keyboard.press("d")
    expect(page.locator("#dial")).to_contain_text("may not be made now")
    expect(page.locator("#dial")).to_contain_text("Allowed from")
    picture(page, "refused")
    page.keyboard.press("x")
    expect(page.locator("#call-form .errors")).to_contain_text("begins with the button")


@pytest.mark.duty("C11")
def test_the_choice_of_debts_asks_again_who_may_be_called(
    page: Page, bank: Bank, dara: Actor, sign_in: SignIn
) -> None:
    """US-A4: so many calls for each debt; seven about INV-7 leave INV-9 to be spoken about."""
    in_force(CONTACT_FREQUENCY, SEVEN_IN_SEVEN, RuleScope(entity_id=bank.entity.id))
    bank.invoice("K-1", "INV-9", "300.00", days_late=20)
    customer = parties_queries.get_customer(customer_id=bank.ids["K-1"], actor=PROGRAM).customer
    first = Item.objects.get(number="INV-7").pk
    for number in range(7):
        asked = call(customer, key=str(number), item_ids=(first,))
        at = NOON - timedelta(minutes=5 * number + 5)
        assert correspondence.pass_door(requests=[asked], at=at, actor=dara)[asked.key].passage_id

    sign_in(page, dara)
    page.goto(f"/calls/{customer.id}")
    expect(page.locator("#callees")).to_contain_text("about one of these debts have been made")
    picture(page, "debts")
    debts = page.get_by_role("group", name="This call is about")
    debts.get_by_label("INV-7").uncheck()
    expect(page.locator("#callees")).not_to_contain_text("about one of these debts have been made")
    expect(debts.get_by_label("INV-9")).to_be_checked()
    page.keyboard.press("d")
    expect(page.locator("#dial a[href^='tel:']")).to_be_visible()
    picture(page, "debt-chosen")
