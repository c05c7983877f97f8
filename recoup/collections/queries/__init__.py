"""What others may ask about collections."""

from recoup.collections.queries.activities import (
    activities_by_id,
    activities_page,
    customers_contacted,
    follow_ups_by_id,
    get_activity,
    get_follow_up,
    is_due,
    latest_activities,
    next_actions,
    open_follow_ups,
)
from recoup.collections.queries.care import (
    EscalationPart,
    calls_a_day,
    cheque_days,
    escalations,
    incidents,
    unread_answers,
)
from recoup.collections.queries.effects import (
    StepEffect,
    step_effects,
)
from recoup.collections.queries.offers import (
    get_offer,
    offers_effect,
    offers_page,
    preview_offer,
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
from recoup.collections.queries.ranking import ranking_of
from recoup.collections.queries.simulation import (
    CUSTOMERS_MAX,
    SimulatedOutcome,
    Simulation,
    TreatedOtherwise,
    simulate_version,
)
from recoup.collections.queries.solution_proposals import (
    get_solution_proposal,
    solution_proposals,
)
from recoup.collections.queries.solutions import (
    solutions,
)
from recoup.collections.queries.strategies import (
    ProposalFilter,
    course_of,
    get_proposal,
    get_task,
    latest_proposal_date,
    open_proposal_ids,
    proposals,
    proposals_by_id,
    segment_history,
    segment_names,
    segments_at,
    tasks,
)
from recoup.collections.queries.timetables import (
    planned_steps,
    timetables,
)
from recoup.collections.queries.visits import (
    get_visit,
    visit_begun,
    visits,
)
from recoup.collections.queries.worklist import (
    class_history,
    latest_worklist_date,
    standing_of,
    worklist,
    worklist_lines,
)

__all__ = [
    "CUSTOMERS_MAX",
    "EscalationPart",
    "ProposalFilter",
    "SimulatedOutcome",
    "Simulation",
    "StepEffect",
    "TreatedOtherwise",
    "activities_by_id",
    "activities_page",
    "calls_a_day",
    "cheque_days",
    "class_history",
    "course_of",
    "customers_contacted",
    "customers_with_promises_for",
    "draft_of",
    "escalations",
    "follow_ups_by_id",
    "get_activity",
    "get_follow_up",
    "get_offer",
    "get_plan",
    "get_promise",
    "get_proposal",
    "get_solution_proposal",
    "get_task",
    "get_visit",
    "incidents",
    "is_due",
    "latest_activities",
    "latest_proposal_date",
    "latest_worklist_date",
    "live_plan_of",
    "next_actions",
    "offers_effect",
    "offers_page",
    "open_follow_ups",
    "open_proposal_ids",
    "plan_terms",
    "planned_steps",
    "plans_of_items",
    "plans_page",
    "preview_offer",
    "preview_plan",
    "promise_history",
    "promise_tracks",
    "promises_of",
    "promises_page",
    "proposals",
    "proposals_by_id",
    "ranking_of",
    "segment_history",
    "segment_names",
    "segments_at",
    "simulate_version",
    "solution_proposals",
    "solutions",
    "standing_of",
    "step_effects",
    "tasks",
    "timetables",
    "unread_answers",
    "visit_begun",
    "visits",
    "worklist",
    "worklist_lines",
]
