"""A BAI2 file as logical records: continuations joined, several records of one line apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_CODES = "01|02|03|16|49|88|98|99"
_RECORD = re.compile(rf"({_CODES}),(.*)", re.DOTALL)
_NEXT = re.compile(rf"/\s+(?=(?:{_CODES}),)")
_CONTINUATION = "88"


@dataclass(slots=True)
class Record:
    """A record with its continuations: each part without its code and the slash at its end.

    `count` is how many records the bank counts it as, `line` where it begins.
    """

    code: str
    line: int
    parts: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.parts)

    def fields(self) -> list[str]:
        """Return the fields of a record that has no free text."""
        return [each.strip() for each in ",".join(self.parts).split(",")]


def read_records(lines: Iterable[tuple[int, str]]) -> Iterator[Record]:
    """Yield the records; a line that begins with no record's code goes on with the text of the line before."""
    record: Record | None = None
    for number, line in lines:
        for piece in _NEXT.split(line.strip()):
            matched = _RECORD.match(piece)
            if matched is None:
                if record is not None and piece.strip():
                    record.parts[-1] += " " + _without_end(piece)
                continue
            code, rest = matched[1], _without_end(matched[2])
            if code == _CONTINUATION and record is not None:
                record.parts.append(rest)
                continue
            if record is not None:
                yield record
            record = Record(code, number, [rest])
    if record is not None:
        yield record


def _without_end(text: str) -> str:
    return text.rstrip().removesuffix("/").rstrip()
