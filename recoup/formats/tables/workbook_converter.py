"""The program that turns the sheets of a workbook into CSV files, run in a process of its own.

The reader of workbooks is compiled code: a broken or malicious file can make it take all memory, run for ever or
abort. Here it takes only this process with it, which has limits on memory and time. Nothing else of the house is
imported, so that the process starts fast. Bytes come by standard input; into the folder given as argument go
`0.csv`, `1.csv`... and `sheets.json`.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import resource
import sys
from decimal import Decimal
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

CONVERTED, PROTECTED, DAMAGED = 0, 3, 4

_MEMORY_MAX = 2 << 30
_SECONDS_MAX = 300
_CELL_CUT = 10_001
"""One more than the longest cell that is read, so that the row is refused with its reason."""
_EXACT_DIGITS = 15
_EXACT_MAX = 10**_EXACT_DIGITS
_DOUBTS_MAX = 20

_Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta


def main(folder: Path, wanted: str) -> int:
    """Convert the workbook on standard input, the sheet `wanted` or all visible ones; return how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_MAX, _MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_MAX, _SECONDS_MAX))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        visible = _visible(workbook)
        names = [name for name in ([wanted] if wanted else visible) if name in workbook.sheet_names]
        doubts = [
            _convert(workbook.get_sheet_by_name(name), folder / f"{place}.csv")
            for place, name in enumerate(names)
        ]
    except PasswordError:
        return PROTECTED
    except CalamineError:
        return DAMAGED
    found = {"visible": visible, "converted": names, "doubts": doubts}
    (folder / "sheets.json").write_text(json.dumps(found), encoding="utf-8")
    return CONVERTED


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


def _visible(workbook: CalamineWorkbook) -> list[str]:
    """Return the sheets of cells that a person sees, all when none is visible."""
    tables = [sheet for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    seen = [sheet.name for sheet in tables if sheet.visible == SheetVisibleEnum.Visible]
    return seen or [sheet.name for sheet in tables]


def _convert(sheet: CalamineSheet, path: Path) -> list[tuple[int, str]]:
    """Write a sheet as CSV and return the numbers with more digits than a workbook keeps, by line."""
    doubts: list[tuple[int, str]] = []
    with path.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            texts = [cell if type(cell) is str else cell_text(cell) for cell in cells]
            if max(map(len, texts), default=0) > _CELL_CUT:
                texts = [text[:_CELL_CUT] for text in texts]
            writer.writerow(texts)
            if len(doubts) < _DOUBTS_MAX:
                doubts += [(line, cell_text(cell)) for cell in cells if _is_doubtful(cell)]
    return doubts


def _is_doubtful(cell: _Cell) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _EXACT_MAX


def _number_text(value: float) -> str:
    if value.is_integer() and abs(value) < _EXACT_MAX:
        return str(int(value))
    return format(Decimal(format(value, f".{_EXACT_DIGITS}g")), "f")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
