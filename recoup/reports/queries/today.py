"""Today: what was agreed and is due, then the worklist, as the ledger stands this minute.

Nobody is chased for what has been paid, promised or disputed meanwhile: that is looked up when the page is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db.models import Min

from recoup.collections import queries as collections
from recoup.collections.models import Worklist
from recoup.collections.types import FollowUpRecord, WorklistEntry
from recoup.engines.priority import say_effect
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import Sentence
from recoup.metrics.aging import AgingBy
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.queries.today_cheques import ChequeToTalkAbout, cheques_to_talk_about
from recoup.reports.queries.today_due import (
    Moment,
    count_made,
    count_waiting,
    follow_ups_due,
    lines_to_contact,
    readable_entities,
)
from recoup.reports.queries.today_money import LateNow, late_now
from recoup.reports.types import AgingRow, BucketSetLine


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the worklist: as it was ranked, the customer's aging and what is late, both as they are now."""

    entry: WorklistEntry
    customer: CustomerRecord
    aging: AgingRow | None
    late: LateNow

    @property
    def effect(self) -> Sentence | None:
        """The expected effect of a contact now, in words: the chance is that of the worklist; None without one."""
        return say_effect(self.late.chased, self.entry.chance) if self.entry.chance else None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A customer with whom something was agreed for now, and what is late in each currency."""

    follow_up: FollowUpRecord
    customer: CustomerRecord
    late: tuple[LateNow, ...]


@dataclass(frozen=True, slots=True)
class ChequeLine:
    """A cheque about which its drawer is to be called."""

    cheque: ChequeToTalkAbout
    customer: CustomerRecord


@dataclass(frozen=True, slots=True)
class Share:
    """A person's part of a day: so many contacts the rules allow for, so many customers were spoken with already."""

    capacity: int
    done: int

    @property
    def left(self) -> int:
        """How many more contacts the day holds."""
        return max(self.capacity - self.done, 0)


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What was agreed and is `due`, cheques to talk about, and lines of the worklist of `made_for`, the last made.

    `total` counts the lines of everybody's list as it was made; of a person's further lines, those that wait now.
    `share` is that of a person, on the person's own part of the day.
    """

    made_for: date | None
    due: tuple[DueLine, ...]
    cheques: tuple[ChequeLine, ...]
    lines: tuple[TodayLine, ...]
    total: int
    bucket_set: BucketSetLine | None
    share: Share | None = None


class _Agreed(NamedTuple):
    """What comes before the worklist: next actions that are due, and cheques to talk about."""

    follow_up_ids: Sequence[int]
    cheques: Sequence[ChequeToTalkAbout]

    @property
    def contacts(self) -> int:
        """How many contacts it is."""
        return len(self.follow_up_ids) + len(self.cheques)


_NOTHING = _Agreed((), ())


def today_page(
    *, actor: Actor, on: date, now: datetime, entity_ids: Iterable[int], page: int = 1, size: int = 50
) -> TodayPage:
    """Return what is due now and a page of everybody's latest worklist made for `on` or before, as things stand."""
    moment = _moment(actor, on, now, entity_ids, None)
    agreed = _agreed(moment) if page == 1 else _NOTHING
    line_ids = lines_to_contact(moment, limit=size, offset=(page - 1) * size)
    return replace(_shown(moment, actor, agreed, line_ids), total=count_made(moment))


def my_today(
    *, actor: Actor, on: date, now: datetime, day_began: datetime, entity_ids: Iterable[int]
) -> TodayPage:
    """Return the actor's part of the day: what is due, then as many lines of the own worklist as the day still holds.

    What is due takes its place in the day first. `day_began` is the instant from which contacts count as today's.
    """
    moment, share, agreed = _mine(actor, on, now, day_began, entity_ids)
    line_ids = lines_to_contact(moment, limit=share.left - agreed.contacts)
    return replace(_shown(moment, actor, agreed, line_ids), share=share)


def my_further(
    *,
    actor: Actor,
    on: date,
    now: datetime,
    day_began: datetime,
    entity_ids: Iterable[int],
    page: int = 1,
    size: int = 25,
) -> TodayPage:
    """Return a page of the lines of the own worklist that today doesn't hold, and how many they are now."""
    moment, share, agreed = _mine(actor, on, now, day_began, entity_ids)
    skipped = max(share.left - agreed.contacts, 0)
    line_ids = lines_to_contact(moment, limit=size, offset=skipped + (page - 1) * size)
    waiting = max(count_waiting(moment) - skipped, 0)
    return replace(_shown(moment, actor, _NOTHING, line_ids), total=waiting)


def _mine(
    actor: Actor, on: date, now: datetime, day_began: datetime, entity_ids: Iterable[int]
) -> tuple[Moment, Share, _Agreed]:
    """Return the moment of the actor's own list, the share of the day, and what is due of it."""
    moment = _moment(actor, on, now, entity_ids, actor.id)
    share = Share(
        capacity=collections.calls_a_day(entity_ids=moment.entity_ids, on=on),
        done=collections.customers_contacted(actor=actor, since=day_began),
    )
    return moment, share, _agreed(moment)


def _agreed(moment: Moment) -> _Agreed:
    cheques = cheques_to_talk_about(entity_ids=moment.entity_ids, on=moment.on, owner_id=moment.owner_id)
    return _Agreed(follow_ups_due(moment), cheques)


def _shown(moment: Moment, actor: Actor, agreed: _Agreed, line_ids: Collection[int]) -> TodayPage:
    """Return what is due and these lines with their customers, aging and what is late now."""
    due = collections.follow_ups_by_id(follow_up_ids=agreed.follow_up_ids, actor=actor)
    entries = collections.worklist_lines(line_ids=line_ids, actor=actor)
    ids = {one.customer_id for some in (entries, due, agreed.cheques) for one in some}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    late = late_now(customer_ids=customers.keys(), on=moment.on)
    table = aging(
        request=AgingRequest(by=AgingBy.CUSTOMER, as_of=moment.on, customer_ids=tuple(sorted(ids)) or (0,)),
        actor=actor,
    )
    return TodayPage(
        made_for=moment.made_for,
        due=_due(due, customers, late),
        cheques=tuple(
            ChequeLine(each, customers[each.customer_id])
            for each in agreed.cheques
            if each.customer_id in customers
        ),
        lines=_lines(entries, customers, table.rows, late),
        total=0,
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
    cheques = cheques_to_talk_about(entity_ids=moment.entity_ids, on=on, owner_id=owner_id)
    waiting = [one.customer_id for some in (due, cheques) for one in some if one.customer_id != besides]
    if waiting:
        return waiting[0]
    line_ids = lines_to_contact(moment, limit=5)
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
    late: Mapping[int, Mapping[str, LateNow]],
) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(one, customers[one.customer_id], tuple(late[one.customer_id].values()))
        for one in due
        if one.customer_id in customers
    )


def _lines(
    entries: Iterable[WorklistEntry],
    customers: Mapping[int, CustomerRecord],
    rows: Iterable[AgingRow],
    late: Mapping[int, Mapping[str, LateNow]],
) -> tuple[TodayLine, ...]:
    aged = {(row.key, row.currency): row for row in rows}
    return tuple(
        TodayLine(
            entry,
            customers[entry.customer_id],
            aged.get((entry.customer_id, entry.currency)),
            late[entry.customer_id][entry.currency],
        )
        for entry in entries
        if entry.customer_id in customers and entry.currency in late[entry.customer_id]
    )
