"""Incidents with difficult customers, and questions to the manager. Duties E4, E6."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.acting import customers_to_act_on
from recoup.collections.models import Escalation, Incident
from recoup.collections.operations.activities import WrittenInTheFuture
from recoup.collections.types import ComplaintRoute, NewIncident
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit


class NothingSaid(DomainError):
    """A question, an answer or an incident needs words."""

    text = N_("Write down what it is about.")


class AnsweredBefore(DomainError):
    """A question is answered once."""

    text = N_("This question was answered before.")


@transaction.atomic
def record_incident(*, incident: NewIncident, actor: Actor, now: datetime) -> int:
    """Keep what happened with a customer for good, and return its id; sent to the manager, it is asked there too.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not collect there
    :raises NothingSaid: it says nothing
    :raises WrittenInTheFuture: it has not happened yet
    """
    customer = customers_to_act_on(customer_ids={incident.customer_id}, actor=actor)[incident.customer_id]
    if not incident.what.strip():
        raise NothingSaid
    if incident.happened_at > now:
        raise WrittenInTheFuture
    row = Incident.objects.create(
        entity_id=customer.entity_id,
        customer_id=customer.id,
        kind=incident.kind,
        happened_at=incident.happened_at,
        who=incident.who,
        what=incident.what.strip(),
        measures=incident.measures.strip(),
        route=incident.route,
        activity_id=incident.activity_id,
        recorded_by_id=None if actor.is_program else actor.id,
        recorded_by_name=actor.name,
        recorded_at=now,
    )
    audit.record(
        "collections.incident.recorded",
        subject_kind="customer",
        subject_id=customer.id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"incident": row.pk, "kind": row.kind, "route": row.route},
    )
    if incident.route is ComplaintRoute.MANAGER:
        escalate(customer_id=customer.id, question=row.what, tried=row.measures, actor=actor, now=now)
    return row.pk


@transaction.atomic
def escalate(
    *,
    customer_id: int,
    question: str,
    tried: str,
    actor: Actor,
    now: datetime,
    activity_id: int | None = None,
) -> int:
    """Ask the manager about a customer, with what was tried, and return the question's id.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not collect there
    :raises NothingSaid: nothing is asked
    """
    customer = customers_to_act_on(customer_ids={customer_id}, actor=actor)[customer_id]
    if not question.strip():
        raise NothingSaid
    row = Escalation.objects.create(
        entity_id=customer.entity_id,
        customer_id=customer_id,
        question=question.strip(),
        tried=tried.strip(),
        activity_id=activity_id,
        asked_by_id=None if actor.is_program else actor.id,
        asked_by_name=actor.name,
        asked_at=now,
    )
    audit.record(
        "collections.escalation.asked",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={"escalation": row.pk, "note": row.question},
    )
    return row.pk


@transaction.atomic
def answer_escalation(
    *, escalation_id: int, answer: str, is_playbook: bool, actor: Actor, now: datetime
) -> None:
    """Answer a question as the manager; the answer comes to the asker's Today, and to the playbook if it helps others.

    :raises NotFound: there is no such question for the actor
    :raises NotAllowed: the actor doesn't manage those who collect there
    :raises NothingSaid: the answer says nothing
    :raises AnsweredBefore: somebody answered before
    """
    row = _locked(escalation_id)
    customers_to_act_on(customer_ids={row.customer_id}, actor=actor, permission=permissions.MANAGE)
    if not answer.strip():
        raise NothingSaid
    if row.answered_at is not None:
        raise AnsweredBefore
    row.answer, row.answered_by_name, row.answered_at = answer.strip(), actor.name, now
    row.is_playbook = is_playbook
    row.save(update_fields=["answer", "answered_by_name", "answered_at", "is_playbook"])
    audit.record(
        "collections.escalation.answered",
        subject_kind="customer",
        subject_id=row.customer_id,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={"escalation": row.pk, "note": row.answer},
    )


@transaction.atomic
def read_answer(*, escalation_id: int, actor: Actor, now: datetime) -> None:
    """Note that the asker has read the answer: it leaves Today. Reading twice changes nothing.

    :raises NotFound: there is no such question for the actor
    :raises NotAllowed: somebody else asked it, or it has no answer yet
    """
    row = _locked(escalation_id)
    customers_to_act_on(customer_ids={row.customer_id}, actor=actor)
    if row.asked_by_id != actor.id or row.answered_at is None:
        raise NotAllowed
    if row.read_at is not None:
        return
    row.read_at = now
    row.save(update_fields=["read_at"])
    audit.record(
        "collections.escalation.read",
        subject_kind="customer",
        subject_id=row.customer_id,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={"escalation": row.pk},
    )


def _locked(escalation_id: int) -> Escalation:
    row = Escalation.objects.select_for_update(of=("self",)).filter(pk=escalation_id).first()
    if row is None:
        raise NotFound
    return row
