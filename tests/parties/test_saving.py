"""Keeping customers by the batch: what is added, changed, known and refused."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations, queries
from recoup.parties.types import CustomerRecord, NewCustomer, SavedCustomers
from recoup.plumbing.audit import queries as audit
from recoup.team.types import EntityRecord, Role
from tests.people import NOW, PROGRAM, make_cast, make_entity, make_person

pytestmark = pytest.mark.django_db


def save(*customers: NewCustomer) -> SavedCustomers:
    return operations.save_customers(customers=customers, actor=PROGRAM, now=NOW)


def line(entity: EntityRecord, number: str, name: str = "Acme Ltd", **more: object) -> NewCustomer:
    return NewCustomer(line=1, entity_id=entity.id, number=number, name_legal=name)._replace(**more)


def stored(entity: EntityRecord) -> dict[str, CustomerRecord]:
    page = queries.customer_page(actor=PROGRAM, size=1000)
    return {customer.number: customer for customer in page.customers if customer.entity_id == entity.id}


def reasons(saved: SavedCustomers) -> list[tuple[int, str]]:
    return [(refusal.line, refusal.sentence.text) for refusal in saved.refused]


def test_a_new_customer_takes_from_the_entity_what_its_line_leaves_empty() -> None:
    entity = make_entity("SHANGHAI", "CN")
    saved = save(
        line(entity, "C-1", "恒达集团有限公司"), line(entity, "C-2", "Łódź", country="PL", currency="EUR")
    )

    assert saved == SavedCustomers(added=2, known=0, changed=0, refused=())
    first, second = stored(entity).values()
    assert (first.country, first.currency, first.language, first.time_zone) == (
        "CN",
        "CNY",
        "zh-hans",
        "Asia/Shanghai",
    )
    assert (second.country, second.currency, second.language) == ("PL", "EUR", "zh-hans")


def test_the_same_batch_again_changes_nothing() -> None:
    entity = make_entity()
    batch = [
        line(entity, f"C-{i}", f"Customer {i}", terms_code="net 30", parent_number="C-0" if i else "")
        for i in range(20)
    ]
    assert save(*batch).added == 20
    before = stored(entity)

    assert save(*batch) == SavedCustomers(added=0, known=20, changed=0, refused=())
    assert stored(entity) == before
    assert before["C-7"].terms_code == "NET30"
    assert before["C-7"].parent_id == before["C-0"].id


def test_a_known_customer_is_changed_and_what_is_left_empty_stays() -> None:
    entity = make_entity()
    save(line(entity, "C-1", "Old name", name_trading="Shop", tax_id="123", terms_code="NET30"))

    saved = save(line(entity, "C-1", "New name"), line(entity, "C-2"))

    assert (saved.added, saved.changed, saved.known) == (1, 1, 0)
    customer = stored(entity)["C-1"]
    assert (customer.name_legal, customer.name_trading, customer.tax_id) == ("New name", "Shop", "123")
    assert [hit.number for hit in queries.find_customers(text="new shop", actor=PROGRAM)] == ["C-1"]
    assert queries.find_customers(text="old", actor=PROGRAM) == []


def test_the_same_number_in_two_entities_is_two_customers() -> None:
    one, other = make_entity("ONE"), make_entity("OTHER")
    assert save(line(one, "C-1", "A"), line(other, "C-1", "B")).added == 2
    assert stored(one)["C-1"].id != stored(other)["C-1"].id


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"number": ""}, "The customer has no number."),
        ({"number": "\u200b \u202e"}, "The customer has no number."),
        ({"number": "1" * 65}, "The number is longer than 64 characters."),
        ({"name_legal": " \u200b"}, "The customer has no name."),
        ({"name_legal": "x" * 301}, "A name is longer than 300 characters."),
        ({"name_trading": "x" * 301}, "A name is longer than 300 characters."),
        ({"tax_id": "1" * 41}, "The tax number is longer than 40 characters."),
        ({"country": "XX"}, "There is no country with the code {code}."),
        ({"currency": "ABC"}, "There is no currency with the code {code}."),
        ({"language": "de"}, "The language {code} is not one of the program's."),
        ({"time_zone": "Mars"}, "There is no time zone with the name {name}."),
        (
            {"terms_code": "soon"},
            "The payment terms {code} can't be read. Write them like NET30, EOM15 or 30%NET0+70%NET60.",
        ),
        ({"parent_number": "NONE"}, "There is no customer {parent} to be the group parent."),
        (
            {"portfolio_owner_id": 999_999_999},
            "The colleague who should look after customer {number} is not known.",
        ),
    ],
)
def test_a_line_that_can_not_be_taken_is_refused_and_the_others_are_kept(
    change: dict[str, object], reason: str
) -> None:
    entity = make_entity()
    saved = save(line(entity, "GOOD"), line(entity, "BAD", line=7)._replace(**change))

    assert reasons(saved) == [(7, reason)]
    assert saved.added == 1
    assert list(stored(entity)) == ["GOOD"]


def test_a_name_of_300_characters_is_kept_whole() -> None:
    entity = make_entity()
    name = "Spółka Łąkowa " * 21 + "ŻÓŁĆ!!"
    assert len(name) == 300
    assert save(line(entity, "C-1", name)).added == 1
    assert stored(entity)["C-1"].name_legal == name


def test_invisible_marks_go_but_the_persian_joiner_stays_in_names() -> None:
    entity = make_entity("TEHRAN", "IR")
    save(line(entity, "\u202aC\u200c-\ufeff1\u202c", "\u202bشرکت می\u200cخواهم\u200c\u202c\x00"))

    assert stored(entity)["C-1"].name_legal == "شرکت می\u200cخواهم"
    assert save(line(entity, "C-1", "شرکت می\u200cخواهم")).known == 1


def test_equal_lines_count_once_and_different_ones_are_not_guessed_about() -> None:
    entity = make_entity()
    same = line(entity, "SAME")
    saved = save(
        same._replace(line=1),
        same._replace(line=2, number=" SAME "),
        line(entity, "TWO", "One name", line=3),
        line(entity, "TWO", "Other name", line=4),
    )
    assert (saved.added, saved.known) == (1, 1)
    assert reasons(saved) == [
        (3, "The number {number} stands on several lines with different details."),
        (4, "The number {number} stands on several lines with different details."),
    ]
    assert list(stored(entity)) == ["SAME"]


def test_a_group_may_come_in_any_order_and_falls_with_its_parent() -> None:
    entity = make_entity()
    saved = save(
        line(entity, "GRANDCHILD", parent_number="CHILD", line=1),
        line(entity, "CHILD", parent_number="PARENT", line=2),
        line(entity, "PARENT", line=3),
        line(entity, "BELOW-BAD", parent_number="BAD", line=4),
        line(entity, "BAD", currency="???", line=5),
    )
    assert [refusal.line for refusal in saved.refused] == [4, 5]
    kept = stored(entity)
    assert kept["GRANDCHILD"].parent_id == kept["CHILD"].id
    assert kept["CHILD"].parent_id == kept["PARENT"].id
    family = {kept[number].id for number in ("PARENT", "CHILD", "GRANDCHILD")}
    assert queries.group_ids(customer_id=kept["PARENT"].id, actor=PROGRAM) == family


def test_no_batch_closes_a_circle() -> None:
    entity = make_entity()
    save(line(entity, "A"), line(entity, "B", parent_number="A"), line(entity, "C", parent_number="B"))

    circle = "With {parent} as its parent the customer would be its own parent in a circle."
    assert reasons(save(line(entity, "A", parent_number="C", line=5))) == [(5, circle)]
    assert reasons(save(line(entity, "A", parent_number="A", line=6))) == [(6, circle)]
    assert stored(entity)["A"].parent_id is None
    turned = save(line(entity, "C", parent_number="A"), line(entity, "B", parent_number="C"))
    assert (turned.changed, turned.refused) == (2, ())


def test_only_who_may_edit_customers_saves_them() -> None:
    cast = make_cast(Role.CREDIT_ANALYST)
    reader = make_person("Reader", Role.AUDITOR, entity=cast.entity)

    def save_as(actor, entity: EntityRecord) -> int:
        return operations.save_customers(customers=[line(entity, "C-1")], actor=actor, now=NOW).added

    with pytest.raises(NotFound):
        save_as(cast.charlie, cast.entity)
    with pytest.raises(NotAllowed):
        save_as(reader, cast.entity)
    assert save_as(cast.alice, cast.entity) == 1


def test_each_entity_of_a_batch_has_one_line_in_the_trail() -> None:
    entity = make_entity()
    save(*(line(entity, f"C-{i}") for i in range(5)))
    save(line(entity, "C-1", "Renamed"), line(entity, "C-9"))
    save(line(entity, "C-9"))

    trail = audit.trail(subject_kind="entity", subject_id=entity.id, limit=10)
    saved = [event.after for event in trail if event.action == "parties.customers.saved"]
    assert sorted(saved, key=lambda after: after["added"]) == [
        {"added": 1, "changed": 1},
        {"added": 5, "changed": 0},
    ]


def test_an_empty_batch_is_no_fault() -> None:
    assert save() == SavedCustomers(0, 0, 0, ())


def test_the_number_of_statements_does_not_grow_with_the_batch(django_assert_max_num_queries) -> None:
    entity = make_entity()
    with django_assert_max_num_queries(20):
        save(*(line(entity, f"C-{i}", f"Customer {i}") for i in range(500)))
    with django_assert_max_num_queries(20):
        assert save(*(line(entity, f"C-{i}", f"Renamed {i}") for i in range(500))).changed == 500


class Undo(Exception):
    """Ends an example and takes back what it wrote."""


numbers = st.sampled_from(["A", "B", "C", "D"])
lines_of_a_file = st.lists(
    st.tuples(numbers, st.sampled_from(["One", "Two", ""]), st.sampled_from(["", "A", "B", "C", "D", "E"])),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines_of_a_file, min_size=1, max_size=3))
def test_every_line_is_counted_once_groups_have_no_circles_and_a_repetition_changes_nothing(files) -> None:
    try:
        with transaction.atomic():
            entity = make_entity()
            for file in files:
                batch = [
                    line(entity, number, name, parent_number=parent, line=at)
                    for at, (number, name, parent) in enumerate(file)
                ]
                saved = save(*batch)
                assert saved.added + saved.known + saved.changed + len(saved.refused) == len(batch)
                kept = stored(entity)
                by_id = {customer.id: customer for customer in kept.values()}
                for customer in kept.values():
                    steps = 0
                    above = customer
                    while above.parent_id is not None:
                        above, steps = by_id[above.parent_id], steps + 1
                        assert steps <= len(kept)
            again = save(*batch)
            assert (again.added, again.changed) == (0, 0)
            assert stored(entity) == kept
            raise Undo
    except Undo:
        pass
