"""What is asked for a reconciliation: the file and its dates, which column is which, what is behind a difference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.engines.reconciliation import SignChoice
from recoup.formats.tables.values import Calendar, DateForm, DateStyle
from recoup.formats.tables.vocabulary.fields import FIELDS, TableKind
from recoup.reconciliation.operations import ReadingChange
from recoup.reconciliation.types import (
    ComparedLineRecord,
    Coverage,
    DifferenceState,
    Reading,
    ReconciliationRecord,
)
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

FILE_MAX = 64 << 20
"""Bytes of a file that is taken: more is no account of one customer."""

_SIGN_LABELS = {
    SignChoice.FOUND_OUT: _("Find out from the lines"),
    SignChoice.AS_OURS: _("What they owe us is positive in their file"),
    SignChoice.OPPOSITE: _("What they owe us is negative in their file"),
}


_DATES = {
    "DMY GREGORIAN": _("day, month, year"),
    "MDY GREGORIAN": _("month, day, year"),
    "YMD GREGORIAN": _("year, month, day"),
    "YMD SOLAR_HIJRI": _("Solar Hijri: year, month, day"),
    "DMY SOLAR_HIJRI": _("Solar Hijri: day, month, year"),
}


class NewForm(forms.Form):
    """A customer's ledger file, and what it is compared with."""

    file = forms.FileField(label=_("The customer's file"))
    coverage = forms.ChoiceField(
        label=_("What the file lists"), widget=forms.RadioSelect, initial=Coverage.OPEN.value
    )
    as_of = DayField(label=_("Compared as of the end of"))
    from_date = DayField(label=_("First day of the period"), required=False)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        on: date,
        currency: str,
    ) -> None:
        super().__init__(data, files, initial={"as_of": on, "currency": currency})
        offer(self, "coverage", [(coverage.value, gettext(coverage.label)) for coverage in Coverage])
        self.fields["from_date"].help_text = gettext(
            "Only for files that list a period; empty means from the start."
        )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large to be one customer's account."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(gettext("The file is too large to be the account of one customer."))
        return file

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class ReadingForm(forms.Form):
    """Which column of the file is which, and which sign its amounts carry."""

    sign = forms.ChoiceField(label=_("Sign of their amounts"))
    dates = forms.ChoiceField(label=_("How dates are written"), required=False)
    their_opening = forms.DecimalField(
        label=_("Their opening balance, as they write it"), required=False, max_digits=24, decimal_places=4
    )

    def __init__(
        self, data: QueryDict | None = None, *, found: ReconciliationRecord, reading: Reading
    ) -> None:
        initial = {f"column_{name}": str(column) for name, column in found.plan.columns.items()}
        style = found.plan.date_styles.get("line_date")
        dates = f"{style.form.value} {style.calendar.value}" if style else ""
        said = {"sign": found.sign.value, "their_opening": found.their_opening}
        super().__init__(data, initial={**initial, **said, "dates": dates if dates in _DATES else ""})
        offer(self, "sign", [(choice.value, str(label)) for choice, label in _SIGN_LABELS.items()])
        offer(
            self,
            "dates",
            [("", gettext("As the cells look")), *((code, str(name)) for code, name in _DATES.items())],
        )
        if found.from_date is None:
            del self.fields["their_opening"]
        columns = [
            (str(place), _shown(column.title, column.examples))
            for place, column in enumerate(reading.columns)
        ]
        for field in FIELDS[TableKind.ACCOUNT]:
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=gettext(field.label), required=False, choices=[("", "–"), *columns]
            )

    def change(self) -> ReadingChange:
        """Return what the person chose."""
        chosen = {
            name.removeprefix("column_"): int(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }
        return ReadingChange(
            columns=chosen,
            sign=SignChoice(self.cleaned_data["sign"]),
            their_opening=self.cleaned_data.get("their_opening"),
            dates=_date_style(self.cleaned_data["dates"]),
        )


class ClearForm(forms.Form):
    """How far a difference is cleared up, by whom, and what is behind it."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    owner = forms.TypedChoiceField(label=_("Person in charge"), required=False, coerce=int, empty_value=None)
    note = forms.CharField(
        label=_("What is behind it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        line: ComparedLineRecord,
        colleagues: Iterable[tuple[int, str]],
    ) -> None:
        state = line.state or DifferenceState.OPEN
        super().__init__(data, initial={"state": state.value, "owner": line.owner_id, "note": line.note})
        offer(self, "state", [(state.value, gettext(state.label)) for state in DifferenceState])
        offer(self, "owner", [("", gettext("Nobody yet")), *((str(key), name) for key, name in colleagues)])


class SignForm(forms.Form):
    """What is said with the signature."""

    note = forms.CharField(
        label=_("Remark"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def _date_style(code: str) -> DateStyle | None:
    form, _blank, calendar = code.partition(" ")
    return DateStyle(DateForm(form), Calendar(calendar)) if form else None


def _shown(title: str, examples: Iterable[str]) -> str:
    return f"{title} ({', '.join(examples)})"[:80]
