"""What others may do with messages."""

from recoup.correspondence.operations.batches import (
    AlreadyConfirmed,
    NotConfirmed,
    confirm_batch,
    make_letter_batch,
    record_posting,
)
from recoup.correspondence.operations.conduct import (
    ConsentFileMissing,
    FileMissing,
    StopFileMissing,
    record_word,
    stop_contact,
)
from recoup.correspondence.operations.door import PassedTwice, pass_door, record_incoming, record_outcome
from recoup.correspondence.operations.incoming import (
    AssignedAlready,
    assign_mail,
    clear_address,
    fetch_mails,
    look_at_mail,
    take_in_mail,
    take_in_text,
)
from recoup.correspondence.operations.outbox import (
    REPORTED,
    CannotMove,
    NeedsReview,
    NotYetSent,
    QueuedMessages,
    ReasonMissing,
    Reported,
    queue_messages,
    resolve_unknown,
    send_due,
    take_report,
    withdraw_messages,
)
from recoup.correspondence.operations.preparing import (
    prepare_confirmations,
    prepare_messages,
    prepare_reminders,
)
from recoup.correspondence.operations.rendering import render_pdfs

__all__ = [
    "REPORTED",
    "AlreadyConfirmed",
    "AssignedAlready",
    "CannotMove",
    "ConsentFileMissing",
    "FileMissing",
    "NeedsReview",
    "NotConfirmed",
    "NotYetSent",
    "PassedTwice",
    "QueuedMessages",
    "ReasonMissing",
    "Reported",
    "StopFileMissing",
    "assign_mail",
    "clear_address",
    "confirm_batch",
    "fetch_mails",
    "look_at_mail",
    "make_letter_batch",
    "pass_door",
    "prepare_confirmations",
    "prepare_messages",
    "prepare_reminders",
    "queue_messages",
    "record_incoming",
    "record_outcome",
    "record_posting",
    "record_word",
    "render_pdfs",
    "resolve_unknown",
    "send_due",
    "stop_contact",
    "take_in_mail",
    "take_in_text",
    "take_report",
    "withdraw_messages",
]
