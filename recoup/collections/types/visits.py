"""Visits: what is reported, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recoup.collections.types.activities import ActivityRecord
from recoup.collections.types.calls import CallResult


class ImageKind(StrEnum):
    """What a picture shows."""

    PHOTO = "PHOTO"
    SIGNATURE = "SIGNATURE"


@dataclass(frozen=True, slots=True)
class NewImage:
    """A picture as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class VisitReport:
    """What came of a visit: `result` says what was said, promised and comes next; `visitor_ids` are our people.

    `place` is where it was. `follow_up_id` or `task_id` name the planned visit that was made.
    """

    result: CallResult
    visitor_ids: tuple[int, ...]
    place: str = ""
    photos: tuple[NewImage, ...] = ()
    signature: NewImage | None = None
    follow_up_id: int | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavedVisit:
    """What saving a report made; nothing new when it was saved before."""

    visit_id: int
    activity_id: int
    was_saved_before: bool


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit as it was reported; the pictures are named by their files in the store."""

    id: int
    activity: ActivityRecord
    visitors: tuple[str, ...]
    place: str
    photo_ids: tuple[int, ...]
    signature_id: int | None
