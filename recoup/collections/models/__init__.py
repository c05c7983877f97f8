"""Tables of collections."""

from recoup.collections.models.offers import Offer, OfferEvent, OfferItem
from recoup.collections.models.plans import Plan, PlanEvent, PlanInstallment, PlanItem
from recoup.collections.models.worklist import CustomerClass, Worklist, WorklistLine

__all__ = [
    "CustomerClass",
    "Offer",
    "OfferEvent",
    "OfferItem",
    "Plan",
    "PlanEvent",
    "PlanInstallment",
    "PlanItem",
    "Worklist",
    "WorklistLine",
]
