"""How a received file is understood: which column is what, where rows belong, how the file is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.connectors.operations import PlanChange
from recoup.connectors.types import ColumnView, ImportOptions, Preview, RunRecord
from recoup.formats.tables.layouts import LayoutChoice
from recoup.formats.tables.plans import TablePlan
from recoup.formats.tables.values import AmountStyle, Calendar, DateForm, DateStyle
from recoup.formats.tables.vocabulary.fields import FIELDS, REQUIRED, Field, Shape, TableKind
from recoup.team.types import EntityRecord
from recoup.web.imports.choices import (
    Choices,
    date_choices,
    date_code,
    decimal_choices,
    delimiter_choices,
    encoding_choices,
    entity_choices,
    kind_choices,
)
from recoup.web.shared.choices import currency_choices
from recoup.web.shared.forms import offer

_LAYOUT = ("encoding", "delimiter", "sheet", "header_line")


class PlanForm(forms.Form):
    """How a received file is understood, everything correctable. What wasn't touched stays as it is."""

    kind = forms.ChoiceField(label=_("What is in the file"), show_hidden_initial=True)
    entity = forms.TypedChoiceField(
        label=_("For which of our companies"), required=False, coerce=int, empty_value=None
    )
    currency = forms.ChoiceField(label=_("Currency of rows that name none"), required=False)
    create_customers = forms.BooleanField(
        label=_("Add customers that are not known yet"), required=False, show_hidden_initial=True
    )
    round_amounts = forms.BooleanField(
        label=_("Round amounts that are finer than their currency"), required=False
    )
    encoding = forms.ChoiceField(label=_("Character set"), required=False, show_hidden_initial=True)
    delimiter = forms.ChoiceField(label=_("Cells are separated by"), required=False, show_hidden_initial=True)
    sheet = forms.CharField(label=_("Sheet"), required=False, show_hidden_initial=True, widget=forms.Select)
    header_line = forms.IntegerField(
        label=_("Line of the header (0: none)"), required=False, min_value=0, show_hidden_initial=True
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        run: RunRecord,
        entities: Sequence[EntityRecord],
        preview: Preview | None = None,
    ) -> None:
        assert run.plan is not None
        super().__init__(data, initial=_initial(run, preview))
        self._run, self._plan = run, run.plan
        offer(self, "kind", kind_choices())
        offer(self, "entity", entity_choices(entities))
        offer(self, "currency", [("", gettext("the company's own")), *currency_choices()])
        offer(self, "encoding", encoding_choices())
        offer(self, "delimiter", delimiter_choices())
        self.fields["sheet"].widget = forms.Select(
            choices=[(name, name) for name in preview.sheets] if preview else ()
        )
        if preview is not None and not preview.may_create_customers:
            self.fields["create_customers"].disabled = True
            self.fields["create_customers"].help_text = gettext("You may not add customers.")
        self._add_columns(preview.columns if preview else ())
        self._add_styles()

    def _add_columns(self, views: Sequence[ColumnView]) -> None:
        choices = [("", gettext("– not in the file –")), *_column_choices(self._plan, views)]
        for field in FIELDS[self._plan.kind]:
            self.fields[f"column-{field.name}"] = forms.ChoiceField(
                label=gettext(field.label),
                required=False,
                choices=choices,
                initial=str(self._plan.columns.get(field.name, "")),
            )

    def _add_styles(self) -> None:
        for field in _mapped(self._plan, Shape.AMOUNT):
            self.fields[f"style-{field.name}"] = forms.ChoiceField(
                label=gettext(field.label),
                required=False,
                choices=decimal_choices(),
                initial=self._plan.amount_styles[field.name].decimal,
            )
        for field in _mapped(self._plan, Shape.DATE):
            style = self._plan.date_styles[field.name]
            self.fields[f"style-{field.name}"] = forms.ChoiceField(
                label=gettext(field.label),
                required=False,
                choices=date_choices(),
                initial=date_code(style.form, style.calendar),
            )

    def found_fields(self) -> list[forms.BoundField]:
        """Return the fields that have a column, and those of which one is needed."""
        return [self[f"column-{name}"] for name in self._names() if self._is_shown(name)]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields that the file may have besides."""
        return [self[f"column-{name}"] for name in self._names() if not self._is_shown(name)]

    def _names(self) -> list[str]:
        return [field.name for field in FIELDS[self._plan.kind]]

    def _is_shown(self, name: str) -> bool:
        needed = {name for group in REQUIRED[self._plan.kind] for name in group}
        return name in self._plan.columns or name in needed

    def style_fields(self) -> list[forms.BoundField]:
        """Return the fields that say how amounts and dates are written."""
        return [self[name] for name in self.fields if name.startswith("style-")]

    def layout_fields(self) -> list[forms.BoundField]:
        """Return the fields that say how the file is written: letters and marks of a text, the sheet of a workbook."""
        names = ["encoding", "delimiter"] if self.initial["encoding"] else ["sheet"]
        return [self[name] for name in (*names, "header_line")]

    def options(self) -> ImportOptions:
        """Return where rows belong, and what may be made for them, as the valid form says."""
        said = self.cleaned_data
        create = self._run.options.create_customers
        return ImportOptions(
            entity_id=said["entity"],
            currency=said["currency"],
            create_customers=said["create_customers"] if "create_customers" in self.changed_data else create,
            create_entities=self._run.options.create_entities,
            round_amounts=said["round_amounts"],
        )

    def change(self) -> PlanChange:
        """Return what the valid form corrects."""
        said = self.cleaned_data
        if {"kind", *_LAYOUT} & set(self.changed_data):
            return PlanChange(kind=TableKind(said["kind"]), layout=self._layout())
        columns = {
            name.removeprefix("column-"): int(value)
            for name, value in said.items()
            if name.startswith("column-") and value
        }
        return PlanChange(
            columns=columns, amount_styles=self._amount_styles(), date_styles=self._date_styles()
        )

    def _layout(self) -> LayoutChoice:
        """Return the layout with what was changed; what was found out and not touched stays open."""
        said, now = self.cleaned_data, self._plan.layout
        touched = set(self.changed_data)
        return LayoutChoice(
            encoding=said["encoding"] or None if "encoding" in touched else now.encoding,
            delimiter=said["delimiter"] or None if "delimiter" in touched else now.delimiter,
            sheet=said["sheet"] or None if "sheet" in touched else now.sheet,
            header_line=said["header_line"] if "header_line" in touched else now.header_line,
        )

    def _amount_styles(self) -> Mapping[str, AmountStyle]:
        styles = {}
        for field in _mapped(self._plan, Shape.AMOUNT):
            now, decimal = self._plan.amount_styles[field.name], self.cleaned_data[f"style-{field.name}"]
            styles[field.name] = AmountStyle(
                decimal or now.decimal, now.multiplier, now.credit_sign, now.currency
            )
        return styles

    def _date_styles(self) -> Mapping[str, DateStyle]:
        styles = {}
        for field in _mapped(self._plan, Shape.DATE):
            form, _mark, calendar = self.cleaned_data[f"style-{field.name}"].partition("/")
            now = self._plan.date_styles[field.name]
            styles[field.name] = DateStyle(DateForm(form), Calendar(calendar)) if form else now
        return styles


def _initial(run: RunRecord, preview: Preview | None) -> dict[str, object]:
    said: dict[str, object] = {
        "kind": run.kind.value,
        "entity": run.options.entity_id,
        "currency": run.options.currency,
        "create_customers": run.options.create_customers,
        "round_amounts": run.options.round_amounts,
    }
    if preview is not None:
        said |= {name: getattr(preview.layout, name) for name in _LAYOUT}
        said["create_customers"] = preview.creates_customers
    return said


def _column_choices(plan: TablePlan, views: Sequence[ColumnView]) -> Choices:
    """Return the columns of the file by title, with the first values of each."""
    choices = []
    for place, title in enumerate(plan.header):
        name = title or gettext("column %(number)s") % {"number": place + 1}
        examples = views[place].examples[:2] if views else ()
        choices.append((str(place), " · ".join((name, *examples))))
    return choices


def _mapped(plan: TablePlan, shape: Shape) -> list[Field]:
    styles: Mapping[str, object] = plan.amount_styles if shape is Shape.AMOUNT else plan.date_styles
    return [field for field in FIELDS[plan.kind] if field.shape is shape and field.name in styles]
