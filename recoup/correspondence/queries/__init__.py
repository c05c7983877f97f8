"""What others may ask about messages."""

from recoup.correspondence.queries.door import ask_door
from recoup.correspondence.queries.door.passages import PassageRecord, passages_by_id
from recoup.correspondence.queries.messages import confirmed_already, get_message, last_reminders, messages

__all__ = [
    "PassageRecord",
    "ask_door",
    "confirmed_already",
    "get_message",
    "last_reminders",
    "messages",
    "passages_by_id",
]
