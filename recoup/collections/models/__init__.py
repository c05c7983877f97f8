"""Tables of collections."""

from recoup.collections.models.activities import (
    Activity,
    ActivityItem,
    Escalation,
    FollowUp,
    Incident,
)
from recoup.collections.models.offers import (
    Offer,
    OfferEvent,
    OfferItem,
)
from recoup.collections.models.plans import (
    Plan,
    PlanEvent,
    PlanInstallment,
    PlanItem,
)
from recoup.collections.models.promises import (
    Promise,
    PromiseChange,
    PromiseItem,
)
from recoup.collections.models.strategies import (
    CollectionTask,
    Course,
    CourseStep,
    CustomerSegment,
    Postponement,
    Proposal,
    ProposalRun,
    SegmentOverride,
)
from recoup.collections.models.timetables import StepArrangement
from recoup.collections.models.visits import (
    Visit,
    VisitImage,
    Visitor,
)
from recoup.collections.models.worklist import (
    CustomerClass,
    Worklist,
    WorklistLine,
)

__all__ = [
    "Activity",
    "ActivityItem",
    "CollectionTask",
    "Course",
    "CourseStep",
    "CustomerClass",
    "CustomerSegment",
    "Escalation",
    "FollowUp",
    "Incident",
    "Offer",
    "OfferEvent",
    "OfferItem",
    "Plan",
    "PlanEvent",
    "PlanInstallment",
    "PlanItem",
    "Postponement",
    "Promise",
    "PromiseChange",
    "PromiseItem",
    "Proposal",
    "ProposalRun",
    "SegmentOverride",
    "StepArrangement",
    "Visit",
    "VisitImage",
    "Visitor",
    "Worklist",
    "WorklistLine",
]
