"""The result of a call, saved as one."""

from __future__ import annotations

from dataclasses import dataclass

from recoup.collections.types.activities import NewActivity, NewFollowUp
from recoup.collections.types.promises import NewPromise


@dataclass(frozen=True, slots=True)
class CallResult:
    """What came of a call: the contact, perhaps promises, perhaps the next action."""

    activity: NewActivity
    promises: tuple[NewPromise, ...] = ()
    follow_up: NewFollowUp | None = None


@dataclass(frozen=True, slots=True)
class SavedCall:
    """What was kept of a call; `was_saved_before` when the same result was sent twice."""

    activity_id: int
    promise_ids: tuple[int, ...]
    follow_up_id: int | None
    was_saved_before: bool
