"""What others may ask about collections."""

from recoup.collections.queries.worklist import class_history, latest_worklist_date, standing_of, worklist

__all__ = ["class_history", "latest_worklist_date", "standing_of", "worklist"]
