"""Whether an XLSX file is safe to open: its real size when unpacked, and how wide its sheets spread.

The reader behind it unpacks without limits and lays a sheet out as one full rectangle, so that a file of a few
kilobytes could take all memory and end the program. Nothing in the archive's own directory is believed: every
part is unpacked here once, in pieces, and counted.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from recoup.formats.tables.layouts import DamagedWorkbook, NotATable, ProtectedWorkbook, WorkbookTooLarge

PARTS_MAX = 5_000
UNPACKED_MAX = 768 << 20
RATIO_MAX = 300
RATIO_IGNORED_BELOW = 16 << 20
"""Small parts may be as repetitive as they like."""
AREA_MAX = 20_000_000
"""Cells of the rectangle that a sheet spans; the reader takes 32 bytes for each, filled or not."""

_PIECE = 1 << 20
_OVERLAP = 64
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_FILLED_CELL = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>]*(?:(?<!/)>|\Z)")


def check_workbook_archive(content: bytes, *, name: str) -> None:
    """Return when `content` is an XLSX file that is safe to open.

    :raises NotATable: it is another kind of archive
    :raises DamagedWorkbook: it is broken
    :raises ProtectedWorkbook: its parts are encrypted
    :raises WorkbookTooLarge: it would take too much memory
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
        raise DamagedWorkbook(name=name) from error
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    if not any(part.startswith("xl/") and part.endswith("workbook.xml") for part in names):
        raise NotATable(name=name, found=_archive_kind(names))
    if len(parts) > PARTS_MAX:
        raise WorkbookTooLarge(name=name, found=len(parts), limit=PARTS_MAX, unit="parts")

    unpacked = 0
    for part in parts:
        if part.flag_bits & 0x1:
            raise ProtectedWorkbook(name=name)
        unpacked = _check_part(content, part, unpacked, name=name)


def _check_part(content: bytes, part: zipfile.ZipInfo, unpacked: int, *, name: str) -> int:
    """Unpack one part in pieces and return the size of all parts so far."""
    size = 0
    spread = _Spread()
    try:
        for piece in _pieces(content, part):
            size += len(piece)
            if unpacked + size > UNPACKED_MAX:
                raise WorkbookTooLarge(
                    name=name, found=(unpacked + size) >> 20, limit=UNPACKED_MAX >> 20, unit="MB"
                )
            if size > RATIO_IGNORED_BELOW and size > RATIO_MAX * max(1, part.compress_size):
                raise WorkbookTooLarge(
                    name=name, found=size // max(1, part.compress_size), limit=RATIO_MAX, unit="times"
                )
            spread.feed(piece)
            if spread.area > AREA_MAX:
                raise WorkbookTooLarge(name=name, found=spread.area, limit=AREA_MAX, unit="cells")
    except (zlib.error, struct.error) as error:
        raise DamagedWorkbook(name=name) from error
    return unpacked + size


def _pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, whatever size its header states."""
    header = _LOCAL_HEADER.unpack_from(content, part.header_offset)
    start = part.header_offset + _LOCAL_HEADER.size + header[9] + header[10]
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[place : place + _PIECE]) for place in range(0, len(packed), _PIECE))
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zlib.error("unknown compression")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    while not inflater.eof:
        piece = inflater.decompress(rest, _PIECE)
        rest = inflater.unconsumed_tail
        if not piece and not rest:
            raise zlib.error("cut short")
        yield piece


class _Spread:
    """The rectangle from A1 to the farthest cell that is filled."""

    def __init__(self) -> None:
        self.columns = 0
        self.rows = 0
        self._tail = b""

    @property
    def area(self) -> int:
        return self.columns * self.rows

    def feed(self, piece: bytes) -> None:
        cells = _FILLED_CELL.findall(self._tail + piece)
        self.columns = max(self.columns, *(_column(letters) for letters in {cell[0] for cell in cells}), 0)
        self.rows = max(self.rows, *(int(row) for row in {cell[1] for cell in cells}), 0)
        self._tail = piece[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _archive_kind(names: set[str]) -> str:
    if any(name.endswith("workbook.bin") for name in names):
        return "XLSB"
    if "content.xml" in names:
        return "ODS"
    return "ZIP"
