"""Which debts a call is about."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from recoup.plumbing.localization import format_money
from recoup.web.calls.presenters.debts import LateDebt
from recoup.web.shared.forms import offer
from recoup.web.shared.reading import current


class DebtsForm(forms.Form):
    """Which of the debts that are late a call is about: at first all of them."""

    debts = forms.TypedMultipleChoiceField(
        label=_("This call is about"),
        coerce=int,
        required=False,
        help_text=_("Calls are counted for each debt. With none chosen, the call counts for all of them."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("What is late has changed meanwhile: open the page of the call again.")
        },
    )

    def __init__(self, data: QueryDict | None = None, *, debts: Sequence[LateDebt]) -> None:
        super().__init__(data, initial={"debts": [debt.id for debt in debts]})
        self._debts = debts
        offer(self, "debts", [(str(debt.id), _label(debt)) for debt in debts])

    def item_ids(self) -> tuple[int, ...]:
        """Return what is late of the debts chosen; nothing stands for the whole account."""
        wanted = self.initial["debts"]
        if self.is_bound:
            wanted = self.cleaned_data["debts"] if self.is_valid() else ()
        return tuple(item.id for debt in self._debts if debt.id in wanted for item in debt.items)


def _label(debt: LateDebt) -> str:
    reader = current().reader
    return " · ".join([debt.name, *(format_money(money, reader) for money in debt.amounts)])
