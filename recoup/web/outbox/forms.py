"""What is asked before something is done in the outbox."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.correspondence.types import MessageStatus
from recoup.kernel.contact import Channel
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_WRITTEN = (Channel.EMAIL, Channel.SMS, Channel.LETTER)


class FilterForm(forms.Form):
    """Which messages to list."""

    status = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        everything = ("", gettext("All"))
        offer(self, "status", [everything, *((each.value, gettext(each.label)) for each in MessageStatus)])
        offer(self, "channel", [everything, *((each.value, gettext(each.label)) for each in _WRITTEN)])

    def statuses(self) -> tuple[MessageStatus, ...] | None:
        """Return the states to list, None for all."""
        chosen = self.cleaned_data.get("status") if self.is_valid() else ""
        return (MessageStatus(chosen),) if chosen else None

    def channel_chosen(self) -> Channel | None:
        """Return the channel to list, None for all."""
        chosen = self.cleaned_data.get("channel") if self.is_valid() else ""
        return Channel(chosen) if chosen else None


class WhyForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ResolveForm(WhyForm):
    """What became of a message in doubt."""

    was_sent = forms.TypedChoiceField(
        label=_("What did you find?"),
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        choices=(("yes", _("It was sent")), ("no", _("It was not sent: send it again"))),
    )
    field_order = ("was_sent", "reason")


class PostedForm(forms.Form):
    """When letters were posted, and the proof."""

    posted_on = DayField(label=_("Posted on"))
    tracking = forms.CharField(
        label=_("Tracking numbers"),
        required=False,
        help_text=_("One a line, in the order of the list; an empty line for a letter without one."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    proof = forms.FileField(label=_("Receipt of the post"), required=False)

    def __init__(self, data: QueryDict | None, files: MultiValueDict[str, Any] | None, *, on: date) -> None:
        super().__init__(data, files, initial={"posted_on": on})


class AssignForm(forms.Form):
    """Whose a message is."""

    number = forms.CharField(label=_("Customer number"), max_length=60)
    entity = forms.TypedChoiceField(label=_("Entity"), coerce=int)

    def __init__(self, data: QueryDict | None, *, entities: list[tuple[str, str]]) -> None:
        super().__init__(data)
        offer(self, "entity", entities)
