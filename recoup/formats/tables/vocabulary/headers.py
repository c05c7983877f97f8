"""One spelling for headers, so that `invoiceNumber`, `Invoice_Number` and `INVOICE NUMBER (1)` are equal."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from recoup.formats.tables.vocabulary.synonyms import OTHER_HEADERS, SYNONYMS
from recoup.kernel.folding import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BRACKETS = re.compile(r"[(\[（【<].*?[)\]）】>]")
_NOT_WORD = re.compile(r"[\W_]+")


class HeaderWords(NamedTuple):
    """A header as it is compared: its folded words, and the words run together."""

    words: tuple[str, ...]
    key: str


def header_words(text: str) -> HeaderWords:
    """Return `text` without case, marks and brackets; what is in brackets counts when there is nothing else."""
    bare = _BRACKETS.sub(" ", text)
    words = _words(bare) or _words(text)
    return HeaderWords(words, "".join(words))


@cache
def known_headers() -> frozenset[str]:
    """Return the keys of all headers that any kind of table may have; they tell a header line from data."""
    spellings = {spelling for fields in SYNONYMS.values() for field in fields.values() for spelling in field}
    return frozenset(header_words(spelling).key for spelling in spellings | set(OTHER_HEADERS))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_NOT_WORD.sub(" ", fold(_CAMEL.sub(" ", text))).split())
