"""Stops, consents, preferences and roles: what people tell the contact guard."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from recoup.kernel.contact import (
    Channel,
    ConsentScope,
    ConsentState,
    ContactRole,
    PartyKind,
    StopKind,
)
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations, queries
from recoup.parties.models import Consent
from recoup.parties.types import (
    ContactPurpose,
    CustomerRecord,
    NewConsent,
    NewContact,
    NewCustomer,
    NewPreference,
    NewStop,
)
from recoup.team.types import Role
from tests.parties.test_customers import make_customer
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


@pytest.fixture
def cast() -> Cast:
    return make_cast(Role.COLLECTOR)


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_customer(cast.entity)


def stop(customer: CustomerRecord, cast: Cast, kind: StopKind = StopKind.BANKRUPT) -> int:
    asked = NewStop(customer.id, kind, DAY, note="Letter of the court")
    (stop_id,) = operations.place_stops(stops=[asked], actor=cast.alice, now=NOW)
    return stop_id


@pytest.mark.duty("E6")
def test_a_collector_stops_contact_and_only_a_manager_lets_it_begin_again(
    cast: Cast, customer: CustomerRecord
) -> None:
    stop_id = stop(customer, cast, StopKind.HANDLE_WITH_CARE)
    with pytest.raises(NotAllowed):
        operations.lift_stop(stop_id=stop_id, actor=cast.alice, now=NOW)
    manager = make_person("Mary", Role.MANAGER, entity=cast.entity)
    operations.lift_stop(stop_id=stop_id, actor=manager, now=NOW)
    with pytest.raises(operations.StopAlreadyLifted):
        operations.lift_stop(stop_id=stop_id, actor=manager, now=NOW)
    (kept,) = queries.stops(customer_id=customer.id, actor=cast.bob)
    assert (kept.kind, kept.placed_by_name, kept.lifted_by_name) == (
        StopKind.HANDLE_WITH_CARE,
        "Alice",
        "Mary",
    )
    assert queries.conduct_of(customer_ids=[customer.id], actor=cast.bob)[customer.id].stops == ()


def test_a_stop_is_kept_in_the_history_of_the_customer(cast: Cast, customer: CustomerRecord) -> None:
    stop(customer, cast)
    changes = queries.change_history(customer_id=customer.id, actor=cast.bob)
    assert ("stop", "Alice") in [(change.subject, change.actor_name) for change in changes]


def test_a_stop_that_ends_before_it_begins_or_is_a_strangers_is_refused(
    cast: Cast, customer: CustomerRecord
) -> None:
    backward = NewStop(customer.id, StopKind.CEASE, DAY, DAY - timedelta(days=1))
    with pytest.raises(operations.HoldEndsBeforeStart):
        operations.place_stops(stops=[backward], actor=cast.alice, now=NOW)
    with pytest.raises(NotFound):
        operations.place_stops(stops=[NewStop(customer.id, StopKind.CEASE, DAY)], actor=cast.charlie, now=NOW)
    with pytest.raises(NotFound):
        operations.place_stops(
            stops=[NewStop(customer.id, StopKind.CEASE, DAY, contact_id=0)], actor=cast.alice, now=NOW
        )


def test_what_was_said_is_never_changed(cast: Cast, customer: CustomerRecord) -> None:
    """VN-A8: a consent must be provable."""
    words = [
        NewConsent(
            *(customer.id, ConsentScope.ADVERTISING, state, Channel.SMS, NOW + timedelta(hours=hours)),
            text_version="Offers 2026-1",
        )
        for hours, state in enumerate([ConsentState.GIVEN, ConsentState.WITHDRAWN])
    ]
    assert operations.record_consents(consents=words, actor=cast.alice, now=NOW) == 2
    kept = queries.consents(customer_id=customer.id, actor=cast.bob)
    assert [word.state for word in kept] == [ConsentState.WITHDRAWN, ConsentState.GIVEN]
    for change in (lambda: Consent.objects.update(state="GIVEN"), lambda: Consent.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_wish_replaces_the_one_before(cast: Cast, customer: CustomerRecord) -> None:
    for opens in (480, 600):
        wish = NewPreference(customer.id, opens=opens, closes=720, weekdays=(0,), channels=(Channel.CALL,))
        operations.set_preference(preference=wish, actor=cast.alice, now=NOW)
    (kept,) = queries.preferences(customer_id=customer.id, actor=cast.bob)
    assert (kept.opens, kept.closes, kept.channels) == (600, 720, frozenset({Channel.CALL}))
    with pytest.raises(operations.InvalidEntry):
        backward = NewPreference(customer.id, opens=720, closes=600)
        operations.set_preference(preference=backward, actor=cast.alice, now=NOW)


@pytest.mark.parametrize(
    ("kind", "purpose", "role"),
    [
        (PartyKind.COMPANY, ContactPurpose.ACCOUNTS_PAYABLE, ContactRole.REPRESENTATIVE),
        (PartyKind.COMPANY, ContactPurpose.OTHER, ContactRole.THIRD_PERSON),
        (PartyKind.COMPANY, ContactPurpose.LAWYER, ContactRole.LAWYER),
        (PartyKind.PERSON, ContactPurpose.OWNER, ContactRole.DEBTOR),
        (PartyKind.PERSON, ContactPurpose.OTHER, ContactRole.THIRD_PERSON),
    ],
)
def test_a_contact_has_the_usual_role_of_its_purpose(
    cast: Cast, kind: PartyKind, purpose: ContactPurpose, role: ContactRole
) -> None:
    line = NewCustomer(1, cast.entity.id, "K-9", "Somebody", party_kind=kind.value.lower())
    assert operations.save_customers(customers=[line], actor=PROGRAM, now=NOW).added == 1
    (customer_id,) = queries.customer_ids(entity_id=cast.entity.id, numbers=["K-9"], actor=PROGRAM).values()
    contact = NewContact(customer_id, "Ann", purpose)
    operations.add_contacts(contacts=[contact], actor=cast.alice, now=NOW)
    (kept,) = queries.contacts(customer_id=customer_id, actor=cast.bob)
    assert kept.role is role


def test_an_unknown_kind_of_customer_is_refused_and_an_empty_one_changes_nothing(cast: Cast) -> None:
    wrong = NewCustomer(1, cast.entity.id, "K-9", "Somebody", party_kind="ROBOT")
    (refusal,) = operations.save_customers(customers=[wrong], actor=PROGRAM, now=NOW).refused
    assert refusal.sentence.values == {"code": "ROBOT"}
    for kind in ("PERSON", ""):
        line = wrong._replace(party_kind=kind)
        operations.save_customers(customers=[line], actor=PROGRAM, now=NOW)
    ids = queries.customer_ids(entity_id=cast.entity.id, numbers=["K-9"], actor=PROGRAM)
    detail = queries.get_customer(customer_id=ids["K-9"], actor=PROGRAM)
    assert detail.customer.party_kind is PartyKind.PERSON
