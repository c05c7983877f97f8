"""How a table is written in its file, what its rows look like, and why a file can be refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence

CELL_LENGTH_MAX = 10_000
"""A cell with more characters makes its row refused."""

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "cp1250",
    "iso-8859-2",
    "cp852",
    "cp1258",
    "cp1256",
    "cp1252",
)
"""The encodings that can be found or chosen; GBK is read as its superset GB18030."""

DELIMITERS = (",", ";", "\t", "|")


class FileKind(StrEnum):
    """What the content of the file is, whatever its name says."""

    CSV = "CSV"
    XLSX = "XLSX"
    XLS = "XLS"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written; `header_line` counts from 1, 0 means that the table has no header.

    `encoding` and `delimiter` are empty for workbooks, `sheet` is empty for CSV.
    """

    kind: FileKind
    encoding: str
    delimiter: str
    sheet: str
    header_line: int


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """What a person has decided about the layout; None leaves it to the program."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_line: int | None = None

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal choice back."""
        return {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "header_line": self.header_line,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> LayoutChoice:
        """Return the choice that `to_json` packed."""
        header_line = data["header_line"]
        return cls(
            encoding=_text_or_none(data["encoding"]),
            delimiter=_text_or_none(data["delimiter"]),
            sheet=_text_or_none(data["sheet"]),
            header_line=None if header_line is None else int(str(header_line)),
        )


class Row(NamedTuple):
    """One row of the table: `line` is where it starts in the file, from 1; every header column has a cell."""

    line: int
    cells: tuple[str, ...]


class RowProblem(NamedTuple):
    """A row that can't be read as the header promises, why, and its cells as they came (huge ones shortened).

    `is_footer` marks what stands below the table: totals, notes of the exporting program.
    """

    line: int
    sentence: Sentence
    cells: tuple[str, ...]
    is_footer: bool = False


class UnreadableTable(DomainError):
    """The file as a whole can't be read as a table; nothing of it may be imported."""

    text = N_("The file “{name}” can't be read as a table.")


class EmptyTable(UnreadableTable):
    """There is nothing in the file."""

    text = N_("The file “{name}” is empty.")


class NotATable(UnreadableTable):
    """The file is something else than a table."""

    text = N_(
        "The file “{name}” is not a table: it looks like {found}. Save it as CSV or XLSX and try again."
    )


class WrongEncoding(UnreadableTable):
    """The bytes of the file don't fit the encoding."""

    text = N_(
        "The file “{name}” can't be read as {encoding}: {count} places don't fit. Choose another encoding."
    )


class BinaryFile(NotATable):
    """The file holds no text."""

    text = N_(
        "The file “{name}” is not a table: it holds no readable text. Save it as CSV or XLSX and try again."
    )


class UnknownChoice(UnreadableTable):
    """What a person chose about the layout doesn't exist; its subclasses say what."""


class UnknownEncoding(UnknownChoice):
    """The program can't read the chosen encoding."""

    text = N_("The file “{name}” can't be read as {choice}: the program doesn't know that encoding.")


class UnknownDelimiter(UnknownChoice):
    """The program doesn't split cells at the chosen mark."""

    text = N_("The file “{name}” can't be split at “{choice}”.")


class NoSuchSheet(UnknownChoice):
    """The workbook has no sheet of the chosen name."""

    text = N_("The workbook “{name}” has no sheet “{choice}”.")


class NoSuchLine(UnknownChoice):
    """The chosen header line lies behind the end, or inside a cell."""

    text = N_("The file “{name}” has no header on line {choice}.")


class DamagedWorkbook(UnreadableTable):
    """The workbook is cut short or broken."""

    text = N_("The workbook “{name}” is damaged or cut short and can't be opened.")


class UnopenableWorkbook(UnreadableTable):
    """Reading the workbook broke down, for what it holds or for its size."""

    text = N_(
        "The workbook “{name}” can't be opened: it is damaged or too large. "
        "Save the sheet as CSV and try again."
    )


class ProtectedWorkbook(UnreadableTable):
    """The workbook is locked with a password."""

    text = N_("The workbook “{name}” is locked with a password. Save it without a password and try again.")


class WorkbookTooLarge(UnreadableTable):
    """The workbook is or unpacks to more than the program is willing to hold."""

    text = N_(
        "The workbook “{name}” is larger than {limit} MB when unpacked. Save the sheet as CSV and try again."
    )


class WorkbookBomb(UnreadableTable):
    """The workbook is packed as no spreadsheet program packs."""

    text = N_(
        "The workbook “{name}” is packed in a way that isn't safe to open. Save the sheet as CSV and try again."
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)
