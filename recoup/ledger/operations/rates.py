"""Record exchange rates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from recoup.kernel import currencies
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.ledger import permissions
from recoup.ledger.models import ExchangeRate
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class NewRate(NamedTuple):
    """One unit of `currency` is worth `rate` units of `base_currency` from `rate_date` on."""

    currency: str
    base_currency: str
    rate_date: date
    rate: Decimal


class RateInvalid(DomainError):
    """A rate must be above zero, between two known currencies that differ."""

    text = N_("The exchange rate from {currency} to {base_currency} on {rate_date} is not valid.")


class RateDiffers(DomainError):
    """Another rate is recorded for the day; recorded rates are never changed."""

    text = N_("Another rate from {currency} to {base_currency} is recorded for {rate_date}.")


@transaction.atomic
def record_rates(*, rates: Sequence[NewRate], source: str, actor: Actor, now: datetime) -> int:
    """Record dated exchange rates and return how many were new; the same rate again changes nothing.

    :raises NotAllowed: the actor has no right to post in every entity
    :raises RateInvalid: a rate is not positive, or a currency unknown
    :raises RateDiffers: another rate stands for the same day
    """
    team.require_everywhere(actor=actor, permission=permissions.POST)
    for rate in rates:
        known = currencies.is_known(rate.currency) and currencies.is_known(rate.base_currency)
        if not known or rate.rate <= 0 or rate.currency == rate.base_currency:
            raise RateInvalid(
                currency=rate.currency, base_currency=rate.base_currency, rate_date=rate.rate_date
            )
    before = ExchangeRate.objects.count()
    ExchangeRate.objects.bulk_create(
        [ExchangeRate(**rate._asdict(), source=source, recorded_at=now) for rate in rates],
        ignore_conflicts=True,
    )
    _require_recorded(rates)
    added = ExchangeRate.objects.count() - before
    if added:
        audit.record(
            "ledger.rates.recorded",
            subject_kind="ledger.rates",
            subject_id=0,
            entity_id=None,
            actor=actor,
            at=now,
            after={"source": source, "rates": added},
        )
    return added


def _require_recorded(rates: Sequence[NewRate]) -> None:
    """Refuse the batch when a day's rate stands recorded with another value."""
    stored = {
        (rate.currency, rate.base_currency, rate.rate_date): rate.rate
        for rate in ExchangeRate.objects.filter(rate_date__in={rate.rate_date for rate in rates})
    }
    for rate in rates:
        if stored[rate.currency, rate.base_currency, rate.rate_date] != rate.rate:
            raise RateDiffers(
                currency=rate.currency, base_currency=rate.base_currency, rate_date=rate.rate_date
            )
