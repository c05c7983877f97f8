"""Cheques at the desk: taken in, banked by two people, bounced, given back, counted; strangers find nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from recoup.cash.models import Cheque, ChequeCount, DepositSlip
from recoup.ledger.models import Item
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a cheque"

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D10")]


@pytest.fixture
def bank() -> Bank:
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00")
    made.invoice("K-1", "INV-8", "500.00", days_late=2)
    return made


def take(client: Client, bank: Bank, *, follow: bool = True, **given: object) -> HttpResponse:
    sent: dict[str, object] = {
        "number": "839201",
        "sayad_id": "",
        "amount": "1000.00",
        "currency": "EUR",
        "cheque_date": bank.today.isoformat(),
        "received_on": bank.today.isoformat(),
        "drawer": "Hai Long Shipping",
        "bank_name": "Bank Bałtycki",
        "place": "SAME_PLACE",
        "covers_oldest": "on",
    }
    url = reverse("cheques:new", args=[bank.ids["K-1"]])
    return client.post(url, sent | given, follow=follow)


def open_amount(number: str) -> str:
    return f"{Item.objects.get(number=number, kind='INVOICE').amount_open:.2f}"


def test_a_cheque_is_taken_in_covers_the_oldest_is_banked_by_two_and_bounces(bank: Bank, desk: Desk) -> None:
    carla, mia = desk(bank.carla), desk(bank.mia)
    html = take(carla, bank).content.decode()
    assert "839201" in html and "INV-7" in html and "In hand" in html
    assert (open_amount("INV-7"), open_amount("INV-8")) == ("0.00", "400.00")
    cheque = Cheque.objects.get()

    page = carla.get(reverse("cheques:new_slip"))
    assert f'value="{cheque.pk}" checked' in page.content.decode()
    sent = {"account": bank.account.id, "day": bank.today.isoformat(), "cheque": [cheque.pk]}
    html = carla.post(reverse("cheques:new_slip"), sent, follow=True).content.decode()
    slip = DepositSlip.objects.get()
    confirm = reverse("cheques:confirm_slip", args=[slip.pk])
    assert "a second person must look" in html and confirm not in html
    refused = carla.post(confirm, follow=True)
    assert "another person" in refused.content.decode() and cheque.state == "IN_HAND"
    html = mia.post(confirm, follow=True).content.decode()
    assert "its cheques are banked" in html
    pdf = carla.get(reverse("cheques:slip_pdf", args=[slip.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")

    bounce = reverse("cheques:act", args=[cheque.pk, "bounce"])
    assert "bank’s reason" in carla.get(bounce).content.decode()
    assert carla.post(bounce, {"on": bank.today.isoformat(), "reason": ""}).status_code == 422
    html = carla.post(
        bounce, {"on": bank.today.isoformat(), "reason": "no cover"}, follow=True
    ).content.decode()
    assert "no cover" in html and "Give it back" in html
    assert (open_amount("INV-7"), open_amount("INV-8")) == ("900.00", "500.00")


def test_what_is_wrong_is_said_on_the_form(bank: Bank, desk: Desk) -> None:
    carla = desk(bank.carla)
    answer = take(carla, bank, sayad_id="123")
    assert answer.status_code == 422 and "A Sayad number has 16 digits" in answer.content.decode()
    take(carla, bank)
    answer = take(carla, bank)
    assert answer.status_code == 422 and "is registered already" in answer.content.decode()
    for file in (
        SimpleUploadedFile("x.exe", b"x", "application/x-dosexec"),
        SimpleUploadedFile("front.png", b"<html><script>", "image/png"),
    ):
        answer = take(carla, bank, number="2", image=file)
        assert "an image or a PDF" in answer.content.decode()


def test_the_picture_is_kept_and_the_trail_says_who_looked(bank: Bank, desk: Desk) -> None:
    carla = desk(bank.carla)
    take(carla, bank, image=SimpleUploadedFile("front.png", PICTURE, "image/png"))
    answer = carla.get(reverse("cheques:image", args=[Cheque.objects.get().pk]))
    assert b"".join(answer.streaming_content) == PICTURE  # type: ignore[attr-defined]  # it streams


def test_items_are_covered_by_hand_and_uncovered(bank: Bank, desk: Desk) -> None:
    carla = desk(bank.carla)
    html = take(carla, bank, covers_oldest="").content.decode()
    cheque = Cheque.objects.get()
    assert 'data-left="1000' in html
    item = Item.objects.get(number="INV-8", kind="INVOICE")
    url = reverse("cheques:cover", args=[cheque.pk])
    assert carla.post(url, {f"cover-{item.pk}": "600"}).status_code == 422
    assert carla.post(url, {f"cover-{item.pk}": "500"}).status_code == 200
    assert open_amount("INV-8") == "0.00"
    uncover = reverse("cheques:act", args=[cheque.pk, "uncover"])
    carla.post(uncover, {"on": bank.today.isoformat(), "reason": "wrong one"}, follow=True)
    assert open_amount("INV-8") == "500.00"


def test_the_list_shows_what_is_not_finished_and_what_is_asked_for(bank: Bank, desk: Desk) -> None:
    carla = desk(bank.carla)
    later = (bank.today + timedelta(days=60)).isoformat()
    take(carla, bank, number="111")
    take(carla, bank, number="222", cheque_date=later, sayad_id="1234567890123456", bank_name="Bank Melli")
    index = reverse("cheques:index")

    def shown(**asked: str) -> list[bool]:
        html = carla.get(index, asked).content.decode()
        return [f">{number}</bdi>" in html for number in ("111", "222")]

    assert shown() == [True, True]
    assert shown(due="month") == [True, False]
    assert shown(bank="Bank Melli") == [False, True]
    assert shown(text="123456789012") == [False, True]
    assert shown(state="BANKED") == [False, False]
    assert shown(customer=str(bank.ids["K-2"])) == [False, False]


def test_a_cheque_is_paid_by_the_receipt_that_came_or_noted_by_hand(bank: Bank, desk: Desk) -> None:
    carla, mia = desk(bank.carla), desk(bank.mia)
    take(carla, bank)
    cheque = Cheque.objects.get()
    sent = {"account": bank.account.id, "day": bank.today.isoformat(), "cheque": [cheque.pk]}
    carla.post(reverse("cheques:new_slip"), sent)
    mia.post(reverse("cheques:confirm_slip", args=[DepositSlip.objects.get().pk]))
    bank.tell(bank.entry("1000.00", "R1", "clearing"))
    clear = reverse("cheques:clear", args=[cheque.pk])
    html = carla.get(clear).content.decode()
    assert "Nadir S.A." in html
    by_hand = carla.post(clear, {"on": bank.today.isoformat(), "receipt": ""})
    assert by_hand.status_code == 422 and "sends statements" in by_hand.content.decode()
    receipt = Item.objects.get(kind="RECEIPT")
    html = carla.post(
        clear, {"on": bank.today.isoformat(), "receipt": receipt.pk}, follow=True
    ).content.decode()
    assert "Cleared" in html
    cheque.refresh_from_db()
    assert cheque.item is not None and cheque.item.amount_open == 0


def test_the_safe_is_counted_and_signed_by_a_second_person(bank: Bank, desk: Desk) -> None:
    carla, mia = desk(bank.carla), desk(bank.mia)
    take(carla, bank)
    page = carla.get(reverse("cheques:new_count")).content.decode()
    assert "839201" in page
    sent = {"found": "77 12.50", "note": "looked twice"}
    html = carla.post(reverse("cheques:new_count"), sent, follow=True).content.decode()
    assert "cheques differ from the book" in html and "In the book, but not there" in html
    count = ChequeCount.objects.get()
    sign = reverse("cheques:sign_count", args=[count.pk])
    assert "You counted yourself" in carla.post(sign, {"note": "x"}).content.decode()
    assert "Signed by" in mia.post(sign, {"note": "with the lawyer"}, follow=True).content.decode()
    assert "Mia" in mia.get(reverse("cheques:counts")).content.decode()


def test_people_of_other_companies_find_nothing(bank: Bank, desk: Desk) -> None:
    take(desk(bank.carla), bank)
    olek, cheque = desk(bank.olek), Cheque.objects.get()
    assert olek.get(reverse("cheques:page", args=[cheque.pk])).status_code == 404
    assert olek.get(reverse("cheques:new", args=[bank.ids["K-1"]])).status_code == 404
    assert "839201" not in olek.get(reverse("cheques:index")).content.decode()
    assert olek.get(reverse("cheques:act", args=[cheque.pk, "return"])).status_code == 404
    carla = desk(bank.carla)
    assert carla.get(reverse("cheques:act", args=[cheque.pk, "bounce"])).status_code == 404
    assert carla.get(reverse("cheques:act", args=[cheque.pk, "nonsense"])).status_code == 404
