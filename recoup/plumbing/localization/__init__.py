"""How a person reads: numbers, amounts, dates and sentences in the reader's language, calendar and digits.

A `Reader` says all three. Signs, patterns and names are CLDR's (Babel); where CLDR or Babel leaves
something out, a small table beside the function fills it. Nothing here knows a request or a template:
faces and letters pass the reader in.
"""

from recoup.plumbing.localization.dates import format_date, format_instant, week_start
from recoup.plumbing.localization.numbers import (
    NumberMarks,
    currency_name,
    format_amount,
    format_money,
    format_number,
    format_percent,
    number_marks,
    with_digits,
)
from recoup.plumbing.localization.reader import LANGUAGES, Calendar, Digits, Reader, is_rtl, language_to_write
from recoup.plumbing.localization.rendering import render
from recoup.plumbing.localization.zones import time_zone_city

__all__ = [
    "LANGUAGES",
    "Calendar",
    "Digits",
    "NumberMarks",
    "Reader",
    "currency_name",
    "format_amount",
    "format_date",
    "format_instant",
    "format_money",
    "format_number",
    "format_percent",
    "is_rtl",
    "language_to_write",
    "number_marks",
    "render",
    "time_zone_city",
    "week_start",
    "with_digits",
]
