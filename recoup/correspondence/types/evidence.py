"""What proves what customers said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that proves a stop or a consent, as it was handed in: the letter, the mail, the recording."""

    name: str
    content: BinaryIO
