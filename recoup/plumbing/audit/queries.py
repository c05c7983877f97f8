"""Reading the trail. Who may read it is for the faces to ask (`audit.read`)."""

from recoup.kernel.actor import Actor, ActorKind
from recoup.plumbing.audit.models import AuditEvent
from recoup.plumbing.audit.types import Event


def trail(*, subject_kind: str, subject_id: int, limit: int = 100) -> list[Event]:
    """Return what was done to one subject, the latest first, at most `limit` events."""
    events = AuditEvent.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return [_event(row) for row in events.order_by("-id")[:limit]]


def latest(
    *, entity_ids: frozenset[int] | None, before_id: int | None = None, limit: int = 100
) -> list[Event]:
    """Return the latest events of the entities (None: of all, and of what belongs to none), newest first.

    `before_id` asks for the page that follows the event with this id.
    """
    events = AuditEvent.objects.all()
    if entity_ids is not None:
        events = events.filter(entity_id__in=entity_ids)
    if before_id is not None:
        events = events.filter(id__lt=before_id)
    return [_event(row) for row in events.order_by("-id")[:limit]]


def _event(row: AuditEvent) -> Event:
    return Event(
        id=row.id,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        entity_id=row.entity_id,
        actor=Actor(ActorKind(row.actor_kind), row.actor_id, row.actor_name),
        at=row.at,
        before=row.before,
        after=row.after,
    )
