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
    """A header as it is compared: its folded words without those in brackets, joined, and all of them joined."""

    words: tuple[str, ...]
    key: str
    full_key: str


def header_words(text: str) -> HeaderWords:
    """Return `text` without case and marks; what is in brackets counts when there is nothing else."""
    whole = split_words(text)
    words = split_words(_BRACKETS.sub(" ", text)) or whole
    return HeaderWords(words, "".join(words), "".join(whole))


@cache
def known_headers() -> frozenset[str]:
    """Return the keys of all headers that any kind of table may have; they tell a header line from data."""
    spellings = {spelling for fields in SYNONYMS.values() for field in fields.values() for spelling in field}
    return frozenset(header_words(spelling).key for spelling in spellings | set(OTHER_HEADERS))


def split_words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, those joined by case or punctuation apart."""
    return tuple(_NOT_WORD.sub(" ", fold(_CAMEL.sub(" ", text))).split())
