"""The door: no contact leaves without passing it, and what passes is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from recoup.correspondence import operations as correspondence
from recoup.correspondence import queries as door
from recoup.correspondence.models import Passage, Refused
from recoup.correspondence.rules import CONTACT_FREQUENCY
from recoup.correspondence.types import ContactOutcome, ContactRequest, Verdict
from recoup.kernel.contact import Channel, ContactRole, PartyKind, Purpose, StopKind
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.queries import open_claims
from recoup.ledger.types import HoldReason, ItemKind, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import ContactRecord, CustomerRecord, NewContact, NewCustomer, NewStop
from recoup.rulebook.types import RuleScope
from recoup.team.types import Role
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person
from tests.rulebook.in_force import in_force

pytestmark = pytest.mark.django_db

SEVEN_IN_SEVEN = {
    **dict.fromkeys(("contacts_day", "calls_day", "texts_day", "conversations_day", "unanswered_day"), 0),
    **{"contacts_rolling": 0, "contacts_rolling_days": 0, "calls_rolling": 7, "calls_rolling_days": 7},
    **{"rest_days": 7, "counted_per": "DEBT", "binding": "PRESUMPTION"},
}
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
    make_item(cast, f"INV-{number}", number)
    return parties_queries.get_customer(customer_id=customer_id, actor=PROGRAM).customer


def make_item(cast: Cast, number: str, customer_number: str = "C-1", part: int = 1) -> None:
    """Post an invoice of 100 that is overdue."""
    item = NewItem(
        line=1,
        entity_id=cast.entity.id,
        customer_number=customer_number,
        kind=ItemKind.INVOICE,
        number=number,
        part=part,
        reference="",
        issue_date=date(2026, 1, 1),
        due_date=date(2026, 2, 1),
        currency=cast.entity.currency,
        amount=Decimal(100),
    )
    ledger.post_items(items=[item], source="test", actor=PROGRAM, now=NOW)


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


def test_a_wrong_number_is_not_called_again_until_it_is_put_right(
    cast: Cast, customer: CustomerRecord
) -> None:
    passed = correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"]
    assert passed.passage_id is not None
    for outcome, allowed in ((ContactOutcome.WRONG_NUMBER, False), (ContactOutcome.NOT_REACHED, True)):
        correspondence.record_outcome(passage_id=passed.passage_id, outcome=outcome, at=AT, actor=cast.alice)
        answer = door.ask_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"]
        assert answer.is_allowed is allowed


def test_a_call_of_the_customer_begins_the_rest_after_conversations(cast: Cast) -> None:
    """US-A4, for a person in America who owes a company in Britain: both countries' rules are minded."""
    line = NewCustomer(
        *(1, cast.entity.id, "US-1", "Pat"), country="US", time_zone="America/New_York", party_kind="PERSON"
    )
    parties.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    person = make_debtor(cast, "US-1", PartyKind.PERSON)
    # Nine at night in London is four in the afternoon in New York: there, and only there, it counts.
    afternoon = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    letter = call(person, channel=Channel.LETTER, address="")
    mail = call(person, channel=Channel.EMAIL, address="ann@example.com")
    correspondence.record_incoming(
        customer_id=person.id,
        contact_id=None,
        channel=Channel.CALL,
        address="",
        at=afternoon,
        actor=cast.alice,
    )
    for request, allowed in ((call(person), False), (mail, True), (letter, True)):
        answer = door.ask_door(requests=[request], at=afternoon, actor=cast.alice)[request.key]
        assert answer.is_allowed is allowed, answer
    rules = door.ask_door(requests=[call(person)], at=afternoon, actor=cast.alice)["call"].findings
    assert any(finding.source.startswith("US-A4") for finding in rules)


@pytest.mark.duty("C11")
def test_an_american_with_two_debts_may_be_called_about_the_other_one(cast: Cast) -> None:
    """US-A4: seven calls in seven days for each debt; the parts of one invoice are one debt."""
    line = NewCustomer(
        *(1, cast.entity.id, "US-1", "Pat"), country="US", time_zone="America/New_York", party_kind="PERSON"
    )
    parties.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    in_force(CONTACT_FREQUENCY, SEVEN_IN_SEVEN, RuleScope(entity_id=cast.entity.id))
    person = make_debtor(cast, "US-1", PartyKind.PERSON)
    for number, part in (("SPLIT", 1), ("SPLIT", 2), ("OTHER", 1)):
        make_item(cast, number, "US-1", part=part)
    ids = {(item.number, item.part): item.id for item in Item.objects.filter(customer_id=person.id)}
    first = [ids["SPLIT", 1]]
    afternoon = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    for number in range(7):
        at = afternoon + timedelta(days=number // 2, minutes=number)
        request = call(person, item_ids=tuple(first))
        assert correspondence.pass_door(requests=[request], at=at, actor=cast.alice)["call"].passage_id
    at += timedelta(minutes=5)
    for items, allowed in (
        (first, False),
        ([ids["SPLIT", 2]], False),
        ([ids["OTHER", 1]], True),
        ([ids["OTHER", 1], *first], False),
        ([], False),
    ):
        request = call(person, item_ids=tuple(items))
        assert door.ask_door(requests=[request], at=at, actor=cast.alice)["call"].is_allowed is allowed


@pytest.mark.parametrize(
    ("paid", "purpose", "allowed"),
    [
        (Decimal(100), Purpose.REMINDER, False),
        (Decimal(99), Purpose.REMINDER, True),
        (Decimal(100), Purpose.STATEMENT, True),
    ],
)
def test_who_has_paid_is_not_reminded_though_the_money_is_not_applied(
    cast: Cast, customer: CustomerRecord, paid: Decimal, purpose: Purpose, allowed: bool
) -> None:
    receipt = NewItem(
        line=1,
        entity_id=cast.entity.id,
        customer_number="C-1",
        kind=ItemKind.RECEIPT,
        number="R-1",
        part=1,
        reference="",
        issue_date=date(2026, 3, 1),
        due_date=None,
        currency=cast.entity.currency,
        amount=-paid,
    )
    ledger.post_items(items=[receipt], source="test", actor=PROGRAM, now=NOW)
    request = call(customer, purpose=purpose)
    assert door.ask_door(requests=[request], at=AT, actor=cast.alice)["call"].is_allowed is allowed


@pytest.mark.duty("C11")
def test_a_dispute_about_one_invoice_leaves_the_others_to_be_asked_for(
    cast: Cast, customer: CustomerRecord
) -> None:
    """CN-B3: the undisputed part must be paid."""
    (claim,) = open_claims(customer_ids=[customer.id], days={customer.entity_id: date(2026, 3, 3)})[
        customer.id
    ]
    ledger.place_item_holds(
        item_ids=[claim.item_id],
        reason=HoldReason.DISPUTED,
        note="Broken on arrival",
        from_date=date(2026, 3, 1),
        until_date=date(2026, 3, 10),
        actor=PROGRAM,
        now=NOW,
    )
    held = door.ask_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"]
    assert held.verdict is Verdict.LATER
    # Free again on Tuesday the tenth, from eight in the morning.
    assert held.not_before == datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    make_item(cast, "INV-2")
    assert door.ask_door(requests=[call(customer)], at=AT, actor=cast.alice)["call"].is_allowed
    only_held = call(customer, item_ids=(claim.item_id,))
    assert not door.ask_door(requests=[only_held], at=AT, actor=cast.alice)["call"].is_allowed


def test_nobody_asks_about_customers_of_another_company(cast: Cast, customer: CustomerRecord) -> None:
    for deed in (door.ask_door, correspondence.pass_door):
        with pytest.raises(NotFound):
            deed(requests=[call(customer)], at=AT, actor=cast.charlie)
    auditor = make_person("Ed", Role.AUDITOR, entity=cast.entity)
    with pytest.raises(NotAllowed):
        correspondence.pass_door(requests=[call(customer)], at=AT, actor=auditor)


def test_what_passed_the_door_is_never_changed(cast: Cast, customer: CustomerRecord) -> None:
    correspondence.pass_door(requests=[call(customer)], at=AT, actor=cast.alice)
    night = datetime(2026, 3, 3, 23, 0, tzinfo=UTC)
    correspondence.pass_door(requests=[call(customer)], at=night, actor=cast.alice)
    for table in (Passage, Refused):
        assert table.objects.count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(actor_name="Nobody")


def test_the_door_asks_few_questions_however_many_requests(
    cast: Cast,
) -> None:
    customers = [make_debtor(cast, f"C-{number}") for number in range(5)]
    requests = [call(customer, key=customer.number) for customer in customers]
    with CaptureQueriesContext(connection) as one:
        door.ask_door(requests=requests[:1], at=AT, actor=cast.alice)
    with CaptureQueriesContext(connection) as five:
        door.ask_door(requests=requests, at=AT, actor=cast.alice)
    assert len(one) == len(five)
