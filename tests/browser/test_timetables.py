"""The collection plan in a real browser: a step is changed in a dialog and the plan follows without a reload."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recoup.collections.models import StepArrangement
from recoup.parties.models import Customer
from recoup.team import operations as team
from recoup.team import queries as team_queries
from recoup.team.types import Role
from tests.browser.conftest import SignIn
from tests.people import NOW, PASSWORD, make_person
from tests.web.cash.bank import Bank

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("C2")]


@pytest.fixture
def bank() -> Bank:
    """An invoice that is two days late."""
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00", days_late=2)
    return made


def _picture(page: Page, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if folder := os.environ.get("RECOUP_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_step_is_left_out_and_an_own_step_added(page: Page, sign_in: SignIn, bank: Bank) -> None:
    actor = make_person("Cora", Role.COLLECTOR, entity=bank.entity, password=PASSWORD)
    Customer.objects.filter(pk=bank.ids["K-1"]).update(portfolio_owner=actor.id)
    sign_in(page, actor)
    page.goto(f"/customers/{bank.ids['K-1']}/timetable")
    rows = page.locator("#timetable tbody tr")
    call = rows.filter(has_text="CALL_1")
    expect(call).to_have_count(1)
    call.get_by_role("link", name="Change").click()
    dialog = page.locator("dialog[data-modal]")
    dialog.locator("#id_left_out").check()
    dialog.locator("textarea").fill("The buyer is abroad")
    _picture(page, "timetable-dialog")
    dialog.locator("button[type=submit]").click()
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(rows.filter(has_text="The buyer is abroad")).to_contain_text("Left out")
    page.get_by_role("link", name="Add a step").click()
    dialog.locator("#id_kind").select_option("VISIT")
    dialog.locator("#id_day").fill("2099-01-05")
    dialog.locator("textarea").fill("See the warehouse")
    dialog.locator("button[type=submit]").click()
    expect(rows.filter(has_text="See the warehouse")).to_contain_text("Own step")
    _picture(page, "timetable")
    assert StepArrangement.objects.get().is_left_out
    page.goto("/calendar/")
    page.locator("#week a[rel=next]").click()
    expect(page.locator("#week")).to_contain_text("to come by the collection plan")
    _picture(page, "timetable-calendar")


def test_the_plan_is_read_in_persian(page: Page, sign_in: SignIn, bank: Bank) -> None:
    actor = make_person("Cora", Role.COLLECTOR, entity=bank.entity, password=PASSWORD)
    mine = team_queries.preferences(actor.id)
    wanted = replace(mine, language="fa", calendar="solar_hijri", digits="native")
    team.set_preferences(user_id=actor.id, preferences=wanted, actor=actor, now=NOW)
    sign_in(page, actor)
    page.goto(f"/customers/{bank.ids['K-1']}/timetable")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("#timetable tbody tr").first).to_contain_text("REMINDER_1")
    page.locator("#timetable tbody tr a").first.click()
    expect(page.locator("dialog[data-modal] #id_day")).to_have_attribute("type", "text")
    _picture(page, "timetable-fa")
