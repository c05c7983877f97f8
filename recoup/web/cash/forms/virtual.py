"""What is asked of a virtual account."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import NewVirtualAccount
from recoup.web.shared.days import DayField

LIST_MAX = 16 << 20
"""Bytes of a list that is taken at the desk."""

LIST_ENDINGS = ".csv,.xlsx,.xls"
_LEFT_TO_RIGHT = {"class": "ltr", "autocomplete": "off", "spellcheck": "false"}


class VirtualAccountForm(forms.Form):
    """A number to give to a customer."""

    number = forms.CharField(
        label=_("Virtual account number"), max_length=100, widget=forms.TextInput(attrs=_LEFT_TO_RIGHT)
    )
    customer_number = forms.CharField(
        label=_("Customer number"), max_length=100, widget=forms.TextInput(attrs=_LEFT_TO_RIGHT)
    )
    from_date = DayField(label=_("From"))
    until_date = DayField(
        label=_("Until"), required=False, help_text=_("Leave it empty while it has no end.")
    )

    def __init__(self, data: QueryDict | None, *, on: date, prefix_of_numbers: str) -> None:
        super().__init__(data, initial={"from_date": on, "number": prefix_of_numbers})

    def account(self) -> NewVirtualAccount:
        """Return the number that was described."""
        given = self.cleaned_data
        return NewVirtualAccount(
            1, given["number"], given["customer_number"], given["from_date"], given["until_date"]
        )


class VirtualListForm(forms.Form):
    """A list of virtual accounts."""

    file = forms.FileField(label=_("List of virtual accounts"))

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse what is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LIST_MAX:
            raise forms.ValidationError(gettext("The file is too large to be a list of virtual accounts."))
        return file


class EndForm(forms.Form):
    """The last day on which a number is the customer's."""

    until_date = DayField(label=_("Last day"))
