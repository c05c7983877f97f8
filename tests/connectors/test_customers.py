"""Customers from files: their own, and those that rows of items bring along."""

import pytest

from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.parties import queries as parties
from recoup.parties.types import CustomerDetail
from tests.connectors.files import counts, import_file, refusals, table
from tests.people import PROGRAM, make_entity

pytestmark = pytest.mark.django_db

HEADER = "number,name,country,language,currency,terms,group,email,phone,contact person,address,city,postcode"


def names() -> dict[str, str]:
    page = parties.customer_page(actor=PROGRAM, size=1000)
    return {customer.number: customer.name_legal for customer in page.customers}


def details(number: str, entity_id: int) -> CustomerDetail:
    customer_id = parties.customer_ids(entity_id=entity_id, numbers=[number], actor=PROGRAM)[number]
    return parties.get_customer(customer_id=customer_id, actor=PROGRAM)


@pytest.mark.duty("B1")
def test_customers_come_with_terms_group_contact_and_address() -> None:
    entity = make_entity()
    content = table(
        "C-1,Nguyễn Văn Đạt Co,Việt Nam,vi,VND,30 days,,,,,,,",
        "C-2,Żółw sp. z o.o.,Poland,polski,PLN,EOM15,C-1,ap@zolw.pl,+48 22 555 01 23,Łucja,Prosta 1,Łódź,90-001",
        header=HEADER,
    )
    run = import_file(content, kind=TableKind.CUSTOMERS)

    assert counts(run) == (2, 0, 0), refusals(run)
    first, second = details("C-1", entity.id).customer, details("C-2", entity.id).customer
    assert (first.country, first.language, first.currency, first.terms_code) == ("VN", "vi", "VND", "NET30")
    assert (second.country, second.language, second.terms_code) == ("PL", "pl", "EOM15")
    assert second.parent_id == first.id
    contact = parties.contacts(customer_id=second.id, actor=PROGRAM)[0]
    assert (contact.name, contact.email) == ("Łucja", "ap@zolw.pl")
    address = parties.addresses(customer_id=second.id, actor=PROGRAM)[0]
    assert (address.lines, address.city, address.postal_code) == ("Prosta 1", "Łódź", "90-001")

    again = import_file(content, kind=TableKind.CUSTOMERS)
    assert counts(again) == (0, 2, 0)
    assert len(parties.contacts(customer_id=second.id, actor=PROGRAM)) == 1


def test_a_changed_customer_is_counted_as_changed() -> None:
    make_entity()
    import_file(b"number,name\nC-1,Old name\n", kind=TableKind.CUSTOMERS)
    run = import_file(b"number,name\nC-1,New name\n", kind=TableKind.CUSTOMERS)
    assert run.outcome.counts.changed == 1
    assert names() == {"C-1": "New name"}


def test_what_can_not_be_kept_says_why() -> None:
    make_entity()
    header = "number,name,country,language,currency,terms,group"
    run = import_file(
        table(
            "C-1,Good,,,EUR,,",
            "C-0,Fine,,,EUR,,",
            ",No number,,,,,",
            "C-2,,,,,,",
            "C-3,Name,Atlantis,,,,",
            "C-4,Name,,Klingon,,,",
            "C-5,Name,,,Groats,,",
            "C-6,Name,,,,sometime,",
            "C-7,Name,,,,,C-99",
            f"C-8,{'x' * 301},,,,,",
            f"{'9' * 65},Name,,,,,",
            header=header,
        ),
        kind=TableKind.CUSTOMERS,
    )
    assert names() == {"C-0": "Fine", "C-1": "Good"}
    found = refusals(run)
    assert sorted(found) == [4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert found[6] == "“Atlantis” is not a country that we know."
    assert found[7] == "“Klingon” is not one of the program's languages."
    assert "C-99" in found[10]
    assert "300" in found[11]


def test_items_bring_their_customers_when_the_file_names_them() -> None:
    make_entity()
    header = "customer number,customer name,invoice number,due date,amount"
    import_file(table("C-1,First Ltd,1,2026-02-04,10", "C-1,Other spelling,2,2026-02-04,10", header=header))
    assert names() == {"C-1": "First Ltd"}

    run = import_file(table("C-2,Second Ltd,3,2026-02-04,10", header=header), create_customers=False)
    assert refusals(run) == {2: "There is no customer C-2 in this entity."}

    # A file without names brings no customers where there are some: a mistyped number must not become one.
    run = import_file(table("C-3,4,2026-01-01,2026-02-04,10"))
    assert refusals(run) == {2: "There is no customer C-3 in this entity."}
    run = import_file(table("C-3,4,2026-01-01,2026-02-04,10"), create_customers=True)
    assert counts(run) == (1, 0, 0)
    assert names() == {"C-1": "First Ltd", "C-3": "C-3"}


def test_items_never_rename_a_customer() -> None:
    make_entity()
    import_file(b"number,name\nC-1,Right name\n", kind=TableKind.CUSTOMERS)
    header = "customer number,customer name,invoice number,due date,amount"
    run = import_file(table("C-1,Wrong name,1,2026-02-04,10", header=header))
    assert counts(run) == (1, 0, 0)
    assert names() == {"C-1": "Right name"}


def test_a_customer_that_can_not_be_added_takes_its_items_along_with_the_reason() -> None:
    make_entity()
    header = "customer number,customer name,invoice number,due date,amount"
    run = import_file(table(f"C-1,{'n' * 301},1,2026-02-04,10", "C-2,Good,2,2026-02-04,10", header=header))
    assert counts(run) == (1, 0, 1)
    sentence = run.outcome.refused[0].sentence
    assert sentence.values["customer_number"] == "C-1"
    assert "300" in str(sentence.values["reason"])


def test_names_with_marks_of_direction_and_zero_width_signs_are_cleaned_and_three_hundred_signs_fit() -> None:
    make_entity()
    header = "customer number,customer name,invoice number,due date,amount"
    run = import_file(
        table(
            "\u200eC-1\u200f,\u202bشرکت می\u200cرود\u202c,1,2026-02-04,10",
            "C-1,x,\u200b2,2026-02-04,10",
            f"C-3,{'ł' * 300},3,2026-02-04,10",
            header=header,
        )
    )
    assert counts(run) == (3, 0, 0)
    assert names() == {"C-1": "شرکت می\u200cرود", "C-3": "ł" * 300}
    again = import_file(table("C-1,x,2,2026-02-04,10", header=header))
    assert counts(again) == (0, 1, 0)


def test_formulas_stay_data() -> None:
    make_entity()
    header = "customer number,customer name,invoice number,due date,amount"
    import_file(table('C-1,"=HYPERLINK(""http://x"")",=1+1,2026-02-04,10', header=header))
    assert names() == {"C-1": '=HYPERLINK("http://x")'}


@pytest.mark.duty("B13")
def test_customers_say_whether_they_want_payment_confirmations() -> None:
    entity = make_entity()
    header = "Numer klienta;Nazwa;Potwierdzenia płatności"
    rows = ("C-1;One;tak", "C-2;Two;nie", "C-3;Three;", "C-4;Four;perhaps")
    run = import_file(table(*rows, header=header), kind=TableKind.CUSTOMERS)
    assert counts(run) == (3, 0, 1)
    assert refusals(run) == {5: "“perhaps” is neither yes nor no."}

    def wishes() -> dict[str, bool]:
        ids = parties.customer_ids(entity_id=entity.id, numbers=["C-1", "C-2", "C-3"], actor=PROGRAM)
        found = parties.confirmation_wishes(entity_id=entity.id)
        return {number: found[key] for number, key in ids.items() if key in found}

    assert wishes() == {"C-1": True, "C-2": False}
    again = import_file(table("C-1;One;", "C-2;Two;tak", header=header), kind=TableKind.CUSTOMERS)
    assert counts(again) == (0, 2, 0)
    assert wishes() == {"C-1": True, "C-2": True}, "an empty cell leaves it as it is"


def test_customers_say_whether_they_are_companies_or_persons() -> None:
    entity = make_entity()
    header = "Numer klienta;Nazwa;Osoba/firma"
    rows = ("C-1;One;osoba fizyczna", "C-2;Two;FIRMA", "C-3;Three;", "C-4;Four;robot")
    run = import_file(table(*rows, header=header), kind=TableKind.CUSTOMERS)
    assert counts(run) == (3, 0, 1)
    assert refusals(run) == {5: "“robot” is no kind of customer: company, sole trader or private person."}
    ids = parties.customer_ids(entity_id=entity.id, numbers=["C-1", "C-2", "C-3"], actor=PROGRAM)
    found = parties.customers_by_id(customer_ids=ids.values(), actor=PROGRAM)
    assert [found[ids[number]].party_kind for number in sorted(ids)] == ["PERSON", "COMPANY", "COMPANY"]
