"""Workbooks, XLSX and XLS: their sheets as rows of text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from recoup.formats.tables.footers import RULING
from recoup.formats.tables.layouts import (
    CELL_LENGTH_MAX,
    DamagedWorkbook,
    ProtectedWorkbook,
    Row,
    RowProblem,
)
from recoup.kernel.sentences import N_, Sentence

_EXACT_DIGITS = 15
"""A workbook keeps no more digits of a number than these."""
_EXACT_MAX = 10**_EXACT_DIGITS

CELL_TOO_LONG = N_("A cell is longer than the {limit} characters that are read.")
DIGITS_LOST = N_(
    "Line {line} holds the number {number}: workbooks keep 15 digits, so its last ones may be lost. "
    "Store such numbers as text."
)

_Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, held in memory."""

    name: str
    data: CalamineSheet

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield every row with its line number, from 1, its cells as text."""
        for line, cells in enumerate(self.data.iter_rows(), start=1):
            yield line, tuple([cell if type(cell) is str else cell_text(cell) for cell in cells])

    def doubtful_numbers(self) -> Iterator[Sentence]:
        """Yield a warning for every number with more digits than a workbook keeps."""
        for line, cells in enumerate(self.data.iter_rows(), start=1):
            for cell in cells:
                if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT_MAX:
                    yield Sentence(DIGITS_LOST, {"line": line, "number": cell_text(cell)})


def open_workbook(content: bytes, *, name: str) -> CalamineWorkbook:
    """Return the workbook in `content`, recognised by its bytes.

    :raises ProtectedWorkbook: it has a password
    :raises DamagedWorkbook: it can't be opened
    """
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise ProtectedWorkbook(name=name) from error
    except CalamineError as error:
        raise DamagedWorkbook(name=name) from error


def visible_sheets(workbook: CalamineWorkbook) -> tuple[str, ...]:
    """Return the names of the sheets that a person sees and that hold cells; all when none is visible."""
    tables = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    seen = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    return tuple(seen or [sheet.name for sheet in tables])


def load_sheet(workbook: CalamineWorkbook, sheet_name: str, *, name: str) -> Sheet:
    """Return a sheet with its cells.

    :raises DamagedWorkbook: the sheet can't be read
    """
    try:
        return Sheet(sheet_name, workbook.get_sheet_by_name(sheet_name))
    except CalamineError as error:
        raise DamagedWorkbook(name=name) from error


def sheet_row(line: int, cells: Sequence[str], width: int) -> Row | RowProblem | None:
    """Return a row of a sheet, None for an empty one; what stands right of the header's columns is left out."""
    kept = tuple(cells[:width])
    if not any(cell.strip(RULING) for cell in kept):
        return None
    kept += ("",) * (width - len(kept))
    if max(map(len, kept)) > CELL_LENGTH_MAX:
        shortened = tuple(cell if len(cell) <= CELL_LENGTH_MAX else f"{cell[:100]}…" for cell in kept)
        return RowProblem(line, Sentence(CELL_TOO_LONG, {"limit": CELL_LENGTH_MAX}), shortened)
    return Row(line, kept)


def cell_text(value: _Cell) -> str:
    """Return a cell as text: dates in ISO form, numbers in full with the digits that a workbook keeps."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return _number_text(value)
        case datetime.datetime():
            is_midnight = value.time() == datetime.time()
            return value.date().isoformat() if is_midnight else value.isoformat(" ", "seconds")
        case datetime.date():
            return value.isoformat()
        case datetime.time():
            return value.isoformat("seconds")
        case _:
            return str(value)


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < _EXACT_MAX:
        return str(int(value))
    return format(Decimal(format(value, f".{_EXACT_DIGITS}g")), "f")
