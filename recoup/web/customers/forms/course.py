"""A segment set by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_DAYS = 90


class SegmentForm(forms.Form):
    """Into which segment the customer is put, why, and until when."""

    currency = forms.ChoiceField(label=_("Currency"))
    segment = forms.ChoiceField(label=_("Segment"), required=False)
    until = DayField(label=_("Until"), help_text=_("The last day; then the rules count again."))
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        currencies: Sequence[str],
        segments: Mapping[str, str],
        on: date,
    ) -> None:
        super().__init__(data, initial={"until": on + timedelta(days=_DAYS)})
        offer(self, "currency", [(currency, currency) for currency in currencies])
        names = [(code, gettext(name)) for code, name in segments.items()]
        offer(self, "segment", [*names, ("", gettext("As the rules say"))])
