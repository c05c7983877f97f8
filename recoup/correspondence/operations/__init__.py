"""What others may do with messages."""

from recoup.correspondence.operations.door import PassedTwice, pass_door, record_incoming, record_outcome
from recoup.correspondence.operations.preparing import prepare_confirmations, prepare_reminders
from recoup.correspondence.operations.rendering import render_pdfs

__all__ = [
    "PassedTwice",
    "pass_door",
    "prepare_confirmations",
    "prepare_reminders",
    "record_incoming",
    "record_outcome",
    "render_pdfs",
]
