"""What is to be done: every step of a date is put down before the first is begun, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, Q

from recoup.team.types import EntityRecord
from recoup.workflows.models import DailyStep
from recoup.workflows.types import ENTITY_STEPS, LAST_STEPS, Step, StepStatus


def dates_to_do(*, on: date, entities: Sequence[EntityRecord]) -> list[date]:
    """Return the dates up to `on` on which something is left to do for one of the entities, or was never begun."""
    ours = DailyStep.objects.filter(
        Q(entity=None) | Q(entity_id__in=[entity.id for entity in entities]), business_date__lte=on
    )
    unfinished = ours.exclude(status=StepStatus.DONE).aggregate(first=Min("business_date"))["first"]
    starts = [day for day in (unfinished, *_starts(on, entities)) if day is not None]
    first = min(starts, default=on + timedelta(days=1))
    return [first + timedelta(days=days) for days in range((on - first).days + 1)]


def put_down(*, on: date, entities: Iterable[EntityRecord], now: datetime) -> None:
    """Put down the steps of a date: those for all, and those of the entities that have not got beyond it."""
    wanted: list[tuple[Step, int | None]] = [(step, None) for step in (Step.INBOX, *LAST_STEPS)]
    latest = _latest()
    wanted += [
        (step, entity.id)
        for entity in entities
        if latest.get(entity.id, date.min) < on
        for step in ENTITY_STEPS
    ]
    DailyStep.objects.bulk_create(
        [
            DailyStep(
                business_date=on, step=step, entity_id=entity_id, status=StepStatus.WAITING, started_at=now
            )
            for step, entity_id in wanted
        ],
        ignore_conflicts=True,
    )


def begun(*, on: date, entities: Iterable[EntityRecord]) -> list[EntityRecord]:
    """Return the entities for which steps of that date are put down."""
    rows = DailyStep.objects.filter(business_date=on, entity__isnull=False)
    ids = set(rows.values_list("entity_id", flat=True))
    return [entity for entity in entities if entity.id in ids]


def reopen(on: date, steps: Collection[Step] = tuple(Step)) -> None:
    """Let the steps of a date be done again, unless a later date was begun since."""
    if not DailyStep.objects.filter(business_date__gt=on).exists():
        rows = DailyStep.objects.filter(business_date=on, step__in=steps, status=StepStatus.DONE)
        rows.update(status=StepStatus.WAITING)


def _starts(on: date, entities: Sequence[EntityRecord]) -> list[date]:
    """Return the first date that was never begun, for each entity; an entity's first date is `on`."""
    latest = _latest()
    if not entities:
        return [] if DailyStep.objects.filter(business_date__gte=on).exists() else [on]
    return [latest[entity.id] + timedelta(days=1) if entity.id in latest else on for entity in entities]


def _latest() -> dict[int, date]:
    """Return the latest date that was begun for each entity."""
    rows = DailyStep.objects.filter(entity__isnull=False).order_by().values_list("entity_id")
    return dict(rows.annotate(latest=Max("business_date")))
