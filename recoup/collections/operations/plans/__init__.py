"""What people and the program do with payment plans."""

from recoup.collections.operations.plans.beginning import begin_approved_plan, propose_plan, refuse_plan
from recoup.collections.operations.plans.booking import book_plans
from recoup.collections.operations.plans.drafting import draft_plan
from recoup.collections.operations.plans.ending import keep_signed_copy, revoke_plan
from recoup.collections.operations.plans.keeping import plan_fingerprint
from recoup.collections.operations.plans.tracking import track_plans, track_plans_of_items

__all__ = [
    "begin_approved_plan",
    "book_plans",
    "draft_plan",
    "keep_signed_copy",
    "plan_fingerprint",
    "propose_plan",
    "refuse_plan",
    "revoke_plan",
    "track_plans",
    "track_plans_of_items",
]
