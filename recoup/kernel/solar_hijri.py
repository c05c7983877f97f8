"""Dates of the Solar Hijri calendar (Iran and Afghanistan), to and from the Gregorian one.

Years follow the 33-year rule with the exceptions of the Iranian calendar authority, as `persiantools`
keeps them.
"""

from datetime import date
from typing import NamedTuple

from persiantools.jdatetime import JalaliDate

FIRST_DATE = date(622, 3, 22)
# The last day of 9377: what comes after has no Solar Hijri date here.
LAST_DATE = date(9999, 3, 20)


class SolarHijriDate(NamedTuple):
    """A day: `month` 1 is Farvardin, `month` 12 is Esfand. Ordered as time is."""

    year: int
    month: int
    day: int


def to_gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Solar Hijri one.

    :raises ValueError: there is no such day
    """
    return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # half-typed library


def from_gregorian(day: date) -> SolarHijriDate:
    """Return the Solar Hijri date of a Gregorian one, from `FIRST_DATE` to `LAST_DATE`.

    :raises ValueError: the day is outside these
    """
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]  # half-typed library
    return SolarHijriDate(jalali.year, jalali.month, jalali.day)


def is_leap(year: int) -> bool:
    """Return whether Esfand of `year` has 30 days."""
    return bool(JalaliDate.is_leap(year))


def month_length(year: int, month: int) -> int:
    """Return the days of a month: 31 in the first half of the year, then 30, and in Esfand 29 or 30."""
    return int(JalaliDate.days_in_month(month, year))
