"""Opening a table: what kind of file it is, how it is written, where its header is; then its rows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from recoup.formats.tables.archives import check_workbook_archive
from recoup.formats.tables.delimited import DelimitedFile, Record, guess_delimiter, head_lines
from recoup.formats.tables.encodings import survey
from recoup.formats.tables.footers import LOOKED_AT, RULING, footer_length
from recoup.formats.tables.header_lines import column_letters, find_header, full_header, trimmed
from recoup.formats.tables.layouts import (
    DELIMITERS,
    ENCODINGS,
    BinaryFile,
    EmptyTable,
    FileKind,
    Layout,
    LayoutChoice,
    NoSuchLine,
    NoSuchSheet,
    NotATable,
    Row,
    RowProblem,
    UnknownDelimiter,
    UnknownEncoding,
    WorkbookTooLarge,
    WrongEncoding,
)
from recoup.formats.tables.workbooks import Sheet, convert_workbook, sheet_row
from recoup.kernel.sentences import N_, Sentence

WORKBOOK_MAX = 256 << 20
"""Bytes of a workbook that is opened at all."""
LINE_MAX = 64 << 20
"""A file with a longer line than this is no table."""

BELOW_TABLE = N_("This line stands below the table and looks like a total or a note.")

_SHEET_HEAD = 400
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|table|meta|head)", re.IGNORECASE)
_CONTROLS = bytes(code for code in range(32) if code not in (0, 9, 10, 11, 12, 13, 26, 27))


class _Source(Protocol):
    """Where the rows of a table come from."""

    def rows(self) -> Iterator[Row | RowProblem]: ...

    def warnings(self) -> tuple[Sentence, ...]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table; `rows` reads the file anew each time.

    `header` has one name for every column (letters as in a spreadsheet when there is no header line), `sheets`
    are the sheets to choose from, `is_encoding_certain` says whether a person should look at the letters. `preamble`
    is what stands above the header.
    """

    name: str
    layout: Layout
    header: tuple[str, ...]
    sheets: tuple[str, ...]
    is_encoding_certain: bool
    _source: _Source
    preamble: tuple[tuple[str, ...], ...] = ()

    def rows(self) -> Iterator[Row | RowProblem]:
        """Yield every row below the header, in order; empty lines are left out."""
        return self._source.rows()

    def sample(self, count: int = 1000) -> list[tuple[str, ...]]:
        """Return the cells of the first `count` sound rows, for guesses and previews."""
        sound = (each.cells for each in self._source.rows() if isinstance(each, Row))
        return list(islice(sound, count))

    def warnings(self) -> tuple[Sentence, ...]:
        """Return what a person should know before trusting the rows, such as digits that a workbook has lost."""
        return self._source.warnings()


def open_table(path: Path, *, name: str, choice: LayoutChoice | None = None) -> Table:
    """Return the table in the file at `path`, its layout found out from its content; `choice` overrides.

    `name` is what the user calls the file, for messages; its extension means nothing.

    :raises UnreadableTable: the file is no table or can't be read safely; its subclasses say why
    """
    chosen = choice or LayoutChoice()
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    if not head.strip(b"\r\n\t \0\xef\xbb\xbf\xff\xfe\x1a") and path.stat().st_size <= len(head):
        raise EmptyTable(name=name)
    if head.startswith((_ZIP, _OLE)):
        return _open_workbook(path, name, chosen, FileKind.XLSX if head.startswith(_ZIP) else FileKind.XLS)
    for signature, found in _SIGNATURES:
        if head.startswith(signature):
            raise NotATable(name=name, found=found)
    if _MARKUP.match(head):
        raise NotATable(name=name, found="XML" if b"<?xml" in head[:200] else "HTML")
    return _open_delimited(path, name, chosen, head)


@dataclass(frozen=True, slots=True)
class _DelimitedSource:
    file: DelimitedFile
    first: int
    stop: int
    width: int
    footer: tuple[RowProblem, ...]

    def rows(self) -> Iterator[Row | RowProblem]:
        return chain(self.file.rows(first=self.first, stop=self.stop, width=self.width), self.footer)

    def warnings(self) -> tuple[Sentence, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _SheetSource:
    sheet: Sheet
    first: int
    width: int

    def rows(self) -> Iterator[Row | RowProblem]:
        """Yield the rows, always so many behind that a footer can be told when the end is reached."""
        held: deque[tuple[int, tuple[str, ...]]] = deque()
        for line, cells in self.sheet.rows():
            if line < self.first:
                continue
            held.append((line, cells))
            if len(held) > LOOKED_AT:
                found = sheet_row(*held.popleft(), self.width)
                if found is not None:
                    yield found
        kept = len(held) - footer_length([cells[: self.width] for _, cells in held])
        for place, (line, cells) in enumerate(held):
            found = sheet_row(line, cells, self.width)
            if found is not None:
                yield found if place < kept else _below(line, found.cells)

    def warnings(self) -> tuple[Sentence, ...]:
        return self.sheet.warnings


def _open_delimited(path: Path, name: str, choice: LayoutChoice, head: bytes) -> Table:
    if choice.encoding not in (None, *ENCODINGS):
        raise UnknownEncoding(name=name, choice=choice.encoding)
    if choice.delimiter not in (None, *DELIMITERS):
        raise UnknownDelimiter(name=name, choice=choice.delimiter)
    found = survey(path, encoding=choice.encoding)
    text = head.decode(found.encoding, "ignore").encode() if found.encoding.startswith("utf-16") else head
    controls = len(text) - len(text.translate(None, _CONTROLS))
    if found.longest > LINE_MAX or 20 * controls > len(text):
        raise BinaryFile(name=name)
    if found.bad > 5 + found.lines // 10:
        raise WrongEncoding(name=name, encoding=found.encoding, count=found.bad)

    delimiter = choice.delimiter or guess_delimiter(head_lines(path, found.encoding))
    file = DelimitedFile(path, found, delimiter)
    records = file.head()
    header_line, header, first = _delimited_header(records, choice.header_line, found.lines, name)
    stop, footer = _delimited_footer(file, first)
    return Table(
        name=name,
        layout=Layout(FileKind.CSV, found.encoding, delimiter, "", header_line),
        header=header,
        sheets=(),
        is_encoding_certain=found.is_certain,
        _source=_DelimitedSource(file, first, stop, len(header), footer),
        preamble=tuple(record.cells for record in records if record.line < header_line),
    )


def _delimited_header(
    records: Sequence[Record], chosen: int | None, lines: int, name: str
) -> tuple[int, tuple[str, ...], int]:
    """Return the line of the header (0 for none), the header, and the first line of data."""
    cells = [record.cells for record in records]
    if chosen is None:
        index = find_header(cells).index
    elif chosen == 0:
        index = None
    else:
        index = next((place for place, record in enumerate(records) if record.line == chosen), None)
        if index is None:
            raise NoSuchLine(name=name, choice=chosen)
    if index is None:
        return 0, column_letters(max(len(trimmed(row)) for row in cells)), 1
    return records[index].line, full_header(cells, index), records[index].last + 1


def _delimited_footer(file: DelimitedFile, first: int) -> tuple[int, tuple[RowProblem, ...]]:
    """Return the line after the last row of the table, and what stands below it."""
    stop = file.survey.lines + 1
    tail = [record for record in file.tail()[1:] if record.line >= first]
    length = footer_length([record.cells for record in tail])
    if not length:
        return stop, ()
    below = tail[-length:]
    filled = [record for record in below if any(cell.strip(RULING) for cell in record.cells)]
    return below[0].line, tuple(_below(record.line, record.cells) for record in filled)


def _open_workbook(path: Path, name: str, choice: LayoutChoice, kind: FileKind) -> Table:
    size = path.stat().st_size
    if size > WORKBOOK_MAX:
        raise WorkbookTooLarge(name=name, limit=WORKBOOK_MAX >> 20)
    content = path.read_bytes()
    if kind is FileKind.XLSX:
        check_workbook_archive(content, name=name)
    workbook = convert_workbook(content, sheet=choice.sheet, name=name)
    if choice.sheet is not None and not workbook.sheets:
        raise NoSuchSheet(name=name, choice=choice.sheet)

    best: tuple[float, Sheet, int | None, list[tuple[str, ...]]] | None = None
    for sheet in workbook.sheets:
        rows = [cells for _, cells in islice(sheet.rows(), _SHEET_HEAD)]
        guess = find_header(rows)
        if any(any(row) for row in rows) and (best is None or guess.score > best[0]):
            best = (guess.score, sheet, guess.index, rows)
    if best is None:
        raise EmptyTable(name=name)

    _, sheet, index, rows = best
    if choice.header_line is not None:
        if choice.header_line > len(rows):
            raise NoSuchLine(name=name, choice=choice.header_line)
        index = choice.header_line - 1 if choice.header_line else None
    header = full_header(rows, index) if index is not None else column_letters(max(len(row) for row in rows))
    first = index + 2 if index is not None else 1
    return Table(
        name=name,
        layout=Layout(kind, "", "", sheet.name, first - 1),
        header=header,
        sheets=workbook.visible,
        is_encoding_certain=True,
        _source=_SheetSource(sheet, first, len(header)),
        preamble=tuple(rows[:index]) if index is not None else (),
    )


def _below(line: int, cells: tuple[str, ...]) -> RowProblem:
    return RowProblem(line, Sentence(BELOW_TABLE), cells, is_footer=True)
