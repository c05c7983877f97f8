"""Where the header of a table is: not always on the first line, and sometimes nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recoup.formats.tables.vocabulary.headers import header_words, known_headers

SEARCHED = 40
"""The header is looked for among so many rows from the top; preambles of banks have up to 25."""

_COMPARED = 30
_HEADER_LENGTH_MAX = 80
_DIGITS = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")
_DATA_LETTERS = 0.4
"""A line is no header when fewer of its cells than this are words without figures."""


@dataclass(frozen=True, slots=True)
class HeaderGuess:
    """`index` is the header's place among the given rows, None when there is none; `score` says how well it fits."""

    index: int | None
    score: float


def find_header(rows: Sequence[Sequence[str]]) -> HeaderGuess:
    """Return which of the first `rows` of a file is the header, judged by words, width and the rows below it."""
    widths = [_width(row) for row in rows]
    best = HeaderGuess(None, 0.0)
    for index in range(min(len(rows), SEARCHED)):
        score = _score(rows, widths, index)
        if score > best.score:
            best = HeaderGuess(index, score)
    return best


def trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Return the cells of a header without the empty ones at its end, blanks and marks around each taken off."""
    return tuple(cell.strip(" \t\r\n\u00a0\ufeff\u200e\u200f#") for cell in row[: _width(row)])


def full_header(rows: Sequence[Sequence[str]], index: int) -> tuple[str, ...]:
    """Return the header in row `index`; gaps are filled from the line above, where headers take two lines."""
    header = trimmed(rows[index])
    above = trimmed(rows[index - 1]) if index else ()
    if len(above) < 2 or all(header):
        return header
    return tuple(
        title or (above[column] if column < len(above) and _is_word(above[column]) else "")
        for column, title in enumerate(header)
    )


def column_letters(count: int) -> tuple[str, ...]:
    """Return the names that a spreadsheet gives to its first `count` columns: A, B ... Z, AA."""
    return tuple(_letters(number) for number in range(1, count + 1))


def _score(rows: Sequence[Sequence[str]], widths: Sequence[int], index: int) -> float:
    """Return 0 for a line that can't be a header, else up to about 9; an earlier line wins a draw."""
    cells = [cell.strip() for cell in rows[index][: widths[index]]]
    filled = [cell for cell in cells if cell]
    below = [(row, width) for row, width in zip(rows[index + 1 :], widths[index + 1 :], strict=True) if width]
    below = below[:_COMPARED]
    words = sum(1 for cell in filled if _is_word(cell))
    if not filled or words < max(1.0, _DATA_LETTERS * len(filled)):
        return 0.0
    if len(filled) == 1 and any(width > 1 for _, width in below):
        return 0.0

    known = sum(1 for cell in filled if header_words(cell).key in known_headers()) / len(filled)
    contrast = _contrast(cells, [row for row, _ in below])
    if not known and not contrast:
        return 0.0
    fits = [min(width, len(cells)) / max(width, len(cells)) for _, width in below]
    fit = sum(fits) / len(fits) if fits else 0.5
    distinct = len(set(filled)) / len(filled)
    complete = len(filled) / len(cells)
    return 2 * fit + words / len(filled) + distinct + complete + 2 * contrast + 3 * known - index / 100


def _contrast(header: Sequence[str], below: Sequence[Sequence[str]]) -> float:
    """Return the share of columns with figures below a header cell that has none."""
    if not below:
        return 0.0
    differs = 0
    for column, title in enumerate(header):
        if not _is_word(title):
            continue
        cells = [row[column] for row in below if column < len(row) and row[column].strip()]
        figures = sum(1 for cell in cells if _DIGITS.search(cell))
        differs += 2 * figures > len(cells)
    return differs / len(header)


def _is_word(cell: str) -> bool:
    if len(cell) > _HEADER_LENGTH_MAX or not _LETTERS.search(cell):
        return False
    figures = len(_DIGITS.findall(cell))
    return figures == 0 or (figures <= 2 and len(_LETTERS.findall(cell)) >= 4)


def _width(row: Sequence[str]) -> int:
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
