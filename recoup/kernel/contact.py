"""Contact with customers: by which channel, and what for. The words that strategy, guard and outbox share."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.sentences import N_


class Channel(StrEnum):
    """How a customer is reached."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    LETTER = "LETTER"
    CALL = "CALL"
    VISIT = "VISIT"

    @property
    def label(self) -> str:
        """The name of the channel on screens, to be translated."""
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.EMAIL: N_("E-mail"),
    Channel.SMS: N_("Text message"),
    Channel.LETTER: N_("Letter"),
    Channel.CALL: N_("Call"),
    Channel.VISIT: N_("Visit"),
}


class Purpose(StrEnum):
    """What a contact is for. Only those that chase are stopped by a payment, a promise or a dispute."""

    NOTICE = "NOTICE"
    REMINDER = "REMINDER"
    FOLLOW_UP = "FOLLOW_UP"
    OFFER = "OFFER"
    AGREEMENT = "AGREEMENT"
    STATEMENT = "STATEMENT"
    CONFIRMATION = "CONFIRMATION"
    REPLY = "REPLY"

    @property
    def label(self) -> str:
        """The name of the purpose on screens, to be translated."""
        return _PURPOSE_LABELS[self]

    @property
    def chases(self) -> bool:
        """Whether the contact asks for money, so that it must not reach who has paid, promised or disputes."""
        return self in (Purpose.NOTICE, Purpose.REMINDER, Purpose.FOLLOW_UP)


_PURPOSE_LABELS: Mapping[Purpose, str] = {
    Purpose.NOTICE: N_("Payment notice before the due date"),
    Purpose.REMINDER: N_("Reminder of what is overdue"),
    Purpose.FOLLOW_UP: N_("Follow-up of what was agreed"),
    Purpose.OFFER: N_("Offer"),
    Purpose.AGREEMENT: N_("Agreement or promise in writing"),
    Purpose.STATEMENT: N_("Statement of account"),
    Purpose.CONFIRMATION: N_("Confirmation of a payment"),
    Purpose.REPLY: N_("Answer to the customer"),
}
