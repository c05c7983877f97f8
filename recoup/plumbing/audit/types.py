"""What may cross the border of the audit room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from recoup.kernel.actor import Actor

Facts = Mapping[str, object]


class Deed(NamedTuple):
    """What was done to one subject of many by the same action: its id, its entity, and what changed."""

    subject_id: int
    entity_id: int | None
    before: Facts | None = None
    after: Facts | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the trail as it is read."""

    id: int
    action: str
    subject_kind: str
    subject_id: int
    entity_id: int | None
    actor: Actor
    at: datetime
    before: Facts | None
    after: Facts | None
