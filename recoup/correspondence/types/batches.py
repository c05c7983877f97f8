"""Letters printed and posted together, as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from recoup.correspondence.types.messages import MessageLine
from recoup.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as lists show it; `posted_on` is None until the letters are gone."""

    id: int
    entity_id: int
    file_id: int
    made_at: datetime
    made_by_name: str
    confirmed_at: datetime | None
    posted_on: date | None
    letters: int
    taken_out: int


@dataclass(frozen=True, slots=True)
class LetterInBatch:
    """A letter of a batch: on which page of the file it begins, and why it was taken out if it was."""

    position: int
    page: int
    pages: int
    message: MessageLine
    is_taken_out: bool
    reasons: tuple[Sentence, ...]
    tracking: str


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """A batch with its posting list and the proof of posting."""

    line: BatchLine
    letters: tuple[LetterInBatch, ...]
    proof_id: int | None


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A batch made now: how many letters are in it; without any there is no batch."""

    batch_id: int | None
    letters: int


@dataclass(frozen=True, slots=True)
class ConfirmedBatch:
    """What was found when the letters went into the envelopes: how many leave, and which to take out and why."""

    leaving: int
    taken_out: tuple[LetterInBatch, ...]
