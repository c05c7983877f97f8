"""A company and its customers for tests, made in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from recoup.kernel.actor import Actor
from recoup.parties.models import Customer
from recoup.team import operations as team
from recoup.team.types import NewEntity

SETUP = Actor.program("set-up")
MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)


def make_company(
    *, customers: Sequence[str] = ("K-1",), code: str = "MAIN", currency: str = "EUR", country: str = "PL"
) -> int:
    """Make an entity with customers of the given numbers and return the entity's id."""
    entity = team.create_entity(
        entity=NewEntity(code, f"{code} Sp. z o.o.", country, currency, "Europe/Warsaw", "pl"),
        actor=SETUP,
        now=MADE_AT,
    )
    Customer.objects.bulk_create(
        Customer(
            entity_id=entity.id,
            number=number,
            name_legal=f"Customer {number}",
            country=country,
            language="pl",
            currency=currency,
            time_zone="Europe/Warsaw",
            search_text=f"customer {number}".lower(),
            created_at=MADE_AT,
        )
        for number in customers
    )
    return entity.id
