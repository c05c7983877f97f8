"""What people type or files bring, made clean: no invisible marks, single blanks, one Unicode spelling.

In numbers every invisible mark goes. In names the two joiners stay between letters, because Persian and the Indian
scripts spell with them; marks of direction go, for a page isolates every name by itself.
"""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
_RUN_OF_JOINERS = re.compile(rf"([{_JOINERS}])[{_JOINERS}]+")
_IDLE_JOINER = re.compile(rf"(?<![^\W\d_])[{_JOINERS}]|[{_JOINERS}](?![^\W\d_])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_number(text: str) -> str:
    """Return a customer's number or another identifier without invisible marks and outer blanks."""
    if _is_clean(text):
        return " ".join(text.split())
    return " ".join(_visible(text, keep="").split())


def clean_name(text: str) -> str:
    """Return a name in one Unicode spelling (NFC); a zero-width non-joiner stays only between letters."""
    if _is_clean(text):
        return " ".join(text.split())
    visible = _RUN_OF_JOINERS.sub(r"\1", _visible(text, keep=_JOINERS))
    return " ".join(unicodedata.normalize("NFC", _IDLE_JOINER.sub("", visible)).split())


def clean_lines(text: str) -> str:
    """Return a text of several lines, each cleaned like a name, without empty ones."""
    return "\n".join(filter(None, map(clean_name, text.splitlines())))


def _is_clean(text: str) -> bool:
    """Return whether `text` has no sign to take away: nearly all texts, so this spares nearly all of the time."""
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def _visible(text: str, *, keep: str) -> str:
    """Return `text` in NFC without invisible signs; blanks of all kinds become plain ones."""
    signs = (" " if sign.isspace() else sign for sign in text)
    seen = (sign for sign in signs if sign in keep or unicodedata.category(sign) not in _INVISIBLE)
    # Last, because a mark that stood between a letter and its accent kept the two from being one.
    return unicodedata.normalize("NFC", "".join(seen))
