"""Bank files and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recoup.cash.types import BankFileRecord, FileStatus, ImportedFile
from recoup.formats.bank.faults import UnknownFormat
from recoup.formats.bank.types import BankFormat

_FORMATS = {
    BankFormat.CAMT_052: "camt.052",
    BankFormat.CAMT_053: "camt.053",
    BankFormat.CAMT_054: "camt.054",
    BankFormat.MT940: "MT940",
    BankFormat.MT942: "MT942",
    BankFormat.BAI2: "BAI2",
    BankFormat.OFX: "OFX",
    BankFormat.QIF: "QIF",
    BankFormat.V11: "V11",
}
_STATES: Mapping[FileStatus, tuple[str | Promise, str]] = {
    FileStatus.READ: (gettext_lazy("taken in"), "ok"),
    FileStatus.PARTLY: (gettext_lazy("taken in, in part"), "warn"),
    FileStatus.REFUSED: (gettext_lazy("refused"), "bad"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came in."""

    record: BankFileRecord
    format: str
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that was brought in just now."""

    file: ImportedFile
    format: str
    state: str
    tone: str
    is_unknown: bool


def format_name(format: BankFormat | None) -> str:
    """Return how a format is called; a sheet in the reader's language."""
    if format is None:
        return ""
    return _FORMATS.get(format) or _("Table")


def file_rows(records: Iterable[BankFileRecord]) -> list[FileRow]:
    """Return the files as they are listed."""
    return [FileRow(each, format_name(each.format), *_state(each.status)) for each in records]


def outcomes(files: Sequence[ImportedFile]) -> list[Outcome]:
    """Return what became of files; of one that `is_unknown` one may say what its columns mean."""
    return [
        Outcome(
            each,
            format_name(each.format),
            *((_("known already"), "mute") if each.is_known else _state(each.status)),
            is_unknown=each.reason is not None and each.reason.text == UnknownFormat.text,
        )
        for each in files
    ]


def _state(status: FileStatus) -> tuple[str, str]:
    label, tone = _STATES[status]
    return str(label), tone
