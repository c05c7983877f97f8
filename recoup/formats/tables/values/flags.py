"""Yes and no, as people write them in cells."""

from __future__ import annotations

from recoup.formats.tables.values.texts import is_blank, plain, shown
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

NEITHER = N_("“{text}” is neither yes nor no.")

_YES = frozenset(
    fold(word)
    for word in (
        *("yes", "y", "true", "1", "x", "on", "có", "đúng", "vâng", "是", "有", "对", "√", "✓", "✔"),
        *("بله", "بلی", "آری", "دارد", "tak", "t", "prawda"),
    )
)
_NO = frozenset(
    fold(word)
    for word in (
        "no",
        "n",
        "false",
        "0",
        "off",
        "không",
        "sai",
        "否",
        "无",
        "不",
        "خیر",
        "نه",
        "ندارد",
        "nie",
        "fałsz",
    )
)


def parse_flag(text: str) -> bool | Sentence | None:
    """Return whether a cell says yes or no, None when it is empty, or what is wrong with it."""
    if is_blank(text):
        return None
    word = fold(plain(text)).rstrip(".")
    if word in _YES:
        return True
    return False if word in _NO else Sentence(NEITHER, {"text": shown(text)})
