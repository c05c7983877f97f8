"""What tells the source of a file: the titles of its columns, in any order and spelling."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

from django.utils import translation

from recoup.formats.tables.vocabulary.headers import header_words
from recoup.kernel.sentences import N_
from recoup.plumbing.localization.reader import LANGUAGES

REASON_TITLE = N_("Reason for refusal")


def reason_title(language: str) -> str:
    """Return the title of the column that says why a row was refused."""
    with translation.override(language):
        return translation.gettext(REASON_TITLE)


def fingerprint(header: Sequence[str]) -> str:
    """Return what files of one source share; a file of refused rows has the same as the file that it came from."""
    keys = sorted({header_words(title).full_key for title in header} - _reason_keys())
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


@cache
def _reason_keys() -> frozenset[str]:
    return frozenset(header_words(reason_title(language)).full_key for language in LANGUAGES)
