"""A plan built in a real browser: the schedule follows what is typed, and the draft becomes a request."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recoup.collections.models import Plan
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import Role
from tests.browser.conftest import SignIn
from tests.people import NOW, PASSWORD, make_person
from tests.web.cash.bank import Bank

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("D4")]


@pytest.fixture
def bank() -> Bank:
    """Two invoices overdue."""
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00")
    made.invoice("K-1", "INV-8", "300.00", days_late=2)
    return made


def _picture(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if folder := os.environ.get("RECOUP_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_plan_is_built_with_its_schedule_beside_and_proposed_by_keyboard(
    page: Page, sign_in: SignIn, bank: Bank
) -> None:
    sign_in(page, make_person("Cora", Role.COLLECTOR, entity=bank.entity, password=PASSWORD))
    page.goto("/plans/")
    page.keyboard.press("n")
    page.locator("#customer-text").fill("hai long")
    page.locator("#found a").first.click()
    schedule = page.locator("#schedule")
    expect(schedule.locator("tbody tr")).to_have_count(3)
    expect(schedule).to_contain_text("400.00")

    page.locator("#id_count").fill("")
    page.locator("#id_affordable").fill("250")
    expect(schedule.locator("tbody tr")).to_have_count(5)
    page.locator("#id_first_payment").fill("500")
    expect(schedule.locator("tbody tr").first).to_contain_text("500.00")
    expect(schedule.locator("tbody tr")).to_have_count(4)
    _picture(page, "plan-builder")

    page.locator("#plan-form button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Draft")
    page.keyboard.press("p")
    page.locator("dialog[data-modal] textarea").fill("Lost its largest order")
    page.locator("dialog[data-modal] button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("Waiting for approval")
    expect(page.locator("dialog[open]")).to_have_count(0)
    _picture(page, "plan-page")
    assert Plan.objects.get().state == "ASKED"


def test_the_builder_reads_persian_digits_and_the_persian_calendar(
    page: Page, sign_in: SignIn, bank: Bank
) -> None:
    actor = make_person("Cora", Role.COLLECTOR, entity=bank.entity, password=PASSWORD)
    mine = team_queries.preferences(actor.id)
    wanted = replace(mine, language="fa", calendar="solar_hijri", digits="native")
    team.set_preferences(user_id=actor.id, preferences=wanted, actor=actor, now=NOW)
    sign_in(page, actor)
    page.goto(f"/plans/new/{bank.ids['K-1']}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator("#id_count").fill("")
    page.locator("#id_affordable").fill("۶۰۰")
    expect(page.locator("#schedule tbody tr")).to_have_count(2)
    _picture(page, "plan-builder-fa")
