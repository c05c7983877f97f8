"""Tables of collections."""

from recoup.collections.models.plans import Plan, PlanEvent, PlanInstallment, PlanItem
from recoup.collections.models.worklist import CustomerClass, Worklist, WorklistLine

__all__ = ["CustomerClass", "Plan", "PlanEvent", "PlanInstallment", "PlanItem", "Worklist", "WorklistLine"]
