"""Imports in a real browser: a file is chosen or dropped, put right, imported, and its refused rows taken along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.actor import Actor
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.connectors.files import import_file, items, table
from tests.people import make_entity

pytestmark = pytest.mark.django_db(transaction=True)

DROP = """([target, content]) => {
  const files = new DataTransfer();
  files.items.add(new File([content], "dropped.csv", { type: "text/csv" }));
  const zone = document.querySelector(target);
  for (const kind of ["dragenter", "dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def olga(page: Page, sign_in: SignIn) -> Actor:
    """Olga looks after contracts of a company with one customer, is signed in and has the imports open."""
    entity = make_entity()
    import_file(b"number,name\nC-1,One\n", kind=TableKind.CUSTOMERS)
    olga = make_colleague("Olga", Role.CONTRACT_OFFICER, entity)
    sign_in(page, olga)
    page.goto("/imports/")
    return olga


def test_a_file_is_chosen_put_right_and_imported(page: Page, olga: Actor, tmp_path: Path) -> None:
    file = tmp_path / "march.csv"
    file.write_bytes(table("C-1,1,01/02/2026,03/02/2026,10.00", "C-1,2,02/02/2026,never,20.00"))
    page.evaluate("document.documentElement.dataset.untouched = 'yes'")
    page.set_input_files("input[type=file]", file)

    expect(page.locator("h1")).to_have_text("march.csv")
    expect(page.locator("#run")).to_contain_text("1 Feb 2026")
    page.select_option("select[name='style-issue_date']", "MDY/GREGORIAN")
    expect(page.locator("#run")).to_contain_text("2 Jan 2026")
    page.click("text=Import the file")

    expect(page.locator("#run")).to_contain_text("Why it was refused")
    with page.expect_download() as download:
        page.click("text=Refused rows as a file")
    assert download.value.suggested_filename == "march-refused.csv"
    assert "C-1,2,02/02/2026,never" in download.value.path().read_text(encoding="utf-8-sig")
    assert page.evaluate("document.documentElement.dataset.untouched") == "yes"
    assert [str(issued) for _, _, number, _, issued, *_ in items() if number == "1"] == ["2026-01-02"]


def test_a_dropped_file_is_taken_like_a_chosen_one(page: Page, olga: Actor) -> None:
    page.evaluate(DROP, ["[data-dropzone]", table("C-1,1,2026-01-05,2026-02-04,10.00").decode()])
    expect(page.locator("h1")).to_have_text("dropped.csv")
    expect(page.locator(".stat").first).to_contain_text("1")
    page.keyboard.press("i")
    expect(page.locator("#run")).not_to_contain_text("How the file is understood")
    page.click("text=All imports")
    expect(page.locator("[data-row]").first).to_contain_text("dropped.csv")


def test_a_phone_shows_the_page_without_scrolling_sideways(page: Page, olga: Actor) -> None:
    page.evaluate(DROP, ["[data-dropzone]", table("C-1,1,2026-01-05,2026-02-04,10.00").decode()])
    expect(page.locator("h1")).to_have_text("dropped.csv")
    for path in (page.url, "/imports/"):
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
