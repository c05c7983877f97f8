"""What is typed to change a collection plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.strategy_rules.strategies import NO_CHANNEL, TEMPLATES
from recoup.collections.types import FollowUpKind, NewArrangement, NewFollowUp, TimetableLine
from recoup.engines.strategy import Arrangement
from recoup.kernel.contact import Channel
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer


class ArrangeForm(forms.Form):
    """What is to be different from the strategy; what stays empty is as the strategy says."""

    anchor = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label=_("Day"), required=False, help_text=_("Empty: the day that the strategy says."))
    method = forms.ChoiceField(label=_("Method"), required=False)
    letter = forms.ChoiceField(label=_("Letter"), required=False)
    person = forms.TypedChoiceField(
        label=_("Person responsible"), coerce=int, empty_value=None, required=False
    )
    left_out = forms.BooleanField(label=_("Leave this step out"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: QueryDict | None, *, line: TimetableLine, colleagues: Mapping[int, str]) -> None:
        super().__init__(data, initial=_initial(line))
        same = ("", gettext("As the strategy says"))
        offer(self, "method", [same, *((each.value, gettext(each.label)) for each in Channel)])
        letters = [(each.code, gettext(each.label)) for each in TEMPLATES if each.code != NO_CHANNEL]
        offer(self, "letter", [same, *letters])
        offer(self, "person", [same, *((str(number), name) for number, name in colleagues.items())])

    def wish(self, customer_id: int, line: TimetableLine) -> NewArrangement:
        """Return what the person wants of the step."""
        said = self.cleaned_data
        arrangement = Arrangement(
            day=said["day"],
            channel=Channel(said["method"]) if said["method"] else None,
            template=said["letter"],
            person_id=said["person"],
            is_left_out=said["left_out"],
        )
        return NewArrangement(
            customer_id=customer_id,
            currency=line.currency,
            anchor_item_id=said["anchor"],
            code=line.code,
            arrangement=arrangement,
            reason=said["reason"],
            seen_id=said["seen"],
        )


def _initial(line: TimetableLine) -> dict[str, Any]:
    before = line.arranged
    plain = {"anchor": line.anchor_item_id, "seen": before.id if before else 0}
    if before is None:
        return plain
    said = before.arrangement
    return plain | {
        "day": said.day,
        "method": said.channel,
        "letter": said.template,
        "person": said.person_id,
        "left_out": said.is_left_out,
    }


class OwnStepForm(forms.Form):
    """A step beside the strategy: what, when, by whom."""

    kind = forms.ChoiceField(label=_("What"))
    day = DayField(label=_("Day"))
    person = forms.TypedChoiceField(
        label=_("Person responsible"), coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, colleagues: Mapping[int, str]) -> None:
        super().__init__(data)
        offer(self, "kind", [(each.value, gettext(each.label)) for each in FollowUpKind])
        nobody = ("", gettext("Whoever looks after the customer"))
        offer(self, "person", [nobody, *((str(number), name) for number, name in colleagues.items())])

    def step(self) -> NewFollowUp:
        """Return the step."""
        said = self.cleaned_data
        return NewFollowUp(
            FollowUpKind(said["kind"]), said["day"], person_id=said["person"], note=said["note"]
        )
