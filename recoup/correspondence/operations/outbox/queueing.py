"""Letting messages go, holding them back, and saying what became of one in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from recoup.correspondence import permissions
from recoup.correspondence.letters.tone import tone_problem
from recoup.correspondence.models import Message
from recoup.correspondence.operations.door import record_outcome
from recoup.correspondence.operations.outbox.moving import move, note
from recoup.correspondence.types import AttemptEvent, ContactOutcome, MessageStatus
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.team import queries as team


class ReasonMissing(DomainError):
    """A deed that needs a reason came without."""

    text = N_("Say why.")


class CannotMove(DomainError):
    """The message is in a state in which this can't be done."""

    text = N_("This can't be done with message {message}: {status}.")


@dataclass(frozen=True, slots=True)
class NeedsReview:
    """A message that another person must look at before it goes, and why."""

    message_id: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class QueuedMessages:
    """How many messages are let go, and which wait for a review."""

    count: int
    review: tuple[NeedsReview, ...] = ()


@transaction.atomic
def queue_messages(*, message_ids: Sequence[int], actor: Actor, now: datetime) -> QueuedMessages:
    """Let prepared messages go, and failed ones again: they leave when the door lets them. Others are left alone.

    What a person wrote freely is looked at for its tone (VN-A3): where it threatens or insults, only somebody who may
    decide approvals lets it go.

    :raises NotFound: the actor may not read one of them
    :raises NotAllowed: the actor may not write to the customers of an entity
    """
    messages = [
        message
        for message in _locked(message_ids, actor)
        if message.status in (MessageStatus.PREPARED, MessageStatus.FAILED)
    ]
    review = [found for message in messages if (found := _review(message, actor))]
    waiting = {found.message_id for found in review}
    going = [message for message in messages if message.id not in waiting]
    move(going, MessageStatus.QUEUED, actor=actor, now=now)
    return QueuedMessages(len(going), tuple(review))


@transaction.atomic
def withdraw_messages(*, message_ids: Sequence[int], reason: str, actor: Actor, now: datetime) -> int:
    """Take back messages that have not left, and return how many.

    :raises NotFound: the actor may not read one of them
    :raises NotAllowed: the actor may not write to the customers of an entity
    :raises ReasonMissing: the reason is empty
    :raises CannotMove: one of them has left, or may have
    """
    why = _reason(reason)
    messages = _locked(message_ids, actor)
    open_to_it = (MessageStatus.PREPARED, MessageStatus.QUEUED, MessageStatus.FAILED)
    for message in messages:
        if message.status not in open_to_it:
            raise CannotMove(message=message.id, status=Sentence(MessageStatus(message.status).label))
    move(messages, MessageStatus.WITHDRAWN, reasons=[why], actor=actor, now=now)
    return len(messages)


@transaction.atomic
def resolve_unknown(
    *, message_id: int, was_sent: bool, reason: str, actor: Actor, now: datetime
) -> MessageStatus:
    """Say what became of a message whose sending broke off: it was sent, or it was not and goes out again.

    :raises NotFound: there is no such message for the actor
    :raises NotAllowed: the actor may not write to the customers of the entity
    :raises ReasonMissing: the reason is empty
    :raises CannotMove: its outcome is not in doubt
    """
    why = _reason(reason)
    (message,) = _locked([message_id], actor)
    if message.status != MessageStatus.UNKNOWN:
        raise CannotMove(message=message.id, status=Sentence(MessageStatus(message.status).label))
    assert message.passage_id is not None
    event = AttemptEvent.SAID_SENT if was_sent else AttemptEvent.SAID_NOT_SENT
    note(message, event, actor=actor, now=now, answer=reason.strip())
    record_outcome(
        passage_id=message.passage_id,
        outcome=ContactOutcome.SENT if was_sent else ContactOutcome.FAILED,
        at=now,
        actor=actor,
    )
    status = MessageStatus.SENT if was_sent else MessageStatus.QUEUED
    move([message], status, reasons=[why], actor=actor, now=now)
    return status


def _locked(message_ids: Sequence[int], actor: Actor) -> list[Message]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    found = Message.objects.filter(id__in=message_ids, entity_id__in=readable).order_by("id")
    messages = list(found.select_for_update(of=("self",)))
    if len(messages) < len(set(message_ids)):
        raise NotFound
    for entity_id in sorted({message.entity_id for message in messages}):
        team.require(actor=actor, permission=permissions.PREPARE, entity_id=entity_id)
    return messages


def _reason(reason: str) -> Sentence:
    if not reason.strip():
        raise ReasonMissing
    return Sentence("{reason}", {"reason": reason.strip()})


def _review(message: Message, actor: Actor) -> NeedsReview | None:
    problem = tone_problem(str(message.content.get("note", "")))
    if problem is None or team.has_permission(
        actor=actor, permission=permissions.REVIEW, entity_id=message.entity_id
    ):
        return None
    return NeedsReview(message.id, problem)
