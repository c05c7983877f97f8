"""What others may do in collections."""

from recoup.collections.operations.activities import (
    NotThroughTheDoor,
    finish_follow_ups,
    plan_follow_up,
    record_activities,
)
from recoup.collections.operations.calls import save_call
from recoup.collections.operations.care import (
    answer_escalation,
    escalate,
    read_answer,
    record_incident,
)
from recoup.collections.operations.judging import judge_promises, judge_promises_of_entity
from recoup.collections.operations.promises import take_promises, withdraw_promise
from recoup.collections.operations.worklist import REPORTING_CURRENCY, make_worklist

__all__ = [
    "REPORTING_CURRENCY",
    "NotThroughTheDoor",
    "answer_escalation",
    "escalate",
    "finish_follow_ups",
    "judge_promises",
    "judge_promises_of_entity",
    "make_worklist",
    "plan_follow_up",
    "read_answer",
    "record_activities",
    "record_incident",
    "save_call",
    "take_promises",
    "withdraw_promise",
]
