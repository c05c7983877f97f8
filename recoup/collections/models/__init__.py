"""Tables of collections."""

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
from recoup.collections.models.worklist import CustomerClass, Worklist, WorklistLine

__all__ = [
    "CollectionTask",
    "Course",
    "CourseStep",
    "CustomerClass",
    "CustomerSegment",
    "Postponement",
    "Proposal",
    "ProposalRun",
    "SegmentOverride",
    "Worklist",
    "WorklistLine",
]
