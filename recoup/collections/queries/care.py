"""Incidents with customers, and questions to the manager."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from recoup.collections import permissions
from recoup.collections.models import Escalation, Incident
from recoup.collections.rules import FOLLOW_UPS
from recoup.collections.types import ComplaintRoute, EscalationRecord, IncidentKind, IncidentRecord
from recoup.kernel.actor import Actor
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team


class EscalationPart(StrEnum):
    """Which questions to list: not answered yet, answered, or kept for the next such case."""

    WAITING = "waiting"
    ANSWERED = "answered"
    PLAYBOOK = "playbook"


def escalations(
    *, actor: Actor, part: EscalationPart, entity_ids: Collection[int] | None = None, limit: int = 100
) -> list[EscalationRecord]:
    """Return up to `limit` questions: those that wait, the oldest first; the others, the newest first."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    wanted = readable if entity_ids is None else readable & frozenset(entity_ids)
    rows: QuerySet[Escalation] = Escalation.objects.filter(entity_id__in=sorted(wanted))
    match part:
        case EscalationPart.WAITING:
            rows = rows.filter(answered_at=None).order_by("asked_at", "id")
        case EscalationPart.ANSWERED:
            rows = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-id")
        case EscalationPart.PLAYBOOK:
            rows = rows.filter(is_playbook=True).order_by("-answered_at", "-id")
    return [_record(row) for row in rows[:limit]]


def unread_answers(*, actor: Actor) -> list[EscalationRecord]:
    """Return the answers to the actor's own questions that the actor has not read, the oldest first."""
    rows = Escalation.objects.filter(asked_by_id=actor.id, answered_at__isnull=False, read_at=None)
    return [_record(row) for row in rows.order_by("answered_at", "id")]


def calls_a_day(*, entity_ids: Collection[int], on: date) -> int:
    """Return how many customers a person can call in a day, by the rules of the entities: the most of them."""
    in_force = rulebook.rules_in_force(kinds=[FOLLOW_UPS], on=on, entity_ids=entity_ids)
    found = (in_force.resolve(FOLLOW_UPS, entity_id=each).value.whole("calls_a_day") for each in entity_ids)
    return max(found, default=40)


def cheque_days(*, entity_ids: Collection[int], on: date) -> dict[int, int]:
    """Return by entity how many days before its date a cheque is confirmed with the drawer."""
    in_force = rulebook.rules_in_force(kinds=[FOLLOW_UPS], on=on, entity_ids=entity_ids)
    return {
        each: in_force.resolve(FOLLOW_UPS, entity_id=each).value.whole("cheque_days")
        for each in sorted(entity_ids)
    }


def incidents(*, customer_id: int, actor: Actor) -> list[IncidentRecord]:
    """Return what went wrong with a customer, the newest first."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = Incident.objects.filter(customer_id=customer_id, entity_id__in=sorted(readable))
    return [
        IncidentRecord(
            id=row.pk,
            customer_id=row.customer_id,
            kind=IncidentKind(row.kind),
            happened_at=row.happened_at,
            what=row.what,
            who=row.who,
            measures=row.measures,
            route=ComplaintRoute(row.route),
            recorded_by_name=row.recorded_by_name,
            recorded_at=row.recorded_at,
        )
        for row in rows.order_by("-happened_at", "-id")
    ]


def _record(row: Escalation) -> EscalationRecord:
    return EscalationRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        question=row.question,
        tried=row.tried,
        asked_by_id=row.asked_by_id,
        asked_by_name=row.asked_by_name,
        asked_at=row.asked_at,
        answer=row.answer,
        answered_by_name=row.answered_by_name,
        answered_at=row.answered_at,
        is_playbook=row.is_playbook,
        read_at=row.read_at,
    )
