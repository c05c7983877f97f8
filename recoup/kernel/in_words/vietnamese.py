"""Amounts in Vietnamese words.

Within three digits: a one after twenty is "mốt", a five after ten "lăm", a missing ten "linh"; groups after the
first say their missing hundred ("không trăm"). Above a thousand million one counts in "tỷ" again.
"""

from __future__ import annotations

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_BILLION = 10**9
_SCALES = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
_UNITS = {
    "VND": ("đồng", ""),
    "CNY": ("nhân dân tệ", "xu"),
    "IRR": ("rial Iran", ""),
    "PLN": ("zloty Ba Lan", "xu"),
    "EUR": ("euro", "xu"),
    "USD": ("đô la Mỹ", "xu"),
    "GBP": ("bảng Anh", "xu"),
}


def say(whole: int, small: int, decimals: int, currency: str) -> str:
    """Return whole and smaller units in words."""
    unit, part = _UNITS.get(currency, (currency, ""))
    said = f"{number(whole)} {unit}"
    if not small:
        return said
    return f"{said} và {number(small)} {part}" if part else f"{said} và {small:0{decimals}}/{10**decimals}"


def number(value: int) -> str:
    """Return a whole number, 0 or more, in words."""
    return " ".join(_words(value, is_first=True)) if value else _DIGITS[0]


def _words(value: int, *, is_first: bool) -> list[str]:
    said: list[str] = []
    if value >= _BILLION:
        high, value = divmod(value, _BILLION)
        said += [*_words(high, is_first=is_first), "tỷ"]
        is_first = False
    for size, name in _SCALES:
        group, value = divmod(value, size)
        if group:
            said += [*_group(group, is_first=is_first and not said), *([name] if name else [])]
    return said


def _group(value: int, *, is_first: bool) -> list[str]:
    """Return three digits; one that is not the first says its hundred even when there is none."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    said = [] if is_first and not hundreds else [_DIGITS[hundreds], "trăm"]
    if not tens:
        return said + ([_DIGITS[ones]] if not said else ["linh", _DIGITS[ones]] if ones else [])
    said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones:
        said.append("lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else _DIGITS[ones])
    return said
