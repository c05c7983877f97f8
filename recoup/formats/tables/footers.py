"""What stands below a table: totals, closing balances, notes of the exporting program."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from recoup.formats.tables.vocabulary.synonyms import TOTAL_WORDS
from recoup.kernel.folding import fold

LOOKED_AT = 40
"""So many rows from the end are looked at."""
RULING = " \t\r\n\u00a0-=_+"
"""A cell of these alone says nothing: programs draw lines with them."""

_TOTAL_FILL = 0.67
"""A total leaves at least the rest of the columns empty; a customer called Total doesn't."""


def footer_length(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the last `rows` of a file are not rows of the table but stand below it."""
    fills = [_fill(row) for row in rows]
    fullest = max(fills, default=0)
    length = 0
    for row, fill in zip(reversed(rows[-LOOKED_AT:]), reversed(fills), strict=False):
        if not _is_footer(row, fill, fullest):
            break
        length += 1
    return length


def _is_footer(row: Sequence[str], fill: int, fullest: int) -> bool:
    if fill == 0 or (fill == 1 and fullest >= 3):
        return True
    first = next(cell for cell in row if cell.strip(RULING))
    return fill <= _TOTAL_FILL * fullest and _total_words().match(fold(first)) is not None


def _fill(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip(RULING))


@cache
def _total_words() -> re.Pattern[str]:
    words = sorted({fold(word) for word in TOTAL_WORDS}, key=len, reverse=True)
    return re.compile(rf"\*+$|\W*(?:{'|'.join(re.escape(word) for word in words)})(?![a-z])")
