"""Business days of the countries, and the laws of counting them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel.calendars import THURSDAY, BusinessCalendar, calendar_for

COUNTRIES = st.sampled_from(["VN", "CN", "PL", "IR", "GB", "US", "AE", "SA", "HK", "DE"])
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def days_off(country: str, first: date, last: date) -> list[str]:
    calendar = calendar_for(country)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day.isoformat()[5:] for day in days if not calendar.is_business_day(day)]


def test_china_rests_and_works_as_the_state_council_ordered_for_2026() -> None:
    """Notice of 4 November 2025: days off, and weekend days that are worked for them."""
    rests = {
        (date(2026, 1, 1), date(2026, 1, 3)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 4, 4), date(2026, 4, 6)),
        (date(2026, 5, 1), date(2026, 5, 5)),
        (date(2026, 6, 19), date(2026, 6, 21)),
        (date(2026, 9, 25), date(2026, 9, 27)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    }
    calendar = calendar_for("CN")
    off = {
        first + timedelta(days=number) for first, last in rests for number in range((last - first).days + 1)
    }
    worked = {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        expected = day in worked or (day.weekday() < 5 and day not in off)
        assert calendar.is_business_day(day) == expected, day


def test_viet_nam_has_its_tet_its_swapped_days_and_the_culture_day() -> None:
    assert days_off("VN", date(2026, 2, 13), date(2026, 2, 23)) == [
        *("02-14", "02-15", "02-16", "02-17", "02-18", "02-19", "02-20", "02-21", "02-22"),
    ]
    assert days_off("VN", date(2025, 12, 31), date(2026, 1, 11)) == [
        "01-01",
        "01-02",
        "01-03",
        "01-04",
        "01-11",
    ]
    assert days_off("VN", date(2026, 8, 21), date(2026, 9, 3)) == [
        *("08-23", "08-29", "08-30", "08-31", "09-01", "09-02"),
    ]
    assert not calendar_for("VN").is_business_day(date(2026, 11, 24))


def test_poland_rests_on_christmas_eve_since_2025() -> None:
    assert calendar_for("PL").is_business_day(date(2024, 12, 24))
    assert not calendar_for("PL").is_business_day(date(2025, 12, 24))
    assert not calendar_for("PL").is_business_day(date(2026, 6, 4)), "Corpus Christi"


def test_england_has_its_own_bank_holidays() -> None:
    calendar = calendar_for("GB")
    assert not calendar.is_business_day(date(2026, 4, 6)), "Easter Monday"
    assert not calendar.is_business_day(date(2026, 8, 31)), "Summer Bank Holiday"
    assert not calendar.is_business_day(date(2026, 12, 28)), "Boxing Day, moved"
    assert calendar.is_business_day(date(2026, 11, 30)), "Saint Andrew is Scotland's"


def test_iran_rests_on_friday_only() -> None:
    calendar = calendar_for("IR")
    thursday, friday, saturday, sunday = (date(2026, 11, 19) + timedelta(days=number) for number in range(4))
    assert calendar.is_business_day(thursday)
    assert not calendar.is_business_day(friday)
    assert calendar.is_business_day(saturday)
    assert calendar.is_business_day(sunday)
    assert days_off("IR", date(2026, 3, 20), date(2026, 3, 26)) == [
        "03-20",
        "03-21",
        "03-22",
        "03-23",
        "03-24",
    ]


def test_an_iranian_entity_may_rest_on_thursday_too() -> None:
    calendar = calendar_for("IR").adjusted(rest_days=[THURSDAY])
    assert not calendar.is_business_day(date(2026, 11, 19))
    assert calendar.add_business_days(date(2026, 11, 18), 1) == date(2026, 11, 21)


def test_a_closure_announced_the_day_before_is_added() -> None:
    heat = date(2026, 7, 22)
    calendar = calendar_for("IR").adjusted(closures=[heat])
    assert calendar_for("IR").is_business_day(heat)
    assert not calendar.is_business_day(heat)
    assert calendar.next_business_day(heat) == date(2026, 7, 23)


def test_a_day_worked_wins_over_a_closure() -> None:
    day = date(2026, 11, 22)
    assert calendar_for("PL").adjusted(closures=[day], openings=[day]).is_business_day(day)


@pytest.mark.parametrize(
    ("country", "rest"),
    [("AE", [5, 6]), ("SA", [4, 5]), ("HK", [5, 6]), ("US", [5, 6]), ("ZZ", [5, 6]), ("", [5, 6])],
)
def test_weekends(country: str, rest: list[int]) -> None:
    week = [date(2026, 11, 2) + timedelta(days=number) for number in range(7)]
    assert [day.weekday() for day in week if not calendar_for(country).is_business_day(day)] == rest


def test_a_deadline_on_a_day_off_moves_to_the_next_business_day() -> None:
    calendar = calendar_for("PL")
    assert calendar.next_business_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert calendar.next_business_day(date(2026, 12, 28)) == date(2026, 12, 28)
    assert calendar.add_business_days(date(2026, 12, 24), 0) == date(2026, 12, 28)
    assert calendar.add_business_days(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert calendar.add_business_days(date(2026, 12, 28), -1) == date(2026, 12, 23)


@pytest.mark.parametrize("year", [1, 1600, 1900, 2100, 9998])
@pytest.mark.parametrize("country", ["CN", "VN", "IR", "PL", "GB", "US"])
def test_years_that_no_one_meant_do_not_break_the_calendar(country: str, year: int) -> None:
    calendar = calendar_for(country)
    assert calendar.is_business_day(calendar.next_business_day(date(year, 6, 1)))


calendars = st.builds(calendar_for, COUNTRIES)
counts = st.integers(1, 300)


@given(calendars, DAYS)
def test_the_next_business_day_is_the_first_one_from_the_day_on(
    calendar: BusinessCalendar, day: date
) -> None:
    found = calendar.next_business_day(day)
    assert calendar.is_business_day(found)
    assert found >= day
    assert not any(
        calendar.is_business_day(day + timedelta(days=number)) for number in range((found - day).days)
    )


@given(calendars, DAYS, counts, counts)
def test_adding_in_two_steps_is_adding_at_once(
    calendar: BusinessCalendar, day: date, one: int, two: int
) -> None:
    stepwise = calendar.add_business_days(calendar.add_business_days(day, one), two)
    assert stepwise == calendar.add_business_days(day, one + two)


@given(calendars, DAYS, counts)
def test_what_is_added_can_be_counted_and_taken_back(
    calendar: BusinessCalendar, day: date, count: int
) -> None:
    start = calendar.next_business_day(day)
    end = calendar.add_business_days(start, count)
    assert calendar.business_days_between(start, end) == count
    assert calendar.business_days_between(end, start) == -count
    assert calendar.add_business_days(end, -count) == start


@given(calendars, DAYS, DAYS, DAYS)
def test_counts_add_up(calendar: BusinessCalendar, one: date, two: date, three: date) -> None:
    between = calendar.business_days_between
    assert between(one, two) + between(two, three) == between(one, three)


@given(calendars, DAYS, st.integers(0, 500))
def test_counting_counts_the_days(calendar: BusinessCalendar, start: date, length: int) -> None:
    days = (start + timedelta(days=number) for number in range(1, length + 1))
    counted = sum(calendar.is_business_day(day) for day in days)
    assert calendar.business_days_between(start, start + timedelta(days=length)) == counted
