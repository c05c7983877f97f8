"""Virtual accounts at the desk: listed, added, brought in as a list, ended, hidden from strangers."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recoup.cash import queries
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4")]

HTMX = {"HX-Request": "true"}


def words(page: str) -> str:
    """Return what a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def mia(bank: Bank, desk: Desk) -> Client:
    return desk(bank.mia)


def test_a_manager_adds_a_number_and_ends_it(bank: Bank, mia: Client) -> None:
    address = f"/cash/accounts/{bank.account.id}/virtual"
    assert "No virtual account" in mia.get(address).content.decode()
    assert "Virtual accounts" in mia.get("/cash/accounts").content.decode()
    given = {"number": "VA-700123", "customer_number": "K-9", "from_date": "2026-03-01", "until_date": ""}
    refused = mia.post(f"{address}/add", given, headers=HTMX)
    assert refused.status_code == 422 and "no customer with the number" in refused.content.decode()
    assert mia.post(f"{address}/add", given | {"customer_number": "K-1"}, headers=HTMX).status_code == 200
    (virtual,) = queries.virtual_accounts(account_id=bank.account.id, actor=bank.mia).accounts
    shown = mia.get(address).content.decode()
    assert "VA-700123" in shown and "Hai Long Shipping" in shown
    end = f"/cash/virtual/{virtual.id}/end"
    assert "Last day" in mia.get(end, headers=HTMX).content.decode()
    assert mia.post(end, {"until_date": "2026-02-01"}, headers=HTMX).status_code == 422
    assert mia.post(end, {"until_date": "2026-03-02"}, headers=HTMX).status_code == 200
    assert "VA-700123" not in mia.get(address).content.decode()
    assert "VA-700123" in mia.get(f"{address}?all=1&text=hai+long").content.decode()


def test_a_list_is_brought_in_and_its_refusals_are_shown(bank: Bank, mia: Client) -> None:
    address = f"/cash/accounts/{bank.account.id}/virtual"
    sheet = b"Virtual account;Customer number\nVA-700123;K-1\nVA-700124;K-9\n"
    file = SimpleUploadedFile("va.csv", sheet)
    shown = words(mia.post(f"{address}/receive", {"file": file}).content.decode())
    assert "1 new, 0 known already" in shown and "Line 3:" in shown and "VA-700123" in shown
    wrong = SimpleUploadedFile("va.csv", b"a;b\n1;2\n")
    answer = mia.post(f"{address}/receive", {"file": wrong})
    assert answer.status_code == 422 and "no column was found for" in answer.content.decode()


def test_clerks_look_and_strangers_see_nothing(bank: Bank, desk: Desk) -> None:
    address = f"/cash/accounts/{bank.account.id}/virtual"
    carla = desk(bank.carla)
    assert "Add a number" not in carla.get(address).content.decode()
    assert carla.get(f"{address}/add").status_code in (403, 404)
    assert desk(bank.olek).get(address).status_code == 404
