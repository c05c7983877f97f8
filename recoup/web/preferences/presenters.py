"""A few amounts, dates and instants, as they would look."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from recoup.kernel.money import Money
from recoup.plumbing.localization import Reader
from recoup.team.types import Preferences
from recoup.web.shared.context import direction, html_language
from recoup.web.shared.reading import Reading


@dataclass(frozen=True, slots=True)
class Sample:
    """What the preview shows, and how it is to be read."""

    reading: Reading
    amounts: tuple[Money, ...]
    count: int
    share: Decimal
    day: date
    at: datetime

    @property
    def html_language(self) -> str:
        """The language as HTML writes it."""
        return html_language(self.reading.reader.language)

    @property
    def direction(self) -> str:
        """Which way the language runs."""
        return direction(self.reading.reader.language)


def sample(preferences: Preferences, *, on: date, now: datetime) -> Sample:
    """Return the sample for somebody with `preferences`."""
    reader = Reader(preferences.language, preferences.calendar.value, preferences.digits.value)
    return Sample(
        reading=Reading(reader, preferences.time_zone),
        amounts=(Money(Decimal("1234567.50"), "USD"), Money(Decimal("-48250000"), "VND")),
        count=1204,
        share=Decimal("0.262"),
        day=on,
        at=now,
    )
