"""Tables of correspondence."""

from recoup.correspondence.models.messages import Message

__all__ = ["Message"]
