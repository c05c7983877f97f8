"""Changing a customer, handing portfolios over, and what the change history keeps."""

from dataclasses import replace

import pytest
from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations, queries
from recoup.parties.types import (
    ChangeKind,
    CustomerFields,
    CustomerRecord,
    CustomerStatus,
    NewCustomer,
    NewPayerAlias,
)
from recoup.plumbing.audit import queries as audit
from recoup.team.types import EntityRecord, Role
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(Role.CREDIT_ANALYST)


def make_customer(entity: EntityRecord, number: str = "C-1", **more: object) -> CustomerRecord:
    line = NewCustomer(line=1, entity_id=entity.id, number=number, name_legal=f"Customer {number}")._replace(
        **more
    )
    operations.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    customer_id = queries.customer_ids(entity_id=entity.id, numbers=[number], actor=PROGRAM)[number]
    return queries.get_customer(customer_id=customer_id, actor=PROGRAM).customer


def change(customer: CustomerRecord, actor: Actor, **fields: object) -> CustomerRecord:
    wanted = replace(CustomerFields.of(customer), **fields)
    return operations.change_customer(customer_id=customer.id, fields=wanted, actor=actor, now=NOW)


def test_a_change_is_stored_found_and_kept_in_the_trail_and_the_history(cast: Cast) -> None:
    customer = make_customer(cast.entity, tax_id="123")
    changed = change(
        customer,
        cast.alice,
        name_legal=" Renamed\u200b ",
        tax_id="",
        terms_code="eom 15",
        status=CustomerStatus.CLOSED,
    )

    assert (changed.name_legal, changed.tax_id, changed.terms_code) == ("Renamed", "", "EOM15")
    assert queries.get_customer(customer_id=customer.id, actor=cast.bob).customer == changed
    assert [hit.id for hit in queries.find_customers(text="renamed", actor=cast.bob)] == [customer.id]
    assert queries.find_customers(text="123", actor=cast.bob) == []

    event = audit.trail(subject_kind="customer", subject_id=customer.id, limit=1)[0]
    assert event.action == "parties.customer.changed"
    assert event.before["tax_id"] == "123"
    latest, first = queries.change_history(customer_id=customer.id, actor=cast.bob)
    assert (latest.actor_name, latest.kind, latest.subject) == ("Alice", ChangeKind.CHANGED, "customer")
    assert {(field.field, field.before, field.after) for field in latest.fields} == {
        ("name_legal", "Customer C-1", "Renamed"),
        ("tax_id", "123", ""),
        ("terms_code", "", "EOM15"),
        ("status", "ACTIVE", "CLOSED"),
    }
    assert (first.actor_name, first.kind) == ("test", ChangeKind.ADDED)
    assert ("number", "", "C-1") in {(field.field, field.before, field.after) for field in first.fields}


def test_a_change_of_nothing_leaves_no_trace(cast: Cast) -> None:
    customer = make_customer(cast.entity)
    assert change(customer, cast.alice) == customer
    assert len(queries.change_history(customer_id=customer.id, actor=cast.alice)) == 1
    assert audit.trail(subject_kind="customer", subject_id=customer.id, limit=5) == []


def test_the_history_keeps_what_is_written_past_the_program(cast: Cast) -> None:
    customer = make_customer(cast.entity)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
        cursor.execute("UPDATE parties_customer SET name_legal = 'Forged' WHERE id = %s", [customer.id])
    latest = queries.change_history(customer_id=customer.id, actor=cast.alice)[0]
    assert (latest.actor_name, latest.fields[0].after) == ("", "Forged")


def test_the_history_itself_can_not_be_rewritten(cast: Cast) -> None:
    make_customer(cast.entity)
    for statement in (
        "UPDATE parties_customerevent SET name_legal = 'x'",
        "DELETE FROM parties_customerevent",
    ):
        with pytest.raises(Exception, match="Cannot update or delete"), connection.cursor() as cursor:
            cursor.execute(f"SAVEPOINT attempt; {statement}")
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO attempt")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name_legal": ""}, "The customer has no name."),
        ({"name_latin": "x" * 301}, "A name is longer than 300 characters."),
        ({"currency": "???"}, "There is no currency with the code {code}."),
        ({"country": ""}, "Country, language, currency and time zone are needed."),
        (
            {"terms_code": "soon"},
            "The payment terms {code} can't be read. Write them like NET30, EOM15 or 30%NET0+70%NET60.",
        ),
    ],
)
def test_a_field_that_can_not_be_kept_is_refused(cast: Cast, fields: dict[str, str], reason: str) -> None:
    customer = make_customer(cast.entity)
    with pytest.raises(operations.InvalidEntry) as refused:
        change(customer, cast.alice, **fields)
    assert refused.value.sentence.text == reason


def test_a_group_stays_in_one_entity_and_has_no_circle(cast: Cast) -> None:
    parent = make_customer(cast.entity, "PARENT")
    child = make_customer(cast.entity, "CHILD", parent_number="PARENT")
    foreign = make_customer(cast.other_entity, "FOREIGN")

    with pytest.raises(operations.GroupCircle):
        change(parent, cast.alice, parent_id=child.id)
    with pytest.raises(operations.GroupCircle):
        change(parent, cast.alice, parent_id=parent.id)
    with pytest.raises(operations.UnknownParent):
        change(parent, cast.alice, parent_id=foreign.id)
    page = queries.get_customer(customer_id=parent.id, actor=cast.alice)
    assert page.children == (child,)
    assert queries.get_customer(customer_id=child.id, actor=cast.alice).parent == parent


def test_only_who_may_edit_changes_a_customer(cast: Cast) -> None:
    customer = make_customer(cast.entity)
    with pytest.raises(NotFound):
        change(customer, cast.charlie, tax_id="1")
    with pytest.raises(NotAllowed):
        change(customer, make_person("Carol", Role.COLLECTOR, entity=cast.entity), tax_id="1")


@pytest.mark.duty("B1")
def test_a_manager_gives_customers_to_a_colleague_and_takes_them_away() -> None:
    cast = make_cast()
    mine, theirs = make_customer(cast.entity), make_customer(cast.other_entity)
    carol = make_person("Carol", Role.COLLECTOR, entity=cast.entity)

    def assign(user_id: int | None, *customers: CustomerRecord) -> int:
        ids = [customer.id for customer in customers]
        return operations.assign_portfolio(customer_ids=ids, user_id=user_id, actor=cast.alice, now=NOW)

    assert assign(carol.id, mine, theirs) == 1
    assert assign(carol.id, mine) == 0
    detail = queries.get_customer(customer_id=mine.id, actor=cast.alice)
    assert detail.portfolio_owner_name == "Carol"
    assert (
        queries.customers_by_id(customer_ids=[theirs.id], actor=PROGRAM)[theirs.id].portfolio_owner_id is None
    )
    with pytest.raises(operations.OwnerWithoutRights):
        assign(cast.charlie.id, mine)
    with pytest.raises(NotFound):
        assign(999_999_999, mine)
    assert assign(None, mine) == 1


def test_the_history_holds_what_belongs_to_the_customer_too(cast: Cast) -> None:
    customer = make_customer(cast.entity)
    aliases = [NewPayerAlias(customer.id, "ACME HOLDING")]
    operations.add_payer_aliases(aliases=aliases, actor=cast.alice, now=NOW)
    alias = queries.payer_aliases(customer_id=customer.id, actor=cast.alice)[0]
    operations.remove_payer_alias(alias_id=alias.id, actor=cast.bob, now=NOW)

    history = queries.change_history(customer_id=customer.id, actor=cast.alice)
    assert {(change.subject, change.kind, change.actor_name) for change in history} == {
        ("payer_alias", ChangeKind.REMOVED, "Bob"),
        ("payer_alias", ChangeKind.ADDED, "Alice"),
        ("customer", ChangeKind.ADDED, "test"),
    }
    removed = next(change for change in history if change.kind is ChangeKind.REMOVED)
    assert [(field.before, field.after) for field in removed.fields] == [("ACME HOLDING", "")]
