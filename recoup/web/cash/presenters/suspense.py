"""The age of money in suspense as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from recoup.cash.types import SuspenseAge
from recoup.kernel.money import Money
from recoup.plumbing.localization import format_number
from recoup.web.shared.aging import AgingBar, Bucket, aging_bar
from recoup.web.shared.reading import current

_OLDEST = 4


@dataclass(frozen=True, slots=True)
class Ages:
    """The money in suspense of one currency."""

    total: Money
    receipts: int
    bar: AgingBar


def ages(found: Iterable[SuspenseAge]) -> list[Ages]:
    """Return the money in suspense, one bar a currency."""
    return [
        _ages(currency, list(group)) for currency, group in groupby(found, key=lambda each: each.currency)
    ]


def _ages(currency: str, found: list[SuspenseAge]) -> Ages:
    starts = sorted({each.days_from for each in found})
    buckets = [
        Bucket(str(min(starts.index(each.days_from), _OLDEST)), _label(each), Money(each.amount, currency))
        for each in found
    ]
    total = sum((each.amount for each in found[1:]), start=found[0].amount)
    return Ages(Money(total, currency), sum(each.receipts for each in found), aging_bar(buckets))


def _label(age: SuspenseAge) -> str:
    reader = current().reader
    first = format_number(age.days_from, reader)
    if age.days_to is None:
        return _("%(first)s days and more") % {"first": first}
    return _("%(first)s–%(last)s days") % {"first": first, "last": format_number(age.days_to, reader)}
