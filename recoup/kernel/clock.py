"""The one place that reads the clock. Faces ask it once and pass the answer down."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Return today's date where the clocks show `time_zone` (IANA name).

    RECOUP_TODAY (an ISO date) in the environment puts another day in its place: a demonstration or a test whose
    data end on that day. Instants stay true all the same: what is recorded is recorded when it happens.
    """
    if day := os.environ.get("RECOUP_TODAY"):
        return date.fromisoformat(day)
    return datetime.now(ZoneInfo(time_zone)).date()
