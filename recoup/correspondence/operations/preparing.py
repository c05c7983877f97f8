"""Writing messages into the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.correspondence import permissions
from recoup.correspondence.letters.writing import subject_of, text_of
from recoup.correspondence.models import Message
from recoup.correspondence.packing import pack
from recoup.correspondence.types import (
    ConfirmationContent,
    Content,
    MessageKind,
    MessageStatus,
    PreparedMessages,
    ReminderContent,
)
from recoup.kernel.actor import Actor
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('correspondence.prepare'), %s)"

_COLUMNS = (
    *(
        "entity_id",
        "customer_id",
        "currency",
        "kind",
        "level",
        "language",
        "subject",
        "body",
        "content",
        "pdf_sha256",
    ),
    *("business_date", "status", "created_at"),
)

_ACTIONS = {
    MessageKind.REMINDER: "correspondence.reminder.prepared",
    MessageKind.CONFIRMATION: "correspondence.confirmation.prepared",
}

_Key = tuple[int, str]


@transaction.atomic
def prepare_reminders(
    *, contents: Sequence[ReminderContent], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one reminder for each of `contents` into the outbox, in the words of the customer's language.

    A customer and currency that has its reminder of `business_date` already is counted and left alone, so the
    same batch may be prepared again. The PDF is made later, by `render_pdfs`.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    return _prepare(MessageKind.REMINDER, contents, business_date, actor=actor, now=now)


@transaction.atomic
def prepare_confirmations(
    *, contents: Sequence[ConfirmationContent], business_date: date, actor: Actor, now: datetime
) -> PreparedMessages:
    """Put one payment confirmation for each of `contents` into the outbox, in the words of the customer's language.

    A customer and currency that has its confirmation of `business_date` already is counted and left alone.

    :raises NotAllowed: the actor may not write to the customers of one of the entities
    """
    return _prepare(MessageKind.CONFIRMATION, contents, business_date, actor=actor, now=now)


def _lock(entity_ids: Sequence[int]) -> None:
    """Let one batch at a time look what an entity's customers have got already."""
    with connection.cursor() as cursor:
        for entity_id in entity_ids:
            cursor.execute(_LOCK, [entity_id])


def _prepare(
    kind: MessageKind, contents: Sequence[Content], business_date: date, *, actor: Actor, now: datetime
) -> PreparedMessages:
    assert all(content.business_date == business_date for content in contents)
    entity_ids = sorted({content.entity_id for content in contents})
    for entity_id in entity_ids:
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    _lock(entity_ids)
    known = _written(kind, contents, business_date)
    wanted = {
        key: content for content in contents if (key := (content.customer_id, content.currency)) not in known
    }
    with connection.cursor() as cursor:
        rows = (_row(kind, content, now) for content in wanted.values())
        copy_rows(cursor, Message._meta.db_table, _COLUMNS, rows)
    made = _written(kind, wanted.values(), business_date) if wanted else {}
    deeds = [Deed(made[key], content.entity_id, after=_told(content)) for key, content in wanted.items()]
    audit.record_many(_ACTIONS[kind], subject_kind="message", deeds=deeds, actor=actor, at=now)
    return PreparedMessages(count=len(deeds), already=len(contents) - len(deeds))


def _written(kind: MessageKind, contents: Iterable[Content], business_date: date) -> dict[_Key, int]:
    """Return the messages of that kind and date in the outbox for the same customers and currencies."""
    rows = Message.objects.filter(
        customer_id__in=sorted({content.customer_id for content in contents}),
        business_date=business_date,
        kind=kind.value,
    )
    return {
        (customer_id, currency): key
        for key, customer_id, currency in rows.values_list("id", "customer_id", "currency")
    }


def _row(kind: MessageKind, content: Content, now: datetime) -> tuple[object, ...]:
    return (
        *(content.entity_id, content.customer_id, content.currency, kind.value, _level(content)),
        *(content.language, subject_of(content), text_of(content), Jsonb(pack(content)), ""),
        *(content.business_date, MessageStatus.PREPARED.value, now),
    )


def _told(content: Content) -> dict[str, object]:
    return {
        "customer_id": content.customer_id,
        "currency": content.currency,
        "level": _level(content),
        "business_date": content.business_date,
    }


def _level(content: Content) -> int:
    return content.level if isinstance(content, ReminderContent) else 0
