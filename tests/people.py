"""The people of the tests, made by the real operations: Alice, her colleague Bob, and Charlie from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from recoup.kernel.actor import Actor
from recoup.team import operations, queries
from recoup.team.types import EntityRecord, NewEntity, Role

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PROGRAM = Actor.program("test")
PASSWORD = "correct horse battery staple"

_HOMES = {
    "GB": ("GBP", "Europe/London", "en"),
    "VN": ("VND", "Asia/Ho_Chi_Minh", "vi"),
    "CN": ("CNY", "Asia/Shanghai", "zh-hans"),
    "IR": ("IRR", "Asia/Tehran", "fa"),
    "PL": ("PLN", "Europe/Warsaw", "pl"),
}


@dataclass(frozen=True)
class Cast:
    """Two entities that know nothing of each other: Alice and Bob work in `entity`, Charlie in `other_entity`."""

    entity: EntityRecord
    other_entity: EntityRecord
    alice: Actor
    bob: Actor
    charlie: Actor


def make_entity(code: str = "ACME", country: str = "GB") -> EntityRecord:
    """Make an entity with the currency, clock and language of its country (GB, VN, CN, IR or PL)."""
    currency, time_zone, language = _HOMES[country]
    entity = NewEntity(
        code=code,
        name=f"{code} company",
        country=country,
        currency=currency,
        time_zone=time_zone,
        language=language,
    )
    return operations.create_entity(entity=entity, actor=PROGRAM, now=NOW)


def make_person(
    name: str,
    *roles: Role,
    entity: EntityRecord | None = None,
    limit: Decimal | None = None,
    password: str | None = None,
) -> Actor:
    """Make a user with these roles in `entity` (None: in all) up to `limit`; the e-mail is `<name>@example.com`.

    People have the clock of their company: else their day would be another one for an hour or more of each night.
    """
    user = operations.create_user(
        email=f"{name.lower().replace(' ', '.')}@example.com",
        name=name,
        actor=PROGRAM,
        now=NOW,
        time_zone=entity.time_zone if entity else "UTC",
        password=password,
    )
    for role in roles:
        give_role(user.id, role, entity=entity, limit=limit)
    return queries.find_actor(user.id)


def give_role(
    user_id: int, role: Role, *, entity: EntityRecord | None = None, limit: Decimal | None = None
) -> int:
    """Grant a role and return the number of the grant."""
    granted = operations.grant_role(
        user_id=user_id,
        role=role,
        entity_id=entity.id if entity else None,
        amount_limit=limit,
        actor=PROGRAM,
        now=NOW,
    )
    return granted.id


def make_cast(role: Role = Role.MANAGER, country: str = "GB") -> Cast:
    """Make Alice and Bob with `role` in ACME, and Charlie with the same role in another company."""
    entity = make_entity("ACME", country)
    other_entity = make_entity("OTHER", country)
    return Cast(
        entity=entity,
        other_entity=other_entity,
        alice=make_person("Alice", role, entity=entity),
        bob=make_person("Bob", role, entity=entity),
        charlie=make_person("Charlie", role, entity=other_entity),
    )
