"""What is asked for a reconciliation: the file and its dates, which column is which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.engines.reconciliation import SignChoice
from recoup.formats.tables.values import Calendar, DateForm, DateStyle
from recoup.formats.tables.vocabulary.fields import FIELDS
from recoup.reconciliation.operations import ReadingChange
from recoup.reconciliation.types import (
    Coverage,
    Kind,
    Reading,
    ReconciliationRecord,
)
from recoup.team.types import EntityRecord
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

FILE_MAX = 64 << 20
"""Bytes of a file that is taken: more is no account of one customer, and no schedule either."""

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


class FileForm(forms.Form):
    """A file, and what it is compared with."""

    file = forms.FileField(label=_("File"))
    coverage = forms.ChoiceField(label=_("What the file lists"), widget=forms.RadioSelect)
    as_of = DayField(label=_("Compared as of the end of"))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(gettext("The file is too large to be the account of one customer."))
        return file

    def clean_currency(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def offer_coverages(self, kind: Kind) -> None:
        """Let the coverage be one of those that files of this kind may have."""
        offer(self, "coverage", [(one.value, gettext(one.label)) for one in Coverage if one.kind is kind])


class NewForm(FileForm):
    """A customer's ledger file."""

    from_date = DayField(label=_("First day of the period"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        on: date,
        currency: str,
    ) -> None:
        initial = {"as_of": on, "currency": currency, "coverage": Coverage.OPEN.value}
        super().__init__(data, files, initial=initial)
        self.offer_coverages(Kind.ACCOUNT)
        self.fields["from_date"].help_text = gettext(
            "Only for files that list a period; empty means from the start."
        )


class ScheduleForm(FileForm):
    """A schedule of contracts of one of our companies."""

    entity = forms.TypedChoiceField(label=_("Our company"), coerce=int)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        on: date,
        entities: Sequence[EntityRecord],
    ) -> None:
        first = entities[0]
        initial = {"as_of": on, "currency": first.currency, "entity": first.id}
        super().__init__(data, files, initial=initial | {"coverage": Coverage.SOME_CONTRACTS.value})
        self.offer_coverages(Kind.SCHEDULE)
        offer(self, "entity", [(str(one.id), one.name) for one in entities])
        self.fields["currency"].required = False
        self.fields["currency"].help_text = gettext("Empty means the company’s own.")


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
        style = next(iter(found.plan.date_styles.values()), None)
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
        if found.kind is Kind.SCHEDULE:
            del self.fields["sign"]
        columns = [
            (str(place), _shown(column.title, column.examples))
            for place, column in enumerate(reading.columns)
        ]
        for field in FIELDS[found.kind.table]:
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
            sign=SignChoice(self.cleaned_data.get("sign", SignChoice.FOUND_OUT)),
            their_opening=self.cleaned_data.get("their_opening"),
            dates=_date_style(self.cleaned_data["dates"]),
        )


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
