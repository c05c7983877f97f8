"""Document numbers as two programs write them: whole, inside a longer text, without their prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recoup.kernel.folding import fold, fold_reference

TOKEN_MIN = 4
"""A shorter number is never looked for inside a text: it may be anything."""
CORE_SURE = 5
"""So many digits of a number without its prefix say enough, whatever the amount."""

_JOINED_MAX = 4
_TOKEN = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_PREFIX = re.compile(r"^[^0-9]+")


def folded(numbers: Iterable[str]) -> frozenset[str]:
    """Return the numbers in one spelling, those that say nothing left out."""
    return frozenset(filter(None, map(fold_reference, numbers)))


def tokens(texts: Iterable[str]) -> frozenset[str]:
    """Return every word of the texts and every few neighbors joined, in the spelling of `folded`."""
    return frozenset(token for text in texts for token in _tokens(text))


def _tokens(text: str) -> Iterator[str]:
    words = [fold_reference(word) for word in _TOKEN.findall(text)]
    for start in range(len(words)):
        for stop in range(start + 1, min(start + _JOINED_MAX, len(words)) + 1):
            joined = "".join(words[start:stop])
            if len(joined) >= TOKEN_MIN and any(map(str.isdigit, joined)):
                yield joined


def cores(numbers: Iterable[str]) -> frozenset[str]:
    """Return what is left of each number without letters in front and zeros, and its last run of digits alone."""
    found: set[str] = set()
    for number in numbers:
        found.add(_PREFIX.sub("", fold_reference(number)).lstrip("0"))
        found.update(run.lstrip("0") for run in _DIGITS.findall(fold(number))[-1:])
    return frozenset(filter(None, found))
