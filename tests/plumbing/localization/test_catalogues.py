"""A translation keeps the fields of its source: a lost or misspelt one would break the page that shows it."""

from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import recoup

CATALOGUES = sorted((Path(recoup.__file__).parent / "project" / "locale").glob("*/LC_MESSAGES/*.po"))


def fields(template: str) -> set[str]:
    """Return the names in braces; text with other braces, such as a script's, has none."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name}
    except ValueError:
        return set()


def forms(text: object) -> list[str]:
    """Return the singular and plural forms of a message, or its only one."""
    return [str(form) for form in text] if isinstance(text, tuple | list) else [str(text)]


def faults(message: Message) -> list[str]:
    """Return the translations of `message` that name a field its source doesn't have, or leave one out.

    A form for one thing may leave its number out: "one item".
    """
    sources = forms(message.id)
    translations = forms(message.string)
    known = {field for source in sources for field in fields(source)}
    lacking_allowed = isinstance(message.id, tuple)
    return [
        text
        for text in translations
        if text and (fields(text) - known or (known - fields(text) and not lacking_allowed))
    ]


def test_translations_keep_the_fields_of_their_source() -> None:
    for path in CATALOGUES:
        with path.open("rb") as file:
            catalog = read_po(file)
        assert [fault for message in catalog if message.id for fault in faults(message)] == [], path.parts[-3]


def test_a_lost_field_is_found() -> None:
    assert faults(Message("{name} owes {amount}.", "{name} zalega {kwota}.")) == ["{name} zalega {kwota}."]
    assert faults(Message("{name} owes.", "Zalega.")) == ["Zalega."]
    assert faults(Message(("{n} item", "{n} items"), ("jedna", "{n} pozycje"))) == []
