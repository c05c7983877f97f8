"""Write XLSX workbooks that are safe to open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | date | None

# A spreadsheet keeps numbers as binary fractions: beyond 15 digits they would come back changed.
_EXACT_DIGITS = 15
_SHEET_NAME_MAX = 31


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: headings and rows; `is_right_to_left` turns it for Persian readers."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    is_right_to_left: bool = False


def write_workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook; text is always written as text, so nothing in a cell is ever run as a formula.

    Amounts are numbers as long as a spreadsheet can hold them exactly, and text beyond that.
    """
    content = BytesIO()
    book = Workbook(content, {"constant_memory": True})
    heading = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.name))
        if sheet.is_right_to_left:
            page.right_to_left()
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.headings) - 1, 0), 18)
        for column, text in enumerate(sheet.headings):
            page.write_string(0, column, text, heading)
        for line, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, line, column, cell, day)
    book.close()
    return content.getvalue()


def _sheet_name(name: str) -> str:
    """Return a name that spreadsheets accept."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip("' ")[:_SHEET_NAME_MAX] or "1"


def _write(page: Worksheet, line: int, column: int, cell: Cell, day: Format) -> None:
    match cell:
        case None:
            return
        case date():
            page.write_datetime(line, column, cell, day)
        case int() | Decimal() if len(Decimal(cell).as_tuple().digits) <= _EXACT_DIGITS:
            page.write_number(line, column, cell)
        case _:
            page.write_string(line, column, str(cell))
