"""Keeping what is to be minded when customers are contacted: stops, consents, preferences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.contact import ConsentState
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.parties.cleaning import clean_lines, clean_number
from recoup.parties.models import Consent, Contact, ContactPreference, ContactStop, Customer
from recoup.parties.operations.holds import HoldEndsBeforeStart
from recoup.parties.operations.locking import InvalidEntry, lock_customer, require_any
from recoup.parties.types import NewConsent, NewPreference, NewStop
from recoup.plumbing.audit.operations import record, record_many
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team
from recoup.team.history import remembers_actor

_STOPPERS = ("parties.hold",)
_LIFTERS = ("contact.override",)
_EDITORS = ("parties.edit", "parties.edit_contacts")
_HOURS = Sentence(N_("The hours must begin before they end, within one day."))
_WEEKDAYS = Sentence(N_("Choose at least one weekday."))


class StopAlreadyLifted(DomainError):
    """Someone lifted the stop before."""

    text = N_("{name} has already lifted this stop.")


class EvidenceMissing(DomainError):
    """A consent came without anything that proves it (VN-A8)."""

    text = N_("A consent must be provable: name the text, say how we know, or add a file.")


@transaction.atomic
@remembers_actor
def place_stops(*, stops: Sequence[NewStop], actor: Actor, now: datetime) -> tuple[int, ...]:
    """Stop contact with customers, or with single contacts, from one day to another; return the stops' ids.

    :raises NotFound: there is no such customer or contact, or the actor has no right in the entity
    :raises NotAllowed: the actor may not stop contact there
    :raises HoldEndsBeforeStart: a stop ends before it begins
    """
    customers = _locked({stop.customer_id for stop in stops}, _STOPPERS, actor)
    _check_contacts((stop.customer_id, stop.contact_id) for stop in stops)
    for stop in stops:
        if stop.until_date is not None and stop.until_date < stop.from_date:
            raise HoldEndsBeforeStart(until_date=stop.until_date)
    placed = ContactStop.objects.bulk_create(
        ContactStop(
            customer_id=stop.customer_id,
            contact_id=stop.contact_id,
            kind=stop.kind.value,
            from_date=stop.from_date,
            until_date=stop.until_date,
            note=clean_lines(stop.note),
            evidence_id=stop.evidence_id,
            placed_by_id=None if actor.is_program else actor.id,
            placed_by_name=actor.name,
            placed_at=now,
        )
        for stop in stops
    )
    _record_stops("parties.stop.placed", placed, customers, actor, now)
    return tuple(stop.id for stop in placed)


@transaction.atomic
@remembers_actor
def lift_stop(*, stop_id: int, actor: Actor, now: datetime) -> None:
    """End a stop; from now on it holds no more.

    :raises NotFound: there is no such stop, or the actor has no right in the customer's entity
    :raises NotAllowed: the actor may not lift stops there
    :raises StopAlreadyLifted: someone did before
    """
    found = ContactStop.objects.filter(id=stop_id).first()
    if found is None:
        raise NotFound
    customer = lock_customer(customer_id=found.customer_id, actor=actor, permissions=_LIFTERS)
    stop = ContactStop.objects.select_for_update().get(id=stop_id)
    if stop.lifted_at is not None:
        raise StopAlreadyLifted(name=stop.lifted_by_name)
    stop.lifted_at, stop.lifted_by_name = now, actor.name
    stop.save(update_fields=["lifted_at", "lifted_by_name"])
    _record_stops("parties.stop.lifted", [stop], {customer.id: customer}, actor, now)


@transaction.atomic
def record_consents(*, consents: Sequence[NewConsent], actor: Actor, now: datetime) -> int:
    """Keep what customers or contacts said about being contacted; nothing kept is ever changed.

    :raises NotFound: there is no such customer or contact, or the actor has no right in the entity
    :raises NotAllowed: the actor may not edit contacts there
    :raises EvidenceMissing: nothing proves a consent
    """
    customers = _locked({consent.customer_id for consent in consents}, _EDITORS, actor)
    _check_contacts((consent.customer_id, consent.contact_id) for consent in consents)
    for consent in consents:
        is_proven = consent.evidence_id is not None or (consent.text_version + consent.note).strip()
        if consent.state is ConsentState.GIVEN and not is_proven:
            raise EvidenceMissing
    rows = Consent.objects.bulk_create(
        Consent(
            customer_id=consent.customer_id,
            contact_id=consent.contact_id,
            scope=consent.scope.value,
            state=consent.state.value,
            channel=consent.channel.value,
            address=clean_number(consent.address),
            text_version=clean_number(consent.text_version),
            note=clean_lines(consent.note),
            evidence_id=consent.evidence_id,
            said_at=consent.said_at,
            recorded_at=now,
            recorded_by_name=actor.name,
        )
        for consent in consents
    )
    deeds = [
        Deed(
            row.customer_id,
            customers[row.customer_id].entity_id,
            after={"scope": row.scope, "state": row.state, "channel": row.channel, "address": row.address},
        )
        for row in rows
    ]
    return record_many("parties.consent.recorded", subject_kind="customer", deeds=deeds, actor=actor, at=now)


@transaction.atomic
@remembers_actor
def set_preference(*, preference: NewPreference, actor: Actor, now: datetime) -> None:
    """Keep when and how a contact, or the customer itself, wants to be contacted, in place of what was kept before.

    :raises NotFound: there is no such customer or contact, or the actor has no right in the entity
    :raises NotAllowed: the actor may not edit contacts there
    :raises InvalidEntry: the hours end before they begin, or no weekday is left
    """
    customer = lock_customer(customer_id=preference.customer_id, actor=actor, permissions=_EDITORS)
    _check_contacts([(preference.customer_id, preference.contact_id)])
    if not 0 <= preference.opens < preference.closes <= 24 * 60:
        raise InvalidEntry(_HOURS)
    if not preference.weekdays:
        raise InvalidEntry(_WEEKDAYS)
    kept = {
        "opens": preference.opens,
        "closes": preference.closes,
        "weekdays": sorted(preference.weekdays),
        "channels": sorted(channel.value for channel in preference.channels),
        "note": clean_lines(preference.note),
    }
    row = ContactPreference(customer=customer, contact_id=preference.contact_id, **kept)
    ContactPreference.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["customer", "contact"], update_fields=list(kept)
    )
    record(
        "parties.preference.set",
        subject_kind="customer",
        subject_id=customer.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"contact_id": preference.contact_id, **kept},
    )


def _locked(customer_ids: set[int], permissions: Iterable[str], actor: Actor) -> dict[int, Customer]:
    """Return the customers, locked in the order of their ids, for an actor with one of the permissions."""
    rights = team.rights_of(actor)
    rows = Customer.objects.select_for_update(of=("self",)).filter(id__in=customer_ids).order_by("id")
    found = {customer.id: customer for customer in rows}
    if found.keys() != customer_ids:
        raise NotFound
    for entity_id in sorted({customer.entity_id for customer in found.values()}):
        require_any(rights=rights, permissions=permissions, entity_id=entity_id)
    return found


def _check_contacts(pairs: Iterable[tuple[int, int | None]]) -> None:
    """Refuse a contact that isn't one of its customer.

    :raises NotFound: there is no such contact of the customer
    """
    wanted = {(customer_id, contact_id) for customer_id, contact_id in pairs if contact_id is not None}
    ids = [contact_id for _, contact_id in wanted]
    if set(Contact.objects.filter(id__in=ids).values_list("customer_id", "id")) != wanted:
        raise NotFound


def _record_stops(
    action: str, stops: Iterable[ContactStop], customers: dict[int, Customer], actor: Actor, now: datetime
) -> None:
    deeds = [
        Deed(
            stop.customer_id,
            customers[stop.customer_id].entity_id,
            after={
                "stop_id": stop.id,
                "kind": stop.kind,
                "contact_id": stop.contact_id,
                "from_date": stop.from_date,
                "until_date": stop.until_date,
            },
        )
        for stop in stops
    ]
    record_many(action, subject_kind="customer", deeds=deeds, actor=actor, at=now)
