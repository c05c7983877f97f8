"""Cells before they are read as values: one spelling of digits, signs and blanks, and what counts as nothing."""

from __future__ import annotations

import re
import unicodedata

SHOWN_MAX = 60

_FOLDED = {
    **{zero + digit: str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)},
    **dict.fromkeys(map(ord, "\u00a0\u1680\u202f\u3000\t"), " "),
    **dict.fromkeys(range(0x2002, 0x200B), " "),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"), None),
    **dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"), None),
    **dict.fromkeys(map(ord, "−‐‑‒–—－﹣"), "-"),
    **dict.fromkeys(map(ord, "’‘ʼ´`＇"), "'"),
    **dict.fromkeys(map(ord, "，،"), ","),
    ord("．"): ".",
    ord("＋"): "+",
    ord("（"): "(",
    ord("）"): ")",
    ord("／"): "/",
    ord("："): ":",
    ord("٬"): "'",
}  # fmt: skip
_QUOTED_FORMULA = re.compile(r'^="(.*)"$', re.DOTALL)
_TEXT_MARK = re.compile(r"^'(?=\s*[=+\-@|%＝＋－＠])")
_NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "/",
        ".",
        "n/a",
        "na",
        "#n/a",
        "null",
        "none",
        "nil",
        "nan",
        "(null)",
        "(blank)",
        "无",
    )
)
_EDGE = (
    " \t\r\n\u00a0\u202f\u3000\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff"
)


def clean_text(cell: str) -> str:
    """Return a cell as the text that was meant: without blanks and invisible marks around it, letters composed.

    The wraps that keep a spreadsheet from calculating, `="007"` and `'=name`, are taken off. Zero-width joiners
    inside stay: Persian is spelled with them.
    """
    text = cell.strip(_EDGE)
    if text.startswith("="):
        quoted = _QUOTED_FORMULA.match(text)
        text = quoted[1].strip(_EDGE) if quoted else text
    elif text.startswith("'"):
        text = _TEXT_MARK.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def plain(cell: str) -> str:
    """Return a cell for reading as a number or date: ASCII digits, signs and blanks, no invisible marks."""
    text = clean_text(cell)
    if not text.isascii():
        text = text.translate(_FOLDED)
    return text.strip(" '\n\r") if text[:1] in " '" or text[-1:] in " '\n\r" else text


def is_blank(text: str) -> bool:
    """Return whether a cell says nothing: empty, a dash, `n/a`, `null`."""
    return not text or text.strip(_EDGE).lower() in _NOTHING


def shown(text: str) -> str:
    """Return `text` short enough for a message."""
    return text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}…"
