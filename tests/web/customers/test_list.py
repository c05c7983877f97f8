"""The list of customers on the desk."""

from __future__ import annotations

import pytest
from django.test import Client

from recoup.kernel import clock
from recoup.team import queries as team
from recoup.team.types import Role
from tests.people import make_person
from tests.reports.shop import Shop, open_shop, rank, sell
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B1")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop() -> Shop:
    return open_shop({"K-1": "Zakłady Północ", "K-2": "Halong Marine Supplies", "K-3": "آرمان صنعت"})


@pytest.fixture
def alice(shop: Shop, desk: Desk) -> Client:
    return desk(shop.alice)


def text(client: Client, url: str, **headers: str) -> str:
    answer = client.get(url, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")


def test_the_list_shows_what_is_owed_and_why(shop: Shop, alice: Client) -> None:
    today = clock.today("Europe/London")
    sell(shop, "K-1", "INV-1", "1234.50", days_late=40, on=today)
    rank(shop, today)
    html = text(alice, "/customers/?sort=-overdue")
    first = html.index("Zakłady Północ")
    assert first < html.index("Halong Marine Supplies")
    assert "1,234.50" in html and "The oldest item is 40 days late." in html and "Silent" in html
    assert f'href="/customers/{shop.ids["K-1"]}/"' in html


def test_search_as_one_types_brings_only_the_list(alice: Client) -> None:
    html = text(alice, "/customers/?q=polnoc", **HTMX)
    assert "Zakłady Północ" in html and "Halong" not in html
    assert "<html" not in html
    assert "No customer like that" in text(alice, "/customers/?q=qqq", **HTMX)


def test_nonsense_in_the_address_is_left_out(alice: Client) -> None:
    html = text(alice, "/customers/?sort=;drop&entity=x&behavior=NICE&page=-3&country=ZZZ")
    assert "3 customers" in html


def test_the_direction_and_the_filters_stay_in_the_headings(alice: Client) -> None:
    html = text(alice, "/customers/?q=halong&sort=-open")
    assert "q=halong&amp;sort=open" in html and 'aria-sort="descending"' in html
    assert "q=halong&amp;sort=-overdue" in html
    assert 'name="sort" value="-open" form="filters"' in html


def test_ones_own_customers_are_a_filter(shop: Shop, desk: Desk) -> None:
    html = text(desk(shop.alice), "/customers/?owner=mine")
    assert "No customer like that" in html


def test_a_view_is_kept_found_and_forgotten(shop: Shop, alice: Client) -> None:
    here = {**HTMX, "HX-Current-URL": "http://testserver/customers/?q=polnoc&sort=-overdue&page=2"}
    html = alice.post("/customers/views/save", {"name": "North"}, headers=here).content.decode()
    assert "?q=polnoc&amp;sort=-overdue" in html and "North" in html
    (view,) = team.saved_views(page="customers", actor=shop.alice)
    assert view.query == "q=polnoc&sort=-overdue"
    assert "North" in text(alice, "/customers/")
    html = alice.post(f"/customers/views/{view.id}/delete", headers=here).content.decode()
    assert "North" not in html


def test_a_view_needs_a_name(alice: Client) -> None:
    answer = alice.post("/customers/views/save", {"name": " "}, headers=HTMX)
    assert answer.status_code == 422
    assert "between 1 and 100 characters" in answer.content.decode()


def test_views_of_others_are_not_found(shop: Shop, alice: Client, desk: Desk) -> None:
    alice.post("/customers/views/save", {"name": "North"}, headers=HTMX)
    (view,) = team.saved_views(page="customers", actor=shop.alice)
    assert desk(shop.cast.bob).post(f"/customers/views/{view.id}/delete").status_code == 404


def test_the_chosen_entity_narrows_the_list(shop: Shop, desk: Desk) -> None:
    client = desk(make_person("Zoe", Role.MANAGER))
    assert "3 customers" in text(client, "/customers/")
    client.post("/scope", {"entity": shop.cast.other_entity.id})
    assert "0 customers" in text(client, "/customers/")


def test_strangers_and_people_without_the_right_see_nothing(shop: Shop, desk: Desk) -> None:
    assert "0 customers" in text(desk(shop.cast.charlie), "/customers/")
    administrator = make_person("Ada", Role.ADMINISTRATOR, entity=shop.cast.entity)
    assert desk(administrator).get("/customers/").status_code == 404


@pytest.mark.parametrize("language", ["vi", "zh-hans", "fa", "pl"])
def test_the_list_is_there_in_every_language(shop: Shop, desk: Desk, language: str) -> None:
    client = desk(shop.alice)
    client.post("/preferences/language", {"language": language})
    html = text(client, "/customers/")
    assert 'dir="rtl"' in html if language == "fa" else 'dir="ltr"' in html
    assert "Halong Marine Supplies" in html
