"""Accounting's cash reports that come in by the desk, and what is written about a difference."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import ReportedMoneyRecord, ReportState
from recoup.web.shared.forms import offer

FILE_MAX = 16 << 20
"""Bytes of a report that is taken: more is no report of a few days."""

REPORT_ENDINGS = ".csv,.xlsx,.xls"


class ReportFileForm(forms.Form):
    """A cash report."""

    file = forms.FileField(label=_("Cash report"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_MAX:
            raise forms.ValidationError(gettext("The file is too large to be a daily cash report."))
        return file


class DifferenceForm(forms.Form):
    """How far a difference with accounting is worked off, by whom, and what is behind it."""

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
        money: ReportedMoneyRecord,
        colleagues: Iterable[tuple[int, str]],
    ) -> None:
        state = money.state or ReportState.OPEN
        super().__init__(data, initial={"state": state.value, "owner": money.owner_id, "note": money.note})
        offer(self, "state", [(state.value, gettext(state.label)) for state in ReportState])
        offer(self, "owner", [("", gettext("Nobody yet")), *((str(key), name) for key, name in colleagues)])
