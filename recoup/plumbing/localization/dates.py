"""Dates and instants in the reader's language, calendar and digits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_date as cldr_date

from recoup.kernel import solar_hijri
from recoup.plumbing.localization.numbers import with_digits
from recoup.plumbing.localization.reader import Reader, locale_of

_LENGTHS = ("short", "medium", "long", "full")

# Short is numbers only, the year always in four digits. The rest is where letters in the language
# differ from CLDR.
_GREGORIAN: Mapping[tuple[str, str], str] = {
    ("en", "short"): "y-MM-dd",
    ("vi", "short"): "dd/MM/y",
    ("vi", "medium"): "dd/MM/y",
    ("vi", "long"): "'ngày' d 'tháng' M 'năm' y",
    ("vi", "full"): "EEEE, 'ngày' d 'tháng' M 'năm' y",
    ("zh-hans", "short"): "y/MM/dd",
    ("fa", "short"): "y/MM/dd",
    ("pl", "short"): "dd.MM.y",
}

# Babel leaves the Persian calendar out, so CLDR's patterns and month names for it stand here. Chinese
# counts the months and names the calendar instead.
_SOLAR_HIJRI: Mapping[tuple[str, str], str] = {
    ("en", "short"): "{year}-{month:02}-{day:02}",
    ("en", "medium"): "{day} {name} {year}",
    ("en", "full"): "{weekday}, {day} {name} {year}",
    ("vi", "short"): "{day:02}/{month:02}/{year}",
    ("vi", "medium"): "{day} {name} {year}",
    ("vi", "full"): "{weekday}, {day} {name} {year}",
    ("zh-hans", "short"): "{year}/{month:02}/{day:02}",
    ("zh-hans", "medium"): "波斯历{year}年{month}月{day}日",
    ("zh-hans", "full"): "波斯历{year}年{month}月{day}日{weekday}",
    ("fa", "short"): "{year}/{month:02}/{day:02}",
    ("fa", "medium"): "{day} {name} {year}",
    ("fa", "full"): "{weekday} {day} {name} {year}",
    ("pl", "short"): "{day:02}.{month:02}.{year}",
    ("pl", "medium"): "{day} {name} {year}",
    ("pl", "full"): "{weekday}, {day} {name} {year}",
}
_LATIN_MONTHS = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
]
_MONTHS: Mapping[str, list[str]] = {
    "en": _LATIN_MONTHS,
    "vi": _LATIN_MONTHS,
    "zh-hans": _LATIN_MONTHS,
    "fa": [
        "فروردین",
        "اردیبهشت",
        "خرداد",
        "تیر",
        "مرداد",
        "شهریور",
        "مهر",
        "آبان",
        "آذر",
        "دی",
        "بهمن",
        "اسفند",
    ],
    "pl": [
        "Farwardin",
        "Ordibeheszt",
        "Chordād",
        "Tir",
        "Mordād",
        "Szahriwar",
        "Mehr",
        "Ābān",
        "Āsar",
        "Déi",
        "Bahman",
        "Esfand",
    ],
}


def format_date(day: date, reader: Reader, *, length: str = "medium") -> str:
    """Return `day` in the reader's calendar: `22 Nov 2026`, `22/11/2026`, `2026年11月22日`, `۱ آذر ۱۴۰۵`.

    `length` is short (numbers only), medium, long or full (with the weekday). Days that the Solar Hijri
    calendar doesn't reach are shown in the Gregorian one.
    """
    assert length in _LENGTHS, length
    if reader.calendar == "solar_hijri" and solar_hijri.FIRST_DATE <= day <= solar_hijri.LAST_DATE:
        return with_digits(_solar_hijri_date(day, reader.language, length), reader)
    pattern = _GREGORIAN.get((reader.language, length), length)
    return with_digits(_gregorian_date(day, reader.language, pattern), reader)


def format_instant(instant: datetime, reader: Reader, time_zone: str) -> str:
    """Return the day and time, to the minute, that clocks in `time_zone` (IANA name) showed at `instant`.

    :raises ValueError: the instant has no time zone of its own
    """
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs a time zone: {instant!r}")
    local = instant.astimezone(ZoneInfo(time_zone))
    pattern = str(locale_of(reader.language).datetime_formats["medium"])
    return pattern.format(with_digits(f"{local:%H:%M}", reader), format_date(local.date(), reader))


def week_start(day: date, reader: Reader) -> date:
    """Return the first day of the week of `day`, as weeks begin where the reader's language is mostly spoken (CLDR)."""
    return day - timedelta(days=(day.weekday() - _first_week_day(reader.language)) % 7)


@cache
def _first_week_day(language: str) -> int:
    """Return the weekday, Monday is 0, on which weeks begin in the likely country of a language."""
    locale = locale_of(language)
    if locale.territory is not None:
        return locale.first_week_day
    likely = get_global("likely_subtags")[locale.language]
    return Locale.parse(likely).first_week_day


@lru_cache(maxsize=8192)
def _gregorian_date(day: date, language: str, pattern: str) -> str:
    return cldr_date(day, pattern, locale_of(language))


def _solar_hijri_date(day: date, language: str, length: str) -> str:
    year, month, day_of_month = solar_hijri.from_gregorian(day)
    pattern = _SOLAR_HIJRI[language, "medium" if length == "long" else length]
    return pattern.format(
        year=year,
        month=month,
        day=day_of_month,
        name=_MONTHS[language][month - 1],
        weekday=locale_of(language).days["format"]["wide"][day.weekday()],
    )
