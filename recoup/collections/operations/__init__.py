"""What others may do in collections."""

from recoup.collections.operations.deciding import decide_proposals
from recoup.collections.operations.releasing import release_by_rule, release_proposals
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
from recoup.collections.operations.tasks import TaskSettled, complete_task
from recoup.collections.operations.worklist import make_worklist
from recoup.collections.standings import REPORTING_CURRENCY

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
    "make_segments",
    "make_worklist",
    "override_segment",
    "release_by_rule",
    "release_proposals",
]
