"""The words and numbers of a payment text, folded, with every way in which they may spell a document number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from recoup.kernel.folding import fold

_BREAKS = re.compile(r"[,;:|+*=&!?#~()\[\]{}<>\"'«»“”‘’،؛؟，；：、。（）【】《》№\n\r\t]+")
_PIECES = re.compile(r"[A-Z]+|[0-9]+|[^\W\d_A-Z]+")
_JOINED_MAX = 8
_DIGITS = re.compile("[0-9]+")
_DATE = re.compile(
    r"(?:(?:19|20|13|14)\d\d[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])[-./]?(?:0?[1-9]|1[0-2])[-./]?(?:(?:19|20|13|14)\d\d))"
)


class Piece(NamedTuple):
    """Letters or digits in a row; `starts` and `ends` tell whether a word begins before and ends after it."""

    text: str
    run: int
    word: int
    starts: bool
    ends: bool


class Span(NamedTuple):
    """Pieces in a row, joined: the way a number may be written. `whole` when it takes up whole words."""

    text: str
    start: int
    end: int
    whole: bool


class Words(NamedTuple):
    """A text cut up: its `pieces`, and the plain words of letters in it."""

    pieces: tuple[Piece, ...]
    letters: frozenset[str]


def words_of(text: str) -> Words:
    """Return the folded pieces of `text`. Blanks part words, stronger marks part runs that no number crosses."""
    pieces: list[Piece] = []
    letters: list[str] = []
    word_index = 0
    folded = fold(text).upper()
    for run, stretch in enumerate(_BREAKS.split(folded)):
        for word in stretch.split():
            found = _PIECES.findall(word)
            if not found:
                continue
            coded = word[0] == "/"
            last = len(found) - 1
            for place, piece in enumerate(found):
                starts = place == 0 or (coded and place == 1)
                pieces.append(Piece(piece, run, word_index, starts, place == last))
            letters += [piece.lower() for piece in found if not piece.isdigit()]
            word_index += 1
    return Words(tuple(pieces), frozenset(letters))


def spans_of(words: Words, longest: int) -> Iterator[Span]:
    """Yield every span that holds a digit: pieces of one run, no longer than the `longest` number there is."""
    pieces = words.pieces
    count = len(pieces)
    for start in range(count):
        first = pieces[start]
        text, run = "", first.run
        has_digit = False
        begins = first.starts or (start > 0 and first.text.isdigit() and pieces[start - 1].text.isalpha())
        for end in range(start, min(start + _JOINED_MAX, count)):
            piece = pieces[end]
            text += piece.text
            if piece.run != run or len(text) > longest:
                break
            has_digit = has_digit or piece.text.isdigit()
            if has_digit and len(text) >= 3:
                yield Span(text, start, end + 1, begins and piece.ends)


def core_of(number: str) -> str:
    """Return the last run of digits in a folded `number` as printed, without leading zeros."""
    groups = _DIGITS.findall(number)
    return groups[-1].lstrip("0") if groups else ""


def is_date(text: str) -> bool:
    """Return whether digits read as a day, Gregorian or Solar Hijri."""
    return len(text) in (6, 7, 8) and _DATE.fullmatch(text) is not None


def readings_of(amount: Decimal) -> frozenset[str]:
    """Return how an amount reads once its marks are gone: texts often repeat the amount paid."""
    plain = amount.normalize()
    cents = plain.quantize(Decimal("0.01")) if plain == plain.quantize(Decimal("0.01")) else plain
    whole = str(int(plain))
    forms = {f"{form:f}".replace(".", "").replace("-", "") for form in (plain, cents)}
    return frozenset(forms | {whole})


def has_check_digits(reference: str) -> bool:
    """Return whether a folded text is an RF creditor reference with right check digits (ISO 11649)."""
    if not (5 <= len(reference) <= 25 and reference[:2] == "RF" and reference[2:4].isdigit()):
        return False
    if not (reference.isascii() and reference.isalnum()):
        return False
    moved = reference[4:] + reference[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def speaks_of(text: str, words: Words, phrases: tuple[str, ...]) -> bool:
    """Return whether a text, cut into `words`, has one of the phrases as whole words; Chinese ones anywhere."""
    begins, pattern = _phrases(phrases)
    if text.isascii() and begins.isdisjoint(words.letters):
        return False
    return pattern.search(fold(text)) is not None


@lru_cache(maxsize=64)
def _phrases(phrases: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    options, begins = [], set()
    for phrase in phrases:
        parts = fold(phrase).split()
        body = r"\s*".join(map(re.escape, parts))
        options.append(body if "\u4e00" <= phrase[0] <= "\u9fff" else rf"\b{body}\b")
        begins |= {*re.findall("[a-z]+", parts[0])[:1], "".join(parts)}
    return frozenset(begins), re.compile("|".join(options) or r"(?!)")
