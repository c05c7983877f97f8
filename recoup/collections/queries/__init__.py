"""What others may ask about collections."""

from recoup.collections.queries.activities import (
    activities_page,
    get_activity,
    is_due,
    latest_activities,
    next_actions,
    open_follow_ups,
)
from recoup.collections.queries.plans import (
    draft_of,
    get_plan,
    live_plan_of,
    plan_terms,
    plans_of_items,
    plans_page,
    preview_plan,
)
from recoup.collections.queries.promises import (
    customers_with_promises_for,
    get_promise,
    promise_history,
    promise_tracks,
    promises_of,
    promises_page,
)
from recoup.collections.queries.worklist import class_history, latest_worklist_date, standing_of, worklist

__all__ = [
    "activities_page",
    "class_history",
    "customers_with_promises_for",
    "draft_of",
    "get_activity",
    "get_plan",
    "get_promise",
    "is_due",
    "latest_activities",
    "latest_worklist_date",
    "live_plan_of",
    "next_actions",
    "open_follow_ups",
    "plan_terms",
    "plans_of_items",
    "plans_page",
    "preview_plan",
    "promise_history",
    "promise_tracks",
    "promises_of",
    "promises_page",
    "standing_of",
    "worklist",
]
