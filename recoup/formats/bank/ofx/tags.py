"""OFX as a flow of opened groups, values and closed groups, whether its tags are closed or not.

No XML parser is used, so there are no entities to expand: only the five of XML and numbers are turned into letters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"<(/?)([A-Za-z0-9_.]+)[^<>]*?>([^<]*)", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_BUFFER_MAX = 1 << 22


class Tag(NamedTuple):
    """`<NAME>` with the text behind it, empty for a group, or `</NAME>`; `line` is where it stands."""

    name: str
    value: str
    is_end: bool
    line: int


def read_tags(pieces: Iterable[str]) -> Iterator[Tag]:
    """Yield the tags of an OFX file, the headings before the first one left out."""
    buffer = ""
    line = 1
    for piece in pieces:
        buffer += piece
        if "<![CDATA[" in buffer:
            buffer = _CDATA.sub(lambda match: html.escape(match[1], quote=False), buffer)
        # What follows the last bracket may go on in the next piece, and so may a section that is still open.
        kept = buffer.find("<![CDATA[")
        end = kept if kept >= 0 else buffer.rfind("<")
        if end <= 0 and len(buffer) < _BUFFER_MAX:
            continue
        yield from _tags(buffer[: max(end, 0)], line)
        line += buffer.count("\n", 0, max(end, 0))
        buffer = buffer[max(end, 0) :]
    yield from _tags(buffer, line)


def _tags(text: str, line: int) -> Iterator[Tag]:
    place = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        yield Tag(match[2].upper(), _plain(match[3]), bool(match[1]), line)


def _plain(text: str) -> str:
    """Return a value with its marks turned into letters, twice: some banks escape what was escaped already."""
    written = text.strip()
    return html.unescape(html.unescape(written)) if "&" in written else written
