"""Whether an XLSX file is safe to open: how much it really unpacks to.

A file of a few kilobytes can unpack to many gigabytes. Nothing that the archive's own directory says about sizes
is believed: every part is unpacked here once, in pieces, and counted.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from recoup.formats.tables.layouts import (
    DamagedWorkbook,
    NotATable,
    ProtectedWorkbook,
    WorkbookBomb,
    WorkbookTooLarge,
)

PARTS_MAX = 5_000
UNPACKED_MAX = 768 << 20
RATIO_MAX = 300
RATIO_IGNORED_BELOW = 16 << 20
"""Small parts may be as repetitive as they like."""

_PIECE = 1 << 20
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")


def check_workbook_archive(content: bytes, *, name: str) -> None:
    """Return when `content` is an XLSX file that is safe to open.

    :raises NotATable: it is another kind of archive
    :raises DamagedWorkbook: it is broken
    :raises ProtectedWorkbook: its parts are encrypted
    :raises WorkbookTooLarge: it unpacks to too much
    :raises WorkbookBomb: its parts are too many or packed too densely
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
        raise WorkbookBomb(name=name)

    unpacked = 0
    for part in parts:
        if part.flag_bits & 0x1:
            raise ProtectedWorkbook(name=name)
        unpacked = _check_part(content, part, unpacked, name=name)


def _check_part(content: bytes, part: zipfile.ZipInfo, unpacked: int, *, name: str) -> int:
    """Unpack one part in pieces and return the size of all parts so far."""
    size = 0
    try:
        for piece in _pieces(content, part):
            size += len(piece)
            if unpacked + size > UNPACKED_MAX:
                raise WorkbookTooLarge(name=name, limit=UNPACKED_MAX >> 20)
            if size > RATIO_IGNORED_BELOW and size > RATIO_MAX * max(1, part.compress_size):
                raise WorkbookBomb(name=name)
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


def _archive_kind(names: set[str]) -> str:
    if any(name.endswith("workbook.bin") for name in names):
        return "XLSB"
    if "content.xml" in names:
        return "ODS"
    return "ZIP"
