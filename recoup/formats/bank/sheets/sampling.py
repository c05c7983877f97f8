"""The head of a sheet of a bank, for a person who says what its columns mean."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from recoup.formats.bank.detection import HEAD, detect
from recoup.formats.bank.faults import UnreadableStatement
from recoup.formats.bank.sheets.columns import guess_columns
from recoup.formats.bank.sheets.profiles import SheetField
from recoup.formats.bank.types import BankFormat
from recoup.formats.tables.reading import open_table
from recoup.kernel.sentences import N_


class NoSheet(UnreadableStatement):
    """The file has no columns to say anything about."""

    text = N_("The file “{name}” is no CSV or XLSX sheet: there are no columns in it to explain.")


@dataclass(frozen=True, slots=True)
class SheetSample:
    """The header of a sheet, its first rows, and what each column, from 0, seems to hold."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Mapping[int, SheetField]


def sample_sheet(content: bytes, *, name: str, rows: int = 6) -> SheetSample:
    """Return the head of a CSV, XLSX or XLS file of a bank.

    :raises UnreadableStatement: it is no sheet
    :raises UnreadableTable: it can't be read safely
    """
    if detect(content[:HEAD], name=name) is not BankFormat.SHEET:
        raise NoSheet(name=name)
    with tempfile.TemporaryDirectory(prefix="recoup-sample-") as folder:
        path = Path(folder) / "sheet"
        path.write_bytes(content)
        table = open_table(path, name=name)
        guess = {place: field for field, places in guess_columns(table).items() for place in places}
        return SheetSample(tuple(table.header), tuple(tuple(row) for row in table.sample(rows)), guess)
