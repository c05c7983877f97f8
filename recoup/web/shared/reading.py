"""How the person of this request reads: known to filters, which see no request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils import translation

from recoup.plumbing.localization import Reader


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader and the IANA time zone in which instants are shown."""

    reader: Reader
    time_zone: str


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def current() -> Reading:
    """Return how this request's person reads; outside a request, as the active language usually does in UTC."""
    return _reading.get() or Reading(Reader.for_language(translation.get_language() or "en"), "UTC")


@contextmanager
def reading_as(reading: Reading) -> Iterator[None]:
    """Show everything inside this block in the language, calendar, digits and time zone of `reading`."""
    token = _reading.set(reading)
    try:
        with translation.override(reading.reader.language):
            yield
    finally:
        _reading.reset(token)


def number_locale(reader: Reader) -> str:
    """Return the locale in which the browser writes numbers as the reader reads them."""
    native = {"fa": "arabext"}.get(reader.language, "latn")
    numerals = native if reader.digits == "native" else "latn"
    return f"{reader.language}-u-nu-{numerals}"
