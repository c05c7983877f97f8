"""Found the demonstration group: entities, people with their rights, customers with contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from recoup.kernel.actor import Actor
from recoup.ops.demo.companies import COMPANIES, PEOPLE, Company
from recoup.ops.demo.life import Life
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewContact, NewCustomer
from recoup.team import operations as team
from recoup.team import queries as team_queries

PASSWORD = "receivables-desk"


@dataclass(frozen=True, slots=True)
class Group:
    """The group as it stands: ids of entities by code, companies, currencies and countries by id, and who does what."""

    entities: Mapping[str, int]
    companies: Mapping[int, Company]
    currencies: Mapping[int, str]
    countries: Mapping[int, str]
    people: Mapping[str, int]
    clerk: Actor
    manager: Actor
    second: Actor
    collectors: Mapping[int, Actor]


def found(*, lives: Sequence[Life], actor: Actor, now: datetime) -> Group:
    """Make the companies, the people and the customers known."""
    made = [team.create_entity(entity=company.entity, actor=actor, now=now) for company in COMPANIES]
    entities = {entity.code: entity.id for entity in made}
    people = _hire(entities, actor=actor, now=now)
    customers = (customer for life in lives for customer in _customers(life, entities, people))
    parties.save_customers(customers=customers, actor=actor, now=now)
    _meet_contacts(lives, entities, actor=actor, now=now)
    _hear_wishes(lives, entities, actor=actor, now=now)
    return Group(
        entities=entities,
        companies={entities[company.entity.code]: company for company in COMPANIES},
        currencies={entity.id: entity.currency for entity in made},
        countries={entity.id: entity.country for entity in made},
        people=people,
        clerk=team_queries.find_actor(people["lan@example.com"]),
        manager=team_queries.find_actor(people["manager@example.com"]),
        second=team_queries.find_actor(people["second@example.com"]),
        collectors={
            entities[company.entity.code]: team_queries.find_actor(people[company.collector])
            for company in COMPANIES
        },
    )


def _hire(entities: Mapping[str, int], *, actor: Actor, now: datetime) -> dict[str, int]:
    people: dict[str, int] = {}
    for person in PEOPLE:
        user = team.create_user(
            email=person.email,
            name=person.name,
            actor=actor,
            now=now,
            language=person.language,
            time_zone=person.time_zone,
            password=PASSWORD,
        )
        people[person.email] = user.id
        places: list[int | None] = [entities[code] for code in person.entities]
        for entity_id in places or [None]:
            team.grant_role(user_id=user.id, role=person.role, entity_id=entity_id, actor=actor, now=now)
    return people


def _customers(life: Life, entities: Mapping[str, int], people: Mapping[str, int]) -> Iterator[NewCustomer]:
    entity = life.company.entity
    for line, buyer in enumerate(life.buyers, start=1):
        yield NewCustomer(
            line=line,
            entity_id=entities[entity.code],
            number=buyer.number,
            name_legal=buyer.called.legal,
            name_latin=buyer.called.latin,
            country=entity.country,
            language=entity.language,
            currency=entity.currency,
            terms_code=buyer.terms,
            time_zone=entity.time_zone,
            parent_number=buyer.parent_number,
            portfolio_owner_id=people[life.company.collector],
        )


def _meet_contacts(
    lives: Sequence[Life], entities: Mapping[str, int], *, actor: Actor, now: datetime
) -> None:
    """Note who looks after payments at two customers of three."""
    for life in lives:
        company = life.company
        numbers = [buyer.number for place, buyer in enumerate(life.buyers) if place % 3]
        ids = parties_queries.customer_ids(
            entity_id=entities[company.entity.code], numbers=numbers, actor=actor
        )
        contacts = [
            NewContact(
                customer_id=customer_id,
                name=company.contacts[place % len(company.contacts)],
                email=f"payables+{number.lower()}@example.com",
                phone=f"{company.dial}{place % 1000:03d}",
            )
            for place, (number, customer_id) in enumerate(sorted(ids.items()))
        ]
        parties.add_contacts(contacts=contacts, actor=actor, now=now)


def _hear_wishes(lives: Sequence[Life], entities: Mapping[str, int], *, actor: Actor, now: datetime) -> None:
    """Let the first two customers of each company want their payments confirmed."""
    for life in lives:
        numbers = [buyer.number for buyer in life.buyers[:2]]
        ids = parties_queries.customer_ids(
            entity_id=entities[life.company.entity.code], numbers=numbers, actor=actor
        )
        for customer_id in sorted(ids.values()):
            parties.wish_confirmations(customer_id=customer_id, wanted=True, actor=actor, now=now)
