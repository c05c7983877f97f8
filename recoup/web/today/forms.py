"""The next action with a customer who was forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.types import FollowUpKind, NewFollowUp
from recoup.parties.types import CustomerRecord
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.requests import DeskRequest


class NextActionForm(forms.Form):
    """What is to be done next, when, by whom and what about; each customer's form has names of its own."""

    kind = forms.ChoiceField(label=_("Next action"))
    day = DayField(label=_("Day"))
    person = forms.TypedChoiceField(label=_("Who does it"), coerce=int, empty_value=None, required=False)
    note = forms.CharField(label=_("About what"), max_length=300, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        customer: CustomerRecord,
        request: DeskRequest,
        colleagues: Mapping[int, str],
    ) -> None:
        initial = {"kind": FollowUpKind.CALL.value, "day": request.on}
        super().__init__(data, initial=initial, prefix=f"c{customer.id}")
        offer(self, "kind", [(kind.value, gettext(kind.label)) for kind in FollowUpKind])
        nobody = ("", gettext("Whoever looks after the customer"))
        offer(self, "person", [nobody, *((str(number), name) for number, name in colleagues.items())])

    def follow_up(self) -> NewFollowUp:
        """Return the action that was chosen."""
        values = self.cleaned_data
        return NewFollowUp(
            FollowUpKind(values["kind"]), values["day"], None, values["person"], values["note"]
        )
