"""Statements that are lines of text: in which letters they are written, and their lines one by one."""

from __future__ import annotations

import codecs
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from recoup.formats.bank.faults import EmptyStatement, WrongEncoding
from recoup.formats.tables.encodings import legacy_encoding
from recoup.kernel.sentences import N_

CHECK_LETTERS = N_("Are the letters right? The file was read as {encoding}.")

LINE_MAX = 1 << 20
"""A longer line is read in pieces, so that a file without line ends can't take all memory."""

_CHUNK = 1 << 16
_PIECE = 1 << 16
_SAMPLE_MAX = 1 << 17
_MARKS = dict.fromkeys((*range(0, 9), 11, 12, *range(14, 27), 0xFEFF))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file from its beginning on; `is_certain` says whether nobody needs to look at the letters."""

    stream: BinaryIO
    encoding: str
    is_certain: bool

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield every line with its number, without its end and the control marks that some banks leave in."""
        self.stream.seek(0)
        wrapper = io.TextIOWrapper(self.stream, self.encoding, "replace", newline="")
        number = 0
        try:
            while line := wrapper.readline(LINE_MAX):
                number += 1
                text = line.rstrip("\r\n").translate(_MARKS)
                yield number, text if text.isascii() else unicodedata.normalize("NFC", text)
        finally:
            # The stream belongs to whoever opened it.
            wrapper.detach()

    def pieces(self) -> Iterator[str]:
        """Yield the text in pieces, its line ends as they are."""
        self.stream.seek(0)
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        while chunk := self.stream.read(_PIECE):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", True)


def open_text(stream: BinaryIO, *, name: str, stated: str = "") -> TextFile:
    """Return `stream` as text, in the encoding that the format states or that its bytes are in.

    :raises EmptyStatement: there is nothing in it
    :raises WrongEncoding: the bytes don't fit the encoding that the file begins in
    """
    stream.seek(0)
    head = stream.read(4)
    if not head:
        raise EmptyStatement(name=name)
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), "")
    is_utf8, sample = _scan(stream)
    if marked.startswith("utf-16"):
        return TextFile(stream, marked, is_certain=True)
    if marked and not is_utf8:
        raise WrongEncoding(name=name, encoding=marked, count=1)
    if is_utf8:
        return TextFile(stream, "utf-8", is_certain=True)
    if stated:
        return TextFile(stream, stated, is_certain=True)
    return TextFile(stream, *legacy_encoding(sample))


def _scan(stream: BinaryIO) -> tuple[bool, bytes]:
    """Return whether all bytes are UTF-8, and the first lines with bytes beyond ASCII."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    sample: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        if is_utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if size < _SAMPLE_MAX and not chunk.isascii():
            found = [line for line in chunk.split(b"\n") if not line.isascii()]
            sample += found
            size += sum(map(len, found))
    return is_utf8 and not decoder.getstate()[0], b"\n".join(sample)[:_SAMPLE_MAX]
