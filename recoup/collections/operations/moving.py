"""Moving planned work to another day or another person, with the reason kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.acting import customers_to_act_on
from recoup.collections.models import CollectionTask, FollowUp
from recoup.collections.operations.activities import DueInThePast, person_who_may_work
from recoup.collections.types import TaskState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class AlreadyDone(DomainError):
    """What is done can't be moved."""

    text = N_("This work is done already; it can't be moved.")


class ReasonToMoveMissing(DomainError):
    """Nothing says why work is moved."""

    text = N_("Say why the work is moved.")


@transaction.atomic
def move_follow_up(
    *,
    follow_up_id: int,
    due_date: date,
    person_id: int | None,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> int:
    """Move a next action to another day or person, and return the id of the one that stands in its place. Duty C2.

    What was planned stays as it was planned and is over; the new one keeps kind, note, cause and promise. An hour
    that was agreed holds for its day only. Moved to where it is, nothing changes.

    :raises NotFound: there is none for the actor
    :raises NotAllowed: the actor may not collect there
    :raises AlreadyDone: it is done, or was moved by somebody else meanwhile
    :raises DueInThePast: the day has passed
    :raises UnknownColleague: the person may not work for the customer
    :raises ReasonToMoveMissing: nothing says why
    """
    row = FollowUp.objects.select_for_update(of=("self",)).filter(pk=follow_up_id).first()
    if row is None or row.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    customers_to_act_on(customer_ids={row.customer_id}, actor=actor)
    if row.done_at is not None:
        raise AlreadyDone
    if (due_date, person_id) == (row.due_date, row.person_id):
        return row.pk
    _check(due_date, person_id, reason, customer_id=row.customer_id, on=on)
    FollowUp.objects.filter(pk=row.pk).update(done_at=now, done_by_name=actor.name)
    moved = FollowUp.objects.create(
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        kind=row.kind,
        due_date=due_date,
        due_at=row.due_at if due_date == row.due_date else None,
        person_id=person_id,
        note=row.note,
        because=row.because,
        activity_id=row.activity_id,
        promise_id=row.promise_id,
        made_by_name=actor.name,
        made_at=now,
    )
    audit.record(
        "collections.follow_up.moved",
        subject_kind="customer",
        subject_id=row.customer_id,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        before={"kind": row.kind, "due_date": row.due_date, "person": row.person_id},
        after={"due_date": due_date, "person": person_id, "reason": reason.strip()},
    )
    return moved.pk


@transaction.atomic
def move_task(
    *,
    task_id: int,
    due_date: date,
    owner_id: int | None,
    reason: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Move the work of a step to another day or person. Duty C2.

    The day on which it goes to the manager stays: nobody puts work off past it unseen.

    :raises NotFound: there is none for the actor
    :raises NotAllowed: the actor may not collect there
    :raises AlreadyDone: it was done or canceled before
    :raises DueInThePast: the day has passed
    :raises UnknownColleague: the person may not work for the customer
    :raises ReasonToMoveMissing: nothing says why
    """
    task = CollectionTask.objects.select_for_update(of=("self",)).filter(pk=task_id).first()
    if task is None or task.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    customers_to_act_on(customer_ids={task.customer_id}, actor=actor)
    if task.state != TaskState.OPEN:
        raise AlreadyDone
    if (due_date, owner_id) == (task.due_date, task.owner_id):
        return
    _check(due_date, owner_id, reason, customer_id=task.customer_id, on=on)
    before = {"due_date": task.due_date, "person": task.owner_id}
    task.due_date, task.owner_id = due_date, owner_id
    task.save(update_fields=["due_date", "owner"])
    audit.record(
        "collections.task.moved",
        subject_kind="collections.task",
        subject_id=task.pk,
        entity_id=task.entity_id,
        actor=actor,
        at=now,
        before=before,
        after={"due_date": due_date, "person": owner_id, "reason": reason.strip()},
    )


def _check(due_date: date, person_id: int | None, reason: str, *, customer_id: int, on: date) -> None:
    """Refuse a day that has passed, a person without the right, and a move without a reason."""
    if due_date < on:
        raise DueInThePast
    if not reason.strip():
        raise ReasonToMoveMissing
    if person_id is not None:
        person_who_may_work(person_id=person_id, customer_id=customer_id)
