"""Amounts in the capital figures of Chinese bills and letters (大写), after the rules of the central bank for bills.

The currency stands first; what ends with whole units or with tenths is closed by 整; a gap is said once by 零.
"""

from __future__ import annotations

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_WAN, _YI = 10**4, 10**8
_NAMES = {
    "CNY": "人民币",
    "VND": "越南盾",
    "IRR": "伊朗里亚尔",
    "PLN": "波兰兹罗提",
    "EUR": "欧元",
    "USD": "美元",
    "GBP": "英镑",
}
_TENTHS_AND_HUNDREDTHS = 2


def say(whole: int, small: int, decimals: int, currency: str) -> str:
    """Return whole and smaller units in capital figures, the currency before them."""
    name = _NAMES.get(currency, currency)
    if small and decimals != _TENTHS_AND_HUNDREDTHS:
        return f"{name}{number(whole)}元又{10**decimals}分之{small}"
    tenths, hundredths = divmod(small, 10)
    said = f"{number(whole)}元" if whole or not small else ""
    if tenths:
        said += f"{_DIGITS[tenths]}角"
    elif hundredths and said:
        said += _DIGITS[0]
    return f"{name}{said}{_DIGITS[hundredths]}分" if hundredths else f"{name}{said}整"


def number(value: int) -> str:
    """Return a whole number, 0 or more, in capital figures."""
    return _words(value) if value else _DIGITS[0]


def _words(value: int) -> str:
    for size, name in ((_YI, "亿"), (_WAN, "万")):
        if value >= size:
            high, rest = divmod(value, size)
            gap = _DIGITS[0] if 0 < rest < size // 10 else ""
            return f"{_words(high)}{name}{gap}{_words(rest) if rest else ''}"
    return _below_wan(value)


def _below_wan(value: int) -> str:
    said, is_gap = "", False
    for size, name in _PLACES:
        digit, value = divmod(value, size)
        if digit:
            said += f"{_DIGITS[0] if is_gap and said else ''}{_DIGITS[digit]}{name}"
        is_gap = not digit
    return said
