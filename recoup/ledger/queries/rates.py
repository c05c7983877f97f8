"""Exchange rates and closed periods as of a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from recoup.kernel.actor import Actor
from recoup.ledger import permissions
from recoup.ledger.models import ExchangeRate, Period
from recoup.team import queries as team


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `currency` was worth `rate` units of `base_currency`, by the rate of `rate_date`."""

    currency: str
    base_currency: str
    rate: Decimal
    rate_date: date


def rates_as_of(*, currencies: Sequence[str], base_currency: str, as_of: date) -> dict[str, Rate]:
    """Return the latest rate on or before `as_of` for each currency; one that has none is left out.

    The base currency itself is worth one of itself, by the rate of `as_of`.
    """
    latest = (
        ExchangeRate.objects.filter(
            currency__in=currencies, base_currency=base_currency, rate_date__lte=as_of
        )
        .order_by("currency", "-rate_date")
        .distinct("currency")
    )
    found = {
        rate.currency: Rate(rate.currency, rate.base_currency, rate.rate, rate.rate_date) for rate in latest
    }
    if base_currency in currencies:
        found[base_currency] = Rate(base_currency, base_currency, Decimal(1), as_of)
    return found


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A closed period; both dates are included."""

    id: int
    entity_id: int
    first_date: date
    last_date: date
    closed_by: str
    closed_at: datetime


def closed_periods(*, actor: Actor) -> list[PeriodLine]:
    """Return the closed periods of the entities that the actor may read, latest first."""
    periods = Period.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))
    return [
        PeriodLine(
            id=period.pk,
            entity_id=period.entity_id,
            first_date=period.dates.lower,
            last_date=period.dates.upper - timedelta(days=1),
            closed_by=period.closed_by,
            closed_at=period.closed_at,
        )
        for period in periods.order_by("-dates")
    ]
