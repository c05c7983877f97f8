"""What others may do in collections."""

from recoup.collections.operations.activities import finish_follow_ups, plan_follow_up, record_activities
from recoup.collections.operations.calls import save_call
from recoup.collections.operations.judging import judge_promises, judge_promises_of_entity
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
from recoup.collections.operations.promises import take_promises, withdraw_promise
from recoup.collections.operations.worklist import REPORTING_CURRENCY, make_worklist

__all__ = [
    "REPORTING_CURRENCY",
    "begin_approved_plan",
    "book_plans",
    "draft_plan",
    "finish_follow_ups",
    "judge_promises",
    "judge_promises_of_entity",
    "keep_signed_copy",
    "make_worklist",
    "plan_fingerprint",
    "plan_follow_up",
    "propose_plan",
    "record_activities",
    "refuse_plan",
    "revoke_plan",
    "save_call",
    "take_promises",
    "track_plans",
    "track_plans_of_items",
    "withdraw_promise",
]
