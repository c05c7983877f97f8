"""How wide the columns of a letter's table are, told before it is set: the typesetter then need not measure them."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

_WIDE = 1_040
_NARROW = 600
"""Thousandths of the size of the type: what a sign of Chinese takes, and the widest digit of the fonts used."""


def column_widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the width of each column but the first, in thousandths of the size of the type.

    Wide enough for the longest cell and for the heading on two lines.
    """
    return tuple(
        max((_of_heading(heading), *(_width(row[place]) for row in rows)))
        for place, heading in enumerate(headings[1:], start=1)
    )


def _of_heading(heading: str) -> int:
    longest_word = max((_width(word) for word in heading.split()), default=0)
    return max(longest_word, _width(heading) // 2)


def _width(text: str) -> int:
    return sum(_of_sign(sign) for sign in text)


def _of_sign(sign: str) -> int:
    if combining(sign):
        return 0
    return _WIDE if east_asian_width(sign) in "WF" else _NARROW
