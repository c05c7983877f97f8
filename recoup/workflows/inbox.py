"""The inbox: a folder whose files are imported and put away, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from recoup.formats.bank.detection import HEAD, detect
from recoup.formats.bank.faults import UnreadableStatement
from recoup.formats.bank.types import BankFormat
from recoup.formats.tables.vocabulary.fields import TableKind

# Customers before their items, items before the money that pays them.
KINDS = (TableKind.CUSTOMERS, TableKind.ITEMS, TableKind.RECEIPTS)
_BANK_NAMES = ("bank", "statement")
_PAPER_NAMES = (
    ("cheque", "checks"),
    ("advice", "remittance"),
    ("cash-report", "cash_report", "cashreport"),
)
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")


class Paper(StrEnum):
    """What a file is that isn't rows for the ledger, in the order in which to import them."""

    CHEQUES = "CHEQUES"
    BANK = "BANK"
    ADVICE = "ADVICE"
    CASH_REPORT = "CASH_REPORT"


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file that waits: its kind by how its name begins, None when that says nothing; the entity by its folder.

    Files of the banks are known by their content, and sheets of banks by a name that begins with bank; lists of
    cheques, remittance advices and accounting's cash reports by their names.
    """

    path: Path
    kind: TableKind | None
    entity_code: str
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The folder `folder`: files lie in it, or in a folder named after the entity to which they belong.

    What is imported moves to `done/<date>`, what is not to `refused`, with the reasons beside.
    """

    folder: Path

    def waiting(self) -> list[InboxFile]:
        """Return the files that wait, in the order in which to import them; those still being written are left out."""
        if not self.folder.is_dir():
            return []
        return sorted(self._files(), key=lambda file: (_place(file), file.entity_code, file.path.name))

    def put_away(self, file: InboxFile, *, on: date) -> Path:
        """Move a file that was imported to the done files of the day and return its new place."""
        return _move(file.path, self.folder / "done" / on.isoformat() / file.entity_code)

    def refuse(self, file: InboxFile, reasons: str) -> Path:
        """Move a file that could not be imported to the refused ones, with the reasons in a text beside it."""
        place = _move(file.path, self.refused_folder(file))
        place.with_name(f"{place.name}.txt").write_text(reasons, encoding="utf-8")
        return place

    def refused_folder(self, file: InboxFile) -> Path:
        """Return where refused files of the same origin lie."""
        return self.folder / "refused" / file.entity_code

    def _files(self) -> Iterator[InboxFile]:
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in ("done", "refused") and not path.name.startswith("."):
                yield from (_file(inner, path.name) for inner in path.iterdir() if _is_ready(inner))
            elif _is_ready(path):
                yield _file(path, "")


def free_place(path: Path) -> Path:
    """Return `path`, or the first numbered variant of it that is not taken."""
    place, count = path, 1
    while place.exists():
        count += 1
        place = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return place


def _move(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return path.rename(free_place(folder / path.name))


def _is_ready(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix.lower() not in _UNFINISHED


def _file(path: Path, entity_code: str) -> InboxFile:
    name = path.name.lower()
    kind = next((kind for kind in KINDS if name.startswith(kind.value.lower())), None)
    return InboxFile(path, kind, entity_code, None if kind is not None else _paper(path, name))


def _paper(path: Path, name: str) -> Paper | None:
    for paper, names in zip((Paper.CHEQUES, Paper.ADVICE, Paper.CASH_REPORT), _PAPER_NAMES, strict=True):
        if name.startswith(names):
            return paper
    return Paper.BANK if name.startswith(_BANK_NAMES) or _is_bank_format(path) else None


def _is_bank_format(path: Path) -> bool:
    """Return whether the content is of a format that only banks write."""
    with path.open("rb") as content:
        try:
            return detect(content.read(HEAD), name=path.name) is not BankFormat.SHEET
        except UnreadableStatement:
            return False


def _place(file: InboxFile) -> int:
    if file.kind is not None:
        return KINDS.index(file.kind)
    papers = list(Paper)
    return len(KINDS) + (papers.index(file.paper) if file.paper is not None else len(papers))
