"""Messages on a customer's page: the words and the PDF, for those who may read them."""

from __future__ import annotations

import pytest

from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as correspondence_queries
from recoup.parties import queries as parties
from recoup.team.types import Role
from tests.correspondence.reminders import ON, reminder
from tests.people import NOW, PROGRAM, make_person
from tests.reports.shop import Shop, open_shop
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop() -> Shop:
    """K-1 has a reminder of level 2, without a PDF yet."""
    shop = open_shop({"K-1": "Bexley", "K-2": "Other"})
    content = reminder(entity_id=shop.cast.entity.id, customer_id=shop.ids["K-1"], level=2)
    correspondence.prepare_reminders(contents=[content], business_date=ON, actor=PROGRAM, now=NOW)
    return shop


def message_id(shop: Shop) -> int:
    (message,) = correspondence_queries.messages(actor=shop.alice)
    return message.id


def test_letters_are_listed_and_read(shop: Shop, desk: Desk) -> None:
    client, customer = desk(shop.alice), f"/customers/{shop.ids['K-1']}"
    listed = client.get(f"{customer}/letters").content.decode()
    assert "Reminder" in listed and "Prepared, not sent" in listed
    read = client.get(f"{customer}/letters/{message_id(shop)}", headers=HTMX).content.decode()
    assert "INV-871" in read and 'lang="en"' in read
    told = client.get(f"{customer}/timeline", headers=HTMX).content.decode()
    assert "Second reminder" in told


def test_the_pdf_is_given_once_there_is_one(shop: Shop, desk: Desk) -> None:
    client, address = desk(shop.alice), f"/customers/{shop.ids['K-1']}/letters/{message_id(shop)}/pdf"
    assert client.get(address).status_code == 404
    correspondence.render_pdfs(actor=PROGRAM, now=NOW)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # a streamed file


def test_another_customers_letter_is_not_found(shop: Shop, desk: Desk) -> None:
    letter = message_id(shop)
    assert desk(shop.alice).get(f"/customers/{shop.ids['K-2']}/letters/{letter}").status_code == 404
    assert desk(shop.cast.charlie).get(f"/customers/{shop.ids['K-1']}/letters/{letter}").status_code == 404
    administrator = make_person("Ada", Role.ADMINISTRATOR, entity=shop.cast.entity)
    assert desk(administrator).get(f"/customers/{shop.ids['K-1']}/letters").status_code == 404


@pytest.mark.duty("A2.3")
def test_whether_payments_are_confirmed_is_kept_with_the_customer(shop: Shop, desk: Desk) -> None:
    cole = make_person("Cole", Role.COLLECTOR, entity=shop.cast.entity)
    client, customer = desk(cole), f"/customers/{shop.ids['K-1']}"
    assert "A confirmation when money is applied" in client.get(f"{customer}/letters").content.decode()
    for code, wish in (("1", True), ("0", False), ("", None)):
        assert client.post(f"{customer}/confirmations", {"wanted": code}, headers=HTMX).status_code == 200
        assert parties.confirmation_wish(customer_id=shop.ids["K-1"], actor=shop.alice) is wish
    assert client.post(f"{customer}/confirmations", {"wanted": "perhaps"}).status_code == 404
    stranger = desk(shop.cast.charlie)
    assert stranger.post(f"{customer}/confirmations", {"wanted": "1"}).status_code == 404
