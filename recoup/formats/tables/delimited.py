"""Text files with delimiters: found out once, then read as a stream as often as wanted.

The rows are parsed in batches by the `csv` module; a batch in which every row fits the header goes through
untouched, only odd ones are looked at row by row. The bytes were surveyed before (`encodings.survey`), so the
reader knows whether damage is to be expected at all.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, islice
from pathlib import Path

from recoup.formats.tables.encodings import Survey
from recoup.formats.tables.footers import RULING
from recoup.formats.tables.header_lines import find_header
from recoup.formats.tables.layouts import CELL_LENGTH_MAX, DELIMITERS, Row, RowProblem
from recoup.kernel.sentences import N_, Sentence

END = "\ufdd1"
"""A line of its own after the last: a quoted cell that is still open there swallows it and so shows itself."""

_BATCH = 128
_HEAD_LINES = 400
_HEAD_LENGTH = 1 << 19
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_row = partial(tuple.__new__, Row)

CUT_SHORT = N_("The file ends inside a quoted cell: it was cut short, or a quotation mark is missing.")
CELLS_MISSING = N_("The number of cells differs from the header: {found} here, {expected} there.")
CELL_TOO_LONG = N_("A cell is longer than the {limit} characters that are read.")
QUOTE_MISSING = N_("The lines {line} to {last} run into one row; a quotation mark is probably missing.")
HAS_NUL = N_("The row contains a NUL character: the file is damaged here.")
BAD_BYTES = N_("The row contains bytes that aren't {encoding}: the file is damaged or in another encoding.")


@dataclass(frozen=True, slots=True)
class Record:
    """A record at the top or the end of the file: the physical lines it takes, from 1, and its cells."""

    line: int
    last: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DelimitedFile:
    """A surveyed text file and the delimiter of its cells."""

    path: Path
    survey: Survey
    delimiter: str

    def head(self) -> list[Record]:
        """Return the records among the first lines of the file."""
        return records(head_lines(self.path, self.survey.encoding), self.delimiter)

    def tail(self, *, size: int = 1 << 16) -> list[Record]:
        """Return the records at the end of the file, the first of them perhaps incomplete."""
        total = self.path.stat().st_size
        with self.path.open("rb") as stream:
            stream.seek(max(0, (total - size) & ~1))
            text = stream.read().decode(self.survey.encoding, "replace")
        lines = io.StringIO(text, newline="").readlines()
        before = self.survey.lines - len(lines)
        found = records(lines, self.delimiter)
        return [Record(each.line + before, each.last + before, each.cells) for each in found]

    def rows(self, *, first: int, stop: int, width: int) -> Iterator[Row | RowProblem]:
        """Yield the rows that start on the lines from `first` to before `stop`, each `width` cells wide."""
        return _RowReader(self, width).read(first=first, stop=stop)


def head_lines(path: Path, encoding: str) -> list[str]:
    """Return the first lines of the file, enough to judge its layout."""
    with _open_text(path, encoding) as stream:
        return list(islice(_composed(stream.readlines(_HEAD_LENGTH), encoding), _HEAD_LINES))


def records(lines: Sequence[str], delimiter: str) -> list[Record]:
    """Return `lines` as records, up to the first that is too long to parse."""
    reader = csv.reader(lines, delimiter=delimiter)
    found: list[Record] = []
    before = 0
    try:
        for cells in reader:
            found.append(Record(before + 1, reader.line_num, tuple(cells)))
            before = reader.line_num
    except csv.Error:
        pass
    return found


def guess_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter under which `lines` look most like a table with a header."""
    stated = _SEPARATOR_LINE.match(lines[0]) if lines else None
    if stated and stated[1] in DELIMITERS:
        return stated[1]
    return max(DELIMITERS, key=lambda delimiter: _likelihood(lines, delimiter))


def _likelihood(lines: Sequence[str], delimiter: str) -> float:
    rows = [each.cells for each in records(lines, delimiter)]
    widths = Counter(len(row) for row in rows if any(row))
    if not widths or max(widths) == 1:
        return 0.0
    width, times = max(widths.items(), key=lambda item: (item[0] > 1) * item[1] * min(item[0], 4))
    guess = find_header(rows)
    is_header_wide = guess.index is not None and len(rows[guess.index]) == width
    return times / widths.total() * math.sqrt(min(width, 8)) + guess.score / 4 + is_header_wide


class _RowReader:
    """Turns lines into rows of one width, and into problems what doesn't fit."""

    def __init__(self, file: DelimitedFile, width: int) -> None:
        self._file = file
        self._width = width
        self._blank = ("",) * width
        survey = file.survey
        self._is_careful = bool(survey.has_nul or survey.bad or survey.longest > CELL_LENGTH_MAX)

    def read(self, *, first: int, stop: int) -> Iterator[Row | RowProblem]:
        """Yield the rows on the lines from `first` to before `stop`."""
        encoding = self._file.survey.encoding
        with _open_text(self._file.path, encoding) as stream:
            lines = chain(islice(_composed(stream, encoding), first - 1, stop - 1), (END,))
            reader = csv.reader(lines, delimiter=self._file.delimiter)
            line = first
            is_open = True
            while is_open:
                batch: list[tuple[str, ...]] = []
                is_broken = False
                try:
                    batch.extend(map(tuple, islice(reader, _BATCH)))
                except csv.Error:
                    is_broken = True
                after = first + reader.line_num
                if is_broken:
                    yield from self._odd_rows(batch, line, swallowed_to=after - 1)
                elif after - line == len(batch) and self._fits(batch):
                    yield from map(_row, zip(count(line), batch, strict=False))
                else:
                    yield from self._odd_rows(batch, line)
                line = after
                is_open = is_broken or bool(batch)

    def _odd_rows(
        self, batch: Sequence[tuple[str, ...]], line: int, *, swallowed_to: int = 0
    ) -> Iterator[Row | RowProblem]:
        """Yield a batch row by row; after it, the lines up to `swallowed_to` were too long to parse."""
        for cells in batch:
            last = line + sum(map(_line_breaks, cells))
            found = self._examined(line, last, list(cells))
            line = last + 1
            if found is not None:
                yield found
        if swallowed_to:
            yield self._swallowed(line, min(swallowed_to, max(line, self._file.survey.lines)))

    def _fits(self, batch: Sequence[Sequence[str]]) -> bool:
        if self._is_careful or not batch or self._blank in batch:
            return False
        return set(map(len, batch)) == {self._width} and END not in batch[-1][-1]

    def _examined(self, line: int, last: int, cells: list[str]) -> Row | RowProblem | None:
        if cells and cells[-1].endswith(END):
            if len(cells) == 1 and len(cells[0]) == 1:
                return None
            cells[-1] = cells[-1].removesuffix(END)
            return RowProblem(line, Sentence(CUT_SHORT), _shortened(cells))
        while len(cells) > self._width and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip(RULING) for cell in cells):
            return None
        sentence = self._fault(line, last, cells)
        if sentence is None:
            return Row(line, tuple(cells))
        return RowProblem(line, sentence, _shortened(cells))

    def _fault(self, line: int, last: int, cells: Sequence[str]) -> Sentence | None:
        if max(map(len, cells)) > CELL_LENGTH_MAX:
            return Sentence(CELL_TOO_LONG, {"limit": CELL_LENGTH_MAX})
        if last > line and (len(cells) != self._width or self._hides_rows(cells)):
            return Sentence(QUOTE_MISSING, {"line": line, "last": last})
        if len(cells) != self._width:
            return Sentence(CELLS_MISSING, {"found": len(cells), "expected": self._width})
        survey = self._file.survey
        if survey.has_nul and any("\0" in cell for cell in cells):
            return Sentence(HAS_NUL)
        if survey.bad and any("\ufffd" in cell for cell in cells):
            return Sentence(BAD_BYTES, {"encoding": survey.encoding})
        return None

    def _hides_rows(self, cells: Sequence[str]) -> bool:
        """Return whether a cell of several lines holds what look like rows of the table."""
        delimiters = max(1, self._width - 1)
        return any(
            part.count(self._file.delimiter) >= delimiters
            for cell in cells
            if "\n" in cell or "\r" in cell
            for part in cell.splitlines()
        )

    def _swallowed(self, line: int, last: int) -> RowProblem:
        if last == line:
            return RowProblem(line, Sentence(CELL_TOO_LONG, {"limit": CELL_LENGTH_MAX}), ())
        return RowProblem(line, Sentence(QUOTE_MISSING, {"line": line, "last": last}), ())


def _open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Return the file as text, its byte order mark skipped, line ends kept."""
    binary = path.open("rb")
    start = binary.read(3)
    binary.seek(next((len(bom) for bom in _BOMS if start.startswith(bom)), 0))
    return io.TextIOWrapper(binary, encoding.removesuffix("-sig"), errors="replace", newline="")


def _composed(lines: Iterable[str], encoding: str) -> Iterable[str]:
    """Return `lines` in composed form where the encoding keeps tone marks apart from their letters."""
    return map(partial(unicodedata.normalize, "NFC"), lines) if encoding == "cp1258" else lines


def _line_breaks(cell: str) -> int:
    if "\n" not in cell and "\r" not in cell:
        return 0
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _shortened(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell if len(cell) <= CELL_LENGTH_MAX else f"{cell[:100]}…" for cell in cells)
