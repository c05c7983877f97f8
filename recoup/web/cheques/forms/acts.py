"""What is asked before something is done with a cheque, a slip or a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from recoup.cash.types import BankAccountRecord, ChequeRecord, NewCover, NewFound, WorkLine
from recoup.ledger.types import ItemLine
from recoup.plumbing.localization import Reader, format_date, format_money
from recoup.web.shared.amounts import AmountField, AmountInput
from recoup.web.shared.days import DayField
from recoup.web.shared.forms import offer
from recoup.web.shared.tags import plain


class DayForm(forms.Form):
    """On which day something counts."""

    on = DayField(label=_("Day"))

    def __init__(self, data: QueryDict | None = None, *, on: date) -> None:
        super().__init__(data, initial={"on": on})


class ReasonForm(DayForm):
    """On which day something counts, and why it is done."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ClearForm(DayForm):
    """With which receipt the bank paid a cheque."""

    receipt = forms.TypedChoiceField(
        label=_("Receipt"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )

    def __init__(
        self, data: QueryDict | None = None, *, on: date, lines: Sequence[WorkLine], reader: Reader
    ) -> None:
        super().__init__(data, on=on)
        choices = [
            (
                str(line.receipt_id),
                f"{format_date(line.value_date, reader)} · {format_money(line.left, reader)}"
                f" · {line.payer_name or line.text}"[:120],
            )
            for line in lines
        ]
        offer(
            self, "receipt", [*choices, ("", gettext("No statement comes of this account: note it by hand"))]
        )


@dataclass(frozen=True, slots=True)
class CoverRow:
    """An open item with the field in which its share of the cheque is typed."""

    item: ItemLine
    field: BoundField


class CoverForm(forms.Form):
    """Which items a cheque covers, and how much of each; what nothing is typed for is left alone."""

    def __init__(self, data: QueryDict | None = None, *, items: Sequence[ItemLine], left: Decimal) -> None:
        super().__init__(data)
        self._items = items
        for item in items:
            share = min(left, item.amount_open.amount)
            left -= share
            self.fields[_name(item)] = AmountField(
                label=gettext("Cover of %(number)s") % {"number": item.number},
                required=False,
                min_value=Decimal(0),
                initial=share or None,
                widget=AmountInput({"data-share": "", "data-open": plain(item.amount_open.amount)}),
            )

    def rows(self) -> Iterator[CoverRow]:
        """Yield the items with their fields."""
        for item in self._items:
            yield CoverRow(item, self[_name(item)])

    def covers(self) -> tuple[NewCover, ...]:
        """Return what was typed."""
        typed = ((item.id, self.cleaned_data.get(_name(item))) for item in self._items)
        return tuple(NewCover(item_id, amount) for item_id, amount in typed if amount)


def oldest_first(items: Sequence[ItemLine], amount: Decimal) -> tuple[NewCover, ...]:
    """Return how a cheque covers items one after the other, as far as it goes."""
    covers = []
    for item in items:
        share = min(amount, item.amount_open.amount)
        if share > 0:
            covers.append(NewCover(item.id, share))
            amount -= share
    return tuple(covers)


class SlipForm(forms.Form):
    """To which account the cheques go, and on which day."""

    account = forms.TypedChoiceField(label=_("Our account"), coerce=int)
    day = DayField(label=_("Day"))

    def __init__(self, data: QueryDict, *, accounts: Sequence[BankAccountRecord], on: date) -> None:
        said = data.copy()
        if accounts:
            said.setdefault("account", str(accounts[0].id))
        said.setdefault("day", on.isoformat())
        super().__init__(said)
        choices = [(str(each.id), f"{each.label} · {each.currency}") for each in accounts]
        offer(self, "account", choices)


class CountForm(forms.Form):
    """What was seen of the cheques in hand, and what lay there besides."""

    seen = forms.TypedMultipleChoiceField(
        label=_("Seen"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    found = forms.CharField(
        label=_("Cheques that are there but not in the book: a line each, number and amount"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = forms.CharField(label=_("Remark"), required=False, max_length=500)

    def __init__(self, data: QueryDict | None = None, *, book: Sequence[ChequeRecord], currency: str) -> None:
        super().__init__(data)
        self._currency = currency
        field = self.fields["seen"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.id), one.number) for one in book]

    def clean_found(self) -> list[NewFound]:
        """Return the cheques that are not in the book; a line without an amount is a number alone."""
        lines = (line.strip() for line in str(self.cleaned_data["found"]).splitlines())
        return [self._found(line) for line in lines if line]

    def found_besides(self) -> list[NewFound]:
        """Return the cheques that are not in the book."""
        found: list[NewFound] = self.cleaned_data["found"]
        return found

    def _found(self, line: str) -> NewFound:
        number, _blank, written = line.partition(" ")
        if not written.strip():
            return NewFound(number, self._currency, None)
        amount: Decimal | None = AmountField(min_value=0).clean(written)
        return NewFound(number, self._currency, amount or None)


class SignForm(forms.Form):
    """What is said with the signature."""

    note = forms.CharField(
        label=_("Remark"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


def _name(item: ItemLine) -> str:
    return f"cover-{item.id}"
