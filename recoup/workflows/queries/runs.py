"""Reading what the daily run did."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q

from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team
from recoup.workflows import permissions
from recoup.workflows.models import DailyStep
from recoup.workflows.types import ENTITY_STEPS, Step, StepRecord, StepStatus


def steps_of(*, on: date, actor: Actor) -> list[StepRecord]:
    """Return the steps of a business date, in their order, for the entities that the actor may read."""
    scopes = team.rights_of(actor).scopes(permissions.READ)
    visible = Q() if scopes is None else Q(entity_id__in=scopes) | Q(entity=None)
    found = DailyStep.objects.filter(visible, business_date=on).select_related("entity")
    order = list(Step)
    return sorted(map(record_of, found), key=lambda one: (order.index(one.step), one.entity_code))


def last_finished_date(*, entity_id: int) -> date | None:
    """Return the latest business date whose run is finished for the entity; None before the first."""
    done = DailyStep.objects.filter(entity_id=entity_id, step=ENTITY_STEPS[-1], status=StepStatus.DONE)
    latest: date | None = done.aggregate(latest=Max("business_date"))["latest"]
    return latest


def last_finished_dates(*, actor: Actor) -> dict[str, date]:
    """Return the latest business date whose run is finished, by the codes of the entities that the actor may read."""
    scopes = team.rights_of(actor).scopes(permissions.READ)
    visible = Q(entity__isnull=False) if scopes is None else Q(entity_id__in=scopes)
    done = DailyStep.objects.filter(visible, step=ENTITY_STEPS[-1], status=StepStatus.DONE)
    return dict(
        done.values_list("entity__code").annotate(latest=Max("business_date")).order_by("entity__code")
    )


def record_of(step: DailyStep) -> StepRecord:
    """Return what may leave the room of a stored step."""
    return StepRecord(
        business_date=step.business_date,
        step=Step(step.step),
        entity_id=step.entity_id,
        entity_code=step.entity.code if step.entity else "",
        status=StepStatus(step.status),
        started_at=step.started_at,
        finished_at=step.finished_at,
        figures=step.figures,
        told=tuple(map(Sentence.from_json, step.told)),
    )
