"""What others may ask about collections."""

from recoup.collections.queries.offers import get_offer, offers_effect, offers_page, preview_offer
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
    "get_offer",
    "get_plan",
    "latest_worklist_date",
    "live_plan_of",
    "offers_effect",
    "offers_page",
    "plan_terms",
    "plans_of_items",
    "plans_page",
    "preview_offer",
    "preview_plan",
    "standing_of",
    "worklist",
]
