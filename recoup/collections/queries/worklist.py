"""What others may ask about worklists and classes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet, Sum

from recoup.collections import permissions
from recoup.collections.models import CustomerClass, Worklist, WorklistLine
from recoup.collections.types import (
    ClassChange,
    Classes,
    CurrencyStanding,
    WorklistEntry,
    WorklistPage,
)
from recoup.engines.priority import Behavior, Lateness, Reason, Size
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def worklist(
    *,
    business_date: date,
    actor: Actor,
    entity_ids: Iterable[int] | None = None,
    owner_id: int | None = None,
    page: int = 1,
    size: int = 50,
) -> WorklistPage:
    """Return a page (from 1) of the worklists of a date, in the order in which to make contact.

    Of the entities that the actor may read, or of those among `entity_ids`; `owner_id` narrows it to the
    portfolio of one user. Entities are mixed by expected effect, then by the rank in each.
    """
    readable = _readable(actor, entity_ids)
    lines = WorklistLine.objects.filter(entity_id__in=readable, business_date=business_date)
    if owner_id is not None:
        lines = lines.filter(owner_id=owner_id)
        total = lines.count()
    else:
        made = Worklist.objects.filter(entity_id__in=readable, business_date=business_date)
        total = made.aggregate(total=Sum("lines", default=0))["total"]
    ordered = lines.order_by("-expected_effect", "rank", "entity_id")[(page - 1) * size : page * size]
    return WorklistPage(tuple(_entry(line) for line in ordered), total)


def worklist_lines(*, line_ids: Collection[int], actor: Actor) -> list[WorklistEntry]:
    """Return lines of worklists in the order of their ids given; what the actor may not read is left out."""
    rows = WorklistLine.objects.filter(id__in=list(line_ids), entity_id__in=_readable(actor, None))
    by_id = {row.pk: _entry(row) for row in rows}
    return [by_id[line_id] for line_id in line_ids if line_id in by_id]


def latest_worklist_date(
    *, actor: Actor, on: date | None = None, entity_ids: Iterable[int] | None = None
) -> date | None:
    """Return the date of the last worklist made for `on` or before; None when there is none to read."""
    made = Worklist.objects.filter(entity_id__in=_readable(actor, entity_ids))
    if on is not None:
        made = made.filter(business_date__lte=on)
    latest: date | None = made.aggregate(latest=Max("business_date"))["latest"]
    return latest


def standing_of(*, customer_id: int, actor: Actor) -> list[CurrencyStanding]:
    """Return how a customer stands, one for each currency: the classes, and the last worklist's entry.

    The entry is None when the customer is not on the last worklist of its entity.
    """
    classes = _classes(customer_id, actor).order_by("currency", "-business_date").distinct("currency")
    entries = {entry.amount_open.currency: entry for entry in _last_entries(customer_id, actor)}
    return [
        CurrencyStanding(row.currency, _classes_of(row), row.business_date, entries.get(row.currency))
        for row in classes
    ]


def class_history(*, customer_id: int, actor: Actor) -> list[ClassChange]:
    """Return the changes of a customer's classes, the newest first."""
    rows = _classes(customer_id, actor).order_by("-business_date", "currency")
    return [ClassChange(row.currency, row.business_date, _classes_of(row)) for row in rows]


def _readable(actor: Actor, entity_ids: Iterable[int] | None) -> Sequence[int]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return sorted(readable if entity_ids is None else readable & frozenset(entity_ids))


def _classes(customer_id: int, actor: Actor) -> QuerySet[CustomerClass]:
    return CustomerClass.objects.filter(customer_id=customer_id, entity_id__in=_readable(actor, None))


def _last_entries(customer_id: int, actor: Actor) -> list[WorklistEntry]:
    lines = WorklistLine.objects.filter(customer_id=customer_id, entity_id__in=_readable(actor, None))
    last = lines.order_by("-business_date").first()
    if last is None:
        return []
    newer = Worklist.objects.filter(entity_id=last.entity_id, business_date__gt=last.business_date)
    if newer.exists():
        return []
    return [_entry(line) for line in lines.filter(business_date=last.business_date)]


def _classes_of(row: CustomerClass | WorklistLine) -> Classes:
    return Classes(Lateness(row.lateness), Size(row.size), Behavior(row.behavior))


def _entry(line: WorklistLine) -> WorklistEntry:
    def money(amount: Decimal) -> Money:
        return Money(amount, line.currency)

    return WorklistEntry(
        entity_id=line.entity_id,
        customer_id=line.customer_id,
        business_date=line.business_date,
        rank=line.rank,
        owner_id=line.owner_id,
        amount_open=money(line.amount_open),
        amount_overdue=money(line.amount_overdue),
        amount_unapplied=money(line.amount_unapplied),
        amount_held=money(line.amount_held),
        days_overdue_max=line.days_overdue_max,
        items_overdue=line.items_overdue,
        points=line.points,
        amount_chased=money(line.amount_chased),
        chance=line.chance,
        classes=_classes_of(line),
        scored_reasons=tuple(
            Reason(reason["points"], Sentence.from_json(reason["sentence"])) for reason in line.reasons
        ),
    )
