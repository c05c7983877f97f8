"""What others may do in collections."""

from recoup.collections.operations.activities import (
    NotThroughTheDoor,
    finish_follow_ups,
    plan_follow_up,
    record_activities,
)
from recoup.collections.operations.calls import (
    save_call,
)
from recoup.collections.operations.care import (
    answer_escalation,
    escalate,
    read_answer,
    record_incident,
)
from recoup.collections.operations.deciding import (
    decide_proposals,
)
from recoup.collections.operations.judging import (
    judge_promises,
    judge_promises_of_entity,
)
from recoup.collections.operations.moving import (
    AlreadyDone,
    ReasonToMoveMissing,
    move_follow_up,
    move_task,
)
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
from recoup.collections.operations.solutions import (
    SolutionNotOpen,
    SolutionReasonMissing,
    SolutionWaiting,
    carry_on_solution,
    propose_solution,
    solution_fingerprint,
)
from recoup.collections.operations.tasks import (
    TaskSettled,
    complete_task,
)
from recoup.collections.operations.timetables import (
    ArrangedMeanwhile,
    DayNotPossible,
    MethodNeedsLetter,
    NoBusinessDay,
    OtherSideOfDueDate,
    ReasonToArrangeMissing,
    StepNotPlanned,
    add_own_step,
    arrange_step,
)
from recoup.collections.operations.visits import (
    check_pictures,
    save_visit,
)
from recoup.collections.operations.worklist import (
    make_worklist,
)
from recoup.collections.standings import (
    REPORTING_CURRENCY,
)

__all__ = [
    "REPORTING_CURRENCY",
    "AlreadyDone",
    "ArrangedMeanwhile",
    "ChannelNeedsPerson",
    "DayNotPossible",
    "MethodNeedsLetter",
    "NoBusinessDay",
    "NotThroughTheDoor",
    "OtherKindOfLetter",
    "OtherSideOfDueDate",
    "ProposalSettled",
    "PutOffIntoThePast",
    "ReasonForSegmentMissing",
    "ReasonToArrangeMissing",
    "ReasonToDropMissing",
    "ReasonToMoveMissing",
    "SegmentEndsTooLate",
    "SolutionNotOpen",
    "SolutionReasonMissing",
    "SolutionWaiting",
    "StepNotPlanned",
    "TaskSettled",
    "UnknownSegment",
    "add_own_step",
    "answer_escalation",
    "arrange_step",
    "begin_approved_offer",
    "begin_approved_plan",
    "book_plans",
    "carry_on_solution",
    "change_proposal",
    "check_pictures",
    "complete_task",
    "decide_proposals",
    "draft_plan",
    "drop_proposals",
    "end_offer",
    "escalate",
    "finish_follow_ups",
    "follow_offers",
    "follow_offers_of_items",
    "judge_promises",
    "judge_promises_of_entity",
    "keep_signed_copy",
    "make_offer",
    "make_segments",
    "make_worklist",
    "move_follow_up",
    "move_task",
    "offer_fingerprint",
    "override_segment",
    "plan_fingerprint",
    "plan_follow_up",
    "propose_plan",
    "propose_solution",
    "read_answer",
    "record_activities",
    "record_incident",
    "refuse_offer",
    "refuse_plan",
    "release_by_rule",
    "release_proposals",
    "revoke_plan",
    "save_call",
    "save_visit",
    "solution_fingerprint",
    "take_promises",
    "track_plans",
    "track_plans_of_items",
    "withdraw_promise",
]
