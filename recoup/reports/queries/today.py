"""Today: what was agreed and is due, then the worklist, as the ledger stands this minute.

Nobody is chased for what has been paid, promised or disputed meanwhile: that is looked up when the page is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Min

from recoup.collections import queries as collections
from recoup.collections.models import Worklist
from recoup.collections.types import FollowUpRecord, WorklistEntry
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.metrics.aging import AgingBy
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.today_due import (
    Moment,
    count_lines,
    follow_ups_due,
    lines_to_contact,
    readable_entities,
)
from recoup.reports.types import AgingRow, BucketSetLine


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the worklist: as it was ranked, and the customer's aging as it is now; `overdue` is late now."""

    entry: WorklistEntry
    customer: CustomerRecord
    aging: AgingRow | None
    overdue: Money


@dataclass(frozen=True, slots=True)
class DueLine:
    """A customer with whom something was agreed for now, and what is late in each currency."""

    follow_up: FollowUpRecord
    customer: CustomerRecord
    overdue: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What was agreed and is `due`, and a page of the worklist of `made_for`, the last date that has one.

    `total` counts the lines as the list was made, `size` those that a page holds.
    """

    made_for: date | None
    due: tuple[DueLine, ...]
    lines: tuple[TodayLine, ...]
    total: int
    size: int
    bucket_set: BucketSetLine | None


def today_page(
    *,
    actor: Actor,
    on: date,
    now: datetime,
    entity_ids: Iterable[int],
    owner_id: int | None = None,
    page: int = 1,
    size: int = 50,
) -> TodayPage:
    """Return what is due now and a page of the latest worklist made for `on` or before, as things stand at `now`."""
    moment = _moment(actor, on, now, entity_ids, owner_id)
    due = collections.follow_ups_by_id(follow_up_ids=follow_ups_due(moment), actor=actor) if page == 1 else []
    line_ids = lines_to_contact(moment, limit=size, offset=(page - 1) * size) if moment.made_for else []
    entries = collections.worklist_lines(line_ids=line_ids, actor=actor)
    ids = {entry.customer_id for entry in entries} | {one.customer_id for one in due}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    table = aging(
        request=AgingRequest(by=AgingBy.CUSTOMER, as_of=on, customer_ids=tuple(sorted(ids)) or (0,)),
        actor=actor,
    )
    return TodayPage(
        made_for=moment.made_for,
        due=_due(due, customers, table.rows, table.bucket_set),
        lines=_lines(entries, customers, table.rows, table.bucket_set),
        total=count_lines(moment),
        size=size,
        bucket_set=table.bucket_set,
    )


def next_to_contact(
    *,
    actor: Actor,
    on: date,
    now: datetime,
    entity_ids: Iterable[int],
    owner_id: int | None = None,
    besides: int | None = None,
) -> int | None:
    """Return the customer to contact next: what is due first, then the worklist; not the one named `besides`."""
    moment = _moment(actor, on, now, entity_ids, owner_id)
    due = collections.follow_ups_by_id(follow_up_ids=follow_ups_due(moment), actor=actor)
    waiting = [one.customer_id for one in due if one.customer_id != besides]
    if waiting:
        return waiting[0]
    line_ids = lines_to_contact(moment, limit=5) if moment.made_for else []
    entries = collections.worklist_lines(line_ids=line_ids, actor=actor)
    return next((entry.customer_id for entry in entries if entry.customer_id != besides), None)


def _moment(actor: Actor, on: date, now: datetime, entity_ids: Iterable[int], owner_id: int | None) -> Moment:
    entities = readable_entities(entity_ids, actor)
    made_for = collections.latest_worklist_date(actor=actor, on=on, entity_ids=entities)
    since = datetime.min.replace(tzinfo=UTC)
    if made_for is not None:
        made = Worklist.objects.filter(entity_id__in=entities, business_date=made_for)
        since = made.aggregate(since=Min("made_at"))["since"]
    return Moment(entities, made_for, since, on, now, owner_id)


def _due(
    due: Iterable[FollowUpRecord],
    customers: Mapping[int, CustomerRecord],
    rows: Sequence[AgingRow],
    bucket_set: BucketSetLine,
) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            one,
            customers[one.customer_id],
            tuple(_late(row, bucket_set) for row in rows if row.key == one.customer_id),
        )
        for one in due
        if one.customer_id in customers
    )


def _lines(
    entries: Iterable[WorklistEntry],
    customers: Mapping[int, CustomerRecord],
    rows: Iterable[AgingRow],
    bucket_set: BucketSetLine,
) -> tuple[TodayLine, ...]:
    aged = {(row.key, row.currency): row for row in rows}
    return tuple(
        TodayLine(entry, customers[entry.customer_id], row, overdue)
        for entry in entries
        if entry.customer_id in customers
        for row in [aged.get((entry.customer_id, entry.amount_open.currency))]
        for overdue in [_late(row, bucket_set) if row else Money.zero(entry.amount_open.currency)]
    )


def _late(row: AgingRow, bucket_set: BucketSetLine) -> Money:
    late = Money.zero(row.currency)
    for name, amount in zip(bucket_set.names, row.money, strict=True):
        late += amount if name.startswith("late_") else Money.zero(row.currency)
    return late
