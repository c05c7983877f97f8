"""The reader: who reads, in which language, calendar and digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel import Locale

Calendar = Literal["gregorian", "solar_hijri"]
Digits = Literal["latin", "native"]


@dataclass(frozen=True, slots=True)
class Language:
    """What a language of the program brings: its CLDR locale, and what its readers expect unless they choose.

    `numbering` is the CLDR numbering system of `native` digits.
    """

    locale: str
    calendar: Calendar = "gregorian"
    digits: Digits = "latin"
    numbering: str = "latn"


# English is the British kind for dates: 22 Nov 2026 means one day everywhere, 11/22/26 doesn't.
LANGUAGES: Mapping[str, Language] = {
    "en": Language("en_GB"),
    "vi": Language("vi"),
    "zh-hans": Language("zh_Hans"),
    "fa": Language("fa", calendar="solar_hijri", digits="native", numbering="arabext"),
    "pl": Language("pl"),
}


def language_to_write(*wished: str) -> str:
    """Return the first of the languages wished for in which the program can write; English where there is none."""
    return next((language for language in wished if language in LANGUAGES), "en")


@dataclass(frozen=True, slots=True)
class Reader:
    """How a person reads: a language of `LANGUAGES`, and the calendar and digits of one's own choice."""

    language: str
    calendar: Calendar
    digits: Digits

    @classmethod
    def for_language(cls, language: str) -> Reader:
        """Return a reader of `language` who has chosen nothing: Persian comes with its calendar and digits.

        :raises KeyError: the program doesn't speak the language
        """
        expected = LANGUAGES[language]
        return cls(language, expected.calendar, expected.digits)

    @property
    def is_rtl(self) -> bool:
        """Whether this reader's text runs from right to left."""
        return is_rtl(self.language)

    @property
    def numbering(self) -> str:
        """The CLDR numbering system of this reader's digits."""
        return LANGUAGES[self.language].numbering if self.digits == "native" else "latn"


@cache
def locale_of(language: str) -> Locale:
    """Return the CLDR locale of `language`."""
    return Locale.parse(LANGUAGES[language].locale)


@cache
def is_rtl(language: str) -> bool:
    """Return whether text in `language` runs from right to left."""
    return locale_of(language).text_direction == "rtl"
