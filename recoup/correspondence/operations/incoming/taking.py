"""Taking in one e-mail or text message: kept as it came, once; found out whose it is and what it answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from recoup.correspondence.models import BouncedAddress, IncomingMail, MailFile, Message
from recoup.correspondence.operations.door import record_incoming
from recoup.correspondence.operations.incoming.minding import mind_answer
from recoup.correspondence.operations.outbox.reporting import arrived, came_back
from recoup.correspondence.tokens import is_token_of, message_ids_in
from recoup.correspondence.types import ThreadedBy
from recoup.formats import mail as format_of_mail
from recoup.formats.mail import MailKind, ReadMail, tidy
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.parties.queries.senders import Sender, contacts_with_email, contacts_with_phone
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.storage import operations as storage

_SENDER_MAX = 254


@dataclass(frozen=True, slots=True)
class TakenMail:
    """What became of an e-mail: its number, None when it was here already."""

    mail_id: int | None
    kind: MailKind
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class _Arrival:
    """The bytes that came, and by which way."""

    content: bytes
    size: int
    is_whole: bool = True
    channel: Channel = Channel.EMAIL
    name: str = "mail.eml"
    media_type: str = "message/rfc822"


@dataclass(frozen=True, slots=True)
class _Thread:
    """Whose an e-mail is, and what it answers."""

    how: ThreadedBy = ThreadedBy.NOBODY
    message: Message | None = None
    entity_id: int | None = None
    customer_id: int | None = None
    contact_id: int | None = None


@transaction.atomic
def take_in_mail(
    *, content: bytes, size: int | None = None, is_whole: bool = True, actor: Actor, now: datetime
) -> TakenMail:
    """Keep an e-mail that came in, its files and its words as safe text, and find out whose it is.

    The same e-mail again, whichever way it comes, changes nothing. What a person wrote counts as a contact of the
    customer's. A bounce is believed when it proves to be about a message of ours: that came back, and nothing more is
    sent to the address until somebody clears it. A receipt of delivery makes the message delivered. A short answer
    that wants no more messages becomes an objection to e-mails to that address.
    """
    read = format_of_mail.read(content)
    known = IncomingMail.objects.filter(fingerprint=read.fingerprint).first()
    if known is not None:
        return TakenMail(None, read.kind, known.customer_id)
    thread = _thread(read)
    arrival = _Arrival(content, len(content) if size is None else size, is_whole)
    row = _kept(read, thread, arrival, actor, now)
    if read.kind is MailKind.BOUNCE and thread.message is not None:
        _came_back(thread.message, read, actor, now)
    if read.is_delivered and thread.message is not None:
        _arrived(thread.message, actor, now)
    mind_answer(mail=row, now=now)
    if read.kind is MailKind.LETTER and thread.customer_id is not None:
        record_incoming(
            customer_id=thread.customer_id,
            contact_id=thread.contact_id,
            channel=Channel.EMAIL,
            address=read.sender,
            at=now,
            actor=actor,
        )
    return TakenMail(row.id, read.kind, thread.customer_id)


@transaction.atomic
def take_in_text(
    *, sender: str, text: str, reference: str, written_at: datetime | None, actor: Actor, now: datetime
) -> TakenMail:
    """Keep a text message that came in by a gateway, and find out by the sender's number whose it is.

    `reference` is the gateway's own name for it: the same again changes nothing. It counts as a contact of the
    customer's; one that wants no more messages becomes an objection to text messages to that number.
    """
    content = text.encode("utf-8", "replace")
    told = f"text\0{reference}\0{sender}\0{text}".encode("utf-8", "replace")
    read = ReadMail(
        kind=MailKind.LETTER,
        fingerprint=hashlib.sha256(told).hexdigest(),
        message_id="",
        answers=(),
        sender=sender.strip()[:_SENDER_MAX],
        sender_name="",
        subject="",
        text=tidy(text),
        written_at=written_at,
    )
    known = IncomingMail.objects.filter(fingerprint=read.fingerprint).first()
    if known is not None:
        return TakenMail(None, read.kind, known.customer_id)
    thread = _of_sender(contacts_with_phone(phone=read.sender))
    arrival = _Arrival(content, len(content), True, Channel.SMS, "text.txt", "text/plain")
    row = _kept(read, thread, arrival, actor, now)
    mind_answer(mail=row, now=now)
    if thread.customer_id is not None:
        record_incoming(
            customer_id=thread.customer_id,
            contact_id=thread.contact_id,
            channel=Channel.SMS,
            address=read.sender,
            at=now,
            actor=actor,
        )
    return TakenMail(row.id, read.kind, thread.customer_id)


def _thread(read: ReadMail) -> _Thread:
    """Find the message that is answered by our proven sign, or else the only customer with the sender's address."""
    for how, text in ((ThreadedBy.ANSWER, " ".join(read.answers)), (ThreadedBy.SUBJECT, read.subject)):
        for message in Message.objects.filter(id__in=message_ids_in(text)).order_by("id"):
            if is_token_of(text, message.id, message.entity_id):
                return _Thread(how, message, message.entity_id, message.customer_id, message.contact_id)
    return _of_sender(contacts_with_email(email=read.sender))


def _of_sender(senders: Sequence[Sender]) -> _Thread:
    """Return the only customer that has the address or number."""
    if len({sender.customer_id for sender in senders}) == 1:
        sender = senders[0]
        return _Thread(ThreadedBy.ADDRESS, None, sender.entity_id, sender.customer_id, sender.contact_id)
    return _Thread()


def _kept(read: ReadMail, thread: _Thread, arrival: _Arrival, actor: Actor, now: datetime) -> IncomingMail:
    raw = storage.store(
        name=arrival.name, media_type=arrival.media_type, content=arrival.content, actor=actor, now=now
    )
    row = IncomingMail.objects.create(
        channel=arrival.channel.value,
        fingerprint=read.fingerprint,
        raw_id=raw.id,
        kind=read.kind.value,
        message_id_header=read.message_id,
        sender=read.sender,
        sender_name=read.sender_name,
        subject=read.subject,
        text=read.text,
        written_at=read.written_at,
        fetched_at=now,
        size=arrival.size,
        is_whole=arrival.is_whole,
        returns_on=read.returns_on,
        failed_address=read.failed_address,
        entity_id=thread.entity_id,
        customer_id=thread.customer_id,
        contact_id=thread.contact_id,
        message=thread.message,
        threaded_by=thread.how.value,
    )
    stored = [
        storage.store(name=file.name, media_type=file.media_type, content=file.content, actor=actor, now=now)
        for file in read.files
    ]
    MailFile.objects.bulk_create(MailFile(mail=row, file_id=file.id) for file in stored)
    audit.record(
        "correspondence.mail.taken_in",
        subject_kind="mail",
        subject_id=row.id,
        entity_id=thread.entity_id,
        actor=actor,
        at=now,
        after={"kind": row.kind, "sender": row.sender, "customer_id": row.customer_id},
    )
    return row


def _arrived(message: Message, actor: Actor, now: datetime) -> None:
    arrived(Message.objects.select_for_update(of=("self",)).get(id=message.id), actor=actor, now=now)


def _came_back(message: Message, read: ReadMail, actor: Actor, now: datetime) -> None:
    locked = Message.objects.select_for_update(of=("self",)).get(id=message.id)
    if not came_back(locked, answer=read.failure or read.subject, actor=actor, now=now):
        return
    BouncedAddress.objects.get_or_create(
        channel=locked.channel,
        address=locked.address.casefold(),
        cleared_at=None,
        defaults={"message": locked, "answer": read.failure, "bounced_at": now},
    )
