"""Remittance advices at the desk: brought in, given to a line, taken off, and hidden from strangers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recoup.cash import queries
from recoup.cash.types import AdviceStage, WorkFilter
from recoup.kernel import clock
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.4", "B12")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def bank() -> Bank:
    """Three invoices of one amount, and money for two of them of which the text says nothing."""
    bank = Bank()
    for number in ("INV-1", "INV-2", "INV-3"):
        bank.invoice("K-1", number, "900.00")
    bank.tell(bank.entry("1800.00", "R1", "thank you", payer="Somebody"))
    return bank


@pytest.fixture
def carla(bank: Bank, desk: Desk) -> Client:
    return desk(bank.carla)


def advice(*rows: str, payer: str = "Hai Long Shipping") -> SimpleUploadedFile:
    """Return a file of an advice."""
    lines = [f"Payer:;{payer}", "Invoice number;Amount paid", *rows]
    return SimpleUploadedFile("advice.csv", "\n".join(lines).encode())


def receipt(bank: Bank) -> int:
    """Return the receipt that is to be worked."""
    page = queries.work_page(wanted=WorkFilter(), actor=bank.carla, on=bank.today, now=clock.now())
    return page.lines[0].receipt_id


def test_an_advice_is_brought_in_and_shown_with_our_items(bank: Bank, carla: Client) -> None:
    answer = carla.post("/cash/advices/receive", {"file": advice("INV-1;900.00", "ZZ-9;50.00")}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Hai Long Shipping" in page
    assert "Waits for its receipt" in page and "nothing open under this number" in page
    listed = carla.get("/cash/advices?stage=WAITING").content.decode()
    assert "advice.csv" in listed and "950.00" in listed
    assert "advice.csv" not in carla.get("/cash/advices?stage=USED").content.decode()
    found = queries.advice_page(actor=bank.carla).advices[0]
    original = carla.get(f"/cash/advices/{found.id}/file")
    assert b"".join(original.streaming_content).startswith(b"Payer:")


def test_what_is_no_advice_is_refused_with_the_reason(carla: Client) -> None:
    answer = carla.post("/cash/advices/receive", {"file": SimpleUploadedFile("note.txt", b"Dear all")})
    assert answer.status_code == 422
    assert "there is no row with the number of a document" in answer.content.decode()


def test_an_advice_brought_to_a_line_says_what_the_money_is_for(bank: Bank, carla: Client) -> None:
    key = receipt(bank)
    assert "multipart/form-data" in carla.get(f"/cash/work/{key}/advice", headers=HTMX).content.decode()
    answer = carla.post(
        f"/cash/work/{key}/advice", {"file": advice("INV-1;900.00", "INV-3;900.00")}, headers=HTMX
    )
    assert answer.status_code == 200 and "cash-worked" in answer["HX-Trigger"]
    shown = carla.get(f"/cash/work/{key}", headers=HTMX).content.decode()
    assert "</bdi> documents, " in shown and "INV-3" in shown
    proposals = queries.work_detail(
        receipt_id=key, actor=bank.carla, on=bank.today, now=clock.now()
    ).proposals
    assert {share.number for share in proposals[0].shares} == {"INV-1", "INV-3"}


def test_an_advice_that_waits_is_chosen_for_a_line_and_taken_off_again(bank: Bank, carla: Client) -> None:
    carla.post("/cash/advices/receive", {"file": advice("INV-1;900.00", "INV-3;900.00")})
    found = queries.advice_page(actor=bank.carla).advices[0]
    assert found.stage is AdviceStage.WAITING
    key = receipt(bank)
    assert carla.post(f"/cash/work/{key}/advice", {}, headers=HTMX).status_code == 422
    carla.post(f"/cash/work/{key}/advice", {"advice_id": found.id}, headers=HTMX)
    assert queries.get_advice(advice_id=found.id, actor=bank.carla).receipt_id == key
    assert "Take it off the receipt" in carla.get(f"/cash/advices/{found.id}").content.decode()
    carla.post(f"/cash/advices/{found.id}/detach")
    assert queries.get_advice(advice_id=found.id, actor=bank.carla).stage is AdviceStage.WAITING


def test_strangers_find_no_advice(bank: Bank, carla: Client, desk: Desk) -> None:
    carla.post("/cash/advices/receive", {"file": advice("INV-1;900.00")})
    found = queries.advice_page(actor=bank.carla).advices[0]
    stranger = desk(bank.olek)
    assert stranger.get(f"/cash/advices/{found.id}").status_code == 404
    assert stranger.get(f"/cash/advices/{found.id}/file").status_code == 404
    assert stranger.post(f"/cash/advices/{found.id}/detach").status_code == 404
    assert stranger.post(f"/cash/work/{receipt(bank)}/advice", {"advice_id": found.id}).status_code == 404
    assert "advice.csv" not in stranger.get("/cash/advices").content.decode()
