"""Whose address a message came from: found among contacts that were read before as the database finds it."""

from __future__ import annotations

import pytest

from recoup.parties import operations, queries
from recoup.parties.queries.senders import Origins, contacts_with_email, contacts_with_phone
from recoup.parties.types import ContactRecord, NewContact, NewCustomer
from tests.people import NOW, PROGRAM, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]

PHONES = ("+442079460958", "+842079460958", "2079460958", "+44207946", "")
EMAILS = ("ann@example.com", "ANN@Example.com", "anna@example.com", "")


@pytest.fixture
def contacts() -> list[ContactRecord]:
    """Two customers; each has all the numbers and addresses."""
    entity = make_cast().entity
    lines = [NewCustomer(number, entity.id, f"C-{number}", "Customer") for number in (1, 2)]
    operations.save_customers(customers=lines, actor=PROGRAM, now=NOW)
    ids = queries.customer_ids(entity_id=entity.id, numbers=["C-1", "C-2"], actor=PROGRAM).values()
    pairs = [(phone, email) for phone in PHONES for email in EMAILS if phone or email]
    new = [NewContact(each, "Ann", email=email, phone=phone) for each in ids for phone, email in pairs]
    operations.add_contacts(contacts=new, actor=PROGRAM, now=NOW)
    return [contact for each in ids for contact in queries.contacts(customer_id=each, actor=PROGRAM)]


@pytest.mark.parametrize(
    "sender",
    [
        *(
            "+442079460958",
            "442079460958",
            "00442079460958",
            "02079460958",
            "2079460958",
            " +44 20 7946 0958 ",
        ),
        *("0207946", "7946", "0958", "+", "", "Bank"),
    ],
)
def test_a_number_is_whose_the_database_says(contacts: list[ContactRecord], sender: str) -> None:
    found = Origins.of(emails=[], phones=[sender])
    asked = {each.contact_id for each in contacts_with_phone(phone=sender)}
    assert {contact.id for contact in contacts if found.has(contact)} == asked


@pytest.mark.parametrize("sender", ["ann@example.com", "Ann@EXAMPLE.com", " ann@example.com ", "ann", ""])
def test_an_address_is_whose_the_database_says(contacts: list[ContactRecord], sender: str) -> None:
    found = Origins.of(emails=[sender], phones=[])
    asked = {each.contact_id for each in contacts_with_email(email=sender)}
    assert {contact.id for contact in contacts if found.has(contact)} == asked
