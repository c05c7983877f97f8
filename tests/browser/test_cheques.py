"""A clerk's day with cheques in a real browser: taken in, on the slip, confirmed by a second person, bounced."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recoup.ledger import queries as ledger
from tests.browser.conftest import SignIn
from tests.web.cash.bank import Bank

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("D10")]


@pytest.fixture
def bank() -> Bank:
    """Two open invoices of a customer."""
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00")
    made.invoice("K-1", "INV-8", "500.00", days_late=2)
    return made


def open_amount(bank: Bank, number: str) -> str:
    """Return what is open of an invoice."""
    (item,) = ledger.find_items(text=number, actor=bank.carla, limit=1)
    return f"{item.amount_open.amount:.2f}"


def _take_in(page: Page, bank: Bank) -> None:
    """N takes a cheque in: the customer is found by name, the form filled by keyboard, Enter sends it."""
    page.goto("/cheques/")
    page.keyboard.press("n")
    expect(page.locator("#customer-text")).to_be_focused()
    page.keyboard.type("hai long", delay=20)
    page.locator("#found a").first.click()
    expect(page.locator("#id_number")).to_be_focused()
    page.keyboard.type("839201")
    page.fill("#id_amount", "1000.00")
    page.fill("#id_currency", "EUR")
    page.fill("#id_cheque_date", bank.today.isoformat())
    page.fill("#id_bank_name", "Bank Melli")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("839201")
    expect(page.locator("#cheque")).to_contain_text("INV-7")
    assert open_amount(bank, "INV-7") == "0.00" and open_amount(bank, "INV-8") == "400.00"


def _make_slip(page: Page) -> str:
    """S and N make the slip; who made it can't confirm it."""
    page.goto("/cheques/")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_contain_text("Deposit slips")
    page.keyboard.press("n")
    expect(page.locator("input[name=cheque]")).to_be_checked()
    page.locator("main button[type=submit]").click()
    expect(page.locator("#slip")).to_contain_text("second person")
    expect(page.locator("[data-key=C]")).to_have_count(0)
    return page.url


def test_a_clerks_day_with_a_cheque_that_bounces(
    page: Page, context: BrowserContext, bank: Bank, sign_in: SignIn
) -> None:
    sign_in(page, bank.carla)
    _take_in(page, bank)
    slip = _make_slip(page)

    context.clear_cookies()
    sign_in(page, bank.mia)
    page.goto(slip)
    page.keyboard.press("c")
    expect(page.locator("#slip h1")).to_contain_text("confirmed")

    context.clear_cookies()
    sign_in(page, bank.carla)
    page.goto("/cheques/?state=BANKED")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#cheque h1")).to_contain_text("Banked")
    page.keyboard.press("b")
    expect(page.locator("dialog textarea")).to_be_visible()
    page.fill("dialog textarea", "no cover")
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("#cheque h1")).to_contain_text("Bounced")
    expect(page.locator("#cheque")).to_contain_text("no cover")
    assert open_amount(bank, "INV-7") == "900.00" and open_amount(bank, "INV-8") == "500.00"
