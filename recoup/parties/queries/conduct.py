"""What is to be minded when customers are contacted: read for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db.models import QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, ConsentScope, ConsentState, PartyKind, StopKind
from recoup.parties.models import Consent, Contact, ContactPreference, ContactStop, Customer, CustomerHold
from recoup.parties.queries.customers import readable
from recoup.parties.queries.details import contact_record
from recoup.parties.queries.holds import hold_record
from recoup.parties.types import (
    Conduct,
    ConsentRecord,
    ContactRecord,
    HoldRecord,
    HoldScope,
    PreferenceRecord,
    StopRecord,
)

Record = TypeVar("Record", ContactRecord, HoldRecord, StopRecord, ConsentRecord, PreferenceRecord)
_STOPS_CONTACT = (HoldScope.CONTACT.value, HoldScope.EVERYTHING.value)


def conduct_of(*, customer_ids: Iterable[int], actor: Actor) -> Mapping[int, Conduct]:
    """Return what is to be minded when contacting each of the customers, by six queries in all.

    Customers that the actor may not read are left out. Of consents all words are there, the latest first.
    """
    wanted = sorted(set(customer_ids))
    customers = list(readable(actor).filter(id__in=wanted).select_related("entity").order_by("id"))
    ids = [customer.id for customer in customers]
    contacts = _grouped(map(contact_record, Contact.objects.filter(customer_id__in=ids).order_by("id")))
    held = CustomerHold.objects.filter(customer_id__in=ids, scope__in=_STOPS_CONTACT, lifted_at=None)
    holds = _grouped(map(hold_record, held))
    stops = _grouped(map(_stop, ContactStop.objects.filter(customer_id__in=ids, lifted_at=None)))
    consents = _grouped(map(_consent, Consent.objects.filter(customer_id__in=ids)))
    preferences = _grouped(map(_preference, ContactPreference.objects.filter(customer_id__in=ids)))
    return {
        customer.id: Conduct(
            customer_id=customer.id,
            entity_id=customer.entity_id,
            entity_country=customer.entity.country,
            entity_time_zone=customer.entity.time_zone,
            number=customer.number,
            name=customer.name_trading or customer.name_legal,
            party_kind=PartyKind(customer.party_kind),
            country=customer.country,
            time_zone=customer.time_zone,
            language=customer.language,
            contacts=tuple(contacts[customer.id]),
            holds=tuple(holds[customer.id]),
            stops=tuple(stops[customer.id]),
            consents=tuple(consents[customer.id]),
            preferences=tuple(preferences[customer.id]),
        )
        for customer in customers
    }


def stops(*, customer_id: int, actor: Actor) -> list[StopRecord]:
    """Return all stops of a customer and its contacts, the latest first; nothing for who may not read it."""
    return [_stop(stop) for stop in ContactStop.objects.filter(customer__in=_one(customer_id, actor))]


def consents(*, customer_id: int, actor: Actor) -> list[ConsentRecord]:
    """Return all that a customer said about being contacted, the latest first; nothing for who may not read it."""
    return [_consent(consent) for consent in Consent.objects.filter(customer__in=_one(customer_id, actor))]


def preferences(*, customer_id: int, actor: Actor) -> list[PreferenceRecord]:
    """Return how the customer and its contacts want to be contacted; nothing for who may not read it."""
    found = ContactPreference.objects.filter(customer__in=_one(customer_id, actor)).order_by("id")
    return [_preference(preference) for preference in found]


def _one(customer_id: int, actor: Actor) -> QuerySet[Customer]:
    return readable(actor).filter(id=customer_id).order_by()


def _grouped(records: Iterable[Record]) -> Mapping[int, list[Record]]:
    grouped: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        grouped[record.customer_id].append(record)
    return grouped


def _stop(stop: ContactStop) -> StopRecord:
    return StopRecord(
        id=stop.id,
        customer_id=stop.customer_id,
        contact_id=stop.contact_id,
        kind=StopKind(stop.kind),
        from_date=stop.from_date,
        until_date=stop.until_date,
        note=stop.note,
        evidence_id=stop.evidence_id,
        placed_by_name=stop.placed_by_name,
        placed_at=stop.placed_at,
        lifted_by_name=stop.lifted_by_name,
        lifted_at=stop.lifted_at,
    )


def _consent(consent: Consent) -> ConsentRecord:
    return ConsentRecord(
        id=consent.id,
        customer_id=consent.customer_id,
        contact_id=consent.contact_id,
        scope=ConsentScope(consent.scope),
        state=ConsentState(consent.state),
        channel=Channel(consent.channel),
        address=consent.address,
        text_version=consent.text_version,
        note=consent.note,
        evidence_id=consent.evidence_id,
        said_at=consent.said_at,
        recorded_by_name=consent.recorded_by_name,
    )


def _preference(preference: ContactPreference) -> PreferenceRecord:
    return PreferenceRecord(
        customer_id=preference.customer_id,
        contact_id=preference.contact_id,
        opens=preference.opens,
        closes=preference.closes,
        weekdays=tuple(preference.weekdays),
        channels=frozenset(map(Channel, preference.channels)),
        note=preference.note,
    )
