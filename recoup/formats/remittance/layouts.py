"""Plain text as a table: columns that stand below their headings, or lines that each name a document and an amount."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from recoup.formats.remittance.surroundings import is_total, labeled
from recoup.formats.tables.mapping import guess_mapping
from recoup.formats.tables.values import date_share
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel import currencies

HEADINGS = ("Invoice number", "Gross amount", "Discount", "Amount paid")

_SEARCHED = 80
_TAB = 8
_CELL = re.compile(r"\S+(?:[ \u00a0\u202f]\S+)*")
_DIGIT = re.compile(r"\d")
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,4})?(?!\d)"
_VALUE = re.compile(rf"{_GROUPED}|\S+")
_MARKED = r"\d{1,3}(?:[.,'٬]\d{3})+(?:[.,٫]\d{1,4})?|\d+[.,٫]\d{1,4}"
_AMOUNT = re.compile(rf"[-(]?(?:{_GROUPED}|{_MARKED})\)?-?")
_MONEY_SIGN = re.compile(r"[€$£¥₫﷼]|(?<![\w/-])(?:[A-Z]{3}|zł|đ|元|ریال)(?![\w/-])")
_DATE = re.compile(r"(?<!\w)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?!\w)")
_SPLIT_DATE = re.compile(r"(?<=\d)\s+(?=[年月日])|(?<=[年月])\s+(?=\d)")
_NUMBER_MIN = 3


class Cell(NamedTuple):
    """What stands in a line, and where."""

    text: str
    start: int
    end: int


class LaidOut(NamedTuple):
    """Text as a table with tabs between the cells; its headings stand in `header_line`, from 1."""

    text: str
    header_line: int


def as_table(text: str) -> LaidOut | None:
    """Return plain text as a table, its lines where they were; None when no line names what is paid."""
    lines = [_SPLIT_DATE.sub("", line.expandtabs(_TAB)) for line in text.replace("\f", "\n").splitlines()]
    return _by_columns(lines) or _by_lines(lines)


def _by_columns(lines: Sequence[str]) -> LaidOut | None:
    """Return the table below the first line of headings."""
    for place, line in enumerate(lines[:_SEARCHED]):
        heads = _cells(line)
        if len(heads) < 2 or sum(map(bool, map(_DIGIT.search, (head.text for head in heads)))):
            continue
        titles = tuple(head.text for head in heads)
        if not guess_mapping(titles, (), TableKind.ADVICE).missing:
            below = [_below(_values(each), heads) for each in lines[place + 1 :]]
            if any(sum(map(bool, row)) > 1 for row in below):
                return _written([(each,) for each in lines[:place]], titles, below)
    return None


def _below(cells: Sequence[Cell], heads: Sequence[Cell]) -> tuple[str, ...]:
    """Return the cells of a line in their columns; where two fall together the line stands in the first alone."""
    row = [""] * len(heads)
    for cell in cells:
        column = min(range(len(heads)), key=lambda place: _distance(cell, heads[place]))
        if row[column]:
            return (" ".join(each.text for each in cells), *[""] * (len(heads) - 1))
        row[column] = cell.text
    return tuple(row)


def _distance(cell: Cell, head: Cell) -> int:
    """Return how far a cell is from standing below a heading: flush left, flush right or centered."""
    centers = abs(cell.start + cell.end - head.start - head.end) // 2
    return min(abs(cell.start - head.start), abs(cell.end - head.end), centers)


def _by_lines(lines: Sequence[str]) -> LaidOut | None:
    """Return a table of the lines that name a document and end with what is paid on it."""
    rows = [_paid_line(line) for line in lines]
    first = next((place for place, row in enumerate(rows) if row[0] and row[-1]), None)
    if first is None:
        return None
    return _written([(line,) for line in lines[:first]], HEADINGS, rows[first:])


def _paid_line(line: str) -> tuple[str, ...]:
    """Return number, gross, deduction and paid of a line; only the text when it isn't about a document."""
    undated = _DATE.sub(" ", line)
    bare = _MONEY_SIGN.sub(lambda sign: " " if _is_money(sign[0]) else sign[0], undated)
    amounts = [
        found
        for found in _AMOUNT.finditer(bare)
        # Telephone numbers are grouped by blanks, too.
        if _stands_alone(bare, found) and (bare != undated or any(mark in found[0] for mark in ".,'٬٫"))
    ]
    if not amounts:
        return ("", "", "", "")
    texts = [found[0] for found in amounts]
    if is_total(line):
        return (line.strip().split(":")[0], "", "", texts[-1])
    if any(True for _ in labeled((line,))):
        return ("", "", "", "")
    number = _number(bare[: amounts[0].start()]) or _number(bare[amounts[-1].end() :])
    if not number:
        return ("", "", "", "")
    gross, deducted = (texts[0], texts[1]) if len(texts) == len(HEADINGS) - 1 else ("", "")
    return (number, gross, deducted, texts[-1])


def _stands_alone(line: str, found: re.Match[str]) -> bool:
    """Return whether an amount isn't the inside of a number or a date."""
    before, after = line[: found.start()][-1:], line[found.end() :][:1]
    return not (before.isalnum() or (before in "-/._" and before)) and not (
        after.isalnum() or (after in "/_-" and after)
    )


def _is_money(sign: str) -> bool:
    return not (sign.isascii() and sign.isalpha()) or currencies.is_known(sign)


def _number(text: str) -> str:
    """Return the word that looks most like the number of a document."""
    words = [word.strip(".,;:()[]") for word in text.split()]
    able = [
        word for word in words if len(word) >= _NUMBER_MIN and _DIGIT.search(word) and date_share([word]) < 1
    ]
    return max(able, key=len, default="")


def _cells(line: str) -> list[Cell]:
    return [Cell(found[0], found.start(), found.end()) for found in _CELL.finditer(line)]


def _values(line: str) -> list[Cell]:
    """Return the cells of a line; values that only one blank keeps apart are cells of their own."""
    return [value for cell in _cells(line) for value in _parts(cell)]


def _parts(cell: Cell) -> Iterator[Cell]:
    parts = [
        Cell(found[0], cell.start + found.start(), cell.start + found.end())
        for found in _VALUE.finditer(cell.text)
    ]
    if all(_DIGIT.search(part.text) for part in parts):
        yield from parts
    else:
        yield cell


def _written(
    above: Sequence[Sequence[str]], header: Sequence[str], below: Sequence[Sequence[str]]
) -> LaidOut:
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows([*above, header, *below])
    return LaidOut(written.getvalue(), len(above) + 1)
