"""What others may do in collections."""

from recoup.collections.operations.activities import (
    finish_follow_ups,
    plan_follow_up,
    record_activities,
)
from recoup.collections.operations.calls import (
    save_call,
)
from recoup.collections.operations.deciding import (
    decide_proposals,
)
from recoup.collections.operations.judging import (
    judge_promises,
    judge_promises_of_entity,
)
from recoup.collections.operations.promises import (
    take_promises,
    withdraw_promise,
)
from recoup.collections.operations.releasing import (
    release_by_rule,
    release_proposals,
)
from recoup.collections.operations.reviewing import (
    ChannelNeedsPerson,
    OtherKindOfLetter,
    ProposalSettled,
    PutOffIntoThePast,
    ReasonToDropMissing,
    change_proposal,
    drop_proposals,
)
from recoup.collections.operations.segments import (
    ReasonForSegmentMissing,
    SegmentEndsTooLate,
    UnknownSegment,
    make_segments,
    override_segment,
)
from recoup.collections.operations.tasks import (
    TaskSettled,
    complete_task,
)
from recoup.collections.operations.worklist import (
    make_worklist,
)
from recoup.collections.standings import (
    REPORTING_CURRENCY,
)

__all__ = [
    "REPORTING_CURRENCY",
    "ChannelNeedsPerson",
    "OtherKindOfLetter",
    "ProposalSettled",
    "PutOffIntoThePast",
    "ReasonForSegmentMissing",
    "ReasonToDropMissing",
    "SegmentEndsTooLate",
    "TaskSettled",
    "UnknownSegment",
    "change_proposal",
    "complete_task",
    "decide_proposals",
    "drop_proposals",
    "finish_follow_ups",
    "judge_promises",
    "judge_promises_of_entity",
    "make_segments",
    "make_worklist",
    "override_segment",
    "plan_follow_up",
    "record_activities",
    "release_by_rule",
    "release_proposals",
    "save_call",
    "take_promises",
    "withdraw_promise",
]
