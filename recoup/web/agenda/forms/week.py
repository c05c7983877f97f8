"""Whose week to show, and where work is moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from recoup.web.shared.days import DayField, read_day
from recoup.web.shared.forms import offer
from recoup.web.shared.requests import DeskRequest

MINE, ALL = "mine", "all"


class WeekForm(forms.Form):
    """Whose week to show: mine, everybody's, or a colleague's; `day` is a day of the week."""

    whose = forms.ChoiceField(label=_("Whose"), required=False)
    day = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict, *, colleagues: Mapping[int, str], actor_id: int) -> None:
        super().__init__(data, initial={"whose": MINE})
        others = [(str(number), name) for number, name in colleagues.items() if number != actor_id]
        offer(self, "whose", [(MINE, gettext("Mine")), (ALL, pgettext("people", "All")), *others])

    def person(self, request: DeskRequest) -> int | None:
        """Return whose work to show, None for everybody's."""
        self.is_valid()
        whose = self.cleaned_data.get("whose") or MINE
        if whose == ALL:
            return None
        return request.actor.id if whose == MINE else int(whose)

    def chosen_day(self, request: DeskRequest) -> date:
        """Return the day that was asked for, today when none was."""
        self.is_valid()
        return read_day(self.cleaned_data.get("day", "")) or request.on


class MoveForm(forms.Form):
    """The day and the person to whom work is moved, and why."""

    day = DayField(label=_("To which day"))
    person = forms.TypedChoiceField(label=_("Who does it"), coerce=int, empty_value=None, required=False)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, data: QueryDict | None, *, colleagues: Mapping[int, str], day: date, person_id: int | None
    ) -> None:
        super().__init__(data, initial={"day": day, "person": person_id})
        nobody = ("", gettext("Whoever looks after the customer"))
        offer(self, "person", [nobody, *((str(number), name) for number, name in colleagues.items())])
