"""Tables of correspondence."""

from recoup.correspondence.models.batches import BatchLetter, LetterBatch
from recoup.correspondence.models.incoming import BouncedAddress, Incoming, IncomingFile, Mailbox
from recoup.correspondence.models.messages import Attempt, Message

__all__ = [
    "Attempt",
    "BatchLetter",
    "BouncedAddress",
    "Incoming",
    "IncomingFile",
    "LetterBatch",
    "Mailbox",
    "Message",
]
