"""What others may ask about collections."""

from recoup.collections.queries.activities import (
    activities_page,
    get_activity,
    is_due,
    latest_activities,
    next_actions,
    open_follow_ups,
)
from recoup.collections.queries.effects import StepEffect, step_effects
from recoup.collections.queries.promises import (
    customers_with_promises_for,
    get_promise,
    promise_history,
    promise_tracks,
    promises_of,
    promises_page,
)
from recoup.collections.queries.simulation import (
    CUSTOMERS_MAX,
    SimulatedOutcome,
    Simulation,
    TreatedOtherwise,
    simulate_version,
)
from recoup.collections.queries.strategies import (
    ProposalFilter,
    course_of,
    get_proposal,
    latest_proposal_date,
    open_proposal_ids,
    proposals,
    proposals_by_id,
    segment_history,
    segment_names,
    segments_at,
    tasks,
)
from recoup.collections.queries.worklist import (
    class_history,
    latest_worklist_date,
    standing_of,
    worklist,
)

__all__ = [
    "CUSTOMERS_MAX",
    "ProposalFilter",
    "SimulatedOutcome",
    "Simulation",
    "StepEffect",
    "TreatedOtherwise",
    "activities_page",
    "class_history",
    "course_of",
    "customers_with_promises_for",
    "get_activity",
    "get_promise",
    "get_proposal",
    "is_due",
    "latest_activities",
    "latest_proposal_date",
    "latest_worklist_date",
    "next_actions",
    "open_follow_ups",
    "open_proposal_ids",
    "promise_history",
    "promise_tracks",
    "promises_of",
    "promises_page",
    "proposals",
    "proposals_by_id",
    "segment_history",
    "segment_names",
    "segments_at",
    "simulate_version",
    "standing_of",
    "step_effects",
    "tasks",
    "worklist",
]
