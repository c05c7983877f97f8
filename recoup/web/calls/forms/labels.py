"""Codes as forms offer them, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext


class Labeled(Protocol):
    """A code with its name on screens."""

    @property
    def value(self) -> str:
        """The code."""

    @property
    def label(self) -> str:
        """The name, to be translated."""


def labeled(codes: Iterable[Labeled], *, empty: bool = False) -> list[tuple[str, str]]:
    """Return the codes as choices; `empty` puts one before them that says nothing."""
    found = [(code.value, gettext(code.label)) for code in codes]
    return [("", "–"), *found] if empty else found
