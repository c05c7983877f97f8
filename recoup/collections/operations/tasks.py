"""The work that steps give to people: done, or not needed any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.collections import permissions
from recoup.collections.models import CollectionTask
from recoup.collections.types import TaskState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class TaskSettled(DomainError):
    """Somebody did it before."""

    text = N_("This work was done or canceled before.")


@transaction.atomic
def complete_task(
    *, task_id: int, outcome: str, actor: Actor, now: datetime, is_canceled: bool = False
) -> None:
    """Mark work as done, or as not needed any more (`is_canceled`), with what came of it.

    :raises NotFound: there is none for the actor
    :raises NotAllowed: the actor may neither work in collections nor look through proposals there
    :raises TaskSettled: it was done or canceled before
    """
    task = CollectionTask.objects.select_for_update().filter(id=task_id).first()
    if task is None:
        raise NotFound
    is_worker = team.rights_of(actor).has(permissions.WORK, entity_id=task.entity_id)
    team.require(
        actor=actor,
        permission=permissions.WORK if is_worker else permissions.RELEASE,
        entity_id=task.entity_id,
    )
    if task.state != TaskState.OPEN:
        raise TaskSettled
    task.state = TaskState.CANCELED if is_canceled else TaskState.DONE
    task.outcome = outcome.strip()
    task.done_by_id = None if actor.is_program else actor.id
    task.done_by_name, task.done_at = actor.name, now
    task.save()
    audit.record(
        "collections.task.settled",
        subject_kind="collections.task",
        subject_id=task.id,
        entity_id=task.entity_id,
        actor=actor,
        at=now,
        after={"state": task.state, "outcome": task.outcome},
    )
