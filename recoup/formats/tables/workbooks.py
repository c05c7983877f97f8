"""Workbooks, XLSX and XLS: their sheets as rows of text, converted in a process of its own."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recoup.formats.tables import workbook_converter
from recoup.formats.tables.footers import RULING
from recoup.formats.tables.layouts import (
    CELL_LENGTH_MAX,
    DamagedWorkbook,
    ProtectedWorkbook,
    Row,
    RowProblem,
    UnopenableWorkbook,
)
from recoup.kernel.sentences import N_, Sentence

CELL_TOO_LONG = N_("A cell is longer than the {limit} characters that are read.")
DIGITS_LOST = N_(
    "Line {line} holds the number {number}: workbooks keep 15 digits, so its last ones may be lost. "
    "Store such numbers as text."
)

_SECONDS_MAX = 600


@dataclass(frozen=True, slots=True)
class Sheet:
    """One converted sheet; its file lives as long as `folder` is held."""

    name: str
    path: Path
    warnings: tuple[Sentence, ...]
    folder: tempfile.TemporaryDirectory[str]

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield every row with its line number, from 1, its cells as text."""
        with self.path.open(encoding="utf-8", newline="") as stream:
            yield from enumerate(map(tuple, csv.reader(stream)), start=1)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The converted sheets, and the names of all that a person sees."""

    sheets: tuple[Sheet, ...]
    visible: tuple[str, ...]


def convert_workbook(content: bytes, *, sheet: str | None, name: str) -> Workbook:
    """Return the workbook in `content` with the chosen sheet converted, or all visible ones.

    :raises ProtectedWorkbook: it has a password
    :raises DamagedWorkbook: its parts don't fit together
    :raises UnopenableWorkbook: reading it took too much memory or time, or failed altogether
    """
    folder = tempfile.TemporaryDirectory(prefix="recoup-workbook-")
    command = [sys.executable, "-P", workbook_converter.__file__, folder.name, sheet or ""]
    try:
        ended = subprocess.run(
            command, input=content, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS_MAX
        ).returncode
    except subprocess.TimeoutExpired as error:
        raise UnopenableWorkbook(name=name) from error
    if ended == workbook_converter.PROTECTED:
        raise ProtectedWorkbook(name=name)
    if ended == workbook_converter.DAMAGED:
        raise DamagedWorkbook(name=name)
    if ended != workbook_converter.CONVERTED:
        raise UnopenableWorkbook(name=name)
    found = json.loads((Path(folder.name) / "sheets.json").read_text(encoding="utf-8"))
    sheets = tuple(
        Sheet(sheet_name, Path(folder.name) / f"{place}.csv", _warnings(doubts), folder)
        for place, (sheet_name, doubts) in enumerate(zip(found["converted"], found["doubts"], strict=True))
    )
    return Workbook(sheets, tuple(found["visible"]))


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


def _warnings(doubts: Sequence[tuple[int, str]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(DIGITS_LOST, {"line": line, "number": number}) for line, number in doubts)
