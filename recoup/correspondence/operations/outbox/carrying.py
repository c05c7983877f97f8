"""What is handed over for a message, and to whom: the servers, gateways and folders that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

from django.conf import settings

from recoup.correspondence.models import Message
from recoup.correspondence.packing import unpack
from recoup.correspondence.tokens import mail_id_of, token_of
from recoup.correspondence.types import CONTENTS, MessageKind
from recoup.kernel.contact import Channel
from recoup.plumbing.delivery import drop, sms, smtp
from recoup.plumbing.delivery.emails import Attachment, OutgoingMail, build, check_address
from recoup.plumbing.delivery.types import Delivery
from recoup.plumbing.storage import queries as storage

_LOCAL_DOMAIN = "recoup.localhost"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to be handed over; `content` are the bytes that leave and are kept."""

    message_id: int
    token: str
    channel: Channel
    address: str
    content: bytes
    media_type: str
    name: str


Carrier = Callable[[Parcel], Delivery]


def carriers() -> Mapping[Channel, Carrier]:
    """Return how messages leave by each channel that is set up.

    :raises WrongAddress: an address in the settings is none
    """
    found: dict[Channel, Carrier] = {}
    if settings.DROP_FOLDER:
        found |= dict.fromkeys((Channel.EMAIL, Channel.SMS), partial(_drop, Path(settings.DROP_FOLDER)))
    if settings.MAIL_SERVER and settings.MAIL_FROM:
        found[Channel.EMAIL] = partial(_mail, settings.MAIL_SERVER, sender_address())
    if settings.SMS_GATEWAY:
        found[Channel.SMS] = partial(_text, _gateway())
    return found


def sender_address() -> str:
    """Return the address that our e-mails come from."""
    return parseaddr(settings.MAIL_FROM)[1] or f"desk@{_LOCAL_DOMAIN}"


def parcel_of(message: Message, *, attaches_letter: bool, has_opt_out: bool, now: datetime) -> Parcel:
    """Return the message as it leaves.

    :raises NotAnAddress: the address is none
    :raises HeaderInjection: a name or the subject would smuggle a header in
    """
    channel, token = Channel(message.channel), token_of(message.id, message.entity_id)
    if channel is Channel.SMS:
        return Parcel(
            message.id, token, channel, message.address, message.body.encode(), "text/plain", f"{token}.txt"
        )
    content = _mail_of(message, token, attaches_letter, has_opt_out, now)
    return Parcel(message.id, token, channel, message.address, content, "message/rfc822", f"{token}.eml")


def _mail_of(message: Message, token: str, attaches_letter: bool, has_opt_out: bool, now: datetime) -> bytes:
    content = unpack(CONTENTS[MessageKind(message.kind)], message.content)
    sender = sender_address()
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"}
    if has_opt_out:
        headers["List-Unsubscribe"] = f"<mailto:{sender}?subject=STOP%20{token}>"
    return build(
        OutgoingMail(
            message_id=mail_id_of(message.id, message.entity_id, sender.rpartition("@")[2]),
            sender_name=content.letterhead.name,
            sender=sender,
            recipient_name=content.recipient.contact_name or content.recipient.name,
            recipient=message.address,
            subject=f"{message.subject} [{token}]",
            text=message.body,
            written_at=now,
            in_reply_to=message.in_reply_to,
            attachments=(_letter(message),) if attaches_letter and message.pdf_id is not None else (),
            headers=headers,
        )
    )


def _letter(message: Message) -> Attachment:
    assert message.pdf_id is not None
    with storage.open_file(message.pdf_id) as pdf:
        return Attachment(storage.get_file(message.pdf_id).name, "application/pdf", pdf.read())


def _mail(url: str, sender: str, parcel: Parcel) -> Delivery:
    return smtp.deliver(
        smtp.server_of(url), sender=sender, recipient=check_address(parcel.address), content=parcel.content
    )


def _text(gateway: sms.Gateway, parcel: Parcel) -> Delivery:
    return sms.deliver(gateway, to=parcel.address, text=parcel.content.decode(), reference=parcel.token)


def _drop(folder: Path, parcel: Parcel) -> Delivery:
    about = {"id": parcel.token, "channel": parcel.channel.value, "to": parcel.address}
    return drop.deliver(folder, name=parcel.token, about=about, files={parcel.name: parcel.content})


def _gateway() -> sms.Gateway:
    return sms.Gateway(
        url=settings.SMS_GATEWAY,
        accepted=settings.SMS_ACCEPTED,
        refused=settings.SMS_REFUSED,
        fields=tuple(parse_qsl(settings.SMS_FIELDS, keep_blank_values=True)),
        headers=tuple(parse_qsl(settings.SMS_HEADERS, keep_blank_values=True)),
    )
