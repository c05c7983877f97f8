"""What others may do in collections."""

from recoup.collections.operations.offers import (
    begin_approved_offer,
    end_offer,
    follow_offers,
    follow_offers_of_items,
    make_offer,
    offer_fingerprint,
    refuse_offer,
)
from recoup.collections.operations.plans import (
    begin_approved_plan,
    book_plans,
    draft_plan,
    keep_signed_copy,
    plan_fingerprint,
    propose_plan,
    refuse_plan,
    revoke_plan,
    track_plans,
    track_plans_of_items,
)
from recoup.collections.operations.worklist import REPORTING_CURRENCY, make_worklist

__all__ = [
    "REPORTING_CURRENCY",
    "begin_approved_offer",
    "begin_approved_plan",
    "book_plans",
    "draft_plan",
    "end_offer",
    "follow_offers",
    "follow_offers_of_items",
    "keep_signed_copy",
    "make_offer",
    "make_worklist",
    "offer_fingerprint",
    "plan_fingerprint",
    "propose_plan",
    "refuse_offer",
    "refuse_plan",
    "revoke_plan",
    "track_plans",
    "track_plans_of_items",
]
