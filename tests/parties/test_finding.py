"""Finding customers as one types, and lists of them."""

import pytest
from django.db import connection

from recoup.kernel.errors import NotFound
from recoup.parties import operations, queries
from recoup.parties.search import parts, stored_text
from recoup.parties.types import CustomerFilters, CustomerSort, CustomerStatus, NewCustomer
from recoup.team.types import EntityRecord, Role
from tests.people import NOW, PROGRAM, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db

NAMES = {
    "K-100": "Công ty Cổ phần Đầu tư Hòa Bình",
    "K-101": "恒达集团有限公司",
    "K-102": "شرکت بازرگانی می‌خواهم",
    "K-103": "Żywiecka Hurtownia Łódź",
    "K-104": "Northern Supply 50% Ltd",
    "K-1045": "Southern Supply Ltd",
}


def fill(entity: EntityRecord) -> None:
    lines = [
        NewCustomer(line=1, entity_id=entity.id, number=number, name_legal=name, tax_id=f"PL-77{number[-3:]}")
        for number, name in NAMES.items()
    ]
    operations.save_customers(customers=lines, actor=PROGRAM, now=NOW)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoa binh", ["K-100"]),
        ("CÔNG TY dau tu", ["K-100"]),
        ("恒达", ["K-101"]),
        ("达集", ["K-101"]),
        ("集团有限", ["K-101"]),
        ("hengda", ["K-101"]),
        ("hdjt", ["K-101"]),
        ("hd", ["K-101"]),
        ("بازرگاني", ["K-102"]),
        ("ميخواهم", ["K-102"]),
        ("شر", ["K-102"]),
        ("lodz", ["K-103"]),
        ("zyw hurt", ["K-103"]),
        ("50%", ["K-104"]),
        ("supply", ["K-1045", "K-104"]),
        ("K-104", ["K-104", "K-1045"]),
        ("k104", ["K-104", "K-1045"]),
        ("k-۱۰۴", ["K-104", "K-1045"]),
        ("ک ۱۰۴", []),
        ("pl77 103", ["K-103"]),
        ("so", ["K-1045"]),
        ("upply", ["K-1045", "K-104"]),
        ("up", []),
        ("_", []),
        ("", []),
        (" \u200b ", []),
        ("nobody", []),
    ],
)
def test_people_type_as_they_speak(typed: str, found: list[str]) -> None:
    fill(make_entity())
    hits = queries.find_customers(text=typed, actor=PROGRAM)
    assert [customer.number for customer in hits] == found


def test_the_index_can_answer_every_script() -> None:
    fill(make_entity())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for typed in ("hoa binh", "恒达", "达集", "بازرگانی", "شر", "hd"):
            conditions = " AND ".join(["search_text LIKE %s"] * len(parts(typed)))
            cursor.execute(
                f"EXPLAIN SELECT id FROM parties_customer WHERE {conditions}",
                [f"%{part}%" for part in parts(typed)],
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "customer_search" in plan
            for part in parts(typed):
                cursor.execute("SELECT cardinality(show_trgm(%s))", [part])
                assert cursor.fetchone()[0] > 0, f"no trigram in {part!r}: the index would read everything"


def test_nobody_finds_the_customers_of_others() -> None:
    cast = make_cast()
    fill(cast.entity)

    assert len(queries.find_customers(text="supply", actor=cast.alice)) == 2
    assert queries.find_customers(text="supply", actor=cast.charlie) == []
    assert queries.find_customers(text="K-104", actor=cast.charlie) == []
    assert queries.customer_page(actor=cast.charlie).total == 0
    known = queries.customer_ids(entity_id=cast.entity.id, numbers=["K-104", "X"], actor=cast.alice)
    assert list(known) == ["K-104"]
    assert queries.customer_ids(entity_id=cast.entity.id, numbers=["K-104"], actor=cast.charlie) == {}
    with pytest.raises(NotFound):
        queries.get_customer(customer_id=known["K-104"], actor=cast.charlie)
    with pytest.raises(NotFound):
        queries.group_ids(customer_id=known["K-104"], actor=cast.charlie)
    assert queries.customers_by_id(customer_ids=known.values(), actor=cast.charlie) == {}
    assert queries.change_history(customer_id=known["K-104"], actor=cast.charlie) == []


def test_the_administrator_has_no_business_with_customers() -> None:
    cast = make_cast()
    fill(cast.entity)
    admin = make_person("Admin", Role.ADMINISTRATOR)
    assert queries.customer_page(actor=admin).total == 0


def test_lists_come_by_pages_and_a_page_beyond_the_last_is_the_last() -> None:
    fill(make_entity())
    first = queries.customer_page(actor=PROGRAM, size=4)
    assert (first.total, first.count, len(first.customers)) == (6, 2, 4)
    last = queries.customer_page(actor=PROGRAM, size=4, page=99)
    assert (last.number, [customer.number for customer in last.customers]) == (2, ["K-104", "K-1045"])
    assert queries.customer_page(actor=PROGRAM, page=-3).number == 1
    assert queries.customer_page(actor=PROGRAM, filters=CustomerFilters(text="nobody")).count == 1


def test_lists_are_sorted_by_number_by_name_or_the_newest_first() -> None:
    fill(make_entity())

    def numbers(sort: CustomerSort) -> list[str]:
        return [customer.number for customer in queries.customer_page(actor=PROGRAM, sort=sort).customers]

    assert numbers(CustomerSort.NUMBER) == ["K-100", "K-101", "K-102", "K-103", "K-104", "K-1045"]
    assert numbers(CustomerSort.NEWEST) == ["K-1045", "K-104", "K-103", "K-102", "K-101", "K-100"]
    assert numbers(CustomerSort.NAME)[:3] == ["K-100", "K-104", "K-1045"]


def test_lists_are_filtered() -> None:
    acme, other = make_entity("ACME"), make_entity("OTHER", "PL")
    fill(acme)
    fill(other)
    owner = make_person("Owner", Role.COLLECTOR)
    ids = queries.customer_ids(entity_id=other.id, numbers=["K-100", "K-101"], actor=PROGRAM)
    operations.assign_portfolio(customer_ids=ids.values(), user_id=owner.id, actor=PROGRAM, now=NOW)

    def total(**filters: object) -> int:
        return queries.customer_page(actor=PROGRAM, filters=CustomerFilters(**filters)).total

    assert total() == 12
    assert total(entity_id=other.id) == total(country="PL") == total(currency="PLN") == 6
    assert total(text="supply", entity_id=acme.id) == 2
    assert total(portfolio_owner_id=owner.id) == 2
    assert total(status=CustomerStatus.CLOSED) == 0


def test_what_is_stored_has_blanks_around_every_word() -> None:
    text = stored_text(number="K-1/2", names=("恒达 Ltd", "", "Hengda"), tax_id="")
    assert text.startswith(" ")
    assert text.endswith(" ")
    for word in ("k-1/2", "k12", "恒达", "恒 达", "heng", "hd", "hengda"):
        assert f" {word} " in text
