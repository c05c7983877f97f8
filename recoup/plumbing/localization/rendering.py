"""Sentences in the reader's language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import translation

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence, Value
from recoup.plumbing.localization.dates import format_date
from recoup.plumbing.localization.direction import (
    has_rtl_letters,
    isolate,
    isolate_ltr,
    without_direction_marks,
)
from recoup.plumbing.localization.numbers import format_money, format_number
from recoup.plumbing.localization.reader import Reader


def render(sentence: Sentence, reader: Reader) -> str:
    """Return `sentence` in the reader's language, its values written as the reader writes them.

    Names and numbers come as plain text without direction marks of their own. Where a value could disturb
    the order of the sentence around it (any value for a right-to-left reader, a right-to-left name for
    the others), it is isolated by U+2066 to U+2069.
    """
    if translation.get_language() == reader.language:
        return _rendered(sentence, reader)
    with translation.override(reader.language):
        return _rendered(sentence, reader)


def _rendered(sentence: Sentence, reader: Reader) -> str:
    return _template(sentence).format(**_shown(sentence.values, reader))


def _template(sentence: Sentence) -> str:
    if not sentence.plural:
        return translation.gettext(sentence.text)
    number = sentence.values[sentence.count]
    assert isinstance(number, int), f"{sentence.count} does not count: {number!r}"
    return translation.ngettext(sentence.text, sentence.plural, number)


def _shown(values: Mapping[str, Value], reader: Reader) -> dict[str, str]:
    return {name: _value(value, reader) for name, value in values.items()}


def _value(value: Value, reader: Reader) -> str:
    match value:
        case Money():
            return format_money(value, reader)
        case Sentence():
            return _rendered(value, reader)
        case date():
            return _apart(format_date(value, reader), reader)
        case int() | Decimal():
            number = format_number(value, reader)
            return isolate_ltr(number) if reader.is_rtl else number
        case str():
            return _apart(without_direction_marks(value), reader)


def _apart(text: str, reader: Reader) -> str:
    return isolate(text) if reader.is_rtl or has_rtl_letters(text) else text
