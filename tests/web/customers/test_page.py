"""The page of one customer: every figure opens to what it is made of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from recoup.kernel import clock
from recoup.parties import operations as parties
from recoup.parties.types import NewContact
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, make_person
from tests.reports.shop import Shop, apply, at, more_customers, open_shop, rank, receive, sell
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A1.1"), pytest.mark.duty("E9")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop() -> Shop:
    """K-1 owes 100 (40 days late, 30 paid five days ago) and 50 not due."""
    shop, today = open_shop({"K-1": "Halong Marine Supplies", "K-2": "Sister"}), clock.today("Europe/London")
    late = sell(shop, "K-1", "INV-1", "100.00", days_late=40, on=today)
    sell(shop, "K-1", "INV-2", "50.00", days_late=-9, on=today)
    paid_on = today - timedelta(days=5)
    apply(receive(shop, "K-1", "R-1", "30.00", on=paid_on), late, "30.00", on=paid_on)
    rank(shop, today)
    return shop


@pytest.fixture
def alice(shop: Shop, desk: Desk) -> Client:
    return desk(shop.alice)


def url(shop: Shop, part: str = "", number: str = "K-1") -> str:
    return f"/customers/{shop.ids[number]}/{part}"


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_head_says_what_is_owed_and_why_it_matters(shop: Shop, alice: Client) -> None:
    html = text(alice, url(shop))
    assert "Halong Marine Supplies" in html and "120.00" in html and "70.00" in html
    assert "The oldest item is 40 days late." in html
    assert "in London" in html and "nobody" in html
    assert f"{url(shop)}?currency=GBP&amp;bucket=late_31_60" in html


def test_the_items_open_to_their_entries(shop: Shop, alice: Client) -> None:
    html = text(alice, url(shop))
    assert "part paid" in html and "INV-2" in html and "R-1" not in html
    assert "/entries" in html
    assert "R-1" in text(alice, url(shop, "?every=on"), **HTMX)


def test_a_bucket_opens_to_its_items_alone(shop: Shop, alice: Client) -> None:
    html = text(alice, url(shop, "?currency=GBP&bucket=late_31_60"), **HTMX)
    assert "INV-1" in html and "INV-2" not in html and "<html" not in html
    assert "31–60 days late" in html and "Show all" in html


def test_the_past_is_shown_as_it_was(shop: Shop, alice: Client) -> None:
    then = (clock.today("Europe/London") - timedelta(days=6)).isoformat()
    html = text(alice, url(shop, f"balance?as_of={then}"), **HTMX)
    assert "150.00" in html and f"as_of={then}" in html
    items = text(alice, url(shop, f"?as_of={then}"), **HTMX)
    assert "100.00" in items and f"/entries?as_of={then}" in items


def test_the_timeline_tells_what_happened_and_goes_on(shop: Shop, alice: Client) -> None:
    html = text(alice, url(shop, "timeline"), **HTMX)
    assert "was applied to INV-1" in html and "was posted, due" in html
    assert alice.get(url(shop, "timeline?before=nonsense")).status_code == 404


def test_group_and_owner_are_shown(shop: Shop, desk: Desk) -> None:
    analyst = make_person("Ann", Role.CREDIT_ANALYST, entity=shop.cast.entity)
    client = desk(analyst)
    more_customers(shop, {"K-3": "Daughter"}, parent_number={"K-3": "K-1"})
    html = text(client, url(shop, number="K-3"))
    assert "Halong Marine Supplies" in html
    assert "Daughter" in text(client, url(shop))


@pytest.mark.parametrize("part", ["", "contacts", "accounts", "holds", "letters", "history"])
def test_every_part_has_an_address_and_comes_alone_when_asked(shop: Shop, alice: Client, part: str) -> None:
    page, fragment = text(alice, url(shop, part)), text(alice, url(shop, part), **HTMX)
    assert "<html" in page and "<html" not in fragment
    assert 'aria-current="page"' in fragment and 'id="head"' not in fragment


@pytest.mark.parametrize(
    "part",
    [
        "",
        "head",
        "balance",
        "timeline",
        "contacts",
        "accounts",
        "holds",
        "letters",
        "history",
        "change",
        "assign",
        "contacts/add",
        "holds/add",
    ],
)
def test_strangers_find_no_such_customer(shop: Shop, desk: Desk, part: str) -> None:
    assert desk(shop.cast.charlie).get(url(shop, part)).status_code == 404


def test_rights_decide_what_is_shown(shop: Shop, desk: Desk) -> None:
    auditor = desk(make_person("Aud", Role.AUDITOR, entity=shop.cast.entity))
    html = text(auditor, url(shop))
    for act in ("holds/add", "contacts/add", "assign", "change", "/hold", "/write-off"):
        assert f'{act}"' not in html
    assert auditor.get(url(shop, "holds/add")).status_code == 404
    manager = text(desk(shop.alice), url(shop))
    assert all(f'{act}"' in manager for act in ("holds/add", "assign", "/hold", "/write-off"))


def test_the_change_history_speaks_in_words(shop: Shop, alice: Client) -> None:
    parties.add_contacts(contacts=[NewContact(shop.ids["K-1"], "Ms Thu")], actor=PROGRAM, now=NOW)
    parties.assign_portfolio(
        customer_ids=[shop.ids["K-1"]], user_id=shop.cast.bob.id, actor=PROGRAM, now=at(NOW.date(), 14)
    )
    html = text(alice, url(shop, "history"))
    assert "Accounts payable" in html and "ACCOUNTS_PAYABLE" not in html
    assert "Bob" in html and "Portfolio owner" in html


def test_a_customer_without_items_has_a_helpful_page(shop: Shop, alice: Client) -> None:
    html = text(alice, url(shop, number="K-2"))
    assert "Nothing is open." in html and "No item like that" in html
