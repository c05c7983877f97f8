"""Which proposals to show, and what is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.queries import ProposalFilter
from recoup.collections.strategy_rules.strategies import NO_CHANNEL, TEMPLATES
from recoup.collections.types import ProposalRecord, ProposalState
from recoup.kernel.contact import Channel
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_LOOK = "LOOK"
_BY_POST = (Channel.EMAIL, Channel.SMS, Channel.LETTER)


class FilterForm(forms.Form):
    """Which proposals to show: the open ones of the last run when nothing is said."""

    day = DayField(label=_("Day"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    segment = forms.ChoiceField(label=_("Segment"), required=False)

    def __init__(self, data: QueryDict, *, segments: Mapping[str, str]) -> None:
        super().__init__(data)
        states = [(state.value, gettext(state.label)) for state in ProposalState]
        offer(
            self,
            "state",
            [
                ("", gettext("Open")),
                (_LOOK, gettext("Open, for a second look")),
                *states[1:],
                ("ALL", gettext("All")),
            ],
        )
        channels = [(channel.value, gettext(channel.label)) for channel in Channel]
        offer(self, "channel", [("", gettext("Any channel")), *channels])
        names = [(code, gettext(name)) for code, name in segments.items()]
        offer(self, "segment", [("", gettext("Any segment")), *names])
        self.full_clean()

    @property
    def day_chosen(self) -> date | None:
        """The day that was asked for."""
        return self.cleaned_data.get("day")

    @property
    def criteria(self) -> ProposalFilter:
        """What was asked for; what isn't valid is left out."""
        said = self.cleaned_data
        state = said.get("state") or ""
        return ProposalFilter(
            state=None
            if state == "ALL"
            else ProposalState(state)
            if state in set(ProposalState)
            else ProposalState.OPEN,
            channel=said.get("channel") or "",
            segment=said.get("segment") or "",
            looks_only=state == _LOOK,
        )


class ConfirmForm(forms.Form):
    """Nothing is entered: one says yes."""


class DropForm(forms.Form):
    """Why the step is not taken, and whether it comes again."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    until = DayField(
        label=_("Propose it again from"),
        required=False,
        help_text=_("Empty: not at all for these items. The reason is kept either way."),
    )


class ChangeForm(forms.Form):
    """Another channel or letter, and a note for whoever reads the proposal."""

    channel = forms.ChoiceField(label=_("Channel"))
    template = forms.ChoiceField(label=_("Letter"))
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None = None, *, proposal: ProposalRecord, by_program: bool) -> None:
        channel = proposal.channel.value if proposal.channel else NO_CHANNEL
        initial = {"channel": channel, "template": proposal.template or NO_CHANNEL, "note": proposal.note}
        super().__init__(data, initial=initial)
        offered = _BY_POST if by_program else tuple(Channel)
        offer(self, "channel", [(one.value, gettext(one.label)) for one in offered])
        offer(self, "template", [(one.code, gettext(one.label)) for one in TEMPLATES])

    @property
    def chosen_channel(self) -> Channel:
        """The channel of the valid form."""
        return Channel(self.cleaned_data["channel"])

    @property
    def chosen_template(self) -> str:
        """The letter of the valid form, empty for none."""
        chosen = str(self.cleaned_data["template"])
        return "" if chosen == NO_CHANNEL else chosen
