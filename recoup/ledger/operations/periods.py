"""Close and reopen posting periods."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.ledger import permissions
from recoup.ledger.models import Period
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class PeriodOverlaps(DomainError):
    """The dates, or some of them, are closed already."""

    text = N_("Some days from {first_date} to {last_date} are closed already.")


class PeriodEmpty(DomainError):
    """A period must have at least one day."""

    text = N_("A period can't end before it begins.")


@transaction.atomic
def close_period(*, entity_id: int, first_date: date, last_date: date, actor: Actor, now: datetime) -> int:
    """Close the days from `first_date` to `last_date` (both included) of an entity; return the period's id.

    :raises NotAllowed: the actor may not close periods of the entity
    :raises PeriodEmpty: the last date lies before the first
    :raises PeriodOverlaps: some of the days are closed already
    """
    team.require(actor=actor, permission=permissions.CLOSE_PERIOD, entity_id=entity_id)
    if last_date < first_date:
        raise PeriodEmpty
    dates = DateRange(first_date, last_date + timedelta(days=1))
    if Period.objects.filter(entity_id=entity_id, dates__overlap=dates).exists():
        raise PeriodOverlaps(first_date=first_date, last_date=last_date)
    period = Period.objects.create(entity_id=entity_id, dates=dates, closed_by=actor.name, closed_at=now)
    _audit("ledger.period.closed", period, first_date, last_date, actor=actor, now=now)
    return int(period.pk)


@transaction.atomic
def reopen_period(*, period_id: int, actor: Actor, now: datetime) -> None:
    """Open a closed period again; the audit trail keeps that it was closed and by whom.

    :raises NotFound: there is no such period for this actor
    :raises NotAllowed: the actor may not close periods of the entity
    """
    period = Period.objects.select_for_update().filter(id=period_id).first()
    if period is None:
        raise NotFound
    team.require(actor=actor, permission=permissions.CLOSE_PERIOD, entity_id=period.entity_id)
    dates = period.dates
    _audit(
        "ledger.period.reopened",
        period,
        dates.lower,
        dates.upper - timedelta(days=1),
        actor=actor,
        now=now,
    )
    period.delete()


def _audit(action: str, period: Period, first: date, last: date, *, actor: Actor, now: datetime) -> None:
    audit.record(
        action,
        subject_kind="ledger.period",
        subject_id=period.pk,
        entity_id=period.entity_id,
        actor=actor,
        at=now,
        after={"first_date": first.isoformat(), "last_date": last.isoformat()},
    )
