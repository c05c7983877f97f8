"""How somebody divides a receipt among items: for each item what is paid, and what becomes of its rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import NewShare
from recoup.engines.matching import Reason
from recoup.web.cash.presenters.bench import ItemRow, OpenLine
from recoup.web.shared.amounts import AmountField, AmountInput
from recoup.web.shared.tags import plain

SETTLING = (Reason.BANK_CHARGE, Reason.DISCOUNT, Reason.TAX_WITHHELD, Reason.SMALL_DIFFERENCE)


@dataclass(frozen=True, slots=True)
class ShareRow:
    """An item with the fields in which its share is typed."""

    row: ItemRow
    paid: BoundField
    rest: BoundField


class SharesForm(forms.Form):
    """Shares typed by hand; what nothing is paid of is left alone. `may_ask`: only a second person may apply them.

    It begins with what the chosen proposal pays, or with `spread`, the amounts by item that the rules give.
    """

    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, opened: OpenLine, spread: Mapping[int, Decimal] | None = None
    ) -> None:
        super().__init__(data)
        self.opened = opened
        self.may_ask = False
        choices = [("", gettext("stays open")), *((each.value, gettext(each.label)) for each in SETTLING)]
        self._rows = [row for row in opened.items if row.is_same_currency]
        for row in self._rows:
            paid, rest = _names(row)
            applied = None if row.applied is None else row.applied.amount
            amount = applied if spread is None else spread.get(row.item.item_id)
            self.fields[paid] = AmountField(
                label=gettext("Pay of %(number)s") % {"number": row.item.number},
                required=False,
                initial=amount,
                widget=AmountInput({"data-share": "", "data-open": plain(row.item.amount_open.amount)}),
            )
            self.fields[rest] = forms.ChoiceField(
                label=gettext("What becomes of the rest of %(number)s") % {"number": row.item.number},
                required=False,
                choices=choices,
                initial=_rest_of(row, opened) if spread is None else "",
            )

    def rows(self) -> Iterator[ShareRow]:
        """Yield the items with their fields."""
        for row in self._rows:
            paid, rest = _names(row)
            yield ShareRow(row, self[paid], self[rest])

    def clean(self) -> dict[str, object]:
        """Refuse when nothing is paid at all."""
        if not self.errors and not self.shares():
            raise forms.ValidationError(gettext("Type what is paid of at least one item."))
        return self.cleaned_data

    def shares(self) -> list[NewShare]:
        """Return the shares that were typed."""
        return [share for row in self._rows if (share := self._share(row)) is not None]

    def _share(self, row: ItemRow) -> NewShare | None:
        name, rest = _names(row)
        paid: Decimal | None = self.cleaned_data.get(name)
        reason: str = self.cleaned_data.get(rest) or ""
        if not paid:
            return None
        settles = reason and abs(paid) < abs(row.item.amount_open.amount)
        if not settles:
            return NewShare(row.item.item_id, paid)
        return NewShare(row.item.item_id, row.item.amount_open.amount, paid, Reason(reason))


def _names(row: ItemRow) -> tuple[str, str]:
    return f"paid-{row.item.item_id}", f"rest-{row.item.item_id}"


def _rest_of(row: ItemRow, opened: OpenLine) -> str:
    """Return the reason for which the chosen proposal settles the rest of the item."""
    if opened.chosen is None or row.applied is None:
        return ""
    found = (
        each.reason.value
        for each in opened.chosen.record.residues
        if each.reason in SETTLING and each.item_id in (None, row.item.item_id)
    )
    return next(found, "")
