"""How customers are found as one types: what is stored for each, and what a search looks for.

The stored text is folded words with a blank before each and after the last, so that a part that begins with a blank
finds the beginnings of words. A trigram index answers parts from three signs on. Chinese names are too short for it,
so their signs are stored once more, one by one: `恒达` is also ` 恒 达 `, which the index does answer.
"""

from __future__ import annotations

import re

from recoup.kernel.folding import fold, fold_reference, search_text

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003347f]+")
_INDEXED_LENGTH = 3
_WORDS = 8


def stored_text(*, number: str, names: tuple[str, ...], tax_id: str) -> str:
    """Return what a search looks through: number and tax number in both spellings, and all names, folded."""
    found = [fold(number), fold_reference(number).lower(), fold(tax_id), fold_reference(tax_id).lower()]
    for name in filter(None, names):
        found.append(search_text(name))
        if not name.isascii():
            found += [" ".join(run) for run in _HAN.findall(name)]
    return f" {' '.join(dict.fromkeys(filter(None, found)))} "


def parts(text: str) -> list[str]:
    """Return what a stored text must hold, all of it, to be a hit; nothing when `text` says nothing."""
    return [_part(word) for word in fold(text).split()[:_WORDS]]


def _part(word: str) -> str:
    if len(word) >= _INDEXED_LENGTH:
        return word
    if _HAN.fullmatch(word):
        return f" {' '.join(word)} "
    return f" {word}"
