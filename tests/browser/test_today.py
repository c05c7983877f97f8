"""A manager's Today in a real browser: a bounced cheque, the order of the day, and nobody forgotten."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from recoup.cash import operations as cash
from recoup.cash.types import NewCheque
from recoup.collections import operations, queries
from recoup.kernel import clock
from recoup.parties.models import Customer
from recoup.team.types import Role
from tests.browser.conftest import SignIn, make_colleague
from tests.people import PROGRAM
from tests.web.cash.bank import Bank

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("D3"), pytest.mark.duty("C1")]


def picture(page: Page, name: str) -> None:
    """Keep a picture where the environment asks for one."""
    if folder := os.environ.get("RECOUP_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_day_of_a_manager(page: Page, sign_in: SignIn) -> None:
    bank = Bank()
    bank.invoice("K-1", "INV-7", "900.00", days_late=40)
    bank.invoice("K-2", "INV-8", "5000.00", days_late=4)
    manager = make_colleague("Nora", Role.MANAGER, bank.entity)
    cheque = NewCheque(
        line=1,
        entity_id=bank.entity.id,
        customer_number="K-2",
        number="100200",
        drawer="Drawer",
        bank_name="Bank Melli",
        cheque_date=bank.today + timedelta(days=2),
        received_on=bank.today - timedelta(days=9),
        currency=bank.entity.currency,
        amount=Decimal(700),
    )
    done = cash.register_cheques(cheques=[cheque], on=bank.today, actor=bank.carla, now=clock.now())
    assert not done.refused, done.refused
    operations.make_worklist(
        business_date=bank.today, entity_id=bank.entity.id, actor=PROGRAM, now=clock.now()
    )
    Customer.objects.update(portfolio_owner=None)

    sign_in(page, manager)
    page.goto("/today/")
    expect(page.locator("#worklist")).to_contain_text("100200")
    expect(page.locator("#worklist")).to_contain_text("Expected effect of a contact")
    expect(page.locator("main")).to_contain_text("2 customers owe something late, and nothing comes next")
    picture(page, "today-en")

    page.get_by_role("link", name="2 customers owe something late").click()
    expect(page.locator("#gaps form")).to_have_count(2)
    picture(page, "gaps-en")
    page.locator("#gaps form button").first.click()
    expect(page.locator("#gaps form")).to_have_count(1)
    assert len(queries.open_follow_ups(actor=manager)) == 1

    get_user_model().objects.filter(pk=manager.id).update(
        language="fa", calendar="solar_hijri", digits="native"
    )
    page.goto("/today/?mine=1")
    picture(page, "today-mine-fa")
    page.goto("/today/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    picture(page, "today-fa")
    page.goto("/today/gaps")
    picture(page, "gaps-fa")
