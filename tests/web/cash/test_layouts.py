"""A sheet that no format fits: its columns are explained on the spot, tried, saved, and the file is read."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recoup.cash import queries
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

SHEET = "Kiedy|Ile|Kto|Po co\n02/03/2026|1.204,37|Nadir S.A.|FV 1\n03/04/2026|-5,00|Bank|oplata\n"
SAID = {
    "column-0": "BOOKING_DATE",
    "column-1": "AMOUNT",
    "column-2": "PARTY_NAME",
    "column-3": "TEXT",
    "dates": "MDY/GREGORIAN",
    "decimal": ",",
}


def sheet(name: str = "strange.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SHEET.encode())


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def carla(bank: Bank, desk: Desk) -> Client:
    return desk(bank.carla)


def test_a_person_begins_tries_saves_changes_and_retires(bank: Bank, carla: Client) -> None:
    address = f"/cash/accounts/{bank.account.id}/layouts"
    assert "No layout" in carla.get(address).content.decode()
    begun = carla.post(f"{address}/begin", {"file": sheet()})
    page = begun["Location"]
    first = words(carla.get(page).content.decode())
    assert "Nadir S.A." in first and "What the columns mean" in first
    tried = words(carla.post(page, SAID | {"try": "1"}).content.decode())
    assert "2 lines" in tried and "1,204.37" in tried
    wrong = carla.post(page, SAID | {"column-1": "", "save": "1", "name": "Strange"})
    assert wrong.status_code == 422 and "which the amount or the money in" in wrong.content.decode()
    assert carla.post(page, SAID | {"save": "1", "name": ""}).status_code == 422
    assert carla.post(page, SAID | {"save": "1", "name": "Strange"}).status_code == 303
    assert "Strange" in carla.get(address).content.decode()
    assert 'value="AMOUNT" selected' in carla.get(page).content.decode()
    assert carla.post(f"{page}/retire").status_code == 303
    assert "Retired" in carla.get(address).content.decode()
    assert "retired" in carla.get(page).content.decode()
    nothing = carla.post(f"{address}/begin", {"file": SimpleUploadedFile("a.mt940", b":20:X\n:25:1\n:60F:")})
    assert nothing.status_code == 422 and "no columns in it" in nothing.content.decode()


def test_a_refused_sheet_is_explained_and_read(bank: Bank, carla: Client) -> None:
    refused = carla.post("/cash/files/receive", {"files": sheet()}).content.decode()
    assert "Say what its columns mean" in refused
    found = re.search(r'name="file_id" value="(\d+)"', refused)
    assert found is not None
    said = {"file_id": found[1], "account_id": bank.account.id}
    page = carla.post("/cash/layouts/begin", said)["Location"]
    done = carla.post(page, SAID | {"save": "1", "name": "Strange"}, follow=True)
    assert "was taken in" in words(done.content.decode())
    (file,) = queries.bank_files(actor=bank.carla, limit=5)
    assert file.status.value == "READ"


def test_who_may_not_bring_files_in_only_looks(bank: Bank, desk: Desk) -> None:
    address = f"/cash/accounts/{bank.account.id}/layouts"
    assert "Begin a layout" not in desk(bank.mia).get(address).content.decode()
    assert desk(bank.olek).get(address).status_code == 404
