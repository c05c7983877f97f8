"""Writing the trail. Operations of every room call it inside their own transaction."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.audit.models import AuditEvent
from recoup.plumbing.audit.types import Deed, Facts
from recoup.plumbing.db.copy import copy_rows

_COLUMNS = (
    *("action", "subject_kind", "subject_id", "entity_id"),
    *("actor_kind", "actor_id", "actor_name", "at", "before", "after"),
)


def record(
    action: str,
    *,
    subject_kind: str,
    subject_id: int,
    entity_id: int | None,
    actor: Actor,
    at: datetime,
    before: Facts | None = None,
    after: Facts | None = None,
) -> None:
    """Write one event: `action` (dotted, `ledger.item.written_off`) done to one subject at the instant `at`.

    `before` and `after` hold what changed; amounts, dates and sentences are kept exactly, as text.
    """
    deed = Deed(subject_id, entity_id, before, after)
    record_many(action, subject_kind=subject_kind, deeds=[deed], actor=actor, at=at)


@transaction.atomic
def record_many(action: str, *, subject_kind: str, deeds: Iterable[Deed], actor: Actor, at: datetime) -> int:
    """Write one event for each of `deeds` in a single statement and return how many there were."""
    rows = (
        (
            *(action, subject_kind, deed.subject_id, deed.entity_id),
            *(str(actor.kind), actor.id, actor.name[:200], at, _packed(deed.before), _packed(deed.after)),
        )
        for deed in deeds
    )
    with connection.cursor() as cursor:
        return copy_rows(cursor, AuditEvent._meta.db_table, _COLUMNS, rows)


def _packed(facts: Facts | None) -> Jsonb | None:
    return None if facts is None else Jsonb(_plain(facts))


def _plain(value: object) -> object:
    """Return `value` in a form that JSON holds without losing a digit."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return str(value)
        case Money():
            return {"amount": str(value.amount), "currency": value.currency}
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Sentence():
            return value.to_json()
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted(str(item) for item in value)
        case _:
            raise TypeError(f"the audit trail can't keep a {type(value).__name__}: {value!r}")
