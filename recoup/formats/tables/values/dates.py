"""Dates: the form a column writes them in, and each cell as a Gregorian date.

A column decides its form; a cell that breaks it is a problem, never guessed. A cell that begins with a year of
four digits reads the same in every form. Years are believed from 1990 to 2100 only.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from recoup.formats.tables.values.month_names import GREGORIAN_MONTHS, SOLAR_HIJRI_MONTHS
from recoup.formats.tables.values.texts import is_blank, plain, shown
from recoup.kernel import solar_hijri
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence

YEAR_MIN = 1990
YEAR_MAX = 2100

NOT_A_DATE = N_("“{text}” is not a date in the form of its column.")
NO_SUCH_DAY = N_("“{text}” names a day that doesn't exist.")
STRANGE_YEAR = N_("The year {year} in “{text}” can't be right.")

_KNOWN_MAX = 50_000
_SHORT_YEAR_TURN = 80
_SHORT_HIJRI_TURN = 50
_TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
_SEPARATOR = r"\s*[-/.,年月\s]\s*"
_NUMERIC = re.compile(rf"(\d{{1,4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,4}})\s*[日.]?{_TIME}")
_COMPACT = re.compile(r"(\d{8})(?:\d{6}|[T ]\d{4,6}.*|\s+\d{1,2}:\d{2}.*)?")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_NAMED = re.compile(rf"(?:\w+,\s*)?(\d{{1,4}})(?:st|nd|rd|th)?[\s./-]*([^\W\d_]+)[\s.,/-]*(\d{{2,4}}){_TIME}")
_NAME_FIRST = re.compile(
    rf"(?:[^\W\d_]+,\s*)?([^\W\d_]+)[\s.]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,.]+(\d{{4}}){_TIME}"
)
_VIETNAMESE = re.compile(r"(?:ngay\s+)?(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_ZEROS = re.compile(r"[0\-/. ]+(?:00:00.*)?")
_SERIAL_EPOCHS = {
    "SERIAL_1900": datetime.date(1899, 12, 30),
    "SERIAL_1904": datetime.date(1904, 1, 1),
}


class DateForm(StrEnum):
    """In which order day, month and year stand, or from when days are counted."""

    YMD = "YMD"
    DMY = "DMY"
    MDY = "MDY"
    SERIAL_1900 = "SERIAL_1900"
    SERIAL_1904 = "SERIAL_1904"


class Calendar(StrEnum):
    """Which calendar the figures are of."""

    GREGORIAN = "GREGORIAN"
    SOLAR_HIJRI = "SOLAR_HIJRI"


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a column writes dates; `question` is what a person should settle, a saved style is settled and has none."""

    form: DateForm = DateForm.YMD
    calendar: Calendar = Calendar.GREGORIAN
    question: Sentence | None = field(default=None, compare=False)

    @property
    def is_certain(self) -> bool:
        """Whether no person needs to look at it."""
        return self.question is None

    def to_json(self) -> dict[str, object]:
        """Return a form that JSON can hold; `from_json` gives the equal style back."""
        return {"form": self.form.value, "calendar": self.calendar.value}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> DateStyle:
        """Return the style that `to_json` packed."""
        return cls(DateForm(str(data["form"])), Calendar(str(data["calendar"])))


DateParser = Callable[[str], datetime.date | Sentence | None]


class _Known(dict[str, datetime.date | Sentence | None]):
    """What each text means, found out when first asked: a column has few different dates."""

    def __init__(self, style: DateStyle) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, text: str) -> datetime.date | Sentence | None:
        found = parse_date(text, self._style)
        if len(self) < _KNOWN_MAX:
            self[text] = found
        return found


class _Figures(NamedTuple):
    """The figures of a date as they stand, with how many digits the outer two have."""

    first: int
    second: int
    third: int
    first_length: int
    third_length: int


def date_parser(style: DateStyle) -> DateParser:
    """Return a fast reader for the cells of a column in `style`: the date, None for an empty cell, or a problem."""
    return _Known(style).__getitem__


def parse_date(text: str, style: DateStyle) -> datetime.date | Sentence | None:
    """Return the date in a cell, None when the cell is empty or all zeros, or what is wrong with it."""
    if is_blank(text):
        return None
    written = plain(text)
    if not written or _ZEROS.fullmatch(written):
        return None
    found = _from_serial(written, style) or _from_names(written) or _from_figures(written, style)
    if found is None:
        return Sentence(NOT_A_DATE, {"text": shown(text)})
    year, month, day, calendar = found
    try:
        result = (
            solar_hijri.to_gregorian(year, month, day)
            if calendar is Calendar.SOLAR_HIJRI and year < YEAR_MIN
            else datetime.date(year, month, day)
        )
    except ValueError:
        is_strange = not 1 <= year <= 9999
        return Sentence(
            STRANGE_YEAR if is_strange else NO_SUCH_DAY, _values(text, year, with_year=is_strange)
        )
    if not YEAR_MIN <= result.year <= YEAR_MAX:
        return Sentence(STRANGE_YEAR, _values(text, year, with_year=True))
    return result


def _values(text: str, year: int, *, with_year: bool) -> dict[str, str | int]:
    return {"text": shown(text), "year": str(year)} if with_year else {"text": shown(text)}


_Found = tuple[int, int, int, Calendar]


def _from_serial(written: str, style: DateStyle) -> _Found | None:
    epoch = _SERIAL_EPOCHS.get(style.form)
    matched = _SERIAL.fullmatch(written) if epoch else None
    if epoch is None or matched is None:
        return None
    day = epoch + datetime.timedelta(days=int(matched[1]))
    return day.year, day.month, day.day, Calendar.GREGORIAN


def _from_names(written: str) -> _Found | None:
    if written.replace(" ", "").isdecimal():
        return None
    folded = fold(written)
    vietnamese = _VIETNAMESE.fullmatch(folded)
    if vietnamese:
        return int(vietnamese[3]), int(vietnamese[2]), int(vietnamese[1]), Calendar.GREGORIAN
    named = _NAMED.fullmatch(folded)
    first_named = _NAME_FIRST.fullmatch(folded) if named is None else None
    if named:
        first, name, last = named[1], named[2], named[3]
    elif first_named:
        first, name, last = first_named[2], first_named[1], first_named[3]
    else:
        return None
    day, year = (last, first) if len(first) == 4 else (first, last)
    if name in SOLAR_HIJRI_MONTHS:
        return int(year), SOLAR_HIJRI_MONTHS[name], int(day), Calendar.SOLAR_HIJRI
    if name in GREGORIAN_MONTHS:
        return _full_year(year, Calendar.GREGORIAN), GREGORIAN_MONTHS[name], int(day), Calendar.GREGORIAN
    return None


def _from_figures(written: str, style: DateStyle) -> _Found | None:
    figures = figures_of(written, style.form)
    if figures is None or style.form in _SERIAL_EPOCHS:
        return None
    calendar = style.calendar
    if figures.first_length >= 3:
        return figures.first, figures.second, figures.third, calendar
    year = _full_year(str(figures.third).zfill(figures.third_length), calendar)
    match style.form:
        case DateForm.DMY:
            return year, figures.second, figures.first, calendar
        case DateForm.MDY:
            return year, figures.first, figures.second, calendar
        case _:
            if figures.third_length > 2:
                return None
            year = _full_year(str(figures.first).zfill(figures.first_length), calendar)
            return year, figures.second, figures.third, calendar


def figures_of(written: str, form: DateForm) -> _Figures | None:
    """Return the three figures of a date that `plain` has passed, None when it has another shape."""
    compact = _COMPACT.fullmatch(written)
    if compact:
        digits = compact[1]
        places = (4, 6) if form is DateForm.YMD else (2, 4)
        parts = digits[: places[0]], digits[places[0] : places[1]], digits[places[1] :]
        return _Figures(int(parts[0]), int(parts[1]), int(parts[2]), len(parts[0]), len(parts[2]))
    matched = _NUMERIC.fullmatch(written)
    if matched is None:
        return None
    return _Figures(int(matched[1]), int(matched[2]), int(matched[3]), len(matched[1]), len(matched[3]))


def _full_year(year: str, calendar: Calendar) -> int:
    """Return a year of two digits with its century: 80 is 1980, 79 is 2079; in Solar Hijri 50 is 1350."""
    number = int(year)
    if len(year) != 2:
        return number
    if calendar is Calendar.SOLAR_HIJRI:
        return number + (1300 if number >= _SHORT_HIJRI_TURN else 1400)
    return number + (1900 if number >= _SHORT_YEAR_TURN else 2000)
