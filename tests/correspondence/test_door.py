"""The door: no contact leaves without passing it, and what passes is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as door
from recoup.correspondence.types import ContactOutcome, ContactRequest, Verdict
from recoup.kernel.contact import Channel, ContactRole, PartyKind, Purpose, StopKind
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import ContactRecord, CustomerRecord, NewContact, NewCustomer, NewStop
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db

# A Tuesday, ten in the morning in London.
AT = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast(Role.COLLECTOR)


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_debtor(cast)


def make_debtor(cast: Cast, number: str = "C-1", kind: PartyKind = PartyKind.COMPANY) -> CustomerRecord:
    """Make a customer that owes 100, overdue, with a contact for its invoices."""
    line = NewCustomer(1, cast.entity.id, number, f"Customer {number}", party_kind=kind.value)
    parties.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    (customer_id,) = parties_queries.customer_ids(
        entity_id=cast.entity.id, numbers=[number], actor=PROGRAM
    ).values()
    parties.add_contacts(
        contacts=[NewContact(customer_id, "Ann", email="ann@example.com", phone="+442079460958")],
        actor=PROGRAM,
        now=NOW,
    )
    ledger.post_items(
        items=[
            NewItem(
                line=1,
                entity_id=cast.entity.id,
                customer_number=number,
                kind=ItemKind.INVOICE,
                number=f"INV-{number}",
                part=1,
                reference="",
                issue_date=date(2026, 1, 1),
                due_date=date(2026, 2, 1),
                currency=cast.entity.currency,
                amount=Decimal(100),
            )
        ],
        source="test",
        actor=PROGRAM,
        now=NOW,
    )
    return parties_queries.get_customer(customer_id=customer_id, actor=PROGRAM).customer


def contact_of(customer: CustomerRecord) -> ContactRecord:
    return parties_queries.contacts(customer_id=customer.id, actor=PROGRAM)[0]


def call(customer: CustomerRecord, key: str = "call", **changes: object) -> ContactRequest:
    contact = contact_of(customer)
    fields = {
        "key": key,
        "entity_id": customer.entity_id,
        "customer_id": customer.id,
        "channel": Channel.CALL,
        "purpose": Purpose.REMINDER,
        "contact_id": contact.id,
        "address": contact.phone,
    } | changes
    return ContactRequest(**fields)  # type: ignore[arg-type]  # a test names only what differs


@pytest.mark.duty("C11")
def test_a_call_in_office_hours_passes_and_is_counted(cast: Cast, customer: CustomerRecord) -> None:
    assert door.ask_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"].is_allowed
    first, second, third = (
        correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"] for _ in range(3)
    )
    assert first.passage_id and second.passage_id and first.passage_id != second.passage_id
    assert third.passage_id is None
    assert third.decision.verdict is Verdict.LATER
    assert third.decision.not_before == datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


@pytest.mark.duty("C11")
def test_at_night_nobody_is_called(cast: Cast, customer: CustomerRecord) -> None:
    night = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
    passed = correspondence.pass_door(requests=[call(customer)], at=night, actor=cast.alice)["call"]
    assert passed.passage_id is None
    assert passed.decision.not_before == datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


def test_a_batch_counts_what_it_lets_out(cast: Cast, customer: CustomerRecord) -> None:
    requests = [call(customer, key=str(number)) for number in range(4)]
    passed = correspondence.pass_door(requests=requests, at=AT, actor=cast.alice)
    assert [one.passage_id is not None for one in passed.values()] == [True, True, False, False]


def test_after_a_conversation_nobody_calls_again_on_that_day(cast: Cast, customer: CustomerRecord) -> None:
    passed = correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"]
    assert passed.passage_id is not None
    correspondence.record_outcome(
        passage_id=passed.passage_id, outcome=ContactOutcome.REACHED, at=AT, actor=cast.alice
    )
    assert not door.ask_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"].is_allowed


def test_a_stranger_to_the_debt_is_never_told(cast: Cast, customer: CustomerRecord) -> None:
    sister = NewContact(customer.id, "Sister", phone="+442079460999", role=ContactRole.THIRD_PERSON)
    parties.add_contacts(contacts=[sister], actor=cast.alice, now=NOW)
    sneaky = call(customer, contact_id=None, address="+442079460999")
    decision = door.ask_door(requests=[sneaky], at=AT, actor=cast.alice)["call"]
    assert decision.verdict is Verdict.NEVER
    unknown = call(customer, contact_id=None, address="+442079461111")
    assert door.ask_door(requests=[unknown], at=AT, actor=cast.alice)["call"].verdict is Verdict.NEVER


@pytest.mark.duty("E6")
def test_who_is_handled_with_care_is_called_by_a_manager_only(cast: Cast, customer: CustomerRecord) -> None:
    manager = make_person("Mary", Role.MANAGER, entity=cast.entity)
    care = NewStop(customer.id, StopKind.HANDLE_WITH_CARE, date(2026, 3, 1))
    parties.place_stops(stops=[care], actor=cast.alice, now=NOW)
    for actor, allowed in ((cast.alice, False), (PROGRAM, False), (manager, True)):
        answer = door.ask_door(requests=[call(customer)], at=AT, actor=actor)["call"]
        assert answer.is_allowed is allowed


def test_a_manager_passes_a_vulnerable_customers_stop_with_a_reason(
    cast: Cast, customer: CustomerRecord
) -> None:
    manager = make_person("Mary", Role.MANAGER, entity=cast.entity)
    stop = NewStop(customer.id, StopKind.VULNERABLE, date(2026, 3, 1))
    parties.place_stops(stops=[stop], actor=cast.alice, now=NOW)
    with_reason = call(customer, override_reason="She asked me to call back today.")
    assert not door.ask_door(requests=[with_reason], at=AT, actor=cast.alice)["call"].is_allowed
    assert not door.ask_door(requests=[call(customer)], at=AT, actor=manager)["call"].is_allowed
    passed = correspondence.pass_door(requests=[with_reason], at=AT, actor=manager)["call"]
    assert passed.passage_id is not None
    assert [finding.is_overridden for finding in passed.decision.findings] == [True]
