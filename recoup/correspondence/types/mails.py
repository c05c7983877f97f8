"""E-mails that came in, as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.formats.mail import MailKind
from recoup.kernel.contact import Channel
from recoup.kernel.sentences import N_
from recoup.plumbing.storage.types import StoredFileRef

MAIL_KIND_LABELS: Mapping[MailKind, str] = {
    MailKind.LETTER: N_("Message"),
    MailKind.AUTO_REPLY: N_("Automatic answer"),
    MailKind.OUT_OF_OFFICE: N_("Out of office"),
    MailKind.BOUNCE: N_("Came back"),
    MailKind.DELAY: N_("Delayed"),
    MailKind.RECEIPT: N_("Delivery receipt"),
}


class ThreadedBy(StrEnum):
    """How it was found whose a message is."""

    ANSWER = "ANSWER"
    SUBJECT = "SUBJECT"
    ADDRESS = "ADDRESS"
    PERSON = "PERSON"
    NOBODY = ""

    @property
    def label(self) -> str:
        """The name for screens, to be translated."""
        return _THREADED_BY_LABELS[self]


_THREADED_BY_LABELS: Mapping[ThreadedBy, str] = {
    ThreadedBy.ANSWER: N_("It answers our message"),
    ThreadedBy.SUBJECT: N_("Our sign stands in the subject"),
    ThreadedBy.ADDRESS: N_("The sender's address is known"),
    ThreadedBy.PERSON: N_("Assigned by a person"),
    ThreadedBy.NOBODY: N_("Nobody knows whose it is"),
}


class AnswerAsks(StrEnum):
    """What the words of an answer ask of us, as far as the program reads them."""

    NOTHING = ""
    STOP = "STOP"
    CEASE = "CEASE"

    @property
    def label(self) -> str:
        """The name for screens, to be translated."""
        return _ASKS_LABELS[self]


_ASKS_LABELS: Mapping[AnswerAsks, str] = {
    AnswerAsks.NOTHING: "",
    AnswerAsks.STOP: N_("Wants no more messages"),
    AnswerAsks.CEASE: N_("Perhaps asks us to end contact"),
}


@dataclass(frozen=True, slots=True)
class MailLine:
    """An e-mail that came in, as lists show it; without a customer somebody must assign it."""

    id: int
    kind: MailKind
    sender: str
    sender_name: str
    subject: str
    written_at: datetime | None
    fetched_at: datetime
    entity_id: int | None
    customer_id: int | None
    message_id: int | None
    threaded_by: ThreadedBy
    returns_on: date | None
    is_whole: bool
    channel: Channel = Channel.EMAIL
    asks: AnswerAsks = AnswerAsks.NOTHING
    is_looked_at: bool = False

    @property
    def is_to_be_read(self) -> bool:
        """Whether a person must read it, because it may ask for what only a person decides."""
        return self.asks is AnswerAsks.CEASE and not self.is_looked_at

    @property
    def kind_label(self) -> str:
        """The name of its kind, to be translated."""
        return MAIL_KIND_LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class MailDetail:
    """An e-mail that came in, with its words as safe text and the files that came with it."""

    line: MailLine
    text: str
    raw_id: int
    files: tuple[StoredFileRef, ...]
    assigned_by_name: str
    looked_at: datetime | None = None
    looked_by_name: str = ""


@dataclass(frozen=True, slots=True)
class TakenMails:
    """What a round of fetching brought: new ones, ones known before, bounces among the new, ones nobody is known of."""

    new: int = 0
    known: int = 0
    bounced: int = 0
    unassigned: int = 0
    failure: str = ""
