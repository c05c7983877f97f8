"""Solar Hijri dates agree with the calendar authority and with the days of the Gregorian calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel import solar_hijri
from recoup.kernel.solar_hijri import SolarHijriDate

# The first day of the year, as the calendar authority published or history records it.
NEW_YEARS = {
    1300: date(1921, 3, 21),
    1304: date(1925, 3, 21),
    1358: date(1979, 3, 21),
    1376: date(1997, 3, 21),
    1399: date(2020, 3, 20),
    1400: date(2021, 3, 21),
    1403: date(2024, 3, 20),
    1404: date(2025, 3, 21),
    1405: date(2026, 3, 21),
    1409: date(2030, 3, 21),
}
LEAP_YEARS = {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420}


@pytest.mark.parametrize(("year", "first_day"), NEW_YEARS.items())
def test_new_year(year: int, first_day: date) -> None:
    assert solar_hijri.to_gregorian(year, 1, 1) == first_day
    assert solar_hijri.from_gregorian(first_day) == SolarHijriDate(year, 1, 1)


def test_leap_years() -> None:
    assert {year for year in range(1367, 1424) if solar_hijri.is_leap(year)} == LEAP_YEARS


def test_every_day_of_two_centuries_follows_the_one_before() -> None:
    day = solar_hijri.to_gregorian(1300, 1, 1)
    for year in range(1300, 1501):
        for month in range(1, 13):
            for number in range(1, solar_hijri.month_length(year, month) + 1):
                assert solar_hijri.from_gregorian(day) == (year, month, number)
                assert solar_hijri.to_gregorian(year, month, number) == day
                day += timedelta(days=1)
    assert day == solar_hijri.to_gregorian(1501, 1, 1)


@given(st.dates(solar_hijri.FIRST_DATE, solar_hijri.LAST_DATE))
def test_any_day_comes_back(day: date) -> None:
    assert solar_hijri.to_gregorian(*solar_hijri.from_gregorian(day)) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_dates_are_ordered_as_days_are(one: date, other: date) -> None:
    assert (one < other) == (solar_hijri.from_gregorian(one) < solar_hijri.from_gregorian(other))


def test_lengths_of_months() -> None:
    assert [solar_hijri.month_length(1404, month) for month in range(1, 13)] == [31] * 6 + [30] * 5 + [29]
    assert solar_hijri.month_length(1403, 12) == 30


@pytest.mark.parametrize(
    "day", [(1404, 12, 30), (1405, 7, 31), (1405, 13, 1), (1405, 0, 1), (0, 1, 1), (9378, 1, 1)]
)
def test_a_day_that_is_not_there_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="must be in"):
        solar_hijri.to_gregorian(*day)


def test_the_calendar_has_two_ends() -> None:
    assert solar_hijri.from_gregorian(solar_hijri.FIRST_DATE) == (1, 1, 1)
    assert solar_hijri.from_gregorian(solar_hijri.LAST_DATE).year == 9377
    for outside in (solar_hijri.FIRST_DATE - timedelta(days=1), solar_hijri.LAST_DATE + timedelta(days=1)):
        with pytest.raises(ValueError, match="must be in"):
            solar_hijri.from_gregorian(outside)
