"""The message catalogues: bring them up to date with the code, compile them, say what is wrong with them.

    python -m setup.messages update     after changing a sentence
    python -m setup.messages check      before handing in
    python -m setup.messages compile    done by the set-up

No GNU gettext is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from setup import extraction

SOURCE = Path(__file__).resolve().parents[1] / "recoup"
LOCALES = SOURCE / "project" / "locale"
LANGUAGES = ("vi", "zh_Hans", "fa", "pl")

_FIELD = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def template() -> Catalog:
    """Return the catalogue of everything marked, untranslated."""
    catalog = Catalog(project="recoup", charset="utf-8", fuzzy=False)
    for message in extraction.messages(SOURCE):
        key = (message.text, message.plural) if message.plural else message.text
        catalog.add(key, locations=[(message.place, 0)], context=message.context or None)
    return catalog


def catalog_path(language: str) -> Path:
    """Return where the catalogue of `language` is kept."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalogue of `language`, empty when there is none yet."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, header_comment="# Recoup.", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update() -> None:
    """Bring every catalogue up to date with the code: new messages empty, unused ones gone, none guessed."""
    fresh = template()
    for language in LANGUAGES:
        catalog = read(language)
        created = catalog.creation_date
        catalog.update(fresh, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        # The day of the update says nothing and would change every catalogue every time.
        catalog.creation_date = created
        path = catalog_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
        empty = sum(1 for message in catalog if message.id and not all(_forms(message.string)))
        sys.stdout.write(f"{language}: {len(catalog)} messages, {empty} to translate\n")


def compile_all() -> None:
    """Write the compiled catalogue beside each catalogue."""
    for language in LANGUAGES:
        path = catalog_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def problems() -> list[str]:
    """Return what is wrong with the catalogues: missing, fuzzy or unused messages, other fields, lost forms."""
    fresh = template()
    return [problem for language in LANGUAGES for problem in _problems(language, fresh)]


def _problems(language: str, fresh: Catalog) -> Iterator[str]:
    catalog = read(language)
    known = {_key(message) for message in catalog if message.id}
    wanted = {_key(message) for message in fresh if message.id}
    for key in sorted(known - wanted, key=str):
        yield f"{language}: no longer used: {key}"
    for key in sorted(wanted - known, key=str):
        yield f"{language}: missing: {key}"
    for message in catalog:
        if message.id and _key(message) in wanted:
            yield from (
                f"{language}: {fault}: {message.id!r}" for fault in _faults(message, catalog.num_plurals)
            )


def _key(message: Message) -> tuple[object, str]:
    return message.id, message.context or ""


def _faults(message: Message, plurals: int) -> Iterator[str]:
    forms = _forms(message.string)
    if message.fuzzy:
        yield "only guessed (fuzzy)"
    if not all(forms):
        yield "not translated"
        return
    if isinstance(message.id, tuple) and len(forms) != plurals:
        yield f"{len(forms)} forms instead of {plurals}"
    english = [_fields(text) for text in _forms(message.id)]
    for form in forms:
        # A form for one may leave out the number, as the English one may; no form may know a field more.
        if _fields(form) not in english and _fields(form) != english[-1]:
            yield f"other fields than the English: {form!r}"


def _forms(string: object) -> tuple[str, ...]:
    return tuple(str(form) for form in string) if isinstance(string, tuple | list) else (str(string or ""),)


def _fields(text: str) -> frozenset[str]:
    return frozenset(first or second for first, second in _FIELD.findall(text))


def main(command: str) -> int:
    """Run one of the commands and return the exit status."""
    match command:
        case "update":
            update()
        case "compile":
            compile_all()
        case "check":
            found = problems()
            sys.stdout.writelines(f"{problem}\n" for problem in found)
            return 1 if found else 0
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) == 2 else ""))
