"""Dates in the calendars, and instants in the time zones, of readers."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.plumbing.localization import LANGUAGES, Reader, format_date, format_instant

DAY = date(2026, 11, 22)
LENGTHS = ("short", "medium", "long", "full")


def lengths(language: str, calendar: str) -> list[str]:
    digits = Reader.for_language(language).digits
    reader = Reader(language, calendar, digits)  # type: ignore[arg-type]  # a literal of the table below
    return [format_date(DAY, reader, length=length) for length in LENGTHS]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["2026-11-22", "22 Nov 2026", "22 November 2026", "Sunday, 22 November 2026"]),
        (
            "vi",
            ["22/11/2026", "22/11/2026", "ngày 22 tháng 11 năm 2026", "Chủ Nhật, ngày 22 tháng 11 năm 2026"],
        ),
        ("zh-hans", ["2026/11/22", "2026年11月22日", "2026年11月22日", "2026年11月22日星期日"]),
        ("fa", ["۲۰۲۶/۱۱/۲۲", "۲۲ نوامبر ۲۰۲۶", "۲۲ نوامبر ۲۰۲۶", "یکشنبه ۲۲ نوامبر ۲۰۲۶"]),
        ("pl", ["22.11.2026", "22 lis 2026", "22 listopada 2026", "niedziela, 22 listopada 2026"]),
    ],
)
def test_gregorian_dates(language: str, shown: list[str]) -> None:
    assert lengths(language, "gregorian") == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["1405-09-01", "1 Azar 1405", "1 Azar 1405", "Sunday, 1 Azar 1405"]),
        ("vi", ["01/09/1405", "1 Azar 1405", "1 Azar 1405", "Chủ Nhật, 1 Azar 1405"]),
        ("zh-hans", ["1405/09/01", "波斯历1405年9月1日", "波斯历1405年9月1日", "波斯历1405年9月1日星期日"]),
        ("fa", ["۱۴۰۵/۰۹/۰۱", "۱ آذر ۱۴۰۵", "۱ آذر ۱۴۰۵", "یکشنبه ۱ آذر ۱۴۰۵"]),
        ("pl", ["01.09.1405", "1 Āsar 1405", "1 Āsar 1405", "niedziela, 1 Āsar 1405"]),
    ],
)
def test_solar_hijri_dates(language: str, shown: list[str]) -> None:
    assert lengths(language, "solar_hijri") == shown


def test_a_persian_reader_may_keep_latin_digits() -> None:
    assert format_date(DAY, Reader("fa", "solar_hijri", "latin")) == "1 آذر 1405"


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_outside_the_solar_hijri_calendar_is_shown_in_the_gregorian_one(day: date) -> None:
    persian = Reader.for_language("fa")
    assert format_date(day, persian) == format_date(day, Reader("fa", "gregorian", "native"))


@given(st.dates(), st.sampled_from(sorted(LANGUAGES)), st.sampled_from(["gregorian", "solar_hijri"]))
def test_every_day_can_be_shown_in_every_way(day: date, language: str, calendar: str) -> None:
    reader = Reader(language, calendar, "native")  # type: ignore[arg-type]  # one of the two literals
    assert all(format_date(day, reader, length=length) for length in LENGTHS)


def test_a_length_that_is_none_is_a_fault_of_the_program() -> None:
    with pytest.raises(AssertionError):
        format_date(DAY, Reader.for_language("en"), length="tiny")


@pytest.mark.parametrize(
    ("language", "zone", "shown"),
    [
        ("en", "Europe/London", "22 Nov 2026, 20:44"),
        ("vi", "Asia/Ho_Chi_Minh", "03:44 23/11/2026"),
        ("zh-hans", "Asia/Shanghai", "2026年11月23日 04:44"),
        ("fa", "Asia/Tehran", "۲ آذر ۱۴۰۵،\u200f ۰۰:۱۴"),
        ("pl", "Europe/Warsaw", "22 lis 2026, 21:44"),
    ],
)
def test_an_instant_is_shown_as_the_clocks_there_showed_it(language: str, zone: str, shown: str) -> None:
    instant = datetime(2026, 11, 22, 20, 44, 59, tzinfo=UTC)
    assert format_instant(instant, Reader.for_language(language), zone) == shown


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_instant(datetime(2026, 11, 22), Reader.for_language("en"), "UTC")  # noqa: DTZ001  the point of it
