"""The fields of a form for the fields of a kind of rule, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.rulebook.types import FieldType, RuleField, RuleKind, RuleValue
from recoup.web.rulebook.forms.rows import RowsField, RowsInput, rows_of

_PREFIX = "value-"
_DECIMALS_MAX = 8
_DIGITS_MAX = 24


class OrderedChoices(forms.MultiWidget):
    """One list for each place in an order."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        places = [
            forms.Select(
                choices=[("", f"{place}. –"), *choices],
                attrs={"aria-label": _("Place %(place)s") % {"place": place}},
            )
            for place in range(1, len(choices) + 1)
        ]
        super().__init__(places)

    def decompress(self, value: Any) -> list[Any]:
        """Return the codes for the places."""
        return [*(value or ()), *[""] * (len(self.widgets) - len(value or ()))]


class OrderedChoicesField(forms.MultiValueField):
    """Codes in an order; an empty place is passed over."""

    def __init__(self, choices: Sequence[tuple[str, str]], **words: Any) -> None:
        places = [forms.ChoiceField(choices=[("", "–"), *choices], required=False) for _place in choices]
        super().__init__(places, widget=OrderedChoices(choices), require_all_fields=False, **words)

    def compress(self, data_list: Any) -> list[str]:
        """Return the codes that were chosen."""
        return [code for code in data_list or () if code]


def add_value_fields(
    form: forms.Form, kind: RuleKind, value: RuleValue | None, currencies: Sequence[str]
) -> None:
    """Give the form a field for each field of the kind, and one for each currency where it holds amounts."""
    for field in kind.fields:
        told = None if value is None else value.fields.get(field.name)
        if field.type is FieldType.MONEY:
            amounts = told if isinstance(told, Mapping) else {}
            for currency in currencies:
                form.fields[f"{_PREFIX}{field.name}-{currency}"] = _amount_field(
                    field, currency, amounts.get(currency)
                )
        elif field.type is FieldType.ROWS:
            form.fields[_PREFIX + field.name] = _rows_field(kind, field, told)
        else:
            form.fields[_PREFIX + field.name] = _field(field, told)


def raw_value(cleaned: Mapping[str, Any], kind: RuleKind, currencies: Sequence[str]) -> dict[str, object]:
    """Return what was entered as JSON holds it."""
    return {field.name: _raw(cleaned, field, currencies) for field in kind.fields}


def rows_input(kind: RuleKind, name: str) -> tuple[RowsInput, str] | None:
    """Return the table for a field of the kind, and what its inputs are called; None when there is no such table."""
    field = next((one for one in kind.fields if one.name == name and one.type is FieldType.ROWS), None)
    if field is None:
        return None
    return RowsInput(field, _rows_address(kind, field), _cell), _PREFIX + name


def field_name(kind: RuleKind, name: str, currencies: Sequence[str]) -> str | None:
    """Return the form's field that stands for a field of the kind; None for the rule as a whole."""
    found = next((field for field in kind.fields if field.name == name), None)
    if found is None:
        return None
    return f"{_PREFIX}{name}-{currencies[0]}" if found.type is FieldType.MONEY else _PREFIX + name


def _rows_field(kind: RuleKind, field: RuleField, told: object) -> RowsField:
    return RowsField(
        field,
        _rows_address(kind, field),
        _cell,
        label=_(field.label),
        initial=rows_of(told),
        help_text=_(field.help) if field.help else "",
    )


def _rows_address(kind: RuleKind, field: RuleField) -> str:
    return reverse("rulebook:rows", args=[kind.code, field.name])


def _cell(column: RuleField, told: object) -> forms.Field:
    """Return the field of one cell; its help stands at the head of the column."""
    field = _field(column, told)
    field.help_text = ""
    if column.type is FieldType.TEXT:
        field.widget = forms.TextInput(attrs={"size": 14})
    return field


def _amount_field(field: RuleField, currency: str, amount: Decimal | None) -> forms.Field:
    return forms.DecimalField(
        label=_("%(label)s, %(currency)s") % {"label": _(field.label), "currency": currency},
        required=False,
        initial=amount,
        max_digits=_DIGITS_MAX,
        decimal_places=4,
        help_text=_(field.help) if field.help else "",
    )


def _field(field: RuleField, told: object) -> forms.Field:
    words: dict[str, Any] = {
        "label": _label(field),
        "initial": told,
        "help_text": _(field.help) if field.help else "",
    }
    choices = [(choice.code, _(choice.label)) for choice in field.choices]
    match field.type:
        case FieldType.DECIMAL | FieldType.PERCENT:
            bounds: dict[str, Any] = {"min_value": field.least, "max_value": field.most}
            return forms.DecimalField(**words, **bounds, max_digits=_DIGITS_MAX, decimal_places=_DECIMALS_MAX)
        case FieldType.DAYS | FieldType.INTEGER:
            return forms.IntegerField(**words, min_value=_whole(field.least), max_value=_whole(field.most))
        case FieldType.BOOLEAN:
            return forms.BooleanField(**words, required=False)
        case FieldType.CHOICE:
            return forms.ChoiceField(**words, choices=choices)
        case FieldType.CHOICES:
            return OrderedChoicesField(choices, **words)
        case FieldType.PERCENTS:
            listed = " ".join(f"{percent:f}" for percent in told) if isinstance(told, tuple) else ""
            return forms.CharField(**words | {"initial": listed}, required=False, max_length=200)
        case _:
            return forms.CharField(
                **words, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )


def _label(field: RuleField) -> str:
    units = {
        FieldType.PERCENT: "%",
        FieldType.PERCENTS: _("%, separated by spaces"),
        FieldType.DAYS: _("days"),
    }
    unit = units.get(field.type) or (_(field.unit) if field.unit else "")
    return _("%(label)s (%(unit)s)") % {"label": _(field.label), "unit": unit} if unit else _(field.label)


def _whole(bound: Decimal | None) -> int | None:
    return None if bound is None else int(bound)


def _raw(cleaned: Mapping[str, Any], field: RuleField, currencies: Sequence[str]) -> object:
    if field.type is FieldType.MONEY:
        amounts = {currency: cleaned.get(f"{_PREFIX}{field.name}-{currency}") for currency in currencies}
        return {currency: str(amount) for currency, amount in amounts.items() if amount is not None}
    entered = cleaned.get(_PREFIX + field.name)
    if field.type is FieldType.ROWS:
        rows = entered if isinstance(entered, list) else []
        return [
            {column.name: _raw_plain(column, row.get(column.name)) for column in field.fields} for row in rows
        ]
    return _raw_plain(field, entered)


def _raw_plain(field: RuleField, entered: object) -> object:
    match field.type:
        case FieldType.DECIMAL | FieldType.PERCENT:
            return str(entered)
        case FieldType.PERCENTS:
            return str(entered).replace(";", " ").replace("%", " ").split()
        case _:
            return entered
