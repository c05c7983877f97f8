"""What the guard must know, gathered for a batch of requests by few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from recoup.correspondence.permissions import HANDLE_WITH_CARE, OVERRIDE
from recoup.correspondence.queries.door.counting import made, past_contacts, wrong_numbers
from recoup.correspondence.queries.door.people import person_of
from recoup.correspondence.queries.door.places import clocks
from recoup.correspondence.queries.requests import unread_requests
from recoup.correspondence.types.door import ContactRequest
from recoup.engines.guard import (
    AddressState,
    Ask,
    Claim,
    ClaimStanding,
    Consent,
    Facts,
    Hold,
    Past,
    Rights,
    Stop,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.ledger import queries as ledger
from recoup.ledger.queries import OpenClaim
from recoup.parties import queries as parties
from recoup.parties.types import Conduct, ConsentRecord
from recoup.team import queries as team

_CALLED = frozenset({Channel.CALL, Channel.SMS})


@dataclass(frozen=True, slots=True)
class Known:
    """What was read for a batch; facts of a single request come from here without the database."""

    conducts: Mapping[int, Conduct]
    claims: Mapping[int, tuple[OpenClaim, ...]]
    past: dict[int, tuple[Past, ...]]
    wrong: frozenset[tuple[int, str]]
    rights: Mapping[int, Rights]
    debts: Mapping[int, int]
    unread: Mapping[int, Sequence[int]]

    def facts(self, request: ContactRequest) -> Facts:
        """Return what the guard must know for one of the requests."""
        conduct = self.conducts[request.customer_id]
        person, contact_id = person_of(request, conduct)
        if (request.customer_id, request.address) in self.wrong:
            person = replace(person, address=AddressState.WRONG)
        number = request.address if request.channel in _CALLED else ""
        return Facts(
            party_kind=conduct.party_kind,
            person=person,
            zones=clocks(conduct.country, conduct.time_zone, number),
            claim=_claim(request, self.claims.get(request.customer_id, ()), conduct.entity_time_zone),
            stops=_stops(conduct, contact_id),
            holds=_holds(conduct),
            consents=_consents(conduct.consents, contact_id),
            past=self.past.get(request.customer_id, ()),
            rights=self.rights[conduct.entity_id],
            has_unread_request=request.customer_id in self.unread,
        )

    def asked(self, request: ContactRequest) -> Ask:
        """Return the request as the guard sees it."""
        return Ask(
            channel=request.channel,
            purpose=request.purpose,
            address=request.address,
            language=request.language,
            visitors=request.visitors,
            tells_nothing=request.tells_nothing,
            has_reason=bool(request.override_reason.strip()),
            debts=self._debts(request),
        )

    def made(self, request: ContactRequest, at: datetime) -> None:
        """Count a contact that passes now, for the requests of the batch that come after it."""
        past = made(request.channel, request.purpose, request.address, at)
        before = self.past.get(request.customer_id, ())
        self.past[request.customer_id] = (*before, replace(past, debts=self._debts(request)))

    def _debts(self, request: ContactRequest) -> frozenset[int]:
        return frozenset(self.debts[item_id] for item_id in request.item_ids if item_id in self.debts)


def gather(*, requests: Collection[ContactRequest], at: datetime, actor: Actor) -> Known:
    """Read what the guard must know for the requests; fourteen queries at most, however many they are.

    :raises NotFound: a customer is not one of the request's entity, or the actor may not know of it
    """
    wanted = {request.customer_id for request in requests}
    conducts = parties.conduct_of(customer_ids=wanted, actor=actor)
    for request in requests:
        conduct = conducts.get(request.customer_id)
        if conduct is None or conduct.entity_id != request.entity_id:
            raise NotFound
    zones = {conduct.entity_id: conduct.entity_time_zone for conduct in conducts.values()}
    days = {entity_id: at.astimezone(ZoneInfo(zone)).date() for entity_id, zone in zones.items()}
    rights = team.rights_of(actor)
    return Known(
        conducts=conducts,
        claims=ledger.open_claims(customer_ids=wanted, days=days),
        past=dict(past_contacts(customer_ids=wanted, at=at)),
        wrong=wrong_numbers(customer_ids=wanted),
        debts=ledger.debts_of(item_ids={item for request in requests for item in request.item_ids}),
        unread=unread_requests(contacts={each: conduct.contacts for each, conduct in conducts.items()}),
        rights={
            entity_id: Rights(
                is_person=not actor.is_program,
                may_override=rights.has(OVERRIDE, entity_id),
                may_handle_with_care=rights.has(HANDLE_WITH_CARE, entity_id),
            )
            for entity_id in zones
        },
    )


@lru_cache(maxsize=1 << 14)
def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _after(day: date | None, zone: str) -> datetime | None:
    """Return when the day after the last one begins."""
    return None if day is None else _midnight(day + timedelta(days=1), zone)


def _stops(conduct: Conduct, contact_id: int | None) -> tuple[Stop, ...]:
    zone = conduct.entity_time_zone
    return tuple(
        Stop(stop.kind, _midnight(stop.from_date, zone), _after(stop.until_date, zone))
        for stop in conduct.stops
        if stop.contact_id in (None, contact_id)
    )


def _holds(conduct: Conduct) -> tuple[Hold, ...]:
    zone = conduct.entity_time_zone
    return tuple(
        Hold(Sentence(hold.reason.label), _midnight(hold.from_date, zone), _after(hold.until_date, zone))
        for hold in conduct.holds
    )


def _consents(said: Iterable[ConsentRecord], contact_id: int | None) -> tuple[Consent, ...]:
    """Return the latest word of the customer and of the contact for each scope, channel and address."""
    latest: dict[object, Consent] = {}
    for word in said:
        if word.contact_id in (None, contact_id):
            key = (word.contact_id, word.scope, word.channel, word.address)
            latest.setdefault(key, Consent(word.scope, word.state, word.channel, word.address))
    return tuple(latest.values())


def _claim(request: ContactRequest, claims: Sequence[OpenClaim], zone: str) -> Claim:
    """Return how what the request is about stands, in the currency where it stands worst for the customer."""
    if not request.purpose.chases:
        return Claim()
    found: Claim | None = None
    for currency in {claim.currency for claim in claims}:
        if request.currency in ("", currency):
            one = _claim_in([claim for claim in claims if claim.currency == currency], request, zone)
            if one.standing is ClaimStanding.OPEN:
                return one
            if one.standing is not ClaimStanding.NOTHING_OPEN:
                found = found or one
    return found or Claim(ClaimStanding.NOTHING_OPEN)


def _claim_in(claims: Sequence[OpenClaim], request: ContactRequest, zone: str) -> Claim:
    owed = [claim for claim in claims if claim.amount_open > 0]
    if request.item_ids:
        owed = [claim for claim in owed if claim.item_id in request.item_ids]
    free = [claim for claim in owed if claim.held is None]
    if not owed:
        return Claim(ClaimStanding.NOTHING_OPEN)
    if not free:
        return _held(owed, zone)
    overdue = [claim for claim in free if claim.is_overdue]
    asked_for = overdue if overdue and request.purpose is not Purpose.NOTICE else free
    received = -sum((claim.amount_open for claim in claims if claim.amount_open < 0), start=Decimal(0))
    covered = received >= sum(claim.amount_open for claim in asked_for)
    return Claim(ClaimStanding.COVERED if covered else ClaimStanding.OPEN)


def _held(owed: Sequence[OpenClaim], zone: str) -> Claim:
    """Return that all is held: until the first of it is not, for the reason that most of it is held for."""
    holds = [claim.held for claim in owed if claim.held is not None]
    ends = [hold.until_date for hold in holds if hold.until_date is not None]
    reasons = [hold.reason for hold in holds]
    reason = max(sorted(set(reasons)), key=reasons.count)
    until = _midnight(min(ends), zone) if ends else None
    return Claim(ClaimStanding.HELD, Sentence(reason.label), reason.value, until)
