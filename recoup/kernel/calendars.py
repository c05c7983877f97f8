"""Business days per country: weekends, public holidays and worked weekends.

Holidays come from the `holidays` library, which knows China's worked weekends and Viet Nam's swapped
days. What it doesn't know, or what is a choice, stands in `COUNTRY_RULES`. Days that follow the moon, and
China's next year until the State Council has spoken, are estimates that can still move: a closure
announced late is added with `adjusted`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@dataclass(frozen=True, slots=True)
class CountryRules:
    """What a country adds to the library: the part of the country that counts, and days off or worked."""

    subdivision: str | None = None
    rest_days: frozenset[int] = frozenset()
    closures: frozenset[date] = frozenset()
    openings: frozenset[date] = frozenset()


COUNTRY_RULES: Mapping[str, CountryRules] = {
    # Without a part of the country the library gives only the six days that all of the UK shares.
    "GB": CountryRules(subdivision="ENG"),
    # Banks clear nothing on Saturday.
    "HK": CountryRules(rest_days=frozenset({SATURDAY})),
    # Only Friday is a day of rest by law; an entity that rests on Thursday too adjusts its calendar (IR-H3).
    "IR": CountryRules(),
    # Government Office letter 12729/VPCP-KGVX of 25 December 2025: Friday 2 January for Saturday 10 January.
    "VN": CountryRules(
        closures=frozenset({date(2026, 1, 2)}),
        openings=frozenset({date(2026, 1, 10)}),
    ),
}


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The business days of `country` (ISO 3166-1 alpha-2), with an entity's own days on top of the country's.

    `rest_days` are further weekdays off (Monday is 0); `closures` are single days off and `openings`
    single days worked; `openings` win.
    """

    country: str
    rest_days: frozenset[int] = frozenset()
    closures: frozenset[date] = frozenset()
    openings: frozenset[date] = frozenset()

    def adjusted(
        self,
        *,
        rest_days: Iterable[int] = (),
        closures: Iterable[date] = (),
        openings: Iterable[date] = (),
    ) -> BusinessCalendar:
        """Return this calendar with further weekdays off, days off and days worked."""
        return replace(
            self,
            rest_days=self.rest_days.union(rest_days),
            closures=self.closures.union(closures),
            openings=self.openings.union(openings),
        )

    def is_business_day(self, day: date) -> bool:
        """Return whether offices and banks work on `day`."""
        days = _business_days(self, day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def is_holiday(self, day: date) -> bool:
        """Return whether `day` is a public holiday or a single day off; a plain weekend is none."""
        if day in self.openings:
            return False
        return day in self.closures or day in _public_holidays(self.country, day.year)

    def next_business_day(self, day: date) -> date:
        """Return `day` itself if it is a business day, else the first one after it, as a deadline moves."""
        while not self.is_business_day(day):
            day += timedelta(days=1)
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """Return the `count`-th business day after `day`, or before it when `count` is negative.

        With a `count` of zero it is `next_business_day(day)`.
        """
        if count == 0:
            return self.next_business_day(day)
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_business_day(day):
                day += step
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Return how many business days lie after `start` up to and with `end`; negative backward."""
        if end < start:
            return -self.business_days_between(end, start)
        if start.year == end.year:
            days = _business_days(self, start.year)
            return bisect_right(days, end) - bisect_right(days, start)
        first, last = _business_days(self, start.year), _business_days(self, end.year)
        full_years = sum(len(_business_days(self, year)) for year in range(start.year + 1, end.year))
        return len(first) - bisect_right(first, start) + full_years + bisect_right(last, end)


@cache
def calendar_for(country: str) -> BusinessCalendar:
    """Return the calendar of `country` (ISO 3166-1 alpha-2).

    A country that the library doesn't know works from Monday to Friday without holidays.
    """
    rules = COUNTRY_RULES.get(country, CountryRules())
    return BusinessCalendar(country, rules.rest_days, rules.closures, rules.openings)


@lru_cache(maxsize=1024)
def _business_days(calendar: BusinessCalendar, year: int) -> tuple[date, ...]:
    """Return the business days of `year` in order. One year is worked out at once and kept."""
    known = _public_calendar(calendar.country, year)
    return tuple(
        day
        for day in _days_of(year)
        if day in calendar.openings
        or (
            day not in calendar.closures
            and day.weekday() not in calendar.rest_days
            and (day.weekday() < SATURDAY if known is None else known.is_working_day(day))
        )
    )


@lru_cache(maxsize=1024)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    known = _public_calendar(country, year)
    return frozenset() if known is None else frozenset(known)


def _public_calendar(country: str, year: int) -> holidays.HolidayBase | None:
    try:
        subdivision = COUNTRY_RULES.get(country, CountryRules()).subdivision
        return holidays.country_holidays(country, subdiv=subdivision, years=year)
    except NotImplementedError:
        return None


def _days_of(year: int) -> Iterable[date]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return map(date.fromordinal, range(first, last + 1))
