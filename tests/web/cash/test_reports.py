"""Accounting's cash reports at the desk: brought in, shown with the day, worked off, hidden from strangers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recoup.cash import queries
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.3")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def bank() -> Bank:
    """One receipt of the day."""
    bank = Bank()
    bank.tell(bank.entry("1800.00", "TRX-1", "thank you", payer="Somebody"))
    return bank


@pytest.fixture
def carla(bank: Bank, desk: Desk) -> Client:
    return desk(bank.carla)


def report(bank: Bank, amount: str) -> SimpleUploadedFile:
    """Return a report of the day."""
    rows = (
        f"Account;Date;Payer;Reference;Amount\n{bank.account.number};{bank.today};Somebody;TRX-1;{amount}\n"
    )
    return SimpleUploadedFile("cash.csv", rows.encode())


def test_a_difference_is_shown_with_the_day_and_worked_off(bank: Bank, carla: Client) -> None:
    answer = carla.post("/cash/reports/receive", {"file": report(bank, "1700.00")}, follow=True)
    assert answer.status_code == 200 and "Different amount" in answer.content.decode()
    assert "difference with accounting" in carla.get("/cash/").content.decode()
    (found,) = queries.cash_reports(actor=bank.carla)
    (row,) = queries.reported_money(report_id=found.id, actor=bank.carla)
    address = f"/cash/reports/differences/{row.id}"
    assert "Work the difference off" in carla.get(address, headers=HTMX).content.decode()
    assert carla.post(address, {"state": "EXPLAINED", "note": ""}, headers=HTMX).status_code == 422
    done = carla.post(
        address, {"state": "EXPLAINED", "note": "a slip of the pen", "owner": bank.dora.id}, headers=HTMX
    )
    assert "report-changed" in done["HX-Trigger"]
    page = carla.get(f"/cash/reports/{found.id}").content.decode()
    assert "a slip of the pen" in page and "Dora" in page
    assert "difference with accounting" not in carla.get("/cash/").content.decode()
    original = carla.get(f"/cash/reports/{found.id}/file")
    assert b"".join(original.streaming_content).startswith(b"Account;")


def test_a_report_that_agrees_says_so_and_another_file_says_why_not(bank: Bank, carla: Client) -> None:
    answer = carla.post("/cash/reports/receive", {"file": report(bank, "1800.00")}, follow=True)
    assert "Nothing differs" in answer.content.decode()
    (found,) = queries.cash_reports(actor=bank.carla)
    assert "TRX-1" in carla.get(f"/cash/reports/{found.id}?all=1").content.decode()
    refused = carla.post("/cash/reports/receive", {"file": report(bank, "1800.00")})
    assert refused.status_code == 422 and "brought in before" in refused.content.decode()


def test_strangers_find_no_report(bank: Bank, carla: Client, desk: Desk) -> None:
    carla.post("/cash/reports/receive", {"file": report(bank, "1700.00")})
    (found,) = queries.cash_reports(actor=bank.carla)
    (row,) = queries.reported_money(report_id=found.id, actor=bank.carla)
    stranger = desk(bank.olek)
    for address in (f"/cash/reports/{found.id}", f"/cash/reports/{found.id}/file"):
        assert stranger.get(address).status_code == 404
    assert stranger.get(f"/cash/reports/differences/{row.id}").status_code == 404
    assert "cash.csv" not in stranger.get("/cash/reports").content.decode()
