"""Entering days in the reader's own calendar."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from recoup.kernel import solar_hijri
from recoup.plumbing.localization import Reader, format_date
from recoup.web.shared.reading import current

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
# No Gregorian year of ours is below this, and no Solar Hijri one above.
_FIRST_GREGORIAN_YEAR = 1700


def begins_at(day: date, time_zone: str) -> datetime:
    """Return the instant at which a day begins on a person's clock."""
    return datetime.combine(day, time.min, ZoneInfo(time_zone)).astimezone(UTC)


class DayInput(forms.DateInput):
    """The browser's date picker, which knows the Gregorian calendar only; for others year/month/day as text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the widget's template needs."""
        context = super().get_context(name, value, attrs)
        is_picked = current().reader.calendar == "gregorian"
        context["widget"]["type"] = "date" if is_picked else "text"
        if not is_picked:
            context["widget"]["attrs"] |= {"inputmode": "numeric", "autocomplete": "off"}
        return context

    def format_value(self, value: Any) -> str | None:
        """Return the day as the input wants it."""
        day = value if isinstance(value, date) else read_day(str(value or ""))
        if day is None:
            return str(value) if value else None
        reader = current().reader
        if reader.calendar == "gregorian":
            return day.isoformat()
        digits = reader.digits if reader.language == "fa" else "latin"
        return format_date(day, Reader("fa", reader.calendar, digits), length="short")


class DayField(forms.DateField):
    """A day, in the reader's calendar and digits; ISO dates are understood from everybody."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """Return the day that was entered.

        :raises ValidationError: there is no such day
        """
        if isinstance(value, str) and value.strip():
            day = read_day(value)
            if day is None:
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            return day
        return super().to_python(value)


def read_day(text: str) -> date | None:
    """Return the day written as year, month, day, in digits of any script, or None: years tell the calendar."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text.strip())
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        is_gregorian = year >= _FIRST_GREGORIAN_YEAR
        return date(year, month, day) if is_gregorian else solar_hijri.to_gregorian(year, month, day)
    except ValueError:
        return None
