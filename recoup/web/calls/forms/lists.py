"""What the lists of promises and activities show, and what is typed into their dialogs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.types import (
    ActivityFilter,
    ComplaintRoute,
    DelayReason,
    IncidentKind,
    NewIncident,
    Outcome,
    PromiseFilter,
)
from recoup.engines.promises import PromiseState
from recoup.kernel.contact import Channel
from recoup.web.calls.forms.labels import labeled
from recoup.web.shared.days import DayField, begins_at
from recoup.web.shared.forms import offer
from recoup.web.shared.requests import DeskRequest

_OPEN, _DUE = "RUNNING", "DUE"


class PromiseFilterForm(forms.Form):
    """Which promises to list: those that run, are due, were kept or broken; mine or all."""

    state = forms.ChoiceField(label=_("State"), required=False)
    mine = forms.BooleanField(label=_("Taken by me"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        running = [(_OPEN, gettext("Running")), (_DUE, gettext("Due by today"))]
        over = labeled([PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN])
        offer(self, "state", [*running, *over, ("ALL", gettext("All"))])

    def wanted(self, request: DeskRequest) -> PromiseFilter:
        """Return what to list; those that run when nothing is said."""
        self.is_valid()
        state = self.cleaned_data.get("state") or _OPEN
        running = frozenset(each for each in PromiseState if each.is_running)
        states = (
            running if state in (_OPEN, _DUE) else frozenset({PromiseState(state)} if state != "ALL" else ())
        )
        return PromiseFilter(
            states=states,
            entity_ids=request.entity_ids,
            taken_by_id=request.actor.id if self.cleaned_data.get("mine") else None,
            due_until=request.on if state == _DUE else None,
        )


class ActivityFilterForm(forms.Form):
    """Which contacts to list, and words to look for."""

    text = forms.CharField(label=_("Words"), required=False, max_length=100)
    channel = forms.ChoiceField(label=_("By which way"), required=False)
    outcome = forms.ChoiceField(label=_("What came of it"), required=False)
    delay_reason = forms.ChoiceField(label=_("Why it is late"), required=False)
    from_date = DayField(label=_("From"), required=False)
    until_date = DayField(label=_("Until"), required=False)
    mine = forms.BooleanField(label=_("Mine only"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer(self, "channel", labeled(Channel, empty=True))
        offer(self, "outcome", labeled(Outcome, empty=True))
        offer(self, "delay_reason", labeled(DelayReason, empty=True))

    def wanted(self, request: DeskRequest) -> ActivityFilter:
        """Return what to list; what was typed wrongly is left out."""
        self.is_valid()
        values = self.cleaned_data
        return ActivityFilter(
            text=values.get("text", ""),
            entity_ids=request.entity_ids,
            recorded_by_id=request.actor.id if values.get("mine") else None,
            channel=Channel(values["channel"]) if values.get("channel") else None,
            outcome=Outcome(values["outcome"]) if values.get("outcome") else None,
            delay_reason=DelayReason(values["delay_reason"]) if values.get("delay_reason") else None,
            from_at=_midnight(values.get("from_date"), request, days=0),
            until_at=_midnight(values.get("until_date"), request, days=1),
        )


def _midnight(day: date | None, request: DeskRequest, *, days: int) -> datetime | None:
    return None if day is None else begins_at(day + timedelta(days=days), request.time_zone)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(forms.Form):
    """What should have been written."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    content = forms.CharField(
        label=_("What was said"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


class QuestionForm(forms.Form):
    """What the manager is asked."""

    question = forms.CharField(
        label=_("Your question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    tried = forms.CharField(
        label=_("What you tried"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What the manager answers."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_playbook = forms.BooleanField(
        label=_("Keep it in the playbook: it helps with the next such case"), required=False
    )


class IncidentForm(forms.Form):
    """What happened with a difficult customer."""

    kind = forms.ChoiceField(label=_("What kind"))
    what = forms.CharField(
        label=_("What happened"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    who = forms.CharField(label=_("Who it was"), max_length=200, required=False)
    measures = forms.CharField(
        label=_("What was done"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    route = forms.ChoiceField(label=_("Where it goes"))

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, initial={"route": ComplaintRoute.MANAGER.value})
        offer(self, "kind", labeled(IncidentKind))
        offer(self, "route", labeled(ComplaintRoute))

    def incident(self, customer_id: int, now: datetime) -> NewIncident:
        """Return the incident to be recorded."""
        values = self.cleaned_data
        return NewIncident(
            customer_id=customer_id,
            kind=IncidentKind(values["kind"]),
            happened_at=now,
            what=values["what"],
            who=values["who"],
            measures=values["measures"],
            route=ComplaintRoute(values["route"]),
        )
