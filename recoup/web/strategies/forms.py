"""What to simulate, and over which time to look at effects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.queries import RepaymentBy
from recoup.team.types import EntityRecord
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_DAYS = 90


class SimulationForm(forms.Form):
    """A version of a strategy, and the company over whose past it is played."""

    version = forms.TypedChoiceField(label=_("Strategy"), coerce=int)
    entity = forms.TypedChoiceField(label=_("Entity"), coerce=int)

    def __init__(
        self, data: QueryDict, *, versions: Sequence[tuple[str, str]], entities: Sequence[EntityRecord]
    ) -> None:
        super().__init__(data if "version" in data else None)
        offer(self, "version", list(versions))
        offer(self, "entity", [(str(one.id), f"{one.code} · {one.name}") for one in entities])


class PeriodForm(forms.Form):
    """From when until when; the last ninety days when nothing is said."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Until"), required=False)
    by = forms.ChoiceField(label=_("Repayment by"), required=False)

    def __init__(self, data: QueryDict, *, on: date) -> None:
        filled = data.copy()
        filled.setdefault("first", (on - timedelta(days=_DAYS)).isoformat())
        filled.setdefault("last", on.isoformat())
        super().__init__(filled)
        offer(self, "by", [(one.value, gettext(one.label)) for one in RepaymentBy])
        self._on = on

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day."""
        self.full_clean()
        last = self.cleaned_data.get("last") or self._on
        return self.cleaned_data.get("first") or last - timedelta(days=_DAYS), last

    @property
    def wanted_by(self) -> RepaymentBy:
        """By what the repayment is to be shown; by method when nothing is said."""
        self.full_clean()
        return RepaymentBy(self.cleaned_data.get("by") or RepaymentBy.METHOD)
