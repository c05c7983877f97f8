"""Messages, batches and mails as the pages of the outbox show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.correspondence.types import (
    AttemptEvent,
    AttemptRecord,
    BatchLine,
    LetterInBatch,
    MailLine,
    MessageLine,
    MessageStatus,
    TemplateCode,
)
from recoup.formats.mail import MailKind
from recoup.parties.types import CustomerRecord

_TONES = {
    MessageStatus.PREPARED: "line",
    MessageStatus.QUEUED: "",
    MessageStatus.SENDING: "",
    MessageStatus.SENT: "ok",
    MessageStatus.POSTED: "ok",
    MessageStatus.DELIVERED: "ok",
    MessageStatus.BOUNCED: "bad",
    MessageStatus.REFUSED: "warn",
    MessageStatus.FAILED: "bad",
    MessageStatus.UNKNOWN: "bad",
    MessageStatus.WITHDRAWN: "mute",
}
_EVENT_TONES = {
    AttemptEvent.ACCEPTED: "ok",
    AttemptEvent.SAID_SENT: "ok",
    AttemptEvent.REFUSED: "bad",
    AttemptEvent.UNKNOWN: "bad",
    AttemptEvent.LATER: "warn",
}
_MAIL_TONES = {MailKind.LETTER: "", MailKind.BOUNCE: "bad", MailKind.DELAY: "warn"}
_TO_LET_GO = frozenset({MessageStatus.PREPARED, MessageStatus.FAILED})
_TO_WITHDRAW = frozenset({MessageStatus.PREPARED, MessageStatus.QUEUED, MessageStatus.FAILED})


@dataclass(frozen=True, slots=True)
class Row:
    """A message in a list."""

    found: MessageLine
    customer: str
    state: str
    tone: str
    channel: str
    template: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event of an attempt."""

    found: AttemptRecord
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class May:
    """What can be done with a message by whoever looks at it."""

    let_go: bool
    withdraw: bool
    resolve: bool
    clear: bool


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail in a list."""

    found: MailLine
    customer: str
    kind: str
    tone: str
    threaded: str
    asks: str
    asks_tone: str
    channel: str


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch of letters in a list."""

    found: BatchLine
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a batch."""

    found: LetterInBatch
    row: Row


def row(found: MessageLine, customers: Mapping[int, CustomerRecord]) -> Row:
    """Return a message as lists show it."""
    customer = customers.get(found.customer_id)
    return Row(
        found=found,
        customer=customer.name_legal if customer else "",
        state=_(found.status.label),
        tone=_TONES[found.status],
        channel=_(found.channel.label),
        template=_(TemplateCode(found.template).label) if found.template else _(found.kind.label),
    )


def rows(lines: Iterable[MessageLine], customers: Mapping[int, CustomerRecord]) -> list[Row]:
    """Return messages as lists show them."""
    return [row(line, customers) for line in lines]


def events(attempts: Sequence[AttemptRecord]) -> list[Event]:
    """Return the events of attempts, the oldest first."""
    return [Event(each, _(each.event.label), _EVENT_TONES.get(each.event, "")) for each in attempts]


def may(found: MessageLine, *, has_right: bool) -> May:
    """Return what somebody who has the right to write to the customer, or not, can do."""
    return May(
        let_go=has_right and found.status in _TO_LET_GO,
        withdraw=has_right and found.status in _TO_WITHDRAW,
        resolve=has_right and found.status is MessageStatus.UNKNOWN,
        clear=has_right and found.status is MessageStatus.BOUNCED,
    )


def mail_row(found: MailLine, customers: Mapping[int, CustomerRecord]) -> MailRow:
    """Return a mail as lists show it."""
    customer = customers.get(found.customer_id) if found.customer_id is not None else None
    return MailRow(
        found=found,
        customer=customer.name_legal if customer else "",
        kind=_(found.kind_label),
        tone=_MAIL_TONES.get(found.kind, "mute"),
        threaded=_(found.threaded_by.label),
        asks=_(found.asks.label) if found.asks else "",
        asks_tone="bad" if found.is_to_be_read else "warn",
        channel=_(found.channel.label),
    )


def batch_row(found: BatchLine) -> BatchRow:
    """Return a batch as lists show it."""
    if found.posted_on is not None:
        return BatchRow(found, _("Posted"), "ok")
    if found.confirmed_at is not None:
        return BatchRow(found, _("Confirmed, to be posted"), "")
    return BatchRow(found, _("Printed, to be confirmed"), "warn")
