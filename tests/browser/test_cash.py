"""The cash desk in a real browser: a day's statement is cleared by the keyboard alone, the page never loads anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import WorkFilter
from recoup.kernel import clock
from recoup.ledger import queries as ledger
from tests.browser.conftest import SignIn
from tests.web.cash.bank import Bank

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.duty("A2.4", "B12"),
]


@pytest.fixture
def bank() -> Bank:
    """A day with five receipts: one is applied by itself, four are for a person."""
    bank = Bank()
    bank.invoice("K-1", "INV-20981", "27300.00", days_late=34)
    bank.invoice("K-1", "INV-21004", "44000.00", days_late=25)
    bank.invoice("K-2", "FV/2026/881", "1250.00")
    bank.invoice("K-3", "GZ-7001", "8800.00", days_late=40)
    bank.tell(
        bank.entry("27300.00", "R1", "INV-20981", payer="Hai Long Shipping"),
        bank.entry("1000.00", "R2", "FV 881", payer="Zaklady Polnoc"),
        bank.entry("44000.00", "R3", "advance for ship", payer="H L S"),
        bank.entry("9000.00", "R4", "GZ-7001 and more", payer="Guangzhou"),
        bank.entry("12.00", "R5", "cake for the office", payer="Baker"),
    )
    cash.apply_receipts(entity_id=bank.entity.id, on=bank.today, actor=bank.carla, now=clock.now())
    return bank


@pytest.fixture
def carla(bank: Bank, page: Page, sign_in: SignIn) -> Page:
    """Return the page of Carla, a cash clerk, at the workbench of the day; she would notice a full load."""
    sign_in(page, bank.carla)
    page.goto(f"/cash/work?account={bank.account.id}&day={bank.today.isoformat()}")
    page.evaluate("window.stayed = true")
    return page


def open_amount(bank: Bank, number: str) -> str:
    """Return what is open of an invoice."""
    (item,) = ledger.find_items(text=number, actor=bank.carla, limit=1)
    return f"{item.amount_open.amount:.2f}"


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def select(page: Page, payer: str) -> None:
    """Walk with J and K to the line of a payer."""
    names = page.locator(".line .what b").all_inner_texts()
    rows = page.locator(".line[data-row]")
    here = next(place for place in range(len(names)) if rows.nth(place).get_attribute("aria-current"))
    there = next(place for place, name in enumerate(names) if payer in name)
    press(page, *["j" if there > here else "k"] * abs(there - here))
    expect(page.locator("#line h2")).to_contain_text(payer)


def _apply_the_best_proposal(carla: Page, bank: Bank) -> None:
    """The best proposal of a part payment: Enter applies it, and the next line opens."""
    select(carla, "Zaklady")
    expect(carla.locator(".remit mark").first).to_contain_text("881")
    press(carla, "Enter")
    expect(carla.locator(".line[data-row]")).to_have_count(3)
    expect(carla.locator(".last")).to_contain_text("FV/2026/881")
    assert open_amount(bank, "FV/2026/881") == "250.00"


def _take_it_back_and_split(carla: Page, bank: Bank) -> None:
    """It was a mistake: U takes it back, and it is done again by hand."""
    press(carla, "u")
    expect(carla.locator("dialog textarea")).to_be_focused()
    press(carla, "Tab", "Tab", "Enter")
    expect(carla.locator("dialog[open]")).to_have_count(0)
    expect(carla.locator(".line[data-row]")).to_have_count(4)
    assert open_amount(bank, "FV/2026/881") == "1250.00"
    select(carla, "Zaklady")
    expect(carla.locator("#line .owner")).to_contain_text("Zakłady Północ")
    press(carla, "s")
    expect(carla.locator("input[data-share]").first).to_be_focused()
    press(carla, "=")
    expect(carla.locator("[data-remaining]")).to_have_text("0")
    press(carla, "Enter")
    expect(carla.locator(".line[data-row]")).to_have_count(3)
    assert open_amount(bank, "FV/2026/881") == "250.00"


def _say_who_paid(carla: Page, bank: Bank) -> None:
    """Nobody knows this payer: the clerk does, looks for the customer, and types the shares."""
    select(carla, "H L S")
    press(carla, "/")
    carla.keyboard.type("hai long", delay=20)
    expect(carla.locator("#found-beside a").first).to_contain_text("Hai Long")
    press(carla, "Enter")
    expect(carla.locator("#line .reloads[hx-get*='customers=']")).to_have_count(1)
    expect(carla.locator("#find")).not_to_be_focused()
    expect(carla.locator("#line .shares")).to_contain_text("INV-21004")
    press(carla, "s")
    expect(carla.locator("input[data-share]").first).to_be_focused()
    carla.keyboard.type("43978.00")
    expect(carla.locator("[data-remaining]")).to_have_text("22")
    carla.keyboard.press("Control+A")
    carla.keyboard.type("44000")
    expect(carla.locator("[data-remaining]")).to_have_text("0")
    press(carla, "Enter")
    expect(carla.locator(".line[data-row]")).to_have_count(2)
    assert open_amount(bank, "INV-21004") == "0.00"


def _mark_as_not_ours(carla: Page) -> None:
    """Money of the baker isn't ours."""
    select(carla, "Baker")
    press(carla, "x")
    expect(carla.locator("dialog textarea")).to_be_focused()
    carla.keyboard.type("private")
    press(carla, "Tab", "Tab", "Enter")
    expect(carla.locator(".line[data-row]")).to_have_count(1)


def test_a_day_is_cleared_by_the_keyboard_alone(carla: Page, bank: Bank) -> None:
    expect(carla.locator(".line[data-row]")).to_have_count(4)
    _apply_the_best_proposal(carla, bank)
    _take_it_back_and_split(carla, bank)
    _say_who_paid(carla, bank)
    _mark_as_not_ours(carla)

    # The last one pays an item and more; what is over stays with the customer and is a line of its own.
    expect(carla.locator("#line h2")).to_contain_text("Guangzhou")
    expect(carla.locator("#line .shares")).to_contain_text("GZ-7001")
    press(carla, "s")
    expect(carla.locator("input[data-share]").first).to_be_focused()
    press(carla, "=", "Enter")
    expect(carla.locator(".line[data-row]")).to_contain_text("200.00")
    assert open_amount(bank, "GZ-7001") == "0.00"
    expect(carla.locator(".progress .rest")).to_contain_text("200.00")

    assert carla.evaluate("window.stayed") is True
    page = queries.work_page(wanted=WorkFilter(), actor=bank.carla, on=bank.today, now=clock.now())
    assert [f"{each.left.amount:.2f}" for each in page.lines] == ["200.00"]


def test_a_proposal_is_chosen_by_its_number_and_a_note_is_written(carla: Page, bank: Bank) -> None:
    select(carla, "Guangzhou")
    press(carla, "n")
    expect(carla.locator("dialog textarea")).to_be_focused()
    carla.keyboard.type("called them")
    press(carla, "Tab", "Tab", "Enter")
    expect(carla.locator(".said")).to_contain_text("called them")
    expect(carla.locator("#line h2")).to_contain_text("Guangzhou")
    press(carla, "s")
    expect(carla.locator("form[data-shares]")).to_be_visible()
    press(carla, "Escape")
    expect(carla.locator("form[data-shares]")).to_have_count(0)
    assert carla.evaluate("window.stayed") is True


def test_a_colleague_sees_who_works_on_a_line(carla: Page, bank: Bank) -> None:
    select(carla, "Guangzhou")
    line = next(
        each
        for each in queries.work_page(
            wanted=WorkFilter(), actor=bank.dora, on=bank.today, now=clock.now()
        ).lines
        if each.payer_name == "Guangzhou"
    )
    with carla.expect_response(lambda answer: "/claim" in answer.url and str(line.receipt_id) in answer.url):
        pass
    detail = queries.work_detail(receipt_id=line.receipt_id, actor=bank.dora, on=bank.today, now=clock.now())
    assert detail.line.claim is not None and detail.line.claim.user_name == "Carla"


def test_many_are_accepted_with_a_preview(carla: Page, bank: Bank) -> None:
    press(carla, "g")
    field = carla.locator("dialog input[name=score]")
    expect(field).to_be_focused()
    field.fill("999")
    expect(carla.locator("#many-preview")).to_contain_text("0 receipts")
    press(carla, "Escape")
    expect(carla.locator("dialog[open]")).to_have_count(0)


def test_a_phone_shows_the_pages_without_scrolling_sideways(carla: Page, bank: Bank) -> None:
    carla.set_viewport_size({"width": 360, "height": 740})
    for path in ("/cash/", "/cash/work", "/cash/suspense", "/cash/files", "/cash/accounts"):
        carla.goto(path)
        carla.wait_for_load_state("networkidle")
        assert carla.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_an_advice_brought_to_a_line_is_accepted(
    bank: Bank, page: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    """The payer's advice says which of three equal invoices are paid; the clerk accepts what follows."""
    for number in ("INV-31", "INV-32", "INV-33"):
        bank.invoice("K-1", number, "900.00")
    bank.tell(bank.entry("1800.00", "R9", "thank you", payer="H L S Treasury"), number="2")
    file = tmp_path / "advice.csv"
    file.write_text("Payer:;Hai Long Shipping\nInvoice number;Amount paid\nINV-31;900.00\nINV-33;900.00\n")
    sign_in(page, bank.carla)
    page.goto("/cash/work?text=Treasury")
    page.evaluate("window.stayed = true")
    expect(page.locator("#line h2")).to_contain_text("Treasury")
    press(page, "v")
    page.locator("dialog input[type=file]").set_input_files(file)
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("#line .said")).to_contain_text("advice.csv")
    expect(page.locator("#line .prop.chosen")).to_contain_text("INV-33")
    press(page, "Enter")
    expect(page.locator(".last")).to_contain_text("INV-31")
    assert open_amount(bank, "INV-31") == open_amount(bank, "INV-33") == "0.00"
    assert open_amount(bank, "INV-32") == "900.00"
    assert page.evaluate("window.stayed") is True
    page.goto("/cash/advices?stage=USED")
    expect(page.locator("tbody tr")).to_contain_text("advice.csv")


@pytest.mark.duty("A2.3")
def test_accountings_report_is_compared_and_a_difference_worked_off(
    bank: Bank, page: Page, sign_in: SignIn, tmp_path: Path
) -> None:
    """Accounting forgot a payment and mistyped another; the clerk writes down what is behind it."""
    account, day = bank.account.number, bank.today.isoformat()
    rows = (("Hai Long Shipping", "R1", "27300.00"), ("Zaklady Polnoc", "R2 FV 881", "100.00"))
    file = tmp_path / "cash.csv"
    file.write_text(
        "Account;Date;Payer;Reference;Amount\n"
        + "".join(f"{account};{day};{payer};{reference};{amount}\n" for payer, reference, amount in rows)
    )
    sign_in(page, bank.carla)
    page.goto("/cash/reports")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("h1")).to_contain_text("cash.csv")
    expect(page.locator("tbody tr")).to_have_count(4)
    page.evaluate("window.stayed = true")
    page.locator("tbody tr", has_text="Zaklady Polnoc").first.get_by_role("link").click()
    page.locator("dialog textarea").fill("a nought is missing")
    page.locator("dialog input[value=EXPLAINED]").check()
    page.locator("dialog button[type=submit]").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("tbody tr", has_text="a nought is missing")).to_contain_text("Explained")
    assert page.evaluate("window.stayed") is True
    page.goto("/cash/")
    expect(page.locator("tbody tr").first).to_contain_text("differences with accounting")
