"""What others may ask about collections."""

from recoup.collections.queries.plans import (
    draft_of,
    get_plan,
    live_plan_of,
    plan_terms,
    plans_of_items,
    plans_page,
    preview_plan,
)
from recoup.collections.queries.worklist import class_history, latest_worklist_date, standing_of, worklist

__all__ = [
    "class_history",
    "draft_of",
    "get_plan",
    "latest_worklist_date",
    "live_plan_of",
    "plan_terms",
    "plans_of_items",
    "plans_page",
    "preview_plan",
    "standing_of",
    "worklist",
]
