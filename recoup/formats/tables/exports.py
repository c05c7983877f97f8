"""Text that leaves for a spreadsheet: nothing of it may be taken for a formula."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(?:[ ,.'\u00a0\u202f]?[0-9]{1,3})*(?:[.,][0-9]+)?%?")


def safe_for_spreadsheet(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and never calculates it; numbers stay numbers.

    What would start a formula gets an apostrophe in front, which `values.clean_text` takes off again.
    """
    start = text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff")[:1]
    if start not in _FORMULA_STARTS or not start or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"
