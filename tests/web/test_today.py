"""Today says whom to contact, with figures as they are now."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from recoup.collections import queries as collections_queries
from recoup.kernel import clock
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import HoldReason, ItemKind, NewAllocation, NewItem
from recoup.parties.models import Customer
from tests.people import NOW, PROGRAM, Cast, make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import make_todays_worklist, sell

pytestmark = pytest.mark.django_db


def settle(cast: Cast, number: str, today: date) -> None:
    """Receive and apply the whole of an invoice."""
    item = Item.objects.get(number=number)
    receipt = NewItem(
        1,
        cast.entity.id,
        item.customer.number,
        ItemKind.RECEIPT,
        "R-1",
        1,
        "",
        today,
        today,
        "GBP",
        Decimal(-100),
    )
    ledger.post_items(items=[receipt], source="test", actor=PROGRAM, now=NOW)
    applied = NewAllocation(Item.objects.get(number="R-1").id, item.id, Decimal(100), today, "a")
    ledger.allocate(allocations=[applied], source="test", actor=PROGRAM, now=NOW)


@pytest.mark.duty("C1")
@pytest.mark.duty("D1")
def test_the_worklist_names_the_late_ones_with_reasons_and_the_latest_first(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 5, "K-2": 95, "K-3": -10})
    make_todays_worklist(cast, today)

    page = desk(cast.alice).get(reverse("today:index")).content.decode()

    assert page.index("Customer K-2") < page.index("Customer K-1")
    assert "Customer K-3" not in page
    assert "95 days" in page


@pytest.mark.duty("A1.3")
def test_who_paid_since_the_list_was_made_is_not_on_it(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40})
    make_todays_worklist(cast, today)
    settle(cast, "INV-1", today)

    assert "Customer K-1" not in desk(cast.alice).get(reverse("today:index")).content.decode()


def test_the_figures_follow_the_ledger_at_once(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40, "K-2": -4})
    browser = desk(cast.alice)
    assert "200.00" in browser.get(reverse("today:figures")).content.decode()

    settle(cast, "INV-1", today)

    figures = browser.get(reverse("today:figures")).content.decode()
    assert "200.00" not in figures
    assert "100.00" in figures


def test_a_glance_shows_the_open_items_and_a_stranger_gets_nothing(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40})
    customer_id = Item.objects.get().customer_id
    address = reverse("today:glance", args=[customer_id])

    assert "INV-1" in desk(cast.alice).get(address).content.decode()
    assert desk(cast.charlie).get(address).status_code == 404
    assert desk(cast.alice).post(address).status_code == 405


def test_without_a_daily_run_the_page_says_what_to_do(desk: Desk) -> None:
    assert "recoup daily" in desk(make_cast().alice).get(reverse("today:index")).content.decode()


def test_the_list_of_an_earlier_day_says_so(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40})
    make_todays_worklist(cast, today - timedelta(days=1))

    assert "Ranked by the daily run of" in desk(cast.alice).get(reverse("today:index")).content.decode()


@pytest.mark.duty("D3")
def test_what_is_on_hold_is_said_beside_what_is_chased(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40})
    invoice = NewItem(
        1, cast.entity.id, "K-1", ItemKind.INVOICE, "INV-2", 1, "", today, today, "GBP", Decimal(70)
    )._replace(issue_date=today - timedelta(days=60), due_date=today - timedelta(days=30))
    ledger.post_items(items=[invoice], source="test", actor=PROGRAM, now=NOW)
    make_todays_worklist(cast, today)
    ledger.place_item_holds(
        item_ids=[Item.objects.get(number="INV-2").id],
        reason=HoldReason.DISPUTED,
        note="wrong price",
        from_date=today,
        until_date=None,
        actor=PROGRAM,
        now=NOW,
    )
    page = strip_tags(desk(cast.alice).get(reverse("today:index")).content.decode())
    assert "Expected effect of a contact" in page and "of 100.00" in page.replace("\xa0", " ").replace(
        "£", ""
    )
    assert "is on hold and not chased" in page


@pytest.mark.duty("C1")
def test_todays_part_is_what_a_person_can_do_and_the_rest_stands_below(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={f"K-{n}": 90 - n for n in range(1, 6)})
    Customer.objects.update(portfolio_owner_id=cast.alice.id)
    make_todays_worklist(cast, today)
    monkeypatch.setattr(collections_queries, "calls_a_day", lambda **_: 3)
    browser = desk(cast.alice)

    mine = browser.get(reverse("today:index"), {"mine": "1"}).content.decode()
    further = browser.get(reverse("today:further")).content.decode()

    assert mine.count('class="item"') == 3 and "Contacts made today: 0 of 3" in strip_tags(mine)
    assert further.count('class="item"') == 2 and "and 2 more" in strip_tags(further)
    settle(cast, "INV-5", today)
    assert "and 1 more" in strip_tags(browser.get(reverse("today:further")).content.decode())


@pytest.mark.duty("D9")
def test_a_customer_of_another_language_is_marked(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 40})
    make_todays_worklist(cast, today)
    browser = desk(cast.alice)
    Customer.objects.update(language="pl")
    assert "Polish" in browser.get(reverse("today:index")).content.decode()
    Customer.objects.update(language="en")
    assert "Polish" not in browser.get(reverse("today:index")).content.decode()
