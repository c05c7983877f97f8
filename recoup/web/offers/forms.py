"""What is asked to make an offer, and to close one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.collections.types import NewOffer, OfferFilter, OfferKind, OfferState
from recoup.ledger.types import ItemLine
from recoup.plumbing.localization import Reader, format_date, format_money
from recoup.web.shared.amounts import AmountField
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer as offer_choices

_DECLINED, _WITHDRAWN = "declined", "withdrawn"


class OfferForm(forms.Form):
    """What is to be offered; `approved` are figures of a way out that a second person approved."""

    items = forms.TypedMultipleChoiceField(label=_("For"), coerce=int, widget=forms.CheckboxSelectMultiple)
    kind = forms.ChoiceField(label=_("What is offered"))
    percent = forms.DecimalField(
        label=_("Percent off"), required=False, min_value=Decimal(0), max_value=Decimal(99), decimal_places=4
    )
    to_pay = AmountField(label=_("Or all for"), required=False, min_value=Decimal(0))
    valid_until = DayField(label=_("Good until"), help_text=_("The money must have come by that day."))
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where a second person has to approve it."),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        lines: Sequence[ItemLine],
        reader: Reader,
        until: date,
        approved: Mapping[str, str],
    ) -> None:
        chosen = [str(line.id) for line in lines]
        super().__init__(
            data,
            initial={
                "items": chosen,
                "kind": approved.get("kind", OfferKind.DISCOUNT.value),
                "percent": approved.get("percent", 2),
                "valid_until": until,
            },
        )
        self.currency = lines[0].amount_open.currency if lines else ""
        offer_choices(self, "items", [(str(line.id), _item_label(line, reader)) for line in lines])
        offer_choices(self, "kind", [(kind.value, gettext(kind.label)) for kind in OfferKind])

    def clean(self) -> dict[str, Any]:
        """Refuse what says two things at once, or nothing."""
        cleaned = super().clean() or {}
        if not self.errors and (cleaned.get("percent") is None) is (cleaned.get("to_pay") is None):
            self.add_error("percent", _("Say how many percent, or what is to be paid: just one of them."))
        return cleaned

    def wish(self, customer_id: int) -> NewOffer:
        """Return what was entered."""
        said = self.cleaned_data
        return NewOffer(
            customer_id=customer_id,
            currency=self.currency,
            item_ids=tuple(said["items"]),
            kind=OfferKind(said["kind"]),
            valid_until=said["valid_until"],
            percent=said["percent"],
            to_pay=said["to_pay"],
            note=said["reason"],
        )


class ListForm(forms.Form):
    """Which offers the list shows."""

    show = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        states = [(state.value, gettext(state.label)) for state in OfferState]
        offer_choices(self, "show", [("", gettext("All")), *states])

    def wanted(self, entity_ids: frozenset[int]) -> OfferFilter:
        """Return what was chosen; what was not understood is all."""
        show = self.cleaned_data["show"] if self.is_valid() else ""
        return OfferFilter(entity_ids, states=frozenset({OfferState(show)}) if show else None)


class EndForm(forms.Form):
    """Who ends the offer, and why."""

    how = forms.ChoiceField(
        label=_("What happened"),
        choices=[(_DECLINED, _("The customer declined it")), (_WITHDRAWN, _("We withdraw it"))],
        widget=forms.RadioSelect,
        initial=_DECLINED,
    )
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def is_declined(self) -> bool:
        """Whether the customer said no."""
        return bool(self.cleaned_data["how"] == _DECLINED)


def _item_label(line: ItemLine, reader: Reader) -> str:
    parts = [line.name, format_money(line.amount_open, reader)]
    if line.due_date is not None:
        parts.append(gettext("due %(day)s") % {"day": format_date(line.due_date, reader)})
    return " · ".join(parts)
