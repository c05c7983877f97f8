"""The list of customers as its page shows it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from recoup.collections import queries as collections
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.parties.types import CustomerRecord, CustomerStatus
from recoup.plumbing.localization import Reader
from recoup.reports.types import BucketSetLine, CustomerListPage, CustomerListRow
from recoup.web.customers.presenters.balances import bar_of
from recoup.web.customers.presenters.head import BEHAVIOR_TONES
from recoup.web.shared.aging import AgingBar


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """What a customer of the list owes in one currency."""

    total: Money
    overdue: Money
    days_late: int
    bar: AgingBar


@dataclass(frozen=True, slots=True)
class Row:
    """A customer of the list; `small` are the names beside the legal one."""

    customer: CustomerRecord
    small: str
    entity: str
    behavior: str
    tone: str
    segments: tuple[str, ...]
    is_held: bool
    is_closed: bool
    balances: tuple[BalanceLine, ...]
    points: int
    reason: Sentence | None


def segment_names(entity_ids: Collection[int], on: date) -> dict[str, str]:
    """Return the names of the entities' segments by code, in the reader's language."""
    return {code: _(name) for code, name in collections.segment_names(entity_ids=entity_ids, on=on).items()}


def rows(
    page: CustomerListPage, entities: Mapping[int, str], segments: Mapping[str, str], reader: Reader
) -> list[Row]:
    """Return the rows of a page of the list; `entities` are the codes by id, `segments` the names by code."""
    return [_row(row, page.bucket_set, entities, segments, reader) for row in page.rows]


def _row(
    row: CustomerListRow,
    bucket_set: BucketSetLine,
    entities: Mapping[int, str],
    segments: Mapping[str, str],
    reader: Reader,
) -> Row:
    customer = row.customer
    names = (customer.name_trading, customer.name_latin)
    return Row(
        customer=customer,
        small=" · ".join(name for name in names if name and name != customer.name_legal),
        entity=entities.get(customer.entity_id, ""),
        behavior=_(row.behavior.label) if row.behavior else "",
        tone=BEHAVIOR_TONES[row.behavior] if row.behavior else "",
        segments=tuple(segments.get(code, code) for code in row.segments),
        is_held=row.is_held,
        is_closed=customer.status is CustomerStatus.CLOSED,
        balances=tuple(
            BalanceLine(
                balance.total, balance.overdue, balance.days_late, bar_of(balance.buckets, bucket_set, reader)
            )
            for balance in row.balances
        ),
        points=row.points,
        reason=row.reason,
    )
