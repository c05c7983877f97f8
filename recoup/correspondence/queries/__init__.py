"""What others may ask about messages."""

from recoup.correspondence.queries.door import ask_door
from recoup.correspondence.queries.messages import confirmed_already, get_message, last_reminders, messages

__all__ = ["ask_door", "confirmed_already", "get_message", "last_reminders", "messages"]
