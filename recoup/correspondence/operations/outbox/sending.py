"""Sending: one message after the other, each through the door in the very second in which it leaves.

The order keeps every promise at once. First the message is bound to its passage and marked as being sent, and that is
committed. Then it is handed over. Then what came of it is written down. Whoever dies in between leaves a message that
is being sent and that nobody holds: the next round finds it in doubt, and only a person sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from recoup.correspondence.models import BouncedAddress, Message
from recoup.correspondence.operations.door import pass_door, record_outcome
from recoup.correspondence.operations.outbox.carrying import Carrier, Parcel, carriers, parcel_of
from recoup.correspondence.operations.outbox.moving import move, note, request_of
from recoup.correspondence.operations.outbox.truth import outdated
from recoup.correspondence.operations.rendering import render_pdfs
from recoup.correspondence.queries.templates import SendingRules, house_rules
from recoup.correspondence.types import (
    AttemptEvent,
    ContactOutcome,
    MessageStatus,
    SentMessages,
    Verdict,
)
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.delivery.emails import HeaderInjection, NotAnAddress
from recoup.plumbing.delivery.types import Delivery, Outcome, answer_of
from recoup.plumbing.storage import operations as storage

_FIRST_GAP, _LONGEST_GAP = timedelta(minutes=5), timedelta(hours=6)
_ASK_AGAIN = timedelta(hours=1)
_TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('correspondence.send', %s))"
_UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('correspondence.send', %s))"
_IN_DOUBT = N_("The program was cut short while it sent this: it may have left or not.")
_ANSWERED = N_("The server answered: {answer}")
_NOT_AN_ADDRESS = N_("{address} is no address to which this can be sent.")
_UNSAFE = N_("A name or the subject holds a line break, which no e-mail may carry.")
_CAME_BACK = N_("Messages to {address} came back. Correct the address, or clear it in the outbox.")

_EVENTS: Mapping[Outcome, AttemptEvent] = {
    Outcome.ACCEPTED: AttemptEvent.ACCEPTED,
    Outcome.REFUSED: AttemptEvent.REFUSED,
    Outcome.LATER: AttemptEvent.LATER,
    Outcome.UNKNOWN: AttemptEvent.UNKNOWN,
}
_RESULTS: Mapping[MessageStatus, str] = {
    MessageStatus.SENT: "sent",
    MessageStatus.QUEUED: "later",
    MessageStatus.REFUSED: "refused",
    MessageStatus.FAILED: "failed",
    MessageStatus.UNKNOWN: "unknown",
    MessageStatus.WITHDRAWN: "withdrawn",
}


@dataclass(slots=True)
class _Round:
    """A round of sending: by whom, by which clock, over which carriers, and what became of the messages."""

    actor: Actor
    now_of: Callable[[], datetime]
    carriers: Mapping[Channel, Carrier]
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, status: MessageStatus) -> None:
        """Count a message by where it came to."""
        name = _RESULTS[status]
        self.counts[name] = self.counts.get(name, 0) + 1


def send_due(
    *,
    now_of: Callable[[], datetime],
    actor: Actor,
    message_ids: Sequence[int] | None = None,
    limit: int = 10_000,
    over: Mapping[Channel, Carrier] | None = None,
) -> SentMessages:
    """Send the e-mails and text messages that wait and whose time has come, oldest first; letters go in batches.

    Each passes the door at the instant at which it leaves; what the door puts off waits, what it refuses stays here,
    what does not say the truth any more is withdrawn. Several programs may send at once: each message is one's.
    Channels that are not set up are left waiting. Each message is a transaction of its own.

    :raises WrongAddress: an address in the settings is none
    :raises NotAllowed: the actor may not contact customers of an entity
    """
    sending = _Round(actor, now_of, carriers() if over is None else over)
    _find_cut_short(sending)
    due = Message.objects.filter(
        Q(not_before=None) | Q(not_before__lte=now_of()), status=MessageStatus.QUEUED
    )
    if message_ids is not None:
        due = due.filter(id__in=message_ids)
    ours = due.filter(channel__in=[channel.value for channel in sending.carriers])
    ids = list(ours.order_by("id").values_list("id", flat=True)[:limit])
    for message_id in ids:
        with _held(message_id) as is_ours:
            if is_ours:
                _send(message_id, sending)
    waiting = due.exclude(channel__in=[*sending.carriers, Channel.LETTER]).count()
    return SentMessages(waiting=waiting, **sending.counts)


@contextmanager
def _held(message_id: int) -> Iterator[bool]:
    """Hold a message against all other senders, beyond transactions; a program that dies lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute(_TRY_LOCK, [message_id])
        is_ours = cursor.fetchone() == (True,)
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute(_UNLOCK, [message_id])


def _find_cut_short(sending: _Round) -> None:
    """Put in doubt what is being sent by nobody."""
    found = Message.objects.filter(status=MessageStatus.SENDING).exclude(channel=Channel.LETTER)
    for message_id in list(found.values_list("id", flat=True)):
        with _held(message_id) as is_ours, transaction.atomic():
            message = _locked(message_id, MessageStatus.SENDING) if is_ours else None
            if message is not None:
                _conclude(message, Delivery(Outcome.UNKNOWN), Sentence(_IN_DOUBT), sending, attempts_max=0)


def _send(message_id: int, sending: _Round) -> None:
    """Send one message that nobody else is sending."""
    begun = _begin(message_id, sending)
    if begun is None:
        return
    parcel, rules = begun
    try:
        delivery = sending.carriers[parcel.channel](parcel)
    except Exception as error:
        # A fault of our own, and perhaps after the other side took it.
        delivery = Delivery(Outcome.UNKNOWN, answer_of(type(error).__name__))
    with transaction.atomic():
        message = _locked(message_id, MessageStatus.SENDING, waits=True)
        if message is not None:
            why = Sentence(_ANSWERED, {"answer": delivery.answer})
            _conclude(message, delivery, why, sending, attempts_max=rules.attempts_max)


def _begin(message_id: int, sending: _Round) -> tuple[Parcel, SendingRules] | None:
    """Take a message through the door and mark it as being sent; None when it does not leave now."""
    _set_letter(message_id, sending)
    with transaction.atomic():
        message = _locked(message_id, MessageStatus.QUEUED)
        if message is None:
            return None
        now = sending.now_of()
        rules = _rules(message, now)
        if stopped := _stopped(message, sending.actor, now):
            _stop(message, *stopped, sending, now)
            return None
        try:
            parcel = parcel_of(
                message, attaches_letter=rules.attaches_letter, has_opt_out=rules.has_opt_out, now=now
            )
        except NotAnAddress:
            why = Sentence(_NOT_AN_ADDRESS, {"address": message.address})
            _stop(message, MessageStatus.FAILED, why, sending, now)
            return None
        except HeaderInjection:
            _stop(message, MessageStatus.FAILED, Sentence(_UNSAFE), sending, now)
            return None
        if not _passes(message, sending, now):
            return None
        file = storage.store(
            name=parcel.name,
            media_type=parcel.media_type,
            content=parcel.content,
            actor=sending.actor,
            now=now,
        )
        message.archive_id, message.archive_sha256 = file.id, file.sha256
        message.attempts += 1
        move([message], MessageStatus.SENDING, actor=sending.actor, now=now)
        note(message, AttemptEvent.BEGUN, actor=sending.actor, now=now)
        return parcel, rules


def _set_letter(message_id: int, sending: _Round) -> None:
    """Set the letter that goes with an e-mail; one that can't be set is left out."""
    render_pdfs(actor=sending.actor, now=sending.now_of(), message_ids=[message_id])


def _rules(message: Message, now: datetime) -> SendingRules:
    rules = house_rules(on=now.date(), entity_ids=[message.entity_id], customer_ids=[message.customer_id])
    return rules.sending_of(entity_id=message.entity_id, customer_id=message.customer_id)


def _stopped(message: Message, actor: Actor, now: datetime) -> tuple[MessageStatus, Sentence] | None:
    """Return where a message goes instead that must not leave for reasons of its own."""
    wrong = outdated([message], on=now.date(), actor=actor)
    if message.id in wrong:
        return MessageStatus.WITHDRAWN, wrong[message.id]
    known = BouncedAddress.objects.filter(
        channel=message.channel, address=message.address.casefold(), cleared_at=None
    )
    if known.exists():
        return MessageStatus.FAILED, Sentence(_CAME_BACK, {"address": message.address})
    return None


def _stop(message: Message, status: MessageStatus, why: Sentence, sending: _Round, now: datetime) -> None:
    move([message], status, reasons=[why], actor=sending.actor, now=now)
    sending.count(status)


def _passes(message: Message, sending: _Round, now: datetime) -> bool:
    """Ask the door; a message that may leave carries its passage from then on."""
    (passed,) = pass_door(requests=[request_of(message)], at=now, actor=sending.actor).values()
    if passed.decision.is_allowed:
        message.passage_id = passed.passage_id
        return True
    is_never = passed.decision.verdict is Verdict.NEVER
    status = MessageStatus.REFUSED if is_never else MessageStatus.QUEUED
    move(
        [message],
        status,
        reasons=[finding.sentence for finding in passed.decision.findings],
        not_before=None if is_never else passed.decision.not_before or now + _ASK_AGAIN,
        actor=sending.actor,
        now=now,
    )
    sending.count(status)
    return False


def _conclude(
    message: Message, delivery: Delivery, why: Sentence, sending: _Round, *, attempts_max: int
) -> None:
    """Write down what came of a sending."""
    now = sending.now_of()
    status, outcome, not_before = _result(delivery.outcome, message.attempts, attempts_max, now)
    event = _EVENTS[delivery.outcome]
    note(message, event, actor=sending.actor, now=now, answer=delivery.answer, reference=delivery.reference)
    assert message.passage_id is not None
    record_outcome(passage_id=message.passage_id, outcome=outcome, at=now, actor=sending.actor)
    reasons = [] if status is MessageStatus.SENT else [why]
    move([message], status, reasons=reasons, not_before=not_before, actor=sending.actor, now=now)
    sending.count(status)


def _result(
    outcome: Outcome, attempts: int, attempts_max: int, now: datetime
) -> tuple[MessageStatus, ContactOutcome, datetime | None]:
    match outcome:
        case Outcome.ACCEPTED:
            return MessageStatus.SENT, ContactOutcome.SENT, None
        case Outcome.UNKNOWN:
            return MessageStatus.UNKNOWN, ContactOutcome.UNKNOWN, None
        case Outcome.LATER if attempts < attempts_max:
            gap = min(_LONGEST_GAP, _FIRST_GAP * 3 ** (attempts - 1))
            return MessageStatus.QUEUED, ContactOutcome.FAILED, now + gap
        case _:
            return MessageStatus.FAILED, ContactOutcome.FAILED, None


def _locked(message_id: int, status: MessageStatus, *, waits: bool = False) -> Message | None:
    found = Message.objects.select_for_update(skip_locked=not waits, of=("self",))
    return found.filter(id=message_id, status=status).first()
