"""What is entered about contacting a customer: stops, consents, wishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.correspondence.types import EvidenceFile
from recoup.kernel.contact import Channel, ConsentScope, ConsentState, StopKind
from recoup.parties.types import ContactRecord, NewConsent, NewPreference, NewStop
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

FILE_BYTES_MAX = 20 * 1024 * 1024

DAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


class _AboutSomebody(forms.Form):
    """About the customer as a whole, or about one of its contacts."""

    contact = forms.ChoiceField(label=_("About"), required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        contacts: list[ContactRecord],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, initial=dict(initial or {}))
        people = [(str(one.id), one.name or one.email or one.phone) for one in contacts]
        offer(self, "contact", [("", gettext("The customer as a whole")), *people])

    def contact_id(self) -> int | None:
        """Return the contact that was chosen, None for the customer."""
        return int(self.cleaned_data["contact"]) if self.cleaned_data["contact"] else None


class _WithEvidence(_AboutSomebody):
    """Something that a file may prove."""

    file = forms.FileField(
        label=_("File that proves it"),
        required=False,
        help_text=_("The letter, the mail, the recording: up to 20 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse what is larger than evidence should be."""
        file = self.cleaned_data["file"]
        if file is not None and file.size > FILE_BYTES_MAX:
            raise forms.ValidationError(_("The file is larger than 20 MB."), code="large")
        return file

    def evidence(self) -> EvidenceFile | None:
        """Return the file that came with the valid form."""
        file = self.cleaned_data["file"]
        return None if file is None else EvidenceFile(file.name, file)


class StopForm(_WithEvidence):
    """Why there is to be no contact, and how long."""

    kind = forms.ChoiceField(label=_("Why no contact"))
    from_date = DayField(label=_("From"))
    until_date = DayField(
        label=_("Until"), required=False, help_text=_("The last day; empty means until the stop is lifted.")
    )
    note = forms.CharField(
        label=_("Evidence"),
        max_length=1000,
        help_text=_("How do we know? For example: letter of the court of 3 March, filed under 12/26."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        contacts: list[ContactRecord],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, contacts=contacts, initial=initial)
        offer(self, "kind", [(one.value, gettext(one.label)) for one in StopKind])

    def stop(self, customer_id: int) -> NewStop:
        """Return the stop that the valid form describes; its file is the form's `evidence`."""
        said = self.cleaned_data
        return NewStop(
            customer_id=customer_id,
            kind=StopKind(said["kind"]),
            from_date=said["from_date"],
            until_date=said["until_date"],
            contact_id=self.contact_id(),
            note=said["note"],
        )


class ConsentForm(_WithEvidence):
    """What somebody said about being contacted."""

    state = forms.ChoiceField(label=_("What was said"))
    scope = forms.ChoiceField(label=_("About what"))
    channel = forms.ChoiceField(label=_("Way of contact"))
    address = forms.CharField(
        label=_("Only this number or address"),
        max_length=254,
        required=False,
        help_text=_("Empty: all of them."),
    )
    said_on = DayField(label=_("Said on"))
    text_version = forms.CharField(
        label=_("Text that was agreed to"),
        max_length=200,
        required=False,
        help_text=_("Its name and version."),
    )
    note = forms.CharField(
        label=_("Evidence"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        contacts: list[ContactRecord],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, files, contacts=contacts, initial=initial)
        offer(self, "state", [(one.value, gettext(one.label)) for one in ConsentState])
        offer(self, "scope", [(one.value, gettext(one.label)) for one in ConsentScope])
        offer(self, "channel", [(one.value, gettext(one.label)) for one in Channel])

    def consent(self, customer_id: int, *, now: datetime, time_zone: str) -> NewConsent:
        """Return the word that the valid form describes; of today it was said now. Its file is `evidence`."""
        said = self.cleaned_data
        return NewConsent(
            customer_id=customer_id,
            scope=ConsentScope(said["scope"]),
            state=ConsentState(said["state"]),
            channel=Channel(said["channel"]),
            said_at=_instant(said["said_on"], now, time_zone),
            address=said["address"],
            contact_id=self.contact_id(),
            text_version=said["text_version"],
            note=said["note"],
        )


class PreferenceForm(_AboutSomebody):
    """When and how somebody wants to be contacted."""

    opens = forms.TimeField(
        label=_("Not before"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes = forms.TimeField(
        label=_("Not after"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple()
    )
    channels = forms.MultipleChoiceField(
        label=_("Only these ways"),
        required=False,
        help_text=_("None chosen: all of them."),
        choices=[(one.value, one.value) for one in Channel],
        widget=forms.CheckboxSelectMultiple(),
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        contacts: list[ContactRecord],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, contacts=contacts, initial=initial)
        offer(self, "channels", [(one.value, gettext(one.label)) for one in Channel])

    def preference(self, customer_id: int) -> NewPreference:
        """Return the wish that the valid form describes; hours that are left out are the whole day."""
        said = self.cleaned_data
        return NewPreference(
            customer_id=customer_id,
            contact_id=self.contact_id(),
            opens=_minutes(said["opens"], 0),
            closes=_minutes(said["closes"], 24 * 60),
            weekdays=tuple(said["weekdays"]),
            channels=tuple(map(Channel, said["channels"])),
            note=said["note"],
        )


def _minutes(clock: time | None, missing: int) -> int:
    return missing if clock is None else clock.hour * 60 + clock.minute


def _instant(day: date, now: datetime, time_zone: str) -> datetime:
    zone = ZoneInfo(time_zone)
    return now if day == now.astimezone(zone).date() else datetime.combine(day, time(12), zone)
