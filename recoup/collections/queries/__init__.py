"""What others may ask about collections."""

from recoup.collections.queries.activities import (
    activities_page,
    follow_ups_by_id,
    get_activity,
    is_due,
    latest_activities,
    next_actions,
    open_follow_ups,
)
from recoup.collections.queries.care import (
    EscalationPart,
    calls_a_day,
    escalations,
    incidents,
    unread_answers,
)
from recoup.collections.queries.promises import (
    customers_with_promises_for,
    get_promise,
    promise_history,
    promise_tracks,
    promises_of,
    promises_page,
)
from recoup.collections.queries.worklist import (
    class_history,
    latest_worklist_date,
    standing_of,
    worklist,
    worklist_lines,
)

__all__ = [
    "EscalationPart",
    "activities_page",
    "calls_a_day",
    "class_history",
    "customers_with_promises_for",
    "escalations",
    "follow_ups_by_id",
    "get_activity",
    "get_promise",
    "incidents",
    "is_due",
    "latest_activities",
    "latest_worklist_date",
    "next_actions",
    "open_follow_ups",
    "promise_history",
    "promise_tracks",
    "promises_of",
    "promises_page",
    "standing_of",
    "unread_answers",
    "worklist",
    "worklist_lines",
]
