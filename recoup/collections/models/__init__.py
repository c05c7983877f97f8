"""Tables of collections."""

from recoup.collections.models.activities import Activity, ActivityItem, Escalation, FollowUp, Incident
from recoup.collections.models.promises import Promise, PromiseChange, PromiseItem
from recoup.collections.models.worklist import CustomerClass, Worklist, WorklistLine

__all__ = [
    "Activity",
    "ActivityItem",
    "CustomerClass",
    "Escalation",
    "FollowUp",
    "Incident",
    "Promise",
    "PromiseChange",
    "PromiseItem",
    "Worklist",
    "WorklistLine",
]
from recoup.collections.models.plans import Plan, PlanEvent, PlanInstallment, PlanItem

__all__ = ["CustomerClass", "Plan", "PlanEvent", "PlanInstallment", "PlanItem", "Worklist", "WorklistLine"]
