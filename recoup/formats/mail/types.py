"""An e-mail as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class MailKind(StrEnum):
    """What kind of e-mail it is."""

    LETTER = "LETTER"
    AUTO_REPLY = "AUTO_REPLY"
    OUT_OF_OFFICE = "OUT_OF_OFFICE"
    BOUNCE = "BOUNCE"
    DELAY = "DELAY"
    RECEIPT = "RECEIPT"


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReadMail:
    """What an e-mail says. `answers` are the Message-IDs that it refers to, the nearest first.

    `failed_address` and `failure` are a bounce's: where it could not be delivered, and why. `returns_on` is when the
    person is back, if that is said. `is_delivered` is said by a delivery receipt: it lies in the
    mailbox. `fingerprint` is the same for the same mail however often it comes.
    """

    kind: MailKind
    fingerprint: str
    message_id: str
    answers: tuple[str, ...]
    sender: str
    sender_name: str
    subject: str
    text: str
    written_at: datetime | None
    files: tuple[MailFile, ...] = ()
    failed_address: str = ""
    failure: str = ""
    returns_on: date | None = None
    is_delivered: bool = False
