"""Today's worklist with what has happened since it was made: nobody is chased for what has been paid meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from recoup.collections import queries as collections
from recoup.collections.types import WorklistEntry
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.metrics.aging import AgingBy
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.types import AgingRow, BucketSetLine


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the worklist: as it was ranked, and the customer's aging as it is now.

    `overdue` is what is late now; it is zero when the customer has settled since the list was made.
    """

    entry: WorklistEntry
    customer: CustomerRecord
    aging: AgingRow | None
    overdue: Money

    @property
    def is_settled_since(self) -> bool:
        """Whether nothing is late any more."""
        return not self.overdue.is_positive()


@dataclass(frozen=True, slots=True)
class TodayPage:
    """A page of the worklist of `made_for`, the last business date that has one; None when there is none yet."""

    made_for: date | None
    lines: tuple[TodayLine, ...]
    total: int
    bucket_set: BucketSetLine | None


def today_page(
    *,
    actor: Actor,
    on: date,
    entity_ids: Iterable[int],
    owner_id: int | None = None,
    page: int = 1,
    size: int = 50,
) -> TodayPage:
    """Return a page of the latest worklist made for `on` or before, with the figures as they are now."""
    entities = tuple(sorted(entity_ids))
    made_for = collections.latest_worklist_date(actor=actor, on=on, entity_ids=entities)
    if made_for is None:
        return TodayPage(None, (), 0, None)
    listed = collections.worklist(
        business_date=made_for, actor=actor, entity_ids=entities, owner_id=owner_id, page=page, size=size
    )
    ids = {entry.customer_id for entry in listed.entries}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    request = AgingRequest(by=AgingBy.CUSTOMER, as_of=on, customer_ids=tuple(sorted(ids)) or (0,))
    table = aging(request=request, actor=actor)
    aged = {(row.key, row.currency): row for row in table.rows}
    lines = tuple(
        _line(entry, customers[entry.customer_id], aged, table.bucket_set)
        for entry in listed.entries
        if entry.customer_id in customers
    )
    return TodayPage(made_for, lines, listed.total, table.bucket_set)


def _line(
    entry: WorklistEntry,
    customer: CustomerRecord,
    aged: dict[tuple[int | None, str], AgingRow],
    bucket_set: BucketSetLine,
) -> TodayLine:
    currency = entry.amount_open.currency
    row = aged.get((entry.customer_id, currency))
    overdue = Money.zero(currency)
    if row is not None:
        for name, amount in zip(bucket_set.names, row.money, strict=True):
            overdue += amount if name.startswith("late_") else Money.zero(currency)
    return TodayLine(entry, customer, row, overdue)
