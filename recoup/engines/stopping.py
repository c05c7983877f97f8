"""Whether somebody who answers wants no more messages: read from their own words by lists of phrases.

Short answers only: "STOP", "please unsubscribe", "huỷ nhận tin". Whoever writes more is read by a person. Marks above
letters count, because "dừng" is no and "đúng" is yes; case, full-width letters and variants of Persian letters don't.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_WORDS_MAX = 60
_TOKEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[^\W_\u3400-\u4dbf\u4e00-\u9fff]+")
_ONE_LETTER = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"})
_QUOTED = re.compile(
    r"^\s*(?:>|-{2,}\s*$|_{5,}|-{3,}.+-{3,}|(?:from|von|từ|od|发件人|از)\s*[::].*@"
    r"|(?:on|vào|w dniu|dnia|在|در).{4,120}(?:wrote|đã viết|pisze|napisał\w*|写道|نوشت)\s*[::]?\s*$)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\[R\d+-[0-9a-f]+\]|\bR\d+-[0-9a-f]{10}\b", re.IGNORECASE)


def own_words(text: str) -> str:
    """Return what an answer says itself, without what it quotes and without the signature below `--`."""
    lines: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            break
        lines.append(line)
    return "\n".join(lines).strip()


def wants_no_more(texts: Iterable[str], phrases: Iterable[str], *, more_words: int) -> bool:
    """Return whether one of the texts (a subject, a body) asks to be left alone, in one of the phrases.

    The phrase must be all that is said, or stand at the beginning or the end beside at most `more_words` others. Of a
    text of several paragraphs the first one is looked at, unless the whole is too long to be such an answer.
    """
    wanted = [words for phrase in phrases if (words := _words(phrase))]
    return any(_says(_first_paragraph(text), words, more_words) for text in texts for words in wanted)


def asks_to_cease(text: str, phrases: Iterable[str]) -> bool:
    """Return whether a longer text speaks of contact that is to end: a person must read it (US-A3, UK-A1)."""
    said = _words(text)
    return any(_holds(said, words) for phrase in phrases if (words := _words(phrase)))


def phrases_of(text: str) -> tuple[str, ...]:
    """Return the phrases that a rule lists, with commas between."""
    return tuple(filter(None, (phrase.strip() for phrase in re.split("[,،、,;\n]", text))))


def _first_paragraph(text: str) -> list[str]:
    own = own_words(_SIGN.sub(" ", text))
    if len(_words(own)) > _WORDS_MAX:
        return []
    return _words(re.split(r"\n\s*\n", own)[0])


def _says(said: Sequence[str], phrase: Sequence[str], more_words: int) -> bool:
    if not phrase or not len(phrase) <= len(said) <= len(phrase) + more_words:
        return False
    return said[: len(phrase)] == phrase or said[-len(phrase) :] == phrase


def _holds(said: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(said[place : place + size] == phrase for place in range(len(said) - size + 1))


def _words(text: str) -> list[str]:
    """Return the words in one spelling; a Chinese character counts as a word."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ONE_LETTER)
    visible = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return _TOKEN.findall(unicodedata.normalize("NFC", visible))
