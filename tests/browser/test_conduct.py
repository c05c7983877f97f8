"""May we contact the customer: asked and changed in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from recoup.kernel import clock
from recoup.parties import operations as parties
from recoup.parties.types import ContactPurpose, NewContact
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.people import NOW, PROGRAM
from tests.reports.shop import Shop, open_shop, sell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("C11")]


@pytest.fixture
def shop() -> Shop:
    """K-1 owes an invoice that is late, and has a desk for invoices and a receptionist who is no part of it."""
    shop, today = open_shop({"K-1": "Zakłady Północ"}), clock.today("Europe/London")
    sell(shop, "K-1", "INV-1", "100.00", days_late=40, on=today - timedelta(days=1))
    people = [
        NewContact(shop.ids["K-1"], "Anna Nowak", phone="+442079460958", email="anna@example.com"),
        NewContact(shop.ids["K-1"], "Front desk", ContactPurpose.OTHER, phone="+442079460999"),
    ]
    parties.add_contacts(contacts=people, actor=PROGRAM, now=NOW)
    return shop


def test_a_stop_changes_every_answer_without_a_new_page(shop: Shop, page: Page, sign_in: SignIn) -> None:
    sign_in(page, make_colleague("Mia", Role.COLLECTOR, shop.cast.entity))
    page.goto(f"/customers/{shop.ids['K-1']}/conduct")
    answers = page.get_by_role("table", name="May we remind the customer now?")
    expect(answers).to_contain_text("A third person must never learn of the debt.")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Stop contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Why no contact").select_option("CEASE")
    dialog.get_by_label("Evidence").fill("Letter of 3 March")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(answers).to_contain_text("No contact: Asked us in writing to stop.")
    expect(page.locator("main")).to_contain_text("Letter of 3 March")
    assert page.evaluate("window.stayed")
