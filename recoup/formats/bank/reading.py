"""Any bank file as events, or whole: the one door of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from recoup.formats.bank.bai2.statements import bai2_events
from recoup.formats.bank.camt.statements import camt_events
from recoup.formats.bank.checks import checked
from recoup.formats.bank.detection import HEAD, detect
from recoup.formats.bank.ofx.statements import ofx_events
from recoup.formats.bank.qif import qif_events
from recoup.formats.bank.sheets.profiles import SheetProfile
from recoup.formats.bank.sheets.statements import sheet_events
from recoup.formats.bank.swift.statements import swift_events
from recoup.formats.bank.types import (
    BankFormat,
    Event,
    Statement,
    StatementBegin,
    StatementEnd,
    StatementLine,
)
from recoup.formats.bank.v11 import v11_events

_READERS: dict[BankFormat, Callable[..., Iterator[Event]]] = {
    BankFormat.CAMT_052: camt_events,
    BankFormat.CAMT_053: camt_events,
    BankFormat.CAMT_054: camt_events,
    BankFormat.MT940: swift_events,
    BankFormat.MT942: swift_events,
    BankFormat.BAI2: bai2_events,
    BankFormat.OFX: ofx_events,
    BankFormat.QIF: qif_events,
    BankFormat.V11: v11_events,
}


def read_events(stream: BinaryIO, *, name: str, profiles: Iterable[SheetProfile] = ()) -> Iterator[Event]:
    """Yield the statements of a bank file from its content: each begins, tells its lines and ends.

    `name` is what the user calls the file, for messages. Statements come as the file has them; what doesn't agree
    is among the findings at the end of each. `profiles` are layouts of sheets that are tried before the ones that
    are known. The stream may be one that can't be rewound. Memory doesn't grow with the number of lines.

    :raises UnreadableStatement: the file can't be read or trusted; raised as soon as that is known, so whoever
        writes what was yielded before must be ready to undo it
    """
    with _rewindable(stream) as content:
        head = content.read(HEAD)
        content.seek(0)
        found = detect(head, name=name)
        if found is BankFormat.SHEET:
            yield from checked(sheet_events(content, name=name, profiles=tuple(profiles)))
        else:
            yield from checked(_READERS[found](content, name=name))


def read_statements(
    stream: BinaryIO, *, name: str, profiles: Iterable[SheetProfile] = ()
) -> tuple[Statement, ...]:
    """Return the statements of a bank file that fits in memory.

    :raises UnreadableStatement: the file can't be read or trusted
    """
    return tuple(collected(read_events(stream, name=name, profiles=profiles)))


def collected(events: Iterable[Event]) -> Iterator[Statement]:
    """Yield whole statements from their events."""
    lines: list[StatementLine] = []
    for event in events:
        match event:
            case StatementBegin():
                lines = []
            case StatementLine():
                lines.append(event)
            case StatementEnd():
                yield Statement(event.header, event.balances, tuple(lines), event.information, event.findings)


@contextmanager
def _rewindable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Lend the stream at its beginning, or a copy on disk of one that can't be rewound."""
    if stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy
