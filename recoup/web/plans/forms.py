"""What is asked to build a plan, to propose it, to revoke it, and to file its signed copy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.types import NewPlan, PlanFilter, PlanState
from recoup.engines.plans import INSTALLMENTS_MAX, MonthCalendar, Rhythm
from recoup.ledger.types import ItemLine
from recoup.plumbing.localization import Reader, format_date, format_money
from recoup.web.shared.amounts import AmountField
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer

_FILE_MAX = 20_000_000


class PlanForm(forms.Form):
    """What a plan is to be."""

    items = forms.TypedMultipleChoiceField(
        label=_("Paid in installments"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    waived = forms.TypedMultipleChoiceField(
        label=_("Let off when the plan is kept"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    count = forms.IntegerField(
        label=_("Number of installments"), required=False, min_value=1, max_value=INSTALLMENTS_MAX
    )
    affordable = AmountField(
        label=_("Or so much each time"),
        required=False,
        min_value=Decimal(0),
        help_text=_("What the customer can afford: the number of installments follows."),
    )
    first_payment = AmountField(label=_("First payment, if another"), required=False, min_value=Decimal(0))
    first_date = DayField(label=_("First installment on"))
    rhythm = forms.ChoiceField(label=_("How often"))
    annual_rate = forms.DecimalField(
        label=_("Interest a year in percent"), min_value=Decimal(0), max_value=Decimal(100), decimal_places=4
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        lines: Sequence[ItemLine],
        reader: Reader,
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        self.currency = lines[0].amount_open.currency if lines else ""
        choices = [(str(line.id), _item_label(line, reader)) for line in lines]
        offer(self, "items", choices)
        offer(self, "waived", choices)
        offer(self, "rhythm", [(rhythm.value, gettext(rhythm.label)) for rhythm in Rhythm])

    def clean(self) -> dict[str, Any]:
        """Refuse what says two things at once, or nothing."""
        cleaned = super().clean() or {}
        count, affordable = cleaned.get("count"), cleaned.get("affordable")
        if not self.errors and (count is None) is (affordable is None):
            self.add_error("count", _("Say how many installments, or how much each time: just one of them."))
        return cleaned

    def wish(self, *, customer_id: int, months: MonthCalendar, replaces_id: int | None = None) -> NewPlan:
        """Return what was entered; what is let off is not paid."""
        said = self.cleaned_data
        waived = tuple(said["waived"])
        return NewPlan(
            customer_id=customer_id,
            currency=self.currency,
            item_ids=tuple(item_id for item_id in said["items"] if item_id not in waived),
            first_date=said["first_date"],
            rhythm=Rhythm(said["rhythm"]),
            count=said["count"],
            affordable=said["affordable"],
            first_payment=said["first_payment"],
            annual_rate=said["annual_rate"],
            months=months,
            waived_ids=waived,
            note=said["note"],
            replaces_id=replaces_id,
        )


class ListForm(forms.Form):
    """Which plans the list shows."""

    show = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        offer(
            self,
            "show",
            [
                ("", gettext("All that are not over")),
                ("missed", gettext("With a missed installment")),
                *((state.value, gettext(state.label)) for state in PlanState),
            ],
        )

    def wanted(self, entity_ids: frozenset[int]) -> PlanFilter:
        """Return what was chosen; what was not understood is the usual."""
        show = self.cleaned_data["show"] if self.is_valid() else ""
        if show == "missed":
            return PlanFilter(entity_ids, only_missed=True)
        open_ones = {PlanState.DRAFT, PlanState.ASKED, PlanState.ACTIVE}
        return PlanFilter(entity_ids, states=frozenset({PlanState(show)} if show else open_ones))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ProposeForm(forms.Form):
    """What a second person is to read, where one decides."""

    reason = forms.CharField(
        label=_("Why this plan"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where a second person has to approve it."),
    )


class SignedForm(forms.Form):
    """The signed agreement."""

    file = forms.FileField(label=_("Signed agreement"))

    def clean_file(self) -> Any:
        """Refuse what is too large to be a scanned agreement."""
        file = self.cleaned_data["file"]
        if file.size > _FILE_MAX:
            raise forms.ValidationError(_("The file is larger than 20 MB."), code="large")
        return file


def first_values(lines: Sequence[ItemLine], *, on: date, first_date: date, rate: Decimal) -> dict[str, Any]:
    """Return with what the builder begins: all that is overdue, in three months."""
    overdue = [str(line.id) for line in lines if line.due_date is not None and line.due_date < on]
    return {
        "items": overdue or [str(line.id) for line in lines],
        "count": 3,
        "first_date": first_date,
        "rhythm": Rhythm.MONTHLY.value,
        "annual_rate": rate,
    }


def values_of(new: NewPlan) -> dict[str, Any]:
    """Return a plan that was made before as the builder shows it."""
    return {
        "items": [str(item_id) for item_id in (*new.item_ids, *new.waived_ids)],
        "waived": [str(item_id) for item_id in new.waived_ids],
        "count": new.count,
        "affordable": new.affordable,
        "first_payment": new.first_payment,
        "first_date": new.first_date,
        "rhythm": new.rhythm.value,
        "annual_rate": new.annual_rate.normalize() + 0,
        "note": new.note,
    }


def _item_label(line: ItemLine, reader: Reader) -> str:
    parts = [line.name, format_money(line.amount_open, reader)]
    if line.due_date is not None:
        parts.append(gettext("due %(day)s") % {"day": format_date(line.due_date, reader)})
    if line.held_reason:
        parts.append(gettext(line.held_reason))
    return " · ".join(parts)
