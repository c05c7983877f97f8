"""Countries and languages as files name them: by code or by name, in the languages of the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from recoup.connectors.rows.cells import words
from recoup.kernel.folding import fold
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.localization.reader import LANGUAGES
from recoup.team.places import countries

NOT_A_COUNTRY = N_("“{text}” is not a country that we know.")
NOT_A_LANGUAGE = N_("“{text}” is not one of the program's languages.")

_OTHER_NAMES = {"UK": "GB", "ENGLAND": "GB", "USA": "US", "UAE": "AE", "PRC": "CN", "VIET NAM": "VN"}
_SCRIPTS = {"zh": "zh-hans", "cn": "zh-hans", "zh cn": "zh-hans", "vn": "vi", "ir": "fa"}


def read_country(text: str) -> str | Sentence:
    """Return the two-letter code of the country in a cell, empty for an empty cell, or what is wrong."""
    written = words(text)
    if not written or written.upper() in countries():
        return written.upper()
    found = _OTHER_NAMES.get(written.upper()) or _countries().get(fold(written))
    return found or Sentence(NOT_A_COUNTRY, {"text": written[:60]})


def read_language(text: str) -> str | Sentence:
    """Return the code of the program's language in a cell, empty for an empty cell, or what is wrong."""
    written = words(text)
    if not written:
        return ""
    folded = fold(written).replace("_", "-")
    found = _languages().get(folded) or _languages().get(folded.split("-")[0])
    return found or Sentence(NOT_A_LANGUAGE, {"text": written[:60]})


@cache
def _countries() -> Mapping[str, str]:
    return {
        fold(name): code
        for language in LANGUAGES.values()
        for code, name in Locale.parse(language.locale).territories.items()
        if code in countries()
    }


@cache
def _languages() -> Mapping[str, str]:
    named = {code: code for code in LANGUAGES} | _SCRIPTS
    for spoken in LANGUAGES.values():
        names = Locale.parse(spoken.locale).languages
        for code in LANGUAGES:
            short = code.split("-")[0]
            named[short] = code
            if short in names:
                named[fold(names[short])] = code
    return named
