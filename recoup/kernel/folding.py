"""One spelling for names and document numbers, so that what people type finds what is stored.

`fold` takes away what people leave out or mix up: case, diacritics, Persian and Arabic variants of one
letter, native and full-width digits, invisible marks. It keeps the script: Persian stays Persian and
Chinese stays Chinese.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii
from pypinyin import lazy_pinyin
from pypinyin.seg.mmseg import seg

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003347f]+")
_NOT_IN_REFERENCE = re.compile("[^0-9A-Z]+")
_NOT_DIGITS = re.compile("[^0-9]+")
_LOOKALIKES = str.maketrans("OQILSBZ", "0011582")

# What carries no letter: accents, Hebrew and Arabic vowel signs, zero-width, bidi and control marks.
_DROPPED = (
    (0x0000, 0x0008),
    (0x000E, 0x001B),
    (0x007F, 0x0084),
    (0x0086, 0x009F),
    (0x00AD, 0x00AD),
    (0x0300, 0x036F),
    (0x0591, 0x05BD),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x180E, 0x180E),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20D0, 0x20FF),
    (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
# Latin letters with marks. For some (đ, ł, ø, ß) the mark is part of the letter: no decomposition takes it off.
_LATIN = ((0x00C0, 0x00D6), (0x00D8, 0x00F6), (0x00F8, 0x024F), (0x0250, 0x02AF), (0x1E00, 0x1EFF))
_ONE_LETTER = {
    "ي": "ی",
    "ى": "ی",
    "ے": "ی",
    "ك": "ک",
    "ة": "ه",
    "ە": "ه",
    "ھ": "ه",
    "ہ": "ه",
    "ۃ": "ه",
    "ٱ": "ا",
    "ς": "σ",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "‘": "'",
    "’": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
}
_DIGIT_ZEROS = (0x0660, 0x06F0)


def _folding_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(old): new for old, new in _ONE_LETTER.items()}
    for letter in map(chr, _codes(_LATIN)):
        plain = anyascii(letter).lower()
        if plain.isalpha():
            table[ord(letter)] = plain
    for zero in _DIGIT_ZEROS:
        table.update({zero + digit: str(digit) for digit in range(10)})
    table.update(dict.fromkeys(_codes(_DROPPED)))
    return table


def _codes(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    return (code for first, last in ranges for code in range(first, last + 1))


_TABLE = _folding_table()


def fold(text: str) -> str:
    """Return `text` in lower case, without diacritics and invisible marks, blanks single.

    Folding twice changes nothing. `Đặng Thị Łódź` is `dang thi lodz`, `شركة` is `شرکه`, `۱۲۳` is `123`.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    bare = text.lower().translate(_TABLE)
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", text).lower().translate(_TABLE)
        bare = unicodedata.normalize("NFC", bare)
    return " ".join(bare.split())


def search_text(name: str) -> str:
    """Return what a search looks through: `name` folded and, for Chinese, its pinyin, single blanks between.

    The pinyin comes by syllable, joined, and as initials: `恒达` is `恒达 heng da hengda hd`.
    """
    folded = fold(name)
    if folded.isascii():
        return folded
    words = [folded]
    for run in _HAN.findall(folded):
        syllables = [syllable for word in seg.cut(run) for syllable in _pinyin(word)]
        words += [*syllables, "".join(syllables), "".join(syllable[0] for syllable in syllables)]
    return " ".join(" ".join(words).split())


def fold_reference(text: str) -> str:
    """Return a document number as its letters and digits only, in upper case, for comparing.

    Latin letters lose their marks and digits become ASCII; letters of other scripts stay, because two of
    them must never become the same number. `fv/2026/۰۱۲` is `FV2026012`.
    """
    if text.isascii():
        return text.upper() if text.isalnum() else _NOT_IN_REFERENCE.sub("", text.upper())
    return "".join(filter(str.isalnum, fold(text).upper()))


def reference_lookalike(reference: str) -> str:
    """Return a folded number with letters that scanners mistake for digits as those digits: O/0, I/1, S/5, B/8."""
    return reference.translate(_LOOKALIKES)


def reference_digits(reference: str) -> str:
    """Return the digits of a folded number without leading zeros: what is left when prefix and zeros are lost."""
    return _NOT_DIGITS.sub("", reference).lstrip("0")


@lru_cache(maxsize=100_000)
def _pinyin(word: str) -> tuple[str, ...]:
    """Return the syllables of a word; names share few words, so keeping them pays tenfold."""
    return tuple(lazy_pinyin(word, errors="ignore"))
