"""When somebody who is out of the office says to be back."""

from __future__ import annotations

import re
from datetime import date, timedelta

from recoup.kernel import solar_hijri
from recoup.kernel.folding import fold

_MARKS = (
    *("back on", "return on", "returning on", "return to the office on", "until", "back in the office on"),
    *(
        "tro lai",
        "den ngay",
        "den het ngay",
        "wracam",
        "wroce",
        "do dnia",
        "od dnia",
        "dostepny od",
        "dostepna od",
    ),
    *("返回", "回来", "直到", "至", "回到", "بازگشت", "تا تاریخ", "برمی گردم"),
)
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_EUROPEAN = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\s+(\d{4})")
_NAMED_FIRST = re.compile(r"([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_PL = (
    *("stycz", "lut", "mar", "kwie", "maj", "czerw", "lip", "sierp", "wrze", "pazdz", "listop", "grud"),
)
_AHEAD_MAX = timedelta(days=400)
_SOLAR_YEARS = range(1300, 1500)


def returns_on(text: str, *, written_on: date) -> date | None:
    """Return the day named near a word of coming back, if it lies within about a year of the writing; else None."""
    folded = fold(text)
    for mark in _MARKS:
        place = folded.find(fold(mark))
        if place < 0:
            continue
        for found in _days(folded[max(0, place - 20) : place + 80]):
            if timedelta(0) <= found - written_on <= _AHEAD_MAX:
                return found
    return None


def _days(text: str) -> list[date]:
    found = [_day(int(year), int(month), int(day)) for year, month, day in _ISO.findall(text)]
    found += [_day(int(year), int(month), int(day)) for day, month, year in _EUROPEAN.findall(text)]
    found += [_day(int(year), _month(name), int(day)) for day, name, year in _NAMED.findall(text)]
    found += [_day(int(year), _month(name), int(day)) for name, day, year in _NAMED_FIRST.findall(text)]
    return [each for each in found if each is not None]


def _month(name: str) -> int:
    for names in (_MONTHS, _MONTHS_PL):
        for place, beginning in enumerate(names, start=1):
            if name.startswith(beginning):
                return place
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return solar_hijri.to_gregorian(year, month, day) if year in _SOLAR_YEARS else date(year, month, day)
    except ValueError:
        return None
