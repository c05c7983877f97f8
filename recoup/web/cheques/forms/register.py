"""A cheque as it is taken in, and which cheques a list shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import ChequeFilter, ChequePlace, ChequeState, NewCheque, NewCover, NewImage
from recoup.parties.types import CustomerRecord
from recoup.plumbing.storage.pictures import picture_type
from recoup.web.shared.amounts import AmountField
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

IMAGE_MAX = 16 << 20
"""Bytes of a picture that is taken."""

_CODE = {"class": "ltr", "autocomplete": "off", "spellcheck": "false", "inputmode": "numeric"}
_NUMBER = {"class": "ltr", "autocomplete": "off", "spellcheck": "false"}
_AHEAD = timedelta(days=3)
_NEXT_DAYS = {"due": timedelta(0), "soon": _AHEAD, "month": timedelta(days=30)}


class FilterForm(forms.Form):
    """Which cheques to show; what isn't valid is left out."""

    text = forms.CharField(label=_("Number, Sayad number or drawer"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Where it is"), required=False)
    due = forms.ChoiceField(label=_("Date on the cheque"), required=False)
    bank = forms.ChoiceField(label=_("Drawn on"), required=False)

    def __init__(self, data: QueryDict, *, banks: Sequence[str], on: date) -> None:
        super().__init__(data)
        self._on = on
        states = [(state.value, gettext(state.label)) for state in ChequeState]
        offer(self, "state", [("", gettext("Not finished")), *states, ("ALL", gettext("All"))])
        days = [
            ("due", gettext("Due by today")),
            ("soon", gettext("Due within three days")),
            ("month", gettext("Due within thirty days")),
        ]
        offer(self, "due", [("", gettext("Any date")), *days])
        offer(self, "bank", [("", gettext("Any bank")), *((name, name) for name in banks)])

    def wanted(self, *, entity_ids: frozenset[int], customer_id: int | None) -> ChequeFilter:
        """Return what was asked for: all that is not finished when nothing was said."""
        self.full_clean()
        given = self.cleaned_data
        state, due = given.get("state") or "", given.get("due") or ""
        unfinished = frozenset(ChequeState) - {ChequeState.PAID, ChequeState.RETURNED}
        states = frozenset() if state == "ALL" else frozenset({ChequeState(state)}) if state else unfinished
        return ChequeFilter(
            entity_ids=entity_ids,
            states=states,
            customer_id=customer_id,
            bank_name=given.get("bank") or "",
            to_date=self._on + _NEXT_DAYS[due] if due else None,
            text=given.get("text") or "",
        )


class ChequeForm(forms.Form):
    """A cheque as it lies on the table."""

    number = forms.CharField(
        label=_("Number of the cheque"),
        max_length=60,
        widget=forms.TextInput(attrs={**_NUMBER, "autofocus": ""}),
    )
    sayad_id = forms.CharField(
        label=_("Sayad number"), required=False, max_length=40, widget=forms.TextInput(attrs=_CODE)
    )
    is_registered = forms.BooleanField(label=_("Sayad shows it as registered by the drawer"), required=False)
    amount = AmountField(label=_("Amount"))
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)
    cheque_date = DayField(label=_("Date on the cheque"))
    received_on = DayField(label=_("Received on"))
    drawer = forms.CharField(label=_("Drawer"), max_length=200)
    bank_name = forms.CharField(label=_("Drawn on (bank)"), max_length=200)
    branch = forms.CharField(label=_("Branch"), max_length=100, required=False)
    account_number = forms.CharField(
        label=_("Account of the drawer"), max_length=64, required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    place = forms.ChoiceField(label=_("Payable"))
    is_to_bearer = forms.BooleanField(label=_("Made out to the bearer"), required=False)
    image = forms.FileField(label=_("Picture of the cheque"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    covers_oldest = forms.BooleanField(
        label=_("Cover the customer’s oldest open items with it at once"), required=False, initial=True
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
        *,
        customer: CustomerRecord,
        currency: str,
        on: date,
    ) -> None:
        said = {"currency": currency, "received_on": on, "drawer": customer.name}
        super().__init__(data, files, initial=said | {"place": ChequePlace.SAME_PLACE.value})
        self._customer = customer
        offer(self, "place", [(place.value, gettext(place.label)) for place in ChequePlace])

    def clean_image(self) -> UploadedFile[bytes] | None:
        """Refuse what is too large to be a picture of a cheque, or no picture."""
        file: UploadedFile[bytes] | None = self.cleaned_data["image"]
        if file is not None and (file.size or 0) > IMAGE_MAX:
            raise forms.ValidationError(gettext("The file is too large to be a picture of a cheque."))
        if file is not None and _media_type(file) is None:
            raise forms.ValidationError(gettext("A picture of a cheque is an image or a PDF."))
        return file

    def cheque(self, covers: Sequence[NewCover]) -> NewCheque:
        """Return the cheque that was described."""
        given = self.cleaned_data
        return NewCheque(
            line=1,
            entity_id=self._customer.entity_id,
            customer_number=self._customer.number,
            number=given["number"],
            drawer=given["drawer"],
            bank_name=given["bank_name"],
            cheque_date=given["cheque_date"],
            received_on=given["received_on"],
            currency=given["currency"].upper(),
            amount=given["amount"],
            sayad_id=given["sayad_id"],
            branch=given["branch"],
            account_number=given["account_number"],
            place=ChequePlace(given["place"]),
            is_to_bearer=given["is_to_bearer"],
            is_registered=given["is_registered"],
            covers=tuple(covers),
            note=given["note"],
        )

    def images(self) -> dict[int, NewImage]:
        """Return the picture that was handed in, by the line of the cheque."""
        file: UploadedFile[bytes] | None = self.cleaned_data["image"]
        if file is None:
            return {}
        return {1: NewImage(file.name or "", _media_type(file) or "", cast(BinaryIO, file.file))}


def _media_type(file: UploadedFile[bytes]) -> str | None:
    """Return what the file is by its content: a picture or a PDF, None for anything else."""
    file.seek(0)
    head = file.read(12)
    file.seek(0)
    return "application/pdf" if head.startswith(b"%PDF-") else picture_type(head)
