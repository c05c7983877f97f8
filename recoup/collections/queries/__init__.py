"""What others may ask about worklists, classes, segments and strategies."""

from recoup.collections.queries.strategies import (
    ProposalFilter,
    course_of,
    get_proposal,
    latest_proposal_date,
    open_proposal_ids,
    proposals,
    proposals_by_id,
    segment_history,
    segment_names,
    segments_at,
    tasks,
)
from recoup.collections.queries.worklist import class_history, latest_worklist_date, standing_of, worklist

__all__ = [
    "ProposalFilter",
    "class_history",
    "course_of",
    "get_proposal",
    "latest_proposal_date",
    "latest_worklist_date",
    "open_proposal_ids",
    "proposals",
    "proposals_by_id",
    "segment_history",
    "segment_names",
    "segments_at",
    "standing_of",
    "tasks",
    "worklist",
]
