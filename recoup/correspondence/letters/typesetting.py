"""Typesetting: a composed letter becomes a PDF, by typst, with fonts that hold every one of its signs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import local
from typing import Literal

import typst
from django.conf import settings

from recoup.correspondence.letters.columns import column_widths
from recoup.correspondence.letters.page import Letter
from recoup.correspondence.packing import pack
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_

_FOLDER = Path(__file__).parent
_LATIN = ("Noto Sans", "DejaVu Sans")
_CHINESE = ("Noto Sans SC", "Noto Sans CJK SC")
_PERSIAN = ("Vazirmatn", "Noto Naskh Arabic", "Noto Sans Arabic")
_FAMILIES = {"fa": _PERSIAN + _LATIN + _CHINESE, "zh": _LATIN + _CHINESE + _PERSIAN}
_ARCHIVE_PROFILE: Literal["a-3a"] = "a-3a"
"""PDF/A-3a: tagged for screen readers, fit for the archive; and it refuses a sign that no font can show."""


class NoFontForText(DomainError):
    """No font on this computer can show a part of the letter."""

    text = N_(
        "This letter can't be printed: no font on this computer can show {text}. Install the fonts that the set-up "
        "names, then print it again."
    )


class LetterFailed(DomainError):
    """The typesetter refused the letter for another reason."""

    text = N_("This letter could not be printed: {problem}.")


def typeset(letter: Letter, *, made_at: datetime) -> bytes:
    """Return the letter as PDF/A-3a; the same letter and `made_at` give the same bytes.

    :raises NoFontForText: a part of the text is in a script that no font here covers
    :raises LetterFailed: the typesetter refused it for another reason
    """
    data = pack(letter)
    assert isinstance(data, dict)
    data["columns"] = column_widths(letter.headings, letter.rows)
    return typeset_page("letter", data, language=letter.language, made_at=made_at)


def typeset_page(template: str, data: Mapping[str, object], *, language: str, made_at: datetime) -> bytes:
    """Return what the template (its name without ending) makes of strings that are ready to be set, as PDF/A-3a.

    :raises NoFontForText: a part of the text is in a script that no font here covers
    :raises LetterFailed: the typesetter refused it for another reason
    """
    whole = {**data, "fonts": _fonts(language)}
    try:
        pdf = _compilers.of(template).compile(
            format="pdf",
            sys_inputs={template: json.dumps(whole, ensure_ascii=False)},
            pdf_standards=[_ARCHIVE_PROFILE],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise _explained(error) from error
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _found_fonts() -> typst.Fonts:
    folders = [str(folder) for folder in settings.FONT_FOLDERS if Path(folder).is_dir()]
    return typst.Fonts(font_paths=folders)


@cache
def _fonts(language: str) -> tuple[str, ...]:
    """Return the font families for `language` that this computer has, the best first.

    Where it has none of them the typesetter looks for itself, among all the fonts there are.
    """
    found = frozenset(_found_fonts().families())
    wanted = _FAMILIES.get(language.split("-")[0], _LATIN + _CHINESE + _PERSIAN)
    return tuple(family for family in wanted if family in found) or wanted[:1]


class _Compilers(local):
    """The compilers of a thread, one for each template: a compiler keeps fonts and template, and serves one thread."""

    def __init__(self) -> None:
        self.of = cache(_new_compiler)


def _new_compiler(template: str) -> typst.Compiler:
    return typst.Compiler(str(_FOLDER / f"{template}.typ"), root=str(_FOLDER), font_paths=_found_fonts())


_compilers = _Compilers()


def _explained(error: typst.TypstError) -> DomainError:
    if "could not be displayed" in error.message:
        return NoFontForText(text=error.message.partition("`")[2].partition("`")[0].strip('"'))
    return LetterFailed(problem=error.message)
