"""What others may ask about messages."""

from recoup.correspondence.queries.messages import confirmed_already, get_message, last_reminders, messages

__all__ = ["confirmed_already", "get_message", "last_reminders", "messages"]
