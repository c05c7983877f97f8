"""Finding a customer and opening its figures down to the entries, in a real browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from recoup.kernel import clock
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.reports.shop import Shop, apply, open_shop, rank, receive, sell

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.duty("E9")]

NAMES = {
    "K-1": "Zakłady Północ",
    "K-2": "Công ty Hạ Long",
    "K-3": "广州恒达贸易有限公司",
    "K-4": "شرکت آرمان صنعت",
}


@pytest.fixture
def shop() -> Shop:
    """K-1 owes 70 of an invoice of 100 that is 40 days late; 30 was paid five days ago."""
    shop, today = open_shop(NAMES), clock.today("Europe/London")
    late = sell(shop, "K-1", "INV-1", "100.00", days_late=40, on=today)
    paid_on = today - timedelta(days=5)
    apply(receive(shop, "K-1", "R-1", "30.00", on=paid_on), late, "30.00", on=paid_on)
    rank(shop, today)
    return shop


@pytest.fixture
def mia(shop: Shop, page: Page, sign_in: SignIn) -> Page:
    """Return the page of Mia, a manager, who notices when the whole page is loaded anew."""
    sign_in(page, make_colleague("Mia", Role.MANAGER, shop.cast.entity))
    return page


def names(page: Page) -> list[str]:
    """Return the names in the list."""
    return page.locator("#list [data-open]").all_inner_texts()


def remember(page: Page) -> None:
    """Leave a mark that a full load of the page would wipe away."""
    page.evaluate("window.stayed = true")


def assert_not_reloaded(page: Page) -> None:
    assert page.evaluate("window.stayed") is True


@pytest.mark.parametrize(
    ("typed", "found"), [("polnoc", "K-1"), ("ha long", "K-2"), ("gzhd", "K-3"), ("ارمان", "K-4")]
)
def test_names_are_found_as_one_types(mia: Page, typed: str, found: str) -> None:
    mia.goto("/customers/")
    remember(mia)
    mia.get_by_label("Name, number or tax number").type(typed, delay=20)
    expect(mia.locator("#list tbody tr")).to_have_count(1)
    assert names(mia) == [NAMES[found]]
    assert_not_reloaded(mia)


def test_keys_walk_through_the_list_and_open_the_customer(mia: Page) -> None:
    mia.goto("/customers/?sort=-overdue")
    for key in ("j", "j", "k", "Enter"):
        mia.keyboard.press(key)
    expect(mia.locator("#head h1")).to_contain_text("Zakłady Północ")


def test_sorting_stays_when_the_filter_changes(mia: Page) -> None:
    mia.goto("/customers/")
    mia.locator("#list th >> text=Overdue").click()
    expect(mia.locator("th[aria-sort=descending]")).to_contain_text("Overdue")
    mia.get_by_label("Only overdue").check()
    expect(mia.locator("#list tbody tr")).to_have_count(1)
    expect(mia.locator("th[aria-sort=descending]")).to_contain_text("Overdue")
    assert "sort=-overdue" in mia.url and "overdue=on" in mia.url


def test_a_view_is_kept_and_used(mia: Page) -> None:
    mia.goto("/customers/")
    mia.get_by_label("Name, number or tax number").type("polnoc")
    expect(mia.locator("#list tbody tr")).to_have_count(1)
    mia.click("#views summary")
    mia.fill("#view-name", "North")
    mia.click("#views button:has-text('Keep')")
    expect(mia.locator("#views a")).to_have_text("North")
    mia.goto("/customers/")
    mia.click("#views summary")
    mia.click("#views a:has-text('North')")
    expect(mia.locator("#list tbody tr")).to_have_count(1)


@pytest.mark.duty("A1.1")
def test_every_figure_opens_down_to_the_entries(mia: Page, shop: Shop) -> None:
    mia.goto(f"/customers/{shop.ids['K-1']}/")
    remember(mia)
    mia.click("#balance .age-legend a:has-text('31–60')")
    expect(mia.locator("#part .pill >> text=31–60 days late")).to_be_visible()
    mia.click("#part a.opens")
    dialog = mia.locator("dialog[open]")
    expect(dialog.locator("tbody tr")).to_have_count(2)
    expect(dialog.locator("tbody tr").last).to_contain_text("70.00")
    assert_not_reloaded(mia)
    mia.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    mia.click("#part a.opens")
    dialog.locator("tbody a.strong").last.click()
    expect(mia.locator("h1")).to_contain_text("Applied")


def test_the_past_is_one_click_away(mia: Page, shop: Shop) -> None:
    mia.goto(f"/customers/{shop.ids['K-1']}/")
    mia.click(".moment summary")
    day = clock.today("Europe/London") - timedelta(days=6)
    mia.locator("#balance input[name=as_of]").fill(day.isoformat())
    expect(mia.locator("#balance .figure")).to_contain_text("100.00")
    mia.click("#balance .figure")
    expect(mia.locator("#part a.opens")).to_contain_text("100.00")
    mia.click("text=Back to now")
    expect(mia.locator("#balance .figure")).to_contain_text("70.00")


def test_a_hold_is_placed_and_the_page_tells_it_everywhere(mia: Page, shop: Shop) -> None:
    mia.goto(f"/customers/{shop.ids['K-1']}/")
    expect(mia.locator("#timeline li").first).to_be_visible()
    remember(mia)
    mia.keyboard.press("h")
    mia.select_option("dialog select[name=reason]", label="Hardship")
    mia.fill("dialog input[name=until_date]", "2001-01-01")
    mia.click("dialog button[type=submit]")
    expect(mia.locator("dialog [role=alert]")).to_contain_text("before it begins")
    mia.fill("dialog input[name=until_date]", "")
    mia.click("dialog button[type=submit]")
    expect(mia.locator("dialog[open]")).to_have_count(0)
    expect(mia.locator("#head .pill >> text=Hardship")).to_be_visible()
    expect(mia.locator("#timeline li").first).to_contain_text("was put on hold: Hardship.")
    expect(mia.locator(".toast")).to_contain_text("The customer is on hold.")
    assert_not_reloaded(mia)


def test_an_entry_is_reversed_on_the_page(mia: Page, shop: Shop) -> None:
    mia.goto("/ledger/")
    mia.locator("#journal tbody tr", has_text="Applied").locator("[data-open]").click()
    expect(mia.locator("#entry h1")).to_be_visible()
    mia.keyboard.press("r")
    mia.fill("dialog textarea[name=reason]", "wrong invoice")
    mia.click("dialog button[type=submit]")
    expect(mia.locator("#entry h1")).to_contain_text("reversed")
    mia.click("text=Journal")
    expect(mia.locator("#journal tbody tr").first).to_contain_text("Reversal")


def test_older_entries_are_added_below(mia: Page, shop: Shop) -> None:
    today = clock.today("Europe/London")
    for number in range(55):
        sell(shop, "K-2", f"N-{number:02}", "1.00", on=today)
    mia.goto("/ledger/")
    expect(mia.locator("#journal tbody tr[data-row]")).to_have_count(50)
    mia.click("text=Show older entries")
    expect(mia.locator("#journal tbody tr[data-row]")).to_have_count(58)
    expect(mia.locator("text=Show older entries")).to_have_count(0)


def test_a_dialog_in_a_tab_of_its_own_leads_back_when_it_is_done(mia: Page, shop: Shop) -> None:
    mia.goto("/ledger/")
    mia.locator("#journal tbody tr", has_text="Applied").locator("[data-open]").click()
    address = mia.locator("a[data-key=R]").get_attribute("href")
    mia.goto(f"{address}")
    mia.click("dialog footer [data-closes]")
    expect(mia.locator("#entry h1")).to_be_visible()
    mia.goto(f"{address}")
    mia.fill("dialog textarea[name=reason]", "wrong invoice")
    mia.click("dialog button[type=submit]")
    expect(mia.locator("#entry h1")).to_contain_text("reversed")
    expect(mia.locator(".toast")).to_contain_text("The entry was reversed.")


def test_a_link_inside_a_part_that_refreshes_itself_opens_its_page(mia: Page, shop: Shop) -> None:
    mia.goto("/ledger/")
    mia.locator("#journal tbody tr", has_text="Applied").locator("[data-open]").click()
    mia.locator("#entry tbody a.link").first.click()
    expect(mia.locator("#item h1")).to_be_visible()
    expect(mia.locator("main")).to_have_count(1)
    assert "/items/" in mia.url
