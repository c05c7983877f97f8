"""Tables of correspondence."""

from recoup.correspondence.models.batches import BatchLetter, LetterBatch
from recoup.correspondence.models.door import Incoming, Passage, PassageOutcome, Refused
from recoup.correspondence.models.mails import BouncedAddress, IncomingMail, Mailbox, MailFile
from recoup.correspondence.models.messages import Attempt, Message

__all__ = [
    "Attempt",
    "BatchLetter",
    "BouncedAddress",
    "Incoming",
    "IncomingMail",
    "LetterBatch",
    "MailFile",
    "Mailbox",
    "Message",
    "Passage",
    "PassageOutcome",
    "Refused",
]
