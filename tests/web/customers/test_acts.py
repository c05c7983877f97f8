"""What one may change about a customer on the desk, in dialogs that come and go."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from recoup.kernel import clock
from recoup.parties import queries as parties
from recoup.parties.types import ContactPurpose
from recoup.team import queries as team
from recoup.team.types import Role
from tests.people import PROGRAM, make_person
from tests.reports.shop import Shop, open_shop
from tests.web.conftest import Desk

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def shop() -> Shop:
    return open_shop({"K-1": "Halong", "K-2": "Mother"}, role=Role.CREDIT_ANALYST)


@pytest.fixture
def alice(shop: Shop, desk: Desk) -> Client:
    return desk(shop.alice)


def url(shop: Shop, part: str) -> str:
    return f"/customers/{shop.ids['K-1']}/{part}"


def post(client: Client, address: str, **said: str) -> str:
    """Post a dialog that must be refused, and return it."""
    answer = client.post(address, said, headers=HTMX)
    assert answer.status_code == 422
    return answer.content.decode()


def do(client: Client, address: str, **said: str) -> None:
    """Post a dialog that must be taken: it goes, and the page is told."""
    answer = client.post(address, said, headers=HTMX)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["HX-Reswap"] == "delete"
    assert json.loads(answer["HX-Trigger"]) == {"customer-changed": {}}


CHANGE = {
    "name_legal": "Halong Marine",
    "country": "GB",
    "language": "en",
    "currency": "GBP",
    "time_zone": "Europe/London",
    "party_kind": "COMPANY",
    "status": "ACTIVE",
    "terms_code": "net 45",
}


def test_the_customers_data_is_changed(shop: Shop, alice: Client) -> None:
    assert "Halong" in alice.get(url(shop, "change"), headers=HTMX).content.decode()
    do(alice, url(shop, "change"), **CHANGE | {"parent_number": "K-2", "terms_code": "NET45"})
    detail = parties.get_customer(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert (detail.customer.name_legal, detail.customer.terms_code) == ("Halong Marine", "NET45")
    assert detail.parent is not None and detail.parent.number == "K-2"


def test_what_cannot_be_kept_is_said_in_its_place(shop: Shop, alice: Client) -> None:
    assert "no customer with this number" in post(
        alice, url(shop, "change"), **CHANGE | {"parent_number": "K-9"}
    )
    assert "can&#x27;t be read" in post(alice, url(shop, "change"), **CHANGE | {"terms_code": "whenever"})
    html = post(alice, url(shop, "change"), **CHANGE | {"name_legal": ""})
    assert 'id="id_name_legal_error"' in html
    assert "data-modal" in html and "<html" not in html


def test_a_customer_is_handed_over(shop: Shop, desk: Desk) -> None:
    manager = make_person("Max", Role.MANAGER, entity=shop.cast.entity)
    client = desk(manager)
    do(client, url(shop, "assign"), owner=str(shop.cast.bob.id))
    detail = parties.get_customer(customer_id=shop.ids["K-1"], actor=manager)
    assert detail.portfolio_owner_name == "Bob"
    do(client, url(shop, "assign"), owner="")
    detail = parties.get_customer(customer_id=shop.ids["K-1"], actor=manager)
    assert detail.portfolio_owner_name == ""


def test_a_contact_is_added_changed_and_put_away(shop: Shop, alice: Client) -> None:
    said = {"name": "Ms Thu", "purpose": "ACCOUNTS_PAYABLE", "email": "thu@halong.vn"}
    assert "is not an e-mail address" in post(alice, url(shop, "contacts/add"), **said | {"email": "thu@"})
    do(alice, url(shop, "contacts/add"), **said)
    (contact,) = parties.contacts(customer_id=shop.ids["K-1"], actor=shop.alice)
    do(alice, url(shop, f"contacts/{contact.id}"), **said | {"purpose": "OWNER"})
    (contact,) = parties.contacts(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert (contact.purpose, contact.is_active) == (ContactPurpose.OWNER, False)
    assert alice.get(url(shop, "contacts/99999")).status_code == 404
    assert "no longer there" in alice.get(url(shop, "contacts")).content.decode()


def test_an_address_is_added_and_changed(shop: Shop, alice: Client) -> None:
    said = {"purpose": "BILLING", "lines": "12 Dock Road", "city": "Leeds", "country": "GB"}
    assert "The address is empty" in post(
        alice, url(shop, "addresses/add"), **said | {"lines": "", "city": ""}
    )
    do(alice, url(shop, "addresses/add"), **said)
    (address,) = parties.addresses(customer_id=shop.ids["K-1"], actor=shop.alice)
    do(alice, url(shop, f"addresses/{address.id}"), **said | {"city": "York", "is_active": "on"})
    (address,) = parties.addresses(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert (address.city, address.is_active) == ("York", True)
    assert "12 Dock Road" in alice.get(url(shop, "contacts")).content.decode()


def test_a_bank_account_waits_for_a_second_person(shop: Shop, alice: Client) -> None:
    said = {
        "account_number": "GB29 NWBK 6016 1331 9268 19",
        "holder": "Halong",
        "currency": "GBP",
        "reason": "confirmed by phone",
    }
    wrong = post(alice, url(shop, "accounts/ask"), **said | {"account_number": "GB29 NWBK 6016 1331 9268 18"})
    assert "not a valid IBAN" in wrong
    do(alice, url(shop, "accounts/ask"), **said)
    html = alice.get(url(shop, "accounts")).content.decode()
    assert "GB29NWBK60161331926819" in html and "A second person decides" in html
    assert parties.bank_accounts(customer_id=shop.ids["K-1"], actor=shop.alice) == []
    (approval,) = team.approvals_of(subject_kind="customer", subject_id=shop.ids["K-1"], actor=PROGRAM)
    assert approval.asked_by_name == "Alice"


def test_payer_names_are_learned_and_removed(shop: Shop, desk: Desk) -> None:
    clerk = desk(make_person("Cleo", Role.CASH_CLERK, entity=shop.cast.entity))
    do(clerk, url(shop, "payers/add"), name="HALONG JSC")
    assert "is empty" in post(clerk, url(shop, "payers/add"), name="\u200b")
    (payer,) = parties.payer_aliases(customer_id=shop.ids["K-1"], actor=shop.alice)
    answer = clerk.post(url(shop, f"payers/{payer.id}/remove"), headers=HTMX)
    assert answer["HX-Reswap"] == "none" and "customer-changed" in answer["HX-Trigger"]
    assert parties.payer_aliases(customer_id=shop.ids["K-1"], actor=shop.alice) == []


def test_the_customer_is_put_on_hold_and_released(shop: Shop, alice: Client) -> None:
    today = clock.today("Europe/London")
    said = {"reason": "DISPUTE", "scope": "CONTACT", "from_date": today.isoformat(), "note": "credit note"}
    before = (today - timedelta(days=1)).isoformat()
    assert "before it begins" in post(alice, url(shop, "holds/add"), **said | {"until_date": before})
    do(alice, url(shop, "holds/add"), **said)
    assert "Dispute" in alice.get(url(shop, "head"), headers=HTMX).content.decode()
    (hold,) = parties.holds(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert "until lifted" in alice.get(url(shop, "holds")).content.decode()
    alice.post(url(shop, f"holds/{hold.id}/lift"), headers=HTMX)
    (hold,) = parties.holds(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert hold.lifted_by_name == "Alice"


def test_a_persian_reader_enters_days_of_the_persian_calendar(shop: Shop, alice: Client) -> None:
    alice.post("/preferences/language", {"language": "fa"})
    said = {"reason": "DISPUTE", "scope": "CONTACT", "from_date": "۱۴۰۵/۰۱/۱۵", "until_date": "1405/02/01"}
    do(alice, url(shop, "holds/add"), **said)
    (hold,) = parties.holds(customer_id=shop.ids["K-1"], actor=shop.alice)
    assert (hold.from_date.isoformat(), str(hold.until_date)) == ("2026-04-04", "2026-04-21")


def test_without_htmx_one_comes_back_to_the_page(shop: Shop, alice: Client) -> None:
    answer = alice.post(url(shop, "payers/add"), {"name": "HALONG JSC"})
    assert (answer.status_code, answer["Location"]) == (303, url(shop, "accounts"))
    page = alice.get(url(shop, "payers/add")).content.decode()
    assert "<html" in page and "data-modal" in page


def test_those_without_the_right_find_no_dialog(shop: Shop, desk: Desk) -> None:
    auditor = desk(make_person("Aud", Role.AUDITOR, entity=shop.cast.entity))
    for part in (
        "change",
        "assign",
        "contacts/add",
        "addresses/add",
        "accounts/ask",
        "payers/add",
        "holds/add",
    ):
        assert auditor.get(url(shop, part)).status_code == 404
        assert auditor.post(url(shop, part), CHANGE).status_code == 404
