"""Answers that perhaps ask us to end contact: Today counts them, and the customer's pages lead to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import Settings

from recoup.correspondence import operations
from recoup.team.types import Role
from tests.correspondence.post_office import PostOffice
from tests.correspondence.test_door import AT, contact_of
from tests.correspondence.test_incoming import mail, take_in
from tests.people import make_cast, make_person
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]
ENOUGH = "Please do not contact me any more, my lawyer has everything."
FILTER = "/outbox/inbox?only=to-be-read"


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def asked(number: int) -> int:
    mail_id = take_in(mail(number, "Subject: Enough", sender="ann@example.com", body=ENOUGH))
    assert mail_id is not None
    return mail_id


def test_today_says_how_many_wait_to_be_read_and_leads_to_them(office: PostOffice, desk: Desk) -> None:
    office.debtor()
    alice = desk(office.cast.alice)

    def note() -> str:
        return strip_tags(alice.get(reverse("today:requests")).content.decode()).strip()

    assert reverse("today:requests") in alice.get(reverse("today:index")).content.decode()
    assert note() == ""
    first = asked(1)
    assert "1 answer perhaps asks us to end contact: the customer is left alone" in note()
    asked(2)
    assert "2 answers perhaps ask us to end contact: the customers are left alone" in note()
    assert f'href="{FILTER}"' in alice.get(reverse("today:requests")).content.decode()
    assert alice.get(FILTER).content.decode().count("Enough") == 2
    operations.look_at_mail(mail_id=first, actor=office.cast.alice, now=AT)
    assert note().startswith("1 answer perhaps")


def test_who_may_not_see_the_inbox_is_told_nothing(office: PostOffice, desk: Desk) -> None:
    office.debtor()
    asked(1)
    elsewhere = desk(office.cast.charlie).get(reverse("today:requests"))
    assert elsewhere.status_code == 200 and not elsewhere.content.strip()
    administrator = make_person("Adam", Role.ADMINISTRATOR)
    assert desk(administrator).get(reverse("today:requests")).status_code == 404


def test_the_pages_of_the_customer_say_why_and_lead_to_the_answer(office: PostOffice, desk: Desk) -> None:
    customer = office.debtor()
    alice, mail_id = desk(office.cast.alice), asked(1)
    link, why = reverse("outbox:mail", args=[mail_id]), "and nobody has read it yet"
    conduct, call = (reverse(name, args=[customer.id]) for name in ("customers:conduct", "calls:page"))
    shown = alice.get(conduct).content.decode()
    assert link in shown and why in shown and "1692c(c)" in shown
    assert why in alice.get(call).content.decode()
    dialed = alice.post(reverse("calls:dial", args=[customer.id]), {"contact": contact_of(customer).id})
    assert why in dialed.content.decode() and "tel:" not in dialed.content.decode()
    assert "the customer is left alone; afterwards contact goes on" in alice.get(link).content.decode()
    alice.post(reverse("outbox:look_at", args=[mail_id]))
    shown = alice.get(conduct).content.decode()
    assert link not in shown and why not in shown
    assert why not in alice.get(call).content.decode()
