"""Tables of correspondence."""

from recoup.correspondence.models.door import Incoming, Passage, PassageOutcome, Refused
from recoup.correspondence.models.messages import Message

__all__ = ["Incoming", "Message", "Passage", "PassageOutcome", "Refused"]
