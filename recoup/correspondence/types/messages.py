"""Messages on their way: states, drafts, and messages as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from recoup.correspondence.types.contents import Content, MessageKind
from recoup.correspondence.types.templates import TemplateCode
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.sentences import N_, Sentence


class MessageStatus(StrEnum):
    """How far a message has come; the database knows which may follow which."""

    PREPARED = "PREPARED"
    QUEUED = "QUEUED"
    SENDING = "SENDING"
    SENT = "SENT"
    POSTED = "POSTED"
    DELIVERED = "DELIVERED"
    BOUNCED = "BOUNCED"
    REFUSED = "REFUSED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """The name of the status on screens, to be translated."""
        return _MESSAGE_STATUS_LABELS[self]


_MESSAGE_STATUS_LABELS: Mapping[MessageStatus, str] = {
    MessageStatus.PREPARED: N_("Prepared, not sent"),
    MessageStatus.QUEUED: N_("To be sent"),
    MessageStatus.SENDING: N_("Being sent"),
    MessageStatus.SENT: N_("Sent"),
    MessageStatus.POSTED: N_("Sent by post"),
    MessageStatus.DELIVERED: N_("Delivered"),
    MessageStatus.BOUNCED: N_("Came back"),
    MessageStatus.REFUSED: N_("Stopped by a contact rule"),
    MessageStatus.FAILED: N_("Could not be sent"),
    MessageStatus.UNKNOWN: N_("Perhaps sent"),
    MessageStatus.WITHDRAWN: N_("Withdrawn"),
}

LEFT = frozenset({MessageStatus.SENT, MessageStatus.POSTED, MessageStatus.DELIVERED, MessageStatus.BOUNCED})
"""What has left the program for certain."""


class AttemptEvent(StrEnum):
    """What is kept about an attempt to send: that it began, and what came of it."""

    BEGUN = "BEGUN"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    LATER = "LATER"
    UNKNOWN = "UNKNOWN"
    SAID_SENT = "SAID_SENT"
    SAID_NOT_SENT = "SAID_NOT_SENT"

    @property
    def label(self) -> str:
        """The name of the event on screens, to be translated."""
        return _ATTEMPT_LABELS[self]


_ATTEMPT_LABELS: Mapping[AttemptEvent, str] = {
    AttemptEvent.BEGUN: N_("Begun"),
    AttemptEvent.ACCEPTED: N_("Taken by the server"),
    AttemptEvent.REFUSED: N_("Refused for good"),
    AttemptEvent.LATER: N_("Refused for now"),
    AttemptEvent.UNKNOWN: N_("Broken off, perhaps sent"),
    AttemptEvent.SAID_SENT: N_("A person found that it was sent"),
    AttemptEvent.SAID_NOT_SENT: N_("A person found that it was not sent"),
}


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """A message to be prepared: its content, by which channel, what for, in which template's words, to whom.

    `address` is an e-mail address or a number; letters go to the recipient's address in the content. `item_ids` are
    the items it asks for: before it leaves it is looked whether they still are as the content says. `about` names what
    it puts in writing (a promise, a plan, an offer): then it is the only one for that thing, else the only one of its
    day.
    """

    content: Content
    channel: Channel
    purpose: Purpose
    template: TemplateCode
    contact_id: int | None = None
    address: str = ""
    item_ids: tuple[int, ...] = ()
    override_reason: str = ""
    in_reply_to: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PreparedMessages:
    """What became of a batch: `count` messages are new, `already` stood in the outbox for that date.

    `message_ids` are the new ones.
    """

    count: int
    already: int
    message_ids: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class RefusedPdf:
    """A message that could not be made into a PDF, and why."""

    message_id: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class RenderedPdfs:
    """What became of a batch: `count` PDFs were made and stored; the rest were refused."""

    count: int
    refused: tuple[RefusedPdf, ...]


@dataclass(frozen=True, slots=True)
class SentMessages:
    """What a round of sending did, as numbers of messages."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    failed: int = 0
    unknown: int = 0
    withdrawn: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as lists show it. `reasons` say why it is in its state, where that needs a reason."""

    id: int
    entity_id: int
    customer_id: int
    currency: str
    kind: MessageKind
    level: int
    language: str
    subject: str
    business_date: date
    status: MessageStatus
    created_at: datetime
    pdf_id: int | None
    channel: Channel
    purpose: Purpose
    template: str
    address: str
    status_at: datetime
    not_before: datetime | None
    reasons: tuple[Sentence, ...]
    batch_id: int | None = None


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One event of an attempt, as it is read."""

    number: int
    event: AttemptEvent
    at: datetime
    answer: str
    reference: str
    actor_name: str
    passage_id: int | None


@dataclass(frozen=True, slots=True)
class MessageDetail:
    """A message as it was made: the words, the content they were made from, its PDF and what left, with hashes."""

    line: MessageLine
    body: str
    content: Content
    pdf_sha256: str
    archive_id: int | None = None
    archive_sha256: str = ""
    passage_id: int | None = None
    attempts: tuple[AttemptRecord, ...] = ()
