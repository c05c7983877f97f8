"""The outbox: letting messages go, sending them, and what becomes of them."""

from recoup.correspondence.operations.outbox.queueing import (
    CannotMove,
    NeedsReview,
    QueuedMessages,
    ReasonMissing,
    queue_messages,
    resolve_unknown,
    withdraw_messages,
)
from recoup.correspondence.operations.outbox.reporting import REPORTED, NotYetSent, Reported, take_report
from recoup.correspondence.operations.outbox.sending import send_due

__all__ = [
    "REPORTED",
    "CannotMove",
    "NeedsReview",
    "NotYetSent",
    "QueuedMessages",
    "ReasonMissing",
    "Reported",
    "queue_messages",
    "resolve_unknown",
    "send_due",
    "take_report",
    "withdraw_messages",
]
