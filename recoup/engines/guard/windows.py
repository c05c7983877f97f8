"""Hours of a rule on the clock of a place, as instants.

Local hours that exist twice or not at all, because the clocks change, are read strictly: a window opens at the later
and closes at the earlier of the two readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from recoup.engines.guard.rules import Window
from recoup.kernel.calendars import calendar_for

HORIZON_DAYS = 92
"""So far ahead an opening is looked for."""

Span = tuple[datetime, datetime]


def is_open(window: Window, zone: str, at: datetime) -> bool:
    """Return whether the instant (UTC) lies within the window on the clock of the zone."""
    return any(opens <= at < closes for opens, closes in _around(window, zone, at.toordinal()))


def next_open(window: Window, zone: str, at: datetime) -> datetime | None:
    """Return the first instant from `at` on at which the window is open there, or None within the horizon."""
    today = at.astimezone(zone_of(zone)).toordinal()
    for day in range(today, today + HORIZON_DAYS):
        span = opening(window, zone, day)
        if span is not None and at < span[1]:
            return max(at, span[0])
    return None


def day_start(zone: str, at: datetime) -> datetime:
    """Return when the local day of the instant began there."""
    return midnight(zone, at.astimezone(zone_of(zone)).toordinal())


def next_day(zone: str, at: datetime) -> datetime:
    """Return when the local day after that of the instant begins there."""
    return midnight(zone, at.astimezone(zone_of(zone)).toordinal() + 1)


@lru_cache(maxsize=4096)
def zone_of(zone: str) -> ZoneInfo:
    """Return the zone with this IANA name."""
    return ZoneInfo(zone)


@lru_cache(maxsize=1 << 16)
def midnight(zone: str, day: int) -> datetime:
    """Return the first instant (UTC) of a local day, given as ordinal."""
    return datetime.combine(date.fromordinal(day), time(), zone_of(zone)).astimezone(UTC)


@lru_cache(maxsize=1 << 17)
def _around(window: Window, zone: str, day: int) -> tuple[Span, ...]:
    """Return all spans that touch a day of UTC, given as ordinal: nowhere is local time a day away from it."""
    spans = (opening(window, zone, local) for local in range(day - 1, day + 2))
    return tuple(span for span in spans if span is not None)


@lru_cache(maxsize=1 << 17)
def opening(window: Window, zone: str, day: int) -> Span | None:
    """Return from when until when (UTC, end excluded) the window is open on a local day, given as ordinal."""
    on = date.fromordinal(day)
    if not _works(window, on):
        return None
    start, end = _readings(zone, on, window.opens), _readings(zone, on, window.closes)
    span = max(start), min(end)
    return span if span[0] < span[1] else None


def _works(window: Window, on: date) -> bool:
    if on in window.closures:
        return False
    calendar = calendar_for(window.country)
    if window.days is None:
        return calendar.is_business_day(on)
    return on.weekday() in window.days and (window.holidays or not calendar.is_holiday(on))


def _readings(zone: str, on: date, minutes: int) -> Sequence[datetime]:
    """Return what the hour on the wall can mean: two instants where the clocks change, else one."""
    days, minutes = divmod(minutes, 24 * 60)
    wall = datetime.combine(on + timedelta(days=days), time(minutes // 60, minutes % 60), zone_of(zone))
    return wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
