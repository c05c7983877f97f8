"""A table within a rule: rows are added, taken away and moved before the whole form is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recoup.rulebook.types import RuleField, RuleValue
from recoup.rulebook.values import packed

Row = dict[str, Any]
MakeField = Callable[[RuleField, object], forms.Field]
ADD, REMOVE, UP, DOWN = "add", "remove", "up", "down"
_ROWS_MAX = 100


class RowsInput(forms.Widget):
    """Inputs in a table; `address` is asked for the table anew when a row is added, taken away or moved."""

    def __init__(self, field: RuleField, address: str, make: MakeField) -> None:
        super().__init__()
        self._field, self._address, self._make = field, address, make

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[Row]:
        """Return the rows that were entered, as they were entered."""
        told = str(data.get(f"{name}-count", ""))
        count = min(int(told), _ROWS_MAX) if told.isascii() and told.isdigit() else 0
        return [
            {
                column.name: data[key]
                for column in self._field.fields
                if (key := f"{name}-{place}-{column.name}") in data
            }
            for place in range(count)
        ]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the table."""
        return self.table(name, list(value or []))

    def table(self, name: str, rows: Sequence[Row], focus: int | None = None) -> SafeString:
        """Return the table, the keyboard's focus in the first cell of a row."""
        context = {
            "name": name,
            "address": self._address,
            "label": _(self._field.label),
            "columns": [
                (_(column.label), _(column.help) if column.help else "") for column in self._field.fields
            ],
            "rows": [self._cells(name, place, row, place == focus) for place, row in enumerate(rows)],
        }
        return mark_safe(render_to_string("rulebook/rows.html", context))  # a template of ours

    def id_for_label(self, id_: str) -> str:
        """Return nothing: the label stands above the table."""
        return ""

    def _cells(self, name: str, place: int, row: Row, is_focused: bool) -> forms.Form:
        form = forms.Form(prefix=f"{name}-{place}")
        for column in self._field.fields:
            cell = self._make(column, row.get(column.name))
            cell.widget.attrs["aria-label"] = _(column.label)
            form.fields[column.name] = cell
        if is_focused:
            next(iter(form.fields.values())).widget.attrs["autofocus"] = True
        return form


class RowsField(forms.Field):
    """Rows of a rule, each cell checked as its column says."""

    def __init__(self, field: RuleField, address: str, make: MakeField, **words: Any) -> None:
        super().__init__(widget=RowsInput(field, address, make), required=False, **words)
        self._field, self._make = field, make

    def clean(self, value: Any) -> list[Row]:
        """Return the rows as a rule holds them.

        :raises ValidationError: a cell is not what its column says
        """
        rows, wrong = [], []
        for number, row in enumerate(value, start=1):
            form = forms.Form(row)
            form.fields = {column.name: self._make(column, None) for column in self._field.fields}
            labels = {column.name: _(column.label) for column in self._field.fields}
            wrong += [
                _("Row %(row)s, %(field)s: %(problem)s")
                % {"row": number, "field": labels[name], "problem": problem}
                for name, problems in form.errors.items()
                for problem in problems
            ]
            rows.append(form.cleaned_data)
        if wrong:
            raise forms.ValidationError([forms.ValidationError(text) for text in wrong])
        return rows


def rows_of(told: object) -> list[Row]:
    """Return the rows of a rule as the table shows them."""
    values = told if isinstance(told, tuple) else ()
    return [dict(packed(row)) for row in values if isinstance(row, RuleValue)]


def changed_rows(rows: Sequence[Row], act: str, place: int) -> tuple[list[Row], int]:
    """Return the rows after one was added, taken away or moved, and the row to go on with."""
    changed = list(rows)
    if act == ADD:
        before = min(place, len(changed))
        changed.insert(before, dict(changed[before - 1]) if before else {})
        return changed, before
    if not 0 <= place < len(changed):
        return changed, 0
    row = changed.pop(place)
    if act == REMOVE:
        return changed, min(place, len(changed) - 1)
    goal = max(place - 1, 0) if act == UP else min(place + 1, len(changed))
    changed.insert(goal, row)
    return changed, goal
