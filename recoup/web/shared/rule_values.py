"""What a rule says, field by field, in the reader's language: for the rulebook and for whoever approves its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import format_number, format_percent, render
from recoup.plumbing.localization.reader import locale_of
from recoup.rulebook.types import FieldType, FieldValue, RuleField, RuleKind, RuleValue, ScopeRecord
from recoup.web.shared.reading import current
from recoup.web.shared.tags import money_text

_DECIMALS_OF_PERCENT_MAX = 6


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field of a rule in words."""

    name: str
    label: str
    text: str


def field_texts(kind: RuleKind, value: RuleValue) -> tuple[FieldText, ...]:
    """Return what a rule of the kind says, field by field."""
    return tuple(
        FieldText(field.name, _(field.label), _text(field, value.fields[field.name]))
        for field in kind.fields
        if field.name in value.fields
    )


def scope_text(scope: ScopeRecord) -> str:
    """Return to whom a rule applies, as the beginning of a line, its country by its name."""
    label, reader = scope.label, current().reader
    if country := scope.scope.jurisdiction:
        name = str(locale_of(reader.language).territories.get(country, country))
        label = Sentence(label.text, {**label.values, "country": name})
    text = render(label, reader)
    return text[:1].upper() + text[1:]


def _text(field: RuleField, value: FieldValue) -> str:
    return _WRITERS[field.type](field, value)


def _number(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, Decimal | int)
    number = format_number(value, current().reader)
    if not field.unit:
        return number
    return _("%(number)s %(unit)s") % {"number": number, "unit": _(field.unit)}


def _days(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, int)
    shown = {"days": format_number(value, current().reader)}
    return ngettext("%(days)s day", "%(days)s days", value) % shown


def _percent(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, Decimal)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    decimals = min(max(-exponent, 0), _DECIMALS_OF_PERCENT_MAX)
    return format_percent(value / 100, current().reader, decimals=decimals)


def _percents(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, tuple)
    shown = (_percent(field, entry) for entry in value if isinstance(entry, Decimal))
    return " · ".join(shown) or _("none")


def _plain(field: RuleField, value: FieldValue) -> str:
    return str(value) or "–"


def _choice(field: RuleField, value: FieldValue) -> str:
    return next((_(choice.label) for choice in field.choices if choice.code == value), str(value))


def _choices(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, tuple)
    # The sign is mirrored by the browser where lines run from right to left.
    return " › ".join(_choice(field, code) for code in value if isinstance(code, str))


def _flag(field: RuleField, value: FieldValue) -> str:
    return _("yes") if value else _("no")


def _amounts(field: RuleField, value: FieldValue) -> str:
    assert isinstance(value, Mapping)
    shown = (money_text(Money(amount, currency)) for currency, amount in sorted(value.items()))
    return " · ".join(shown) or _("none")


def _rows(field: RuleField, value: FieldValue) -> str:
    """Return a table as lines, one a row: what is empty, no or nothing is left out."""
    assert isinstance(value, tuple)
    return "\n".join(
        f"{format_number(number, current().reader)}. {_row(field, row)}"
        for number, row in enumerate(value, start=1)
        if isinstance(row, RuleValue)
    )


def _row(table: RuleField, row: RuleValue) -> str:
    return " · ".join(
        _("%(label)s: %(value)s") % {"label": _(field.label), "value": _text(field, value)}
        for field in table.fields
        if (value := row.fields[field.name])
    )


_WRITERS: Mapping[FieldType, Callable[[RuleField, FieldValue], str]] = {
    FieldType.DECIMAL: _number,
    FieldType.INTEGER: _number,
    FieldType.DAYS: _days,
    FieldType.PERCENT: _percent,
    FieldType.PERCENTS: _percents,
    FieldType.TEXT: _plain,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.BOOLEAN: _flag,
    FieldType.MONEY: _amounts,
    FieldType.ROWS: _rows,
}
