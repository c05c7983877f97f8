"""The report of a visit: one form, one save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections import operations
from recoup.collections.types import (
    CallResult,
    Direction,
    FollowUpKind,
    NewActivity,
    NewFollowUp,
    NewImage,
    Outcome,
    VisitReport,
)
from recoup.correspondence.queries import PassageRecord
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import add_refusal, offer

_PICTURES = "image/jpeg,image/png,image/webp"


class ManyFilesInput(forms.ClearableFileInput):
    """A field into which several files go."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files; each must hold something."""
        return [super(ManyFilesField, self).clean(file, initial) for file in data or [] if file]


class BeginForm(forms.Form):
    """Whom we visit, and who of us goes."""

    contact = forms.TypedChoiceField(label=_("Whom to visit"), coerce=int, empty_value=None, required=False)
    visitors = forms.TypedMultipleChoiceField(
        label=_("Who goes"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        contacts: Sequence[tuple[int, str]],
        colleagues: Mapping[int, str],
        actor_id: int,
    ) -> None:
        super().__init__(
            data, initial={"visitors": [actor_id], "contact": contacts[0][0] if contacts else ""}
        )
        nobody = ("", gettext("The customer itself"))
        offer(self, "contact", [*((str(number), name) for number, name in contacts), nobody])
        offer(self, "visitors", [(str(number), name) for number, name in colleagues.items()])


class ReportForm(forms.Form):
    """What came of a visit."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    visitors = forms.TypedMultipleChoiceField(
        label=_("Who went"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    place = forms.CharField(label=_("Where"), max_length=300, required=False)
    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect)
    met = forms.CharField(label=_("Whom you met"), max_length=200, required=False)
    content = forms.CharField(
        label=_("What was said"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    photos = ManyFilesField(
        label=_("Photos"), required=False, widget=ManyFilesInput(attrs={"accept": _PICTURES})
    )
    signature = forms.FileField(
        label=_("Picture of the signature"),
        required=False,
        widget=forms.FileInput(attrs={"accept": _PICTURES}),
    )
    next_kind = forms.ChoiceField(label=_("Next action"), required=False)
    next_date = DayField(label=_("Day"), required=False)

    def __init__(
        self,
        data: QueryDict | None,
        files: MultiValueDict[str, Any] | None,
        *,
        colleagues: Mapping[int, str],
        actor_id: int,
    ) -> None:
        initial = {"key": uuid4(), "visitors": [actor_id], "outcome": Outcome.REACHED.value}
        super().__init__(data, files, initial=initial)
        offer(self, "visitors", [(str(number), name) for number, name in colleagues.items()])
        offer(self, "outcome", [(each.value, gettext(each.label)) for each in Outcome])
        offer(self, "next_kind", [(each.value, gettext(each.label)) for each in FollowUpKind])

    def clean(self) -> dict[str, Any]:
        """Refuse too many pictures, or too large ones, by their sizes: only what is small enough is read."""
        cleaned = super().clean() or self.cleaned_data
        photos, signature = cleaned.get("photos", ()), cleaned.get("signature")
        for name, files in (("photos", photos), ("signature", [signature] if signature else [])):
            try:
                operations.check_pictures(sizes=[(file.name, file.size) for file in files])
            except DomainError as error:
                add_refusal(self, error, name)
        return cleaned

    def report(self, passage: PassageRecord) -> VisitReport:
        """Return the report of the visit that passed the door so."""
        values = self.cleaned_data
        activity = NewActivity(
            key=UUID(str(values["key"])),
            customer_id=passage.customer_id,
            channel=Channel.VISIT,
            direction=Direction.OUT,
            outcome=Outcome(values["outcome"]),
            at=passage.at,
            contact_id=passage.contact_id,
            contact_name=values["met"],
            content=values["content"],
            passage_id=passage.id,
        )
        follow_up = None
        if values["next_date"] is not None:
            follow_up = NewFollowUp(
                FollowUpKind(values["next_kind"] or FollowUpKind.CALL), values["next_date"]
            )
        signature = values["signature"]
        return VisitReport(
            result=CallResult(activity, (), follow_up),
            visitor_ids=tuple(values["visitors"]),
            place=values["place"],
            photos=tuple(NewImage(file.name, file.read()) for file in values["photos"]),
            signature=NewImage(signature.name, signature.read()) if signature else None,
        )
