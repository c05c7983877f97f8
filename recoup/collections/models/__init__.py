"""Tables of collections."""

from recoup.collections.models.worklist import CustomerClass, Worklist, WorklistLine

__all__ = ["CustomerClass", "Worklist", "WorklistLine"]
