"""Asking whether contacts may be made, without making them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from recoup.correspondence.policy import binds, contact_rules, standard
from recoup.correspondence.queries.door.facts import Known, gather
from recoup.correspondence.rules import CONTACT_KINDS
from recoup.correspondence.types.door import ContactRequest
from recoup.engines.guard import ContactRules, Decision, decide
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.errors import NotFound
from recoup.parties import queries as parties
from recoup.parties.types import Conduct
from recoup.rulebook import queries as rulebook
from recoup.rulebook.queries import RulesInForce
from recoup.rulebook.types import Resolved

Place = tuple[int, str, str, str]
"""An entity, the country of the customer, that of the entity, and the kind of party."""


def ask_door(*, requests: Sequence[ContactRequest], at: datetime, actor: Actor) -> dict[str, Decision]:
    """Return by key whether each contact may be made at the instant, each for itself; nothing is counted.

    :raises NotFound: a customer is not one of the request's entity, or the actor may not know of it
    """
    known = gather(requests=requests, at=at, actor=actor)
    rules = rules_for(known=known, at=at)
    return {
        request.key: decide(known.asked(request), known.facts(request), rules[request.customer_id], at)
        for request in requests
    }


def visitors_needed(*, entity_id: int, customer_id: int, at: datetime, actor: Actor) -> int:
    """Return how many of our people a visit to the customer takes, by the strictest of the rules that apply.

    :raises NotFound: the customer is not one of the entity, or the actor may not know of it
    """
    visit = ContactRequest("visit", entity_id, customer_id, Channel.VISIT, Purpose.FOLLOW_UP)
    rules = rules_for(known=gather(requests=[visit], at=at, actor=actor), at=at)[customer_id]
    return max((role.visitors_min for role in rules.roles), default=1)


def calls_count_per_debt(*, customer_id: int, at: datetime, actor: Actor) -> bool:
    """Return whether a rule that applies to the customer counts calls, or rests from them, for each debt (US-A4).

    :raises NotFound: there is no such customer for the actor
    """
    conducts = parties.conduct_of(customer_ids=[customer_id], actor=actor)
    if customer_id not in conducts:
        raise NotFound
    rules = _rules_of(conducts.values(), at)[customer_id]
    caps = (cap.per_debt for cap in rules.caps if Channel.CALL in cap.channels)
    return any(caps) or any(rest.per_debt for rest in rules.rests)


def rules_for(*, known: Known, at: datetime) -> Mapping[int, ContactRules]:
    """Return the rules that apply to each customer at the instant: those of its entity and of its own country."""
    return _rules_of(known.conducts.values(), at)


def _rules_of(conducts: Collection[Conduct], at: datetime) -> Mapping[int, ContactRules]:
    applied = _applied({_place(conduct) for conduct in conducts}, at.date())
    return {conduct.customer_id: applied[_place(conduct)] for conduct in conducts}


def _place(conduct: Conduct) -> Place:
    return conduct.entity_id, conduct.country, conduct.entity_country, conduct.party_kind.value


def _applied(places: Collection[Place], on: date) -> Mapping[Place, ContactRules]:
    in_force = rulebook.rules_in_force(
        kinds=CONTACT_KINDS,
        on=on,
        entity_ids={entity_id for entity_id, *_ in places},
        countries=sorted({country for _, country, *_ in places}),
    )
    return {place: contact_rules(list(_rules_at(place, in_force))) for place in places}


def _rules_at(place: Place, in_force: RulesInForce) -> Iterator[tuple[str, Resolved]]:
    """Yield what the entity applies, and beside it the law of the customer's country: both must be satisfied.

    An entity may put another choice in the place of our own for its country, but not in the place of a law. Abroad
    our careful standard stands where the country has no rule.
    """
    entity_id, country, home, segment = place
    for kind in CONTACT_KINDS:
        chosen = in_force.resolve(kind, entity_id=entity_id, segment=segment)
        yield country, chosen
        law = in_force.resolve_country(kind, country=country, segment=segment)
        if law is not None and (country != home or binds(law)):
            yield country, law
        elif law is None and country != home:
            yield country, standard(kind)
