"""Moving a message from one state to the next, with its reasons, its attempt and its place in the trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from recoup.correspondence.models import Attempt, Message
from recoup.correspondence.types import AttemptEvent, ContactRequest, MessageStatus
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.sentences import Sentence
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed

_ACTIONS = {
    MessageStatus.QUEUED: "correspondence.message.queued",
    MessageStatus.SENDING: "correspondence.message.sending",
    MessageStatus.SENT: "correspondence.message.sent",
    MessageStatus.POSTED: "correspondence.message.posted",
    MessageStatus.DELIVERED: "correspondence.message.delivered",
    MessageStatus.BOUNCED: "correspondence.message.bounced",
    MessageStatus.REFUSED: "correspondence.message.refused",
    MessageStatus.FAILED: "correspondence.message.failed",
    MessageStatus.UNKNOWN: "correspondence.message.in_doubt",
    MessageStatus.WITHDRAWN: "correspondence.message.withdrawn",
}
_FIELDS = [
    *(
        "status",
        "status_at",
        "not_before",
        "attempts",
        "reasons",
        "passage",
        "archive",
        "archive_sha256",
        "batch_id",
    )
]


def move(
    messages: Sequence[Message],
    status: MessageStatus,
    *,
    reasons: Iterable[Sentence] = (),
    not_before: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Bring messages into a state, all for the same reasons, and write it down."""
    packed = [reason.to_json() for reason in reasons]
    before = {message.id: message.status for message in messages}
    for message in messages:
        message.status, message.status_at = status.value, now
        message.reasons, message.not_before = packed, not_before
    Message.objects.bulk_update(messages, _FIELDS)
    deeds = [
        Deed(
            message.id,
            message.entity_id,
            before={"status": before[message.id]},
            after={"status": status.value, "reasons": packed, "passage_id": message.passage_id},
        )
        for message in messages
    ]
    audit.record_many(_ACTIONS[status], subject_kind="message", deeds=deeds, actor=actor, at=now)


def note(
    message: Message,
    event: AttemptEvent,
    *,
    actor: Actor,
    now: datetime,
    answer: str = "",
    reference: str = "",
) -> None:
    """Write down an event of the attempt under way."""
    Attempt.objects.create(
        message=message,
        number=message.attempts,
        event=event.value,
        at=now,
        passage_id=message.passage_id,
        answer=answer,
        reference=reference,
        actor_kind=str(actor.kind),
        actor_id=actor.id,
        actor_name=actor.name[:200],
    )


def request_of(message: Message) -> ContactRequest:
    """Return what is asked at the door for a message; each attempt asks anew."""
    return ContactRequest(
        key=f"message {message.id}/{message.attempts + 1}",
        entity_id=message.entity_id,
        customer_id=message.customer_id,
        channel=Channel(message.channel),
        purpose=Purpose(message.purpose),
        contact_id=message.contact_id,
        address=message.address,
        currency=message.currency,
        item_ids=tuple(message.item_ids),
        language=message.language,
        override_reason=message.override_reason,
    )
