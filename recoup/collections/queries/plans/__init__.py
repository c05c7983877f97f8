"""What others may ask about payment plans."""

from recoup.collections.queries.plans.lists import get_plan, live_plan_of, plans_of_items, plans_page
from recoup.collections.queries.plans.preview import (
    ItemNotForPlan,
    NoItems,
    draft_of,
    plan_terms,
    preview_plan,
)

__all__ = [
    "ItemNotForPlan",
    "NoItems",
    "draft_of",
    "get_plan",
    "live_plan_of",
    "plan_terms",
    "plans_of_items",
    "plans_page",
    "preview_plan",
]
