"""Ctrl-K finds customers, items and pages, and nothing that is not one's own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from recoup.kernel import clock
from tests.people import make_cast
from tests.web.conftest import Desk
from tests.web.portfolio import sell

pytestmark = pytest.mark.django_db


@pytest.mark.duty("B1")
def test_a_few_letters_find_customer_item_and_page(desk: Desk) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})
    browser = desk(cast.alice)

    assert "Customer K-1" in browser.get(reverse("search:index"), {"q": "customer k"}).content.decode()
    assert "INV-1" in browser.get(reverse("search:index"), {"q": "inv 1"}).content.decode()
    assert reverse("aging:index") in browser.get(reverse("search:index"), {"q": "agi"}).content.decode()
    assert "Nothing found" in browser.get(reverse("search:index"), {"q": "zzzz"}).content.decode()


def test_a_stranger_finds_nothing(desk: Desk, stranger: Client) -> None:
    cast, today = make_cast(), clock.today("Europe/London")
    sell(cast, today=today, days_late={"K-1": 10})

    found = desk(cast.charlie).get(reverse("search:index"), {"q": "INV-1"}).content.decode()

    assert "Nothing found" in found
    assert stranger.get(reverse("search:index"), {"q": "INV"}).status_code == 302
