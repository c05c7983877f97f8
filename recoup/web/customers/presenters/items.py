"""A customer's items as its page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from recoup.plumbing.localization import render
from recoup.reports.queries.aging import bucket_sets
from recoup.reports.types import CustomerItem, CustomerItemsPage
from recoup.web.customers.forms.filters import ItemFilterForm, MomentForm
from recoup.web.shared.requests import DeskRequest


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the list; `entries_url` opens to what its figures are made of."""

    item: CustomerItem
    kind: str
    held: str
    is_settled: bool
    is_part_paid: bool
    is_credit: bool
    entries_url: str

    @property
    def is_moved(self) -> bool:
        """Whether what is open is no longer the whole amount."""
        return self.item.amount_open != self.item.amount

    @property
    def may_be_chased(self) -> bool:
        """Whether it is owed and still open."""
        return self.item.amount_open.is_positive()

    @property
    def is_late(self) -> bool:
        """Whether it should have been paid by now."""
        return self.item.days_late > 0


@dataclass(frozen=True, slots=True)
class Narrowing:
    """That the list shows a part or a past only: in words, and how to leave that."""

    bucket: str
    currency: str
    moment: MomentForm | None


def rows(page: CustomerItemsPage, moment: Mapping[str, str]) -> list[ItemRow]:
    """Return the rows; `moment` goes along in the addresses of the entries."""
    return [_row(item, moment) for item in page.items]


def narrowing(form: ItemFilterForm, moment: MomentForm, request: DeskRequest) -> Narrowing | None:
    """Return to what the list is narrowed by a click on a figure, None when it isn't."""
    bucket, currency = form.cleaned_data.get("bucket", ""), form.cleaned_data.get("currency", "")
    if not (bucket or currency or moment.moment):
        return None
    bucket_set = bucket_sets()[0]
    labels = dict(zip(bucket_set.names, bucket_set.labels, strict=True))
    label = render(labels[bucket], request.reader) if bucket in labels else ""
    return Narrowing(label, currency, moment if moment.moment else None)


def _row(item: CustomerItem, moment: Mapping[str, str]) -> ItemRow:
    address = reverse("ledger:item_entries", args=[item.id])
    return ItemRow(
        item=item,
        kind=_(item.kind.label),
        held=_(item.held.label) if item.held else "",
        is_settled=item.amount_open.is_zero() and not item.is_reversed,
        is_part_paid=not item.amount_open.is_zero() and item.amount_open != item.amount,
        is_credit=item.amount.is_negative(),
        entries_url=f"{address}?{urlencode(moment)}" if moment else address,
    )
