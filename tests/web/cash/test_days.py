"""The days of our accounts: told by files dropped on the page, looked through, signed off by another person."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recoup.cash import queries
from recoup.cash.models import StatementLine
from recoup.team.types import Role
from tests.cash.bank_files import IBAN, Entry, camt
from tests.people import PROGRAM, make_person
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

HTMX = {"HX-Request": "true"}


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def carla(bank: Bank, desk: Desk) -> Client:
    return desk(bank.carla)


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def drop(client: Client, content: bytes, name: str = "day.xml", **said: str) -> str:
    files = [SimpleUploadedFile(name, content, "application/xml")]
    answer = client.post("/cash/files/receive", {"files": files, **said})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_bank_file_dropped_on_the_page_is_taken_in(bank: Bank, carla: Client) -> None:
    today = bank.today.isoformat()
    told = drop(carla, camt(Entry("250.00", "R1", "FV 1", day=today), day=today))
    assert "taken in" in told and "House bank" in told and "250.00" in told
    again = drop(carla, camt(Entry("250.00", "R1", "FV 1", day=today), day=today), "again.xml")
    assert "taken in before" in again
    html = text(carla, "/cash/")
    assert "House bank" in html and "reconciled" in html and "250.00" in html
    assert "day.xml" in text(carla, "/cash/files")


def test_a_file_that_is_none_is_refused_in_words(bank: Bank, carla: Client) -> None:
    assert "refused" in drop(carla, b"what is this", "odd.bin")
    nothing = carla.post("/cash/files/receive", {})
    assert nothing.status_code == 422 and "Choose at least one file" in nothing.content.decode()


def test_an_unknown_account_is_refused_until_a_manager_adds_it(bank: Bank, desk: Desk, carla: Client) -> None:
    other = camt(Entry("1.00", "R1"), account="DE89370400440532013000")
    assert "DE89370400440532013000" in drop(carla, other)
    said = {"entity_id": str(bank.entity.id), "number": "DE89370400440532013000", "currency": "EUR"}
    desk(bank.mia).post("/cash/accounts/add", said, headers=HTMX)
    assert "DE89370400440532013000" in text(carla, "/cash/accounts")
    assert "taken in" in drop(carla, other)


def test_a_day_is_reviewed_by_a_clerk_and_signed_by_another(bank: Bank, desk: Desk, carla: Client) -> None:
    bank.tell(bank.entry("250.00", "R1"))
    address = f"/cash/accounts/{bank.account.id}/days/{bank.today.isoformat()}"
    mia = desk(bank.mia)
    early = mia.post(f"{address}/sign-off", headers=HTMX)
    assert early.status_code == 422 and "must be reviewed before" in early.content.decode()
    assert carla.post(f"{address}/sign-off").status_code == 404
    done = carla.post(f"{address}/review", headers=HTMX)
    assert "cash-changed" in done["HX-Trigger"]
    assert "Carla" in text(carla, "/cash/")
    assert mia.post(f"{address}/sign-off", headers=HTMX).status_code == 200
    (day,) = queries.review_days(from_date=bank.today, to_date=bank.today, actor=PROGRAM)
    assert day.signed is not None and day.signed.by == "Mia"
    again = mia.post(f"{address}/sign-off", headers=HTMX)
    assert again.status_code == 422 and "signed off this day already" in again.content.decode()


def test_what_is_missing_is_said_on_the_day(bank: Bank, carla: Client) -> None:
    bank.tell(bank.entry("250.00", "R1"), closing="7.00")
    html = text(carla, "/cash/")
    assert "not complete" in html and "add up" in html


def test_days_are_filtered(bank: Bank, carla: Client) -> None:
    bank.tell(bank.entry("250.00", "R1"))
    assert "House bank" in text(carla, f"/cash/?account={bank.account.id}", **HTMX)
    before = "/cash/?from_date=2001-01-01&to_date=2001-01-02"
    assert "Nothing to show for these days" in text(carla, before, **HTMX)


def test_a_statement_shows_its_lines_and_gives_its_file(bank: Bank, carla: Client) -> None:
    statement = bank.tell(bank.entry("250.00", "R1", "FV 77"), bank.entry("-9.00", "R2", "fee"))
    html = text(carla, f"/cash/statements/{statement}")
    for word in ("250.00", "FV 77", "Posted as a receipt", "Money out", "1,000.00", "1,241.00"):
        assert word in html
    found = text(carla, f"/cash/statements/{statement}?text=77", **HTMX)
    assert "FV 77" in found and "fee" not in found
    file = carla.get(f"/cash/statements/{statement}/file")
    assert IBAN.encode() in b"".join(file.streaming_content)
    carla.post(f"/cash/statements/{statement}/review")
    assert "Carla" in text(carla, f"/cash/statements/{statement}")


def test_strangers_find_nothing(bank: Bank, desk: Desk) -> None:
    statement = bank.tell(bank.entry("250.00", "R1"))
    olek = desk(bank.olek)
    assert "House bank" not in text(olek, "/cash/")
    assert olek.get(f"/cash/statements/{statement}").status_code == 404
    assert olek.get(f"/cash/statements/{statement}/file").status_code == 404
    assert olek.post(f"/cash/statements/{statement}/review").status_code == 404
    day = f"/cash/accounts/{bank.account.id}/days/{bank.today.isoformat()}"
    assert olek.post(f"{day}/review").status_code == 404
    assert olek.get(f"/cash/accounts/{bank.account.id}/change").status_code == 404


def test_accounts_are_added_and_changed_by_who_may(bank: Bank, desk: Desk, carla: Client) -> None:
    assert carla.get("/cash/accounts/add").status_code == 404
    assert "/cash/accounts/add" not in text(carla, "/cash/accounts")
    mia = desk(bank.mia)
    said = {"entity_id": str(bank.entity.id), "number": "VN 0071 0001", "currency": "VND", "name": "VCB"}
    assert "accounts-changed" in mia.post("/cash/accounts/add", said, headers=HTMX)["HX-Trigger"]
    again = mia.post("/cash/accounts/add", said, headers=HTMX)
    assert again.status_code == 422 and "is known already" in again.content.decode()
    address = f"/cash/accounts/{bank.account.id}/change"
    assert "House bank" in text(mia, address, **HTMX)
    mia.post(address, {"name": "Old bank"}, headers=HTMX)
    html = text(carla, "/cash/accounts")
    assert "Old bank" in html and "not used any more" in html and "VCB" in html


def test_readers_may_not_act(bank: Bank, desk: Desk) -> None:
    statement = bank.tell(bank.entry("250.00", "R1"))
    auditor = desk(make_person("Aud", Role.AUDITOR, entity=bank.entity))
    html = text(auditor, "/cash/")
    assert "House bank" in html and "/review" not in html and "/sign-off" not in html
    for address in ("match", "files/receive", f"statements/{statement}/review"):
        assert auditor.post(f"/cash/{address}").status_code == 404


@pytest.mark.duty("B12")
def test_a_payment_that_the_bank_recalled_is_taken_back_with_one_press(desk: Desk) -> None:
    bank = Bank()
    bank.tell(bank.entry("50.00", "R-1", "goods"))
    (came,) = StatementLine.objects.all()
    back = StatementLine.objects.get(pk=came.pk)
    back.pk, back.amount, back.state, back.kind = None, -came.amount, "TO_UNDO", "RETURNED"
    back.reference, back.receipt_item_id, back.undoes_id = "R-2", None, came.pk
    back.save(force_insert=True)
    page = f"/cash/statements/{came.statement_id}"
    assert "Take the receipt back" not in desk(bank.mia).get(page).content.decode()
    carla = desk(bank.carla)
    assert "Take the receipt back" in carla.get(page).content.decode()
    assert desk(bank.olek).post(f"/cash/lines/{back.pk}/take-back").status_code == 404
    done = carla.post(f"/cash/lines/{back.pk}/take-back", follow=True)
    assert "is taken back" in done.content.decode()
    assert StatementLine.objects.get(pk=back.pk).state == "UNDONE"
