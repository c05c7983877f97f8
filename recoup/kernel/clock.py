"""The one place that reads the clock. Faces ask it once and pass the answer down."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Return today's date where the clocks show `time_zone` (IANA name)."""
    return datetime.now(ZoneInfo(time_zone)).date()
