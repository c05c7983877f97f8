"""What others may ask about messages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Count, QuerySet

from recoup.correspondence import permissions
from recoup.correspondence.models import Attempt, Message
from recoup.correspondence.packing import unpack
from recoup.correspondence.types import (
    CONTENTS,
    AttemptEvent,
    AttemptRecord,
    MessageDetail,
    MessageKind,
    MessageLine,
    MessageStatus,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team


def messages(
    *,
    actor: Actor,
    customer_ids: Sequence[int] | None = None,
    business_date: date | None = None,
    entity_ids: Sequence[int] | None = None,
    statuses: Collection[MessageStatus] | None = None,
    channel: Channel | None = None,
    limit: int = 200,
) -> list[MessageLine]:
    """Return up to `limit` messages that the actor may read, the newest first.

    Each of `customer_ids`, `business_date`, `entity_ids`, `statuses` and `channel` narrows the list when given.
    """
    found = _readable(actor)
    if customer_ids is not None:
        found = found.filter(customer_id__in=customer_ids)
    if business_date is not None:
        found = found.filter(business_date=business_date)
    if entity_ids is not None:
        found = found.filter(entity_id__in=entity_ids)
    if statuses is not None:
        found = found.filter(status__in=[status.value for status in statuses])
    if channel is not None:
        found = found.filter(channel=channel.value)
    return [
        line_of(message)
        for message in found.defer("body", "content").order_by("-business_date", "-id")[:limit]
    ]


def message_counts(*, actor: Actor) -> Mapping[MessageStatus, int]:
    """Return how many messages that the actor may read are in each state."""
    rows = _readable(actor).order_by().values_list("status").annotate(Count("id"))
    return {MessageStatus(status): count for status, count in rows}


def get_message(*, message_id: int, actor: Actor) -> MessageDetail:
    """Return one message with its words and its content; the PDF is the stored file `line.pdf_id`.

    :raises NotFound: there is no such message, or the actor may not read its entity's
    """
    message = _readable(actor).filter(id=message_id).first()
    if message is None:
        raise NotFound
    return MessageDetail(
        line=line_of(message),
        body=message.body,
        content=unpack(CONTENTS[MessageKind(message.kind)], message.content),
        pdf_sha256=message.pdf_sha256,
        archive_id=message.archive_id,
        archive_sha256=message.archive_sha256,
        passage_id=message.passage_id,
        attempts=tuple(_attempt(row) for row in message.events.order_by("at", "id")),
    )


def last_reminders(*, entity_id: int, until: date) -> dict[tuple[int, str], tuple[date, int]]:
    """Return date and level of the latest reminder up to `until` of each customer and currency of the entity."""
    made = Message.objects.filter(
        entity_id=entity_id, kind=MessageKind.REMINDER.value, business_date__lte=until
    ).exclude(status__in=(MessageStatus.WITHDRAWN, MessageStatus.REFUSED))
    latest = made.order_by("customer_id", "currency", "-business_date").distinct("customer_id", "currency")
    rows = latest.values_list("customer_id", "currency", "business_date", "level")
    return {(customer_id, currency): (on, level) for customer_id, currency, on, level in rows}


def confirmed_already(*, entity_id: int, business_date: date) -> frozenset[tuple[int, str]]:
    """Return the customers and currencies of the entity that have their payment confirmation of that day."""
    made = Message.objects.filter(
        entity_id=entity_id, business_date=business_date, kind=MessageKind.CONFIRMATION.value
    )
    return frozenset(made.values_list("customer_id", "currency"))


def _readable(actor: Actor) -> QuerySet[Message]:
    ids = team.entity_ids(actor=actor, permission=permissions.READ)
    return Message.objects.filter(entity_id__in=ids)


def _attempt(row: Attempt) -> AttemptRecord:
    return AttemptRecord(
        number=row.number,
        event=AttemptEvent(row.event),
        at=row.at,
        answer=row.answer,
        reference=row.reference,
        actor_name=row.actor_name,
        passage_id=row.passage_id,
    )


def line_of(message: Message) -> MessageLine:
    """Return a message as lists show it; for the queries of this room."""
    return MessageLine(
        id=message.id,
        entity_id=message.entity_id,
        customer_id=message.customer_id,
        currency=message.currency,
        kind=MessageKind(message.kind),
        level=message.level,
        language=message.language,
        subject=message.subject,
        business_date=message.business_date,
        status=MessageStatus(message.status),
        created_at=message.created_at,
        pdf_id=message.pdf_id,
        channel=Channel(message.channel),
        purpose=Purpose(message.purpose),
        template=message.template,
        address=message.address,
        status_at=message.status_at,
        not_before=message.not_before,
        reasons=tuple(Sentence.from_json(reason) for reason in message.reasons),
        batch_id=message.batch_id,
    )
