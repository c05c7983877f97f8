"""What the world says later of a message that left: it lies with its recipient, or it came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from recoup.correspondence.models import Message
from recoup.correspondence.operations.door import record_outcome
from recoup.correspondence.operations.outbox.moving import move
from recoup.correspondence.tokens import is_token_of, message_ids_in
from recoup.correspondence.types import ContactOutcome, MessageStatus
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence

_CAME_BACK = N_("It came back: {answer}")
_MAY_COME_BACK = (MessageStatus.SENT, MessageStatus.DELIVERED)


class Reported(StrEnum):
    """What a gateway reports of a text message; PASSING tells nothing final."""

    DELIVERED = "DELIVERED"
    FAILED = "FAILED"
    PASSING = "PASSING"


# The words of SMPP (its receipts) and the numbers of Kannel, beside plain words.
REPORTED: Mapping[str, Reported] = {
    **dict.fromkeys(("delivered", "delivrd", "1"), Reported.DELIVERED),
    **dict.fromkeys(
        ("failed", "undeliv", "undelivered", "expired", "rejected", "rejectd", "deleted", "2", "16"),
        Reported.FAILED,
    ),
    **dict.fromkeys(
        ("unknown", "enroute", "accepted", "acceptd", "buffered", "queued", "sent", "4", "8"),
        Reported.PASSING,
    ),
}


class NotYetSent(DomainError):
    """The report came before we wrote down that the message left: it must come again."""

    text = N_("The message is being sent just now: report it again in a moment.")


@transaction.atomic
def take_report(*, reference: str, reported: Reported, answer: str, actor: Actor, now: datetime) -> bool:
    """Write down what a gateway reports of a text message by our own sign, and return whether it is one of ours.

    The same report again, and one that comes too late to say anything, changes nothing. A report that it arrived
    settles the doubt about a message whose sending broke off. One of a message that isn't ours is kept nowhere.

    :raises NotYetSent: the message is still being sent
    """
    found = Message.objects.filter(id__in=message_ids_in(reference), channel=Channel.SMS)
    ours = [each.id for each in found if is_token_of(reference, each.id, each.entity_id)]
    if not ours:
        return False
    message = Message.objects.select_for_update(of=("self",)).get(id=ours[0])
    if message.status == MessageStatus.SENDING:
        raise NotYetSent
    if reported is Reported.DELIVERED:
        arrived(message, actor=actor, now=now)
    elif reported is Reported.FAILED:
        came_back(message, answer=answer, actor=actor, now=now)
    return True


def arrived(message: Message, *, actor: Actor, now: datetime) -> None:
    """Write down that a locked message lies with its recipient; one in doubt has proved by that that it was sent."""
    if message.status == MessageStatus.UNKNOWN:
        move([message], MessageStatus.SENT, actor=actor, now=now)
    if message.status != MessageStatus.SENT:
        return
    assert message.passage_id is not None
    move([message], MessageStatus.DELIVERED, actor=actor, now=now)
    record_outcome(passage_id=message.passage_id, outcome=ContactOutcome.DELIVERED, at=now, actor=actor)


def came_back(message: Message, *, answer: str, actor: Actor, now: datetime) -> bool:
    """Write down that a locked message came back, and return whether it could."""
    if message.status not in _MAY_COME_BACK:
        return False
    assert message.passage_id is not None
    why = Sentence(_CAME_BACK, {"answer": answer})
    move([message], MessageStatus.BOUNCED, reasons=[why], actor=actor, now=now)
    record_outcome(passage_id=message.passage_id, outcome=ContactOutcome.BOUNCED, at=now, actor=actor)
    return True
