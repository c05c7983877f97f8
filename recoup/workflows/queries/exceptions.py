"""Reading the exceptions of a day by pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.reports.queries.exceptions import ExceptionKind, ExceptionRow
from recoup.team import queries as team
from recoup.workflows import permissions
from recoup.workflows.models import DailyException


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """One page of a day's exceptions; `counts` are those of all kinds, whatever kind the page shows."""

    rows: tuple[ExceptionRow, ...]
    counts: dict[ExceptionKind, int]
    total: int


def exceptions_page(
    *,
    on: date,
    actor: Actor,
    kind: ExceptionKind | None = None,
    entity_id: int | None = None,
    page: int = 1,
    size: int = 50,
) -> ExceptionPage:
    """Return a page (from 1) of the exceptions of a business date, the longest-standing of each kind first."""
    found = _readable(actor).filter(business_date=on)
    if entity_id is not None:
        found = found.filter(entity_id=entity_id)
    counted = dict(found.order_by().values_list("kind").annotate(count=Count("id")))
    counts = {one: counted[one] for one in ExceptionKind if one in counted}
    if kind is not None:
        found = found.filter(kind=kind)
    rows = found.order_by("kind", "-days", "id")[(page - 1) * size : page * size]
    total = counts.get(kind, 0) if kind is not None else sum(counts.values())
    return ExceptionPage(tuple(map(row_of, rows)), counts, total)


def exception_dates(*, actor: Actor, limit: int = 31) -> list[date]:
    """Return the latest business dates that have exceptions the actor may read, newest first."""
    dates = _readable(actor).order_by("-business_date").values_list("business_date", flat=True).distinct()
    return list(dates[:limit])


def row_of(stored: DailyException) -> ExceptionRow:
    """Return what may leave the room of a stored exception."""
    return ExceptionRow(
        kind=ExceptionKind(stored.kind),
        entity_id=stored.entity_id,
        customer_id=stored.customer_id,
        item_id=stored.item_id,
        subject=stored.subject,
        event_date=stored.event_date,
        days=stored.days,
        amount=None if stored.amount is None else Money(stored.amount, stored.currency),
        reason=Sentence.from_json(stored.reason),
    )


def _readable(actor: Actor) -> QuerySet[DailyException]:
    """Return the actor's entities' exceptions; what concerns a whole file, only to who may read all entities."""
    scopes = team.rights_of(actor).scopes(permissions.READ)
    return DailyException.objects.filter(Q() if scopes is None else Q(entity_id__in=scopes))
