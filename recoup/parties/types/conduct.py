"""Stops, consents and preferences: what the parties room is asked to keep of them, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recoup.kernel.contact import Channel, ConsentScope, ConsentState, PartyKind, StopKind
from recoup.parties.types.records import ContactRecord, HoldRecord


@dataclass(frozen=True, slots=True)
class NewStop:
    """A stop to place on a customer, or on one contact; both dates included, `until_date` None until lifted."""

    customer_id: int
    kind: StopKind
    from_date: date
    until_date: date | None = None
    contact_id: int | None = None
    note: str = ""
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True)
class StopRecord:
    """A stop as it was placed, and perhaps lifted; `contact_id` None is about the customer as a whole."""

    id: int
    customer_id: int
    contact_id: int | None
    kind: StopKind
    from_date: date
    until_date: date | None
    note: str
    evidence_id: int | None
    placed_by_name: str
    placed_at: datetime
    lifted_by_name: str
    lifted_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewConsent:
    """A word about being contacted; an empty `address` is about all addresses of the channel."""

    customer_id: int
    scope: ConsentScope
    state: ConsentState
    channel: Channel
    said_at: datetime
    address: str = ""
    contact_id: int | None = None
    text_version: str = ""
    note: str = ""
    evidence_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A word about being contacted, as the ledger of consents keeps it."""

    id: int
    customer_id: int
    contact_id: int | None
    scope: ConsentScope
    state: ConsentState
    channel: Channel
    address: str
    text_version: str
    note: str
    evidence_id: int | None
    said_at: datetime
    recorded_by_name: str


@dataclass(frozen=True, slots=True)
class NewPreference:
    """When and how a contact, or the customer itself, wants to be contacted.

    Minutes after local midnight, `closes` excluded; weekdays begin with Monday as 0; no channels leave all.
    """

    customer_id: int
    contact_id: int | None = None
    opens: int = 0
    closes: int = 24 * 60
    weekdays: tuple[int, ...] = tuple(range(7))
    channels: tuple[Channel, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PreferenceRecord:
    """When and how a contact wants to be contacted, as kept."""

    customer_id: int
    contact_id: int | None
    opens: int
    closes: int
    weekdays: tuple[int, ...]
    channels: frozenset[Channel]
    note: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """All that this room knows about contacting a customer; holds and stops are those not lifted.

    Dates of stops and holds are days on the entity's clock.
    """

    customer_id: int
    entity_id: int
    entity_country: str
    entity_time_zone: str
    number: str
    name: str
    party_kind: PartyKind
    country: str
    time_zone: str
    language: str
    contacts: tuple[ContactRecord, ...] = ()
    holds: tuple[HoldRecord, ...] = ()
    stops: tuple[StopRecord, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    preferences: tuple[PreferenceRecord, ...] = ()
