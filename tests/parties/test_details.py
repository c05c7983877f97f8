"""Contacts, addresses, payer names and holds."""

from datetime import date, timedelta

import pytest

from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations, queries
from recoup.parties.queries.portfolios import customers_left_alone
from recoup.parties.types import (
    AddressPurpose,
    ContactPurpose,
    CustomerRecord,
    HoldReason,
    HoldScope,
    NewAddress,
    NewContact,
    NewHold,
    NewPayerAlias,
)
from recoup.team.types import Role
from tests.parties.test_customers import make_customer
from tests.people import NOW, PROGRAM, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast(Role.COLLECTOR)


@pytest.fixture
def customer(cast: Cast) -> CustomerRecord:
    return make_customer(cast.entity)


def test_contacts_are_added_once_and_phones_become_international(
    cast: Cast, customer: CustomerRecord
) -> None:
    batch = [
        NewContact(customer.id, "Ann", email="ann@example.com", phone="020 7946 0958"),
        NewContact(customer.id, "Ann", email="ANN@example.com", phone="+44 20 7946 0958"),
        NewContact(customer.id, "Front desk", phone="ext. 12", purpose=ContactPurpose.OTHER),
    ]
    added = operations.add_contacts(contacts=batch, actor=cast.alice, now=NOW)
    assert (added.added, added.known, added.refused) == (2, 1, ())
    assert operations.add_contacts(contacts=batch, actor=cast.alice, now=NOW).known == 3

    ann, desk = queries.contacts(customer_id=customer.id, actor=cast.bob)
    assert (ann.phone, desk.phone) == ("+442079460958", "ext. 12")
    to_write = queries.contacts_by_customer(
        customer_ids=[customer.id], purpose=ContactPurpose.ACCOUNTS_PAYABLE, actor=cast.bob
    )
    assert to_write == {customer.id: (ann,)}
    assert queries.contacts(customer_id=customer.id, actor=cast.charlie) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"name": "", "email": "", "phone": ""},
            "A contact needs a name, an e-mail address or a phone number.",
        ),
        ({"email": "ann at example"}, "{email} is not an e-mail address."),
        ({"email": "a@b.c, d@e.f"}, "{email} is not an e-mail address."),
        ({"phone": "none"}, "{phone} is not a phone number."),
        ({"name": "x" * 301}, "A name is longer than 300 characters."),
        ({"language": "de"}, "The language {code} is not one of the program's."),
        ({"customer_id": 0}, "There is no such customer."),
    ],
)
def test_a_contact_that_can_not_be_kept_is_refused(
    cast: Cast, customer: CustomerRecord, change: dict[str, object], reason: str
) -> None:
    fields = {"customer_id": customer.id, "name": "Ann"} | change
    added = operations.add_contacts(contacts=[NewContact(**fields)], actor=cast.alice, now=NOW)
    assert [(refusal.line, refusal.sentence.text) for refusal in added.refused] == [(1, reason)]


def test_strangers_and_readers_add_nothing(cast: Cast, customer: CustomerRecord) -> None:
    for actor in (cast.charlie, make_person("Reader", Role.AUDITOR, entity=cast.entity)):
        added = operations.add_contacts(contacts=[NewContact(customer.id, "Eve")], actor=actor, now=NOW)
        assert (added.added, len(added.refused)) == (0, 1)


def test_a_contact_is_changed_or_put_aside_but_never_lost(cast: Cast, customer: CustomerRecord) -> None:
    operations.add_contacts(contacts=[NewContact(customer.id, "Ann")], actor=cast.alice, now=NOW)
    ann = queries.contacts(customer_id=customer.id, actor=cast.alice)[0]
    wanted = NewContact(customer.id, "Ann Lee", email="ann@example.com")

    gone = operations.change_contact(
        contact_id=ann.id, contact=wanted, is_active=False, actor=cast.alice, now=NOW
    )
    assert (gone.name, gone.is_active) == ("Ann Lee", False)
    assert queries.contacts(customer_id=customer.id, actor=cast.bob) == [gone]
    assert not queries.contacts_by_customer(
        customer_ids=[customer.id], purpose=ContactPurpose.ACCOUNTS_PAYABLE, actor=cast.bob
    )
    with pytest.raises(operations.InvalidEntry):
        operations.change_contact(
            contact_id=ann.id, contact=NewContact(customer.id, " "), is_active=True, actor=cast.alice, now=NOW
        )
    with pytest.raises(NotFound):
        operations.change_contact(contact_id=0, contact=wanted, is_active=True, actor=cast.alice, now=NOW)


def test_addresses_take_the_country_of_the_customer(cast: Cast, customer: CustomerRecord) -> None:
    batch = [
        NewAddress(customer.id, "1 High Street\n\n  Floor 2 ", city="London"),
        NewAddress(customer.id, "", city=""),
        NewAddress(customer.id, "x" * 2000),
        NewAddress(customer.id, "ul. Długa 1", country="XX"),
    ]
    added = operations.add_addresses(addresses=batch, actor=cast.alice, now=NOW)
    assert added.added == 1
    assert [refusal.sentence.text for refusal in added.refused] == [
        "The address is empty.",
        "The address is too long.",
        "There is no country with the code {code}.",
    ]
    address = queries.addresses(customer_id=customer.id, actor=cast.bob)[0]
    assert (address.lines, address.country) == ("1 High Street\nFloor 2", "GB")
    moved = operations.change_address(
        address_id=address.id,
        address=NewAddress(customer.id, "2 High Street", purpose=AddressPurpose.REGISTERED),
        is_active=True,
        actor=cast.alice,
        now=NOW,
    )
    assert moved.purpose is AddressPurpose.REGISTERED


def test_a_payer_is_known_by_folded_name_and_two_customers_may_share_one(cast: Cast) -> None:
    one, other = make_customer(cast.entity, "ONE"), make_customer(cast.entity, "OTHER")
    clerk = make_person("Clerk", Role.CASH_CLERK, entity=cast.entity)
    aliases = [
        NewPayerAlias(one.id, "ŁÓDŹ HOLDING"),
        NewPayerAlias(one.id, "Lodz  Holding"),
        NewPayerAlias(other.id, "Lódź holding"),
        NewPayerAlias(one.id, "\u200b"),
    ]
    added = operations.add_payer_aliases(aliases=aliases, actor=clerk, now=NOW)
    assert (added.added, added.known, len(added.refused)) == (2, 1, 1)

    payers = queries.customers_paying_as(
        entity_id=cast.entity.id, names=["lodz holding", "nobody"], actor=clerk
    )
    assert payers == {"lodz holding": frozenset({one.id, other.id})}
    assert (
        queries.customers_paying_as(entity_id=cast.entity.id, names=["lodz holding"], actor=cast.charlie)
        == {}
    )


TODAY = date(2026, 3, 2)


def hold(
    customer: CustomerRecord, *, until: date | None = None, scope: HoldScope = HoldScope.CONTACT
) -> NewHold:
    return NewHold(
        customer.id, HoldReason.DISPUTE, scope, from_date=TODAY, until_date=until, note="wrong goods"
    )


def is_held(customer: CustomerRecord, cast: Cast, on: date) -> bool:
    held = customer.id in queries.holds_in_force(on=on, customer_ids=[customer.id], actor=cast.alice)
    assert held == (customer.id in customers_left_alone(entity_id=cast.entity.id, on=on))
    return held


def test_a_hold_holds_from_its_first_day_to_its_last(cast: Cast, customer: CustomerRecord) -> None:
    until = TODAY + timedelta(days=2)
    placed = operations.place_customer_hold(hold=hold(customer, until=until), actor=cast.alice, now=NOW)

    days = [is_held(customer, cast, TODAY + timedelta(days=shift)) for shift in range(-1, 4)]
    assert days == [False, True, True, True, False]
    assert queries.holds(customer_id=customer.id, actor=cast.bob) == [placed]
    assert queries.holds_in_force(on=TODAY, actor=cast.charlie) == {}
    with pytest.raises(operations.HoldEndsBeforeStart):
        before = TODAY - timedelta(days=1)
        operations.place_customer_hold(hold=hold(customer, until=before), actor=cast.alice, now=NOW)


def test_a_lifted_hold_holds_no_more_from_that_day_but_did_before(
    cast: Cast, customer: CustomerRecord
) -> None:
    placed = operations.place_customer_hold(hold=hold(customer), actor=cast.alice, now=NOW)
    later = NOW + timedelta(days=3)
    lifted = operations.lift_customer_hold(hold_id=placed.id, actor=cast.bob, now=later)

    assert lifted.lifted_by_name == "Bob"
    days = [is_held(customer, cast, TODAY + timedelta(days=shift)) for shift in range(5)]
    assert days == [True, True, True, False, False]
    with pytest.raises(operations.HoldAlreadyLifted):
        operations.lift_customer_hold(hold_id=placed.id, actor=cast.alice, now=later)


def test_the_day_of_lifting_is_the_entitys_own() -> None:
    cast = make_cast(Role.COLLECTOR, country="VN")
    customer = make_customer(cast.entity)
    placed = operations.place_customer_hold(hold=hold(customer), actor=cast.alice, now=NOW)
    # Half past six in the evening in London is the next day in Saigon.
    operations.lift_customer_hold(hold_id=placed.id, actor=cast.alice, now=NOW.replace(hour=18, minute=30))

    assert is_held(customer, cast, TODAY)
    assert not is_held(customer, cast, TODAY + timedelta(days=1))


def test_a_hold_on_charges_does_not_stop_contact(cast: Cast, customer: CustomerRecord) -> None:
    charges = hold(customer, scope=HoldScope.CHARGES)
    operations.place_customer_hold(hold=charges, actor=cast.alice, now=NOW)
    assert customers_left_alone(entity_id=cast.entity.id, on=TODAY) == frozenset()
    assert len(queries.holds_in_force(on=TODAY, actor=PROGRAM)) == 1


def test_only_who_may_places_and_lifts_holds(cast: Cast, customer: CustomerRecord) -> None:
    clerk = make_person("Clerk", Role.CASH_CLERK, entity=cast.entity)
    placed = operations.place_customer_hold(hold=hold(customer), actor=cast.alice, now=NOW)
    for actor, error in ((clerk, NotAllowed), (cast.charlie, NotFound)):
        with pytest.raises(error):
            operations.place_customer_hold(hold=hold(customer), actor=actor, now=NOW)
        with pytest.raises(error):
            operations.lift_customer_hold(hold_id=placed.id, actor=actor, now=NOW)
    with pytest.raises(NotFound):
        operations.lift_customer_hold(hold_id=0, actor=cast.alice, now=NOW)
