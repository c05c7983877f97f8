"""Payment plans at the desk: built with the schedule beside, agreed by a second person, printed for signature."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recoup.collections.models import Plan
from recoup.ledger.models import Item
from recoup.team.types import Role
from tests.people import make_person
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D4")]


@pytest.fixture
def bank() -> Bank:
    made = Bank()
    made.invoice("K-1", "INV-7", "900.00")
    made.invoice("K-1", "INV-8", "300.00", days_late=2)
    return made


@pytest.fixture
def cora(bank: Bank, desk: Desk) -> Client:
    """A collector of the company."""
    return desk(make_person("Cora", Role.COLLECTOR, entity=bank.entity))


def sent(bank: Bank, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "items": [str(item_id) for item_id in Item.objects.values_list("id", flat=True)],
        "count": "3",
        "first_date": (bank.today + timedelta(days=14)).isoformat(),
        "rhythm": "MONTHLY",
        "annual_rate": "0",
        "currency": "EUR",
    }
    return values | more


def test_the_schedule_follows_what_is_entered(bank: Bank, cora: Client) -> None:
    url = reverse("plans:new", args=[bank.ids["K-1"]])
    html = cora.get(url).content.decode()
    assert "400.00" in html and "A second person has to approve" in html
    preview = reverse("plans:preview", args=[bank.ids["K-1"]])
    html = cora.post(
        preview, sent(bank, count="", affordable="500"), headers={"HX-Request": "true"}
    ).content.decode()
    assert "200.00" in html and "<form" not in html
    html = cora.post(preview, sent(bank, affordable="500"), headers={"HX-Request": "true"}).content.decode()
    assert "just one of them" in html


def test_a_plan_is_drafted_agreed_printed_signed_and_revoked(bank: Bank, cora: Client, desk: Desk) -> None:
    url = reverse("plans:new", args=[bank.ids["K-1"]])
    html = cora.post(url, sent(bank), follow=True).content.decode()
    plan = Plan.objects.get()
    assert "Draft" in html and "INV-7" in html and "400.00" in html

    refused = cora.post(reverse("plans:propose", args=[plan.pk]), {"reason": ""})
    assert refused.status_code == 422 and "Say why" in refused.content.decode()
    cora.post(reverse("plans:propose", args=[plan.pk]), {"reason": "Lost an order"}, follow=True)
    plan.refresh_from_db()
    mia = desk(bank.mia)
    mia.post(reverse("approvals:decide", args=[plan.approval_id]), {"decision": "approve", "note": ""})
    plan.refresh_from_db()
    assert plan.state == "ACTIVE"

    pdf = cora.get(reverse("plans:agreement", args=[plan.pk]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    paper = SimpleUploadedFile("signed.pdf", b"%PDF-1.7", "application/pdf")
    cora.post(reverse("plans:keep_signed", args=[plan.pk]), {"file": paper}, follow=True)
    assert b"".join(cora.get(reverse("plans:signed", args=[plan.pk])).streaming_content) == b"%PDF-1.7"

    assert "Running" in cora.get(reverse("plans:index")).content.decode()
    assert "Running" in cora.get(reverse("plans:of_customer", args=[bank.ids["K-1"]])).content.decode()
    html = cora.post(
        reverse("plans:revoke", args=[plan.pk]), {"reason": "Bankrupt"}, follow=True
    ).content.decode()
    assert "Revoked" in html


def test_a_draft_is_changed_into_another(bank: Bank, cora: Client) -> None:
    url = reverse("plans:new", args=[bank.ids["K-1"]])
    cora.post(url, sent(bank))
    old = Plan.objects.get()
    html = cora.get(f"{url}?replaces={old.pk}").content.decode()
    assert f'name="replaces" value="{old.pk}"' in html
    cora.post(url, sent(bank, count="6", replaces=str(old.pk)))
    old.refresh_from_db()
    assert old.state == "REVOKED"
    assert Plan.objects.get(replaces=old).installments.count() == 6


@pytest.mark.duty("A2.2")
def test_the_ways_out_stand_side_by_side(bank: Bank, cora: Client, desk: Desk) -> None:
    url = reverse("plans:solutions", args=[bank.ids["K-1"]])
    html = cora.get(url).content.decode()
    assert "12 installments" in html and "Discount" in html and "36.00" in html
    assert desk(bank.carla).get(url).status_code == 404


def test_strangers_find_nothing(bank: Bank, desk: Desk, cora: Client) -> None:
    cora.post(reverse("plans:new", args=[bank.ids["K-1"]]), sent(bank))
    plan_id = Plan.objects.get().pk
    clerk = desk(bank.carla)
    assert clerk.get(reverse("plans:page", args=[plan_id])).status_code == 200
    for name in ("propose", "revoke", "keep_signed"):
        assert clerk.get(reverse(f"plans:{name}", args=[plan_id])).status_code == 404
    assert clerk.get(reverse("plans:new", args=[bank.ids["K-1"]])).status_code == 404
