"""What a person says about the columns of a bank's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import FIELD_LABELS, BankAccountRecord, LayoutPlan
from recoup.formats.bank.sheets.profiles import SheetField
from recoup.formats.bank.sheets.sampling import SheetSample
from recoup.formats.tables.values import Calendar, DateForm
from recoup.web.shared.forms import offer

_DATES = (
    ("DMY/GREGORIAN", _("day, month, year")),
    ("MDY/GREGORIAN", _("month, day, year")),
    ("YMD/GREGORIAN", _("year, month, day")),
    ("YMD/SOLAR_HIJRI", _("Solar Hijri: year, month, day")),
    ("DMY/SOLAR_HIJRI", _("Solar Hijri: day, month, year")),
)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the sheet: its name, some of its cells, and the field in which one says what it is."""

    header: str
    cells: tuple[str, ...]
    field: BoundField


class LayoutForm(forms.Form):
    """What each column means, and how dates and amounts are written."""

    name = forms.CharField(label=_("Name of the layout"), max_length=100, required=False)
    dates = forms.ChoiceField(label=_("Dates are written"), required=False)
    decimal = forms.ChoiceField(label=_("Decimal mark of amounts"), required=False)

    def __init__(
        self, data: QueryDict | None = None, *, sample: SheetSample, plan: LayoutPlan, name: str
    ) -> None:
        dates = f"{plan.date_form}/{plan.calendar}" if plan.date_form else ""
        super().__init__(data, initial={"name": name, "dates": dates, "decimal": plan.decimal})
        self._sample = sample
        found = ("", gettext("as the cells show"))
        offer(self, "dates", [found, *((code, str(label)) for code, label in _DATES)])
        marks = [(".", gettext("point: 1234.56")), (",", gettext("comma: 1234,56"))]
        offer(self, "decimal", [found, *marks])
        fields = [("", gettext("– not used –"))]
        fields += [(field.value, gettext(label)) for field, label in FIELD_LABELS.items()]
        for place, header in enumerate(sample.header):
            held = plan.columns.get(place)
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=header, required=False, choices=fields, initial=held.value if held else ""
            )

    def columns(self) -> Iterator[ColumnRow]:
        """Yield the columns of the sheet."""
        for place, header in enumerate(self._sample.header):
            cells = tuple(row[place] for row in self._sample.rows if row[place].strip())
            yield ColumnRow(header, cells[:3], self[f"column-{place}"])

    def plan(self) -> LayoutPlan:
        """Return what was said."""
        given = self.cleaned_data
        columns = {
            place: SheetField(said)
            for place in range(len(self._sample.header))
            if (said := given.get(f"column-{place}"))
        }
        form, _slash, calendar = given["dates"].partition("/")
        return LayoutPlan(
            columns,
            DateForm(form) if form else None,
            Calendar(calendar) if calendar else Calendar.GREGORIAN,
            given["decimal"],
        )


class SampleForm(forms.Form):
    """A sheet of the bank on which a layout is made."""

    file = forms.FileField(label=_("Sheet of the bank"))


class RefusedFileForm(forms.Form):
    """For which account the layout of a refused sheet is to be."""

    file_id = forms.IntegerField(widget=forms.HiddenInput)
    account_id = forms.TypedChoiceField(label=_("Account"), coerce=int)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        accounts: Iterable[BankAccountRecord],
        file_id: int | None = None,
    ) -> None:
        super().__init__(data, initial={"file_id": file_id}, auto_id=f"id_{file_id or ''}_%s")
        shown: Sequence[BankAccountRecord] = tuple(accounts)
        offer(self, "account_id", [(str(each.id), f"{each.label} · {each.currency}") for each in shown])
