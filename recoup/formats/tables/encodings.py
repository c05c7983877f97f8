"""Which encoding a text file is in: by byte order mark, by being valid UTF-8, else by the languages' letters.

Statistics of bytes alone mistake ISO-8859-2 and cp852 for something else, so a legacy encoding is chosen by how
well its text reads: Polish and other Central European letters, composed Vietnamese, Persian and Arabic,
everyday Chinese.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CHUNK = 1 << 20
_SAMPLE_MAX = 1 << 18
_NEUTRAL = frozenset("\u00a0\u202f “”„‘’‚–—…•€£¥°§«»·©®™½\u200c\u200e\u200f")

_POLISH = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_CENTRAL = "áčďéěíňóřšťúůýžäĺľôŕőűöüßëăâîşţ"
_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýß"
_VIETNAMESE = "ăâđêôơư" + "".join(
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
)
_PERSIAN = "پچژگکی،؛؟۰۱۲۳۴۵۶۷۸۹" + "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x0653))))

_UNREADABLE = -30
_CONTROL = -20
_SYMBOL = -10
_STRANGE_LETTER = -5
_RUN_MAX = 4
"""No word of a Latin script has more letters beyond ASCII in a row (Polish żółć); other scripts misread have."""
_FITNESS_MIN = 6.5
"""A mean weight per letter below this means that the text reads poorly in every encoding."""
_EVIDENCE_MIN = 6
"""By so many points, all letters together, the best encoding must lead the next that reads differently."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over the bytes of a text file found.

    `lines` counts physical lines, `longest` is the length of the longest in bytes, `bad` counts the places that
    don't fit the encoding.
    """

    encoding: str
    is_certain: bool
    bad: int
    has_nul: bool
    lines: int
    longest: int


def survey(path: Path, *, encoding: str | None = None) -> Survey:
    """Return how the text file at `path` is written; `encoding` overrides the guess. Memory is constant."""
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    wide = _wide_encoding(head) if encoding is None else encoding if encoding.startswith("utf-16") else None
    scan = _Scan()
    for chunk in _chunks(path, wide):
        scan.feed(chunk)
    scan.finish()

    chosen, is_certain = (encoding or wide, True) if encoding or wide else scan.guess(head)
    assert chosen is not None
    is_sound = chosen in ("utf-8", "utf-8-sig") and not scan.bad_utf8
    bad = 0 if is_sound else _count_bad(path, chosen)
    return Survey(chosen, is_certain, bad, scan.has_nul, scan.line_count, scan.longest)


def legacy_encoding(sample: bytes) -> tuple[str, bool]:
    """Return the 8-bit or Chinese encoding in which `sample` reads best, and whether that is certain."""
    texts = {
        encoding: unicodedata.normalize("NFC", sample.decode(encoding, "replace")) for encoding in _weights()
    }
    scores = {encoding: _fitness(text, encoding) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    letters = sum(1 for character in texts[best] if not character.isascii())
    others = [scores[encoding] for encoding, text in texts.items() if text != texts[best]]
    rival = max(others, default=_UNREADABLE)
    is_clear = (scores[best] - rival) * letters >= _EVIDENCE_MIN
    return best, scores[best] >= _FITNESS_MIN and is_clear


class _Scan:
    """Counts lines and keeps a sample of the lines with letters beyond ASCII, chunk by chunk."""

    def __init__(self) -> None:
        self.longest = 0
        self.has_nul = False
        self.bad_utf8 = False
        self._line_ends = 0
        self._rest = 0
        self._last = b""
        self._sample: list[bytes] = []
        self._sample_size = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._is_clean = True

    def feed(self, chunk: bytes) -> None:
        self.has_nul = self.has_nul or b"\0" in chunk
        self._line_ends += chunk.count(b"\n") + chunk.count(b"\r") - chunk.count(b"\r\n")
        if self._last == b"\r" and chunk[:1] == b"\n":
            self._line_ends -= 1
        self._last = chunk[-1:]
        lines = chunk.split(b"\n")
        self.longest = max(self.longest, self._rest + len(lines[0]), max(map(len, lines)))
        self._rest = len(lines[-1]) + (self._rest if len(lines) == 1 else 0)
        if chunk.isascii() and self._is_clean:
            return
        self._check_utf8(chunk)
        if self._sample_size < _SAMPLE_MAX:
            for line in lines:
                if not line.isascii() and self._sample_size < _SAMPLE_MAX:
                    self._sample.append(line[:4096])
                    self._sample_size += len(line)

    def finish(self) -> None:
        self._check_utf8(b"", final=True)

    @property
    def line_count(self) -> int:
        return self._line_ends + (1 if self._last and self._last not in b"\r\n" else 0)

    def guess(self, head: bytes) -> tuple[str, bool]:
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig", True
        if not self._sample or not self.bad_utf8:
            return "utf-8", True
        sample = b"\n".join(self._sample)
        read = sample.decode("utf-8", "replace")
        bad = _count_replaced(read)
        if sum(1 for character in read if not character.isascii()) > 2 * bad:
            return "utf-8", True
        return legacy_encoding(sample)

    def _check_utf8(self, chunk: bytes, *, final: bool = False) -> None:
        if self.bad_utf8:
            return
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError:
            self.bad_utf8 = True
        self._is_clean = self._decoder.getstate()[0] == b""


def _chunks(path: Path, wide: str | None) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk


def _wide_encoding(head: bytes) -> str | None:
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    return next((encoding for encoding in ("utf-16-le", "utf-16-be") if _reads_wide(head, encoding)), None)


def _reads_wide(head: bytes, encoding: str) -> bool:
    """Return whether the zeros of `head` stand where two-byte text has them, and its line ends are two bytes wide."""
    high = 1 if encoding == "utf-16-le" else 0
    zeros, strays = head[high::2].count(0), head[1 - high :: 2].count(0)
    if not zeros or strays * 20 > zeros:
        return False
    line_ends = head.decode(encoding, "replace").count("\n")
    is_dense = zeros * 4 > len(head) // 2
    return is_dense or (zeros * 40 > len(head) and line_ends * 2 > head.count(b"\n") > 0)


def _count_bad(path: Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    bad = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            bad += _count_replaced(decoder.decode(chunk))
    return bad + _count_replaced(decoder.decode(b"", True))


def _count_replaced(text: str) -> int:
    return text.count("\ufffd")


@cache
def _weights() -> Mapping[str, Mapping[str, int]]:
    central = _weighted((_WESTERN, -5), (_CENTRAL, 6), (_POLISH, 10))
    return {
        "gb18030": {},
        "cp1250": central,
        "iso-8859-2": central,
        "cp852": central,
        "cp1258": _weighted((_VIETNAMESE, 10), (_WESTERN, 6)),
        "cp1256": _weighted(("àâçèéêëîïôùûü", 0), (_PERSIAN, 10)),
        "cp1252": _weighted((_WESTERN, 7)),
    }


def _weighted(*groups: tuple[str, int]) -> dict[str, int]:
    return {
        form: weight for letters, weight in groups for letter in letters for form in (letter, letter.upper())
    }


def _fitness(text: str, encoding: str) -> float:
    """Return the mean weight of the letters beyond ASCII in `text`, which was read as `encoding`."""
    weigh = _weigh_chinese if encoding == "gb18030" else _weigh
    letters = _weights()[encoding]
    is_latin = encoding not in ("gb18030", "cp1256")
    total = count = run = 0
    for place, character in enumerate(text):
        if character.isascii() or character in _NEUTRAL:
            run = 0
            continue
        count += 1
        run += 1
        total += _SYMBOL if is_latin and run > _RUN_MAX else weigh(character, letters)
        if "\u0621" <= character <= "\u06ff" and _touches_latin(text, place):
            total += 2 * _SYMBOL
    return total / count if count else 0


def _weigh(character: str, letters: Mapping[str, int]) -> int:
    weight = letters.get(character)
    if weight is not None:
        return weight
    if character == "\ufffd":
        return _UNREADABLE
    if unicodedata.category(character) == "Cc":
        return _CONTROL
    return _STRANGE_LETTER if character.isalpha() else _SYMBOL


def _weigh_chinese(character: str, letters: Mapping[str, int]) -> int:
    if character == "\ufffd":
        return _UNREADABLE
    code = character.encode("gb2312", "ignore")
    if len(code) != 2:
        return _SYMBOL
    if 0xB0 <= code[0] <= 0xD7:
        return 10
    return 8 if code[0] in (0xA1, 0xA3) else 3 if code[0] >= 0xD8 else _SYMBOL


def _touches_latin(text: str, place: int) -> bool:
    around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
    return any(neighbor.isalpha() and neighbor < "\u0250" for neighbor in around)
