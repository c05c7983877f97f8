"""Overrides as the list shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recoup.correspondence.types import Override
from recoup.parties.types import CustomerRecord


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A contact made past a block."""

    override: Override
    customer: CustomerRecord
    channel: str
    purpose: str


def rows(found: Iterable[Override], customers: Mapping[int, CustomerRecord]) -> list[OverrideRow]:
    """Return the rows of the list; customers that the reader may not know are left out."""
    return [
        OverrideRow(
            *(override, customers[override.customer_id]),
            _(override.channel.label),
            _(override.purpose.label),
        )
        for override in found
        if override.customer_id in customers
    ]
