"""What others may do with messages."""

from recoup.correspondence.operations.preparing import prepare_confirmations, prepare_reminders
from recoup.correspondence.operations.rendering import render_pdfs

__all__ = ["prepare_confirmations", "prepare_reminders", "render_pdfs"]
