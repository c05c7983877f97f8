"""Reconciliations in a real browser: a file in, differences seen and cleared up, a second person signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recoup.kernel.actor import Actor
from recoup.reconciliation import queries
from recoup.reconciliation.types import Coverage
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.people import PROGRAM
from tests.reconciliation.account import OPEN_FILE, Account
from tests.reconciliation.contracts import SCHEDULE, Contracts

pytestmark = [pytest.mark.django_db(transaction=True)]


def as_somebody_else(context: BrowserContext, sign_in: SignIn, actor: Actor) -> Page:
    """Return the page of a colleague at the same screen."""
    for page in context.pages:
        page.close()
    context.clear_cookies()
    page = context.new_page()
    sign_in(page, actor)
    return page


def clear_up(page: Page, words: str, *, alike: bool = False) -> None:
    """Work the first open difference off, or with it all that are shown."""
    rows = page.locator("tr[data-row]", has_text="not cleared up")
    left = 0 if alike else rows.count() - 1
    rows.first.get_by_text("Work off").click()
    dialog = page.locator("dialog[data-modal]")
    dialog.get_by_label("explained").check()
    dialog.get_by_label("What is behind it").fill(words)
    if alike:
        dialog.get_by_label("Write the same about").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(rows).to_have_count(left)


@pytest.mark.duty("A1.2")
def test_a_schedule_of_contracts_is_compared_cleared_up_and_signed(
    page: Page, context: BrowserContext, sign_in: SignIn, tmp_path: Path
) -> None:
    contracts = Contracts()
    contracts.usual()
    contracts.bill("K-2", "HD002-D8", "7.00", "01-20")
    contracts.bill("K-2", "HD002-D9", "7.00", "01-20")
    file = tmp_path / "schedule.csv"
    file.write_text(SCHEDULE)

    sign_in(page, contracts.cora)
    page.get_by_role("link", name="Reconciliations").click()
    page.get_by_role("link", name="New contract schedule").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Compared as of the end of").fill("2026-03-31")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("table", name="The first rows as understood")).to_contain_text("HD001")
    page.keyboard.press("c")

    expect(page.locator(".stats").first).to_contain_text("Billed in the ledger")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Contracts").click()
    progress = page.get_by_role("table", name="Payment progress of the contracts")
    expect(progress.locator("tr", has_text="HD001")).to_contain_text("800.00")
    page.get_by_role("link", name="In the ledger, not in the schedule").click()
    clear_up(page, "a change of the contract is on its way", alike=True)
    page.get_by_role("link", name="Differences").first.click()
    expect(page.locator("tr[data-row]", has_text="not cleared up")).to_have_count(4)
    for words in ("sales forgot it", "paid at the counter", "wrong price", "applied tomorrow"):
        clear_up(page, words)
    expect(page.locator("tr[data-row]", has_text="not cleared up")).to_have_count(0)
    expect(page.get_by_role("link", name="Sign off")).to_have_count(0)
    assert page.evaluate("window.stayed") is True
    address = page.url

    second = as_somebody_else(context, sign_in, contracts.dan)
    second.goto(address)
    second.get_by_role("link", name="Sign off").click()
    second.locator("dialog").get_by_role("button", name="Sign off").click()
    expect(second.get_by_text("Signed off by").first).to_contain_text("Dan")
    expect(second.get_by_text("Work off")).to_have_count(0)
    (found,) = queries.reconciliations(actor=PROGRAM)
    assert found.is_signed
    assert found.coverage is Coverage.SOME_CONTRACTS

    second.goto(f"/customers/{contracts.customer_ids['K-1']}/")
    second.get_by_role("navigation", name="Parts of the customer").get_by_text("Reconciliations").click()
    expect(second.locator("#reconciliations")).to_contain_text("schedule.csv")


@pytest.mark.duty("B5")
def test_a_customers_ledger_is_compared_cleared_up_and_signed(
    page: Page, context: BrowserContext, sign_in: SignIn, tmp_path: Path
) -> None:
    account = Account()
    account.usual()
    nora, omar = (make_colleague(name, Role.COLLECTOR, account.entity) for name in ("Nora", "Omar"))
    file = tmp_path / "ledger.csv"
    file.write_bytes(OPEN_FILE)

    sign_in(page, nora)
    page.goto(f"/customers/{account.customer_id}/reconciliations")
    page.get_by_role("link", name="New reconciliation").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Compared as of the end of").fill("2026-03-31")
    page.get_by_label("Currency").fill("PLN")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("table", name="The first rows as understood")).to_contain_text("INV-1002")
    page.keyboard.press("c")
    expect(page.locator(".stats")).to_contain_text("Balance in their books")
    for words in ("a credit note is due", "paid in January", "not ours", "they ask their warehouse"):
        clear_up(page, words)
    address = page.url

    second = as_somebody_else(context, sign_in, omar)
    second.goto(address)
    second.get_by_role("link", name="Sign off").click()
    second.locator("dialog").get_by_role("button", name="Sign off").click()
    expect(second.get_by_text("Signed off by").first).to_contain_text("Omar")
