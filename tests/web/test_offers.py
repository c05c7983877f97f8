"""Offers at the desk: priced as one types, approved by a second person, closed; strangers find nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from recoup.collections.models import Offer
from recoup.ledger.models import Item
from recoup.team.types import Role
from tests.people import make_person
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D5")]


@pytest.fixture
def bank() -> Bank:
    made = Bank()
    made.invoice("K-1", "INV-7", "1000.00")
    return made


@pytest.fixture
def cora(bank: Bank, desk: Desk) -> Client:
    """A collector of the company."""
    return desk(make_person("Cora", Role.COLLECTOR, entity=bank.entity))


def sent(bank: Bank, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "items": [str(Item.objects.get(number="INV-7").pk)],
        "kind": "DISCOUNT",
        "percent": "2",
        "valid_until": (bank.today + timedelta(days=7)).isoformat(),
        "reason": "Pays at once",
        "currency": "EUR",
    }
    return values | more


def test_the_price_follows_what_is_entered_and_refusals_are_told(bank: Bank, cora: Client) -> None:
    url, ajax = reverse("offers:preview", args=[bank.ids["K-1"]]), {"HX-Request": "true"}
    html = cora.post(url, sent(bank), headers=ajax).content.decode()
    assert "980.00" in html and "A second person has to approve" in html and "<form" not in html
    assert "let anybody give up" in cora.post(url, sent(bank, percent="50"), headers=ajax).content.decode()
    assert "just one of them" in cora.post(url, sent(bank, to_pay="900"), headers=ajax).content.decode()


def test_an_offer_is_made_approved_and_closed(bank: Bank, cora: Client, desk: Desk) -> None:
    url = reverse("offers:new", args=[bank.ids["K-1"]])
    assert "INV-7" in cora.get(url).content.decode()
    html = cora.post(url, sent(bank), follow=True).content.decode()
    offer = Offer.objects.get()
    assert "Waiting for approval" in html and "980.00" in html
    mia = desk(bank.mia)
    seen = mia.get(reverse("approvals:detail", args=[offer.approval_id])).content.decode()
    assert "980.00" in seen
    mia.post(reverse("approvals:decide", args=[offer.approval_id]), {"decision": "approve", "note": ""})
    offer.refresh_from_db()
    assert offer.state == "OFFERED"
    assert "980.00" in cora.get(reverse("offers:index")).content.decode()
    assert "980.00" in cora.get(reverse("offers:of_customer", args=[bank.ids["K-1"]])).content.decode()
    ended = {"how": "declined", "reason": "Wants ten percent"}
    html = cora.post(reverse("offers:end", args=[offer.pk]), ended, follow=True).content.decode()
    assert "Wants ten percent" in html and "Refused" in html


def test_strangers_find_nothing(bank: Bank, cora: Client, desk: Desk) -> None:
    cora.post(reverse("offers:new", args=[bank.ids["K-1"]]), sent(bank))
    offer_id = Offer.objects.get().pk
    assert desk(bank.carla).get(reverse("offers:end", args=[offer_id])).status_code == 404
    assert desk(bank.olek).get(reverse("offers:page", args=[offer_id])).status_code == 404
