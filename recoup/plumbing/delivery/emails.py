"""E-mails as the standard wants them, built from plain parts; no header can be smuggled in by a name or a subject."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_BREAKS = re.compile("[\r\n\0\v\f\x1c-\x1e\x85\u2028\u2029]")
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]]{1,253}")
_POLICY = SMTP.clone(max_line_length=76)


class NotAnAddress(ValueError):
    """This is no address to which e-mail can go."""


class HeaderInjection(ValueError):
    """A name, a subject or another header holds a line break."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """An e-mail with every part of it said. `message_id` is in angle brackets and is ours; `headers` come besides."""

    message_id: str
    sender_name: str
    sender: str
    recipient_name: str
    recipient: str
    subject: str
    text: str
    written_at: datetime
    reply_to: str = ""
    in_reply_to: str = ""
    attachments: Sequence[Attachment] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def build(mail: OutgoingMail) -> bytes:
    """Return the e-mail as it goes over the wire; the same mail gives the same bytes.

    :raises NotAnAddress: sender, recipient or the address for replies is none
    :raises HeaderInjection: a header would hold a line break
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(mail.sender_name, mail.sender)
    message["To"] = _address(mail.recipient_name, mail.recipient)
    message["Subject"] = _line(mail.subject)
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = _line(mail.message_id)
    if mail.reply_to:
        message["Reply-To"] = _address("", mail.reply_to)
    if mail.in_reply_to:
        message["In-Reply-To"] = message["References"] = _line(mail.in_reply_to)
    for name, value in mail.headers.items():
        message[_line(name)] = _line(value)
    message.set_content(mail.text, cte="quoted-printable")
    for attachment in mail.attachments:
        main, _, sub = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content, maintype=main, subtype=sub, filename=_line(attachment.name)
        )
    if message.is_multipart():
        # A boundary of our own, so that the same mail is the same bytes.
        message.set_boundary(f"recoup-{mail.message_id.strip('<>').partition('@')[0]}")
    return message.as_bytes()


def check_address(address: str) -> str:
    """Return the address with its domain as name servers know it.

    :raises NotAnAddress: it is none, or its first part has signs that mail servers seldom take
    """
    if not _ADDRESS.fullmatch(address) or not address.partition("@")[0].isascii():
        raise NotAnAddress(address)
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise NotAnAddress(address) from None


def _address(name: str, address: str) -> Address:
    try:
        return Address(display_name=_line(name), addr_spec=check_address(address))
    except HeaderInjection:
        raise
    except (
        Exception
    ) as error:  # the parser of the standard library breaks in many ways on malformed addresses
        raise NotAnAddress(address) from error


def _line(text: str) -> str:
    if _BREAKS.search(text):
        raise HeaderInjection("a header holds a line break")
    return text
