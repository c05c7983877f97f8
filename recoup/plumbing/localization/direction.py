"""Isolates: invisible marks that keep a run of text from disturbing the order of what stands around it.

They are U+2066 to U+2069 of the Unicode bidirectional algorithm. A page may use `<bdi>` on top; a plain
text, a letter and a sheet have only these.
"""

import re

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _BY_CONTENT, _END = "\u2066", "\u2067", "\u2068", "\u2069"
_RTL_LETTER = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def has_rtl_letters(text: str) -> bool:
    """Return whether a letter of `text` runs from right to left."""
    return not text.isascii() and _RTL_LETTER.search(text) is not None


def isolate(text: str) -> str:
    """Return `text` so that its own first letter decides its direction, whatever stands around it."""
    return f"{_BY_CONTENT}{text}{_END}"


def isolate_ltr(text: str) -> str:
    """Return `text` isolated and running from left to right."""
    return f"{_LEFT_TO_RIGHT}{text}{_END}"


def isolate_rtl(text: str) -> str:
    """Return `text` isolated and running from right to left."""
    return f"{_RIGHT_TO_LEFT}{text}{_END}"


def without_direction_marks(text: str) -> str:
    """Return `text` without the marks that could turn the rest of a line around: a name may carry any."""
    return text if text.isascii() else _DIRECTION_MARKS.sub("", text)
