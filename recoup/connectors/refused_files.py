"""Refused rows as a file: the same header and cells, and the reason in words, to be corrected and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import BinaryIO

from recoup.connectors.headers import reason_title
from recoup.formats.tables.exports import safe_for_spreadsheet
from recoup.formats.tables.reading import Table
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import Reader, render


def write_refused(stream: BinaryIO, *, table: Table, refused: Mapping[int, Sentence], language: str) -> None:
    """Write the refused rows of `table` as CSV in UTF-8 with a byte order mark, safe to open in a spreadsheet.

    Cells stand as they came, in the order of the file; the reasons are in `language`.
    """
    reader = Reader.for_language(language)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text, delimiter=table.layout.delimiter or ",")
    if table.layout.header_line:
        writer.writerow([*map(safe_for_spreadsheet, table.header), reason_title(language)])
    width = len(table.header)
    for row in table.rows():
        sentence = refused.get(row.line)
        if sentence is not None:
            cells = [*map(safe_for_spreadsheet, row.cells), *[""] * (width - len(row.cells))]
            writer.writerow([*cells, render(sentence, reader)])
    text.flush()
    text.detach()
