"""The days on which installments fall due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from recoup.engines.plans.types import MonthCalendar, Rhythm
from recoup.kernel import solar_hijri
from recoup.kernel.calendars import BusinessCalendar

_DAYS = {Rhythm.WEEKLY: 7, Rhythm.FORTNIGHTLY: 14}


def due_dates(
    *,
    first_date: date,
    count: int,
    rhythm: Rhythm,
    months: MonthCalendar,
    calendar: BusinessCalendar,
) -> tuple[date, ...]:
    """Return `count` due dates from `first_date` on, all of them business days.

    Every date is counted from the first one, so that a short month or a holiday moves no later date. A day that the
    month doesn't have is its last day. A day of rest moves to the next business day, as deadlines do; the end of a
    month moves back, so that it stays in its month.
    """
    assert count >= 1
    nominal = (_nominal(first_date, place, rhythm, months) for place in range(count))
    if rhythm is Rhythm.MONTH_END:
        return tuple(_last_business_day(day, calendar) for day in nominal)
    return tuple(calendar.next_business_day(day) for day in nominal)


def _nominal(first: date, place: int, rhythm: Rhythm, months: MonthCalendar) -> date:
    if rhythm in _DAYS:
        return first + timedelta(days=_DAYS[rhythm] * place)
    at_end = rhythm is Rhythm.MONTH_END
    if months is MonthCalendar.SOLAR_HIJRI:
        began = solar_hijri.from_gregorian(first)
        year, month = _month_after(began.year, began.month, place)
        length = solar_hijri.month_length(year, month)
        return solar_hijri.to_gregorian(year, month, length if at_end else min(began.day, length))
    year, month = _month_after(first.year, first.month, place)
    length = monthrange(year, month)[1]
    return date(year, month, length if at_end else min(first.day, length))


def _month_after(year: int, month: int, places: int) -> tuple[int, int]:
    years, month_before = divmod(month - 1 + places, 12)
    return year + years, month_before + 1


def _last_business_day(day: date, calendar: BusinessCalendar) -> date:
    return day if calendar.is_business_day(day) else calendar.add_business_days(day, -1)
