"""A list of cheques at the desk: brought in, looked at, taken in without the rows that are refused."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recoup.cash import queries
from recoup.cash.models import Cheque
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D10")]

HEADER = "Customer number;Cheque number;Bank;Cheque date;Amount\n"
MIXED = HEADER + "K-1;000001;Bank Melli;2026-05-01;100.00\nK-9;000002;Bank Melli;2026-05-01;5.00\n"


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_a_list_is_looked_at_and_taken_in(desk: Desk) -> None:
    bank = Bank()
    carla = desk(bank.carla)
    assert "No list yet" in carla.get("/cheques/lists").content.decode()
    file = SimpleUploadedFile("today.csv", MIXED.encode())
    received = carla.post("/cheques/lists/receive", {"file": file, "entity_id": bank.entity.id})
    page = received["Location"]
    shown = words(carla.get(page).content.decode())
    assert "Hai Long Shipping" in shown and "no customer with the number" in shown
    assert "leave the others out" in shown and not Cheque.objects.exists()
    refused = carla.post(f"{page}/take", follow=True)
    assert "so none was" in words(refused.content.decode()) and not Cheque.objects.exists()
    done = words(carla.post(f"{page}/take", {"leave": "1"}, follow=True).content.decode())
    assert "1 cheque is taken in." in done and "Line 3:" in done
    assert "today.csv" in carla.get("/cheques/lists").content.decode()
    assert queries.cheque_lists(actor=bank.carla)[0].taken == 1
    wrong = SimpleUploadedFile("a.csv", b"a;b\n1;2\n")
    answer = carla.post("/cheques/lists/receive", {"file": wrong, "entity_id": bank.entity.id})
    assert answer.status_code == 422 and "no column was found" in answer.content.decode()
    assert desk(bank.olek).get(page).status_code == 404
    assert "Bring a list in" not in desk(bank.mia).get("/cheques/lists").content.decode()
