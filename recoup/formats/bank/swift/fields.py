"""A file of SWIFT messages as fields: blocks, bank's own headings and line wraps taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

END = "-"
"""The tag of what ends a message."""

_TAG = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.DOTALL)
_BLOCKS = re.compile(r"^(?:\{[1235]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\})+")
_OPENING = re.compile(r"^\{4:\s*")
_END = re.compile(r"-(?:\}.*|XXX)?\s*")
_KIND = re.compile(r"\{2:[IO](94[012])")
_LINES_MAX = 400
"""A field of more lines than this is cut: no bank writes more than a few dozen."""


class Field(NamedTuple):
    """A field of a message: its tag, its lines, and where it is in the file; `END` ends a message."""

    tag: str
    lines: tuple[str, ...]
    line: int


def read_fields(lines: Iterable[tuple[int, str]]) -> Iterator[Field]:
    """Yield the fields of all messages, each message ended by a field `END` whose line may say its kind.

    A line of one dash ends a message only when no other field of it follows: texts have such lines too.
    """
    collector = _Collector()
    for number, line in lines:
        yield from collector.feed(number, line)
    yield from collector.finish()


class _Collector:
    """Holds the field that is being read, and what may or may not belong to it."""

    def __init__(self) -> None:
        self._tag = ""
        self._lines: list[str] = []
        self._line = 0
        self._doubtful: list[str] | None = None

    def feed(self, number: int, line: str) -> Iterator[Field]:
        if line.startswith("{") or line.startswith("-}"):
            kind = _KIND.search(line)
            yield from self._end(number)
            if kind:
                yield Field("KIND", (kind[1],), number)
            line = _OPENING.sub("", _BLOCKS.sub("", line.removeprefix("-}")))
            if not line:
                return
        matched = _TAG.fullmatch(line)
        if matched:
            yield from self._start(number, matched[1], matched[2])
        elif self._doubtful is not None:
            self._doubtful.append(line)
        elif _END.fullmatch(line):
            self._doubtful = [line]
        elif self._tag and line.strip() != ":940:" and len(self._lines) < _LINES_MAX:
            self._lines.append(line)

    def finish(self) -> Iterator[Field]:
        yield from self._end(self._line)

    def _start(self, number: int, tag: str, value: str) -> Iterator[Field]:
        if tag == "20":
            yield from self._end(number)
        else:
            if self._doubtful is not None:
                self._lines += self._doubtful
                self._doubtful = None
            yield from self._flush()
        self._tag, self._lines, self._line = tag, [value], number

    def _end(self, number: int) -> Iterator[Field]:
        yield from self._flush()
        self._doubtful = None
        yield Field(END, (), number)

    def _flush(self) -> Iterator[Field]:
        if self._tag:
            yield Field(self._tag, tuple(self._lines), self._line)
        self._tag, self._lines = "", []
