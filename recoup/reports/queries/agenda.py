"""The calendar of what is planned: next actions, steps and their work, promised money, installments, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby, islice
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from recoup.collections import permissions
from recoup.collections import queries as collections
from recoup.collections.models import CollectionTask, FollowUp, PlanInstallment, Promise
from recoup.collections.types import (
    FollowUpKind,
    PlannedLine,
    PlanState,
    TaskKind,
    TaskState,
    TimetableLine,
)
from recoup.engines.plans import InstallmentState
from recoup.engines.promises import PromiseState
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.team import queries as team

_A_DAY = 30
_LATE = 100
_PROMISED = N_("Promised payment")
_INSTALLMENT = N_("Installment")
_RUNNING = [state.value for state in PromiseState if state.is_running]
Row = TypeVar("Row", bound=Model)


class EntryKind(StrEnum):
    """What stands in the calendar."""

    FOLLOW_UP = "FOLLOW_UP"
    TASK = "TASK"
    PROMISE = "PROMISE"
    INSTALLMENT = "INSTALLMENT"
    STEP = "STEP"


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One thing planned. `label` is to be translated; `at` where an hour was agreed; `amount` what is to come in.

    `id` is that of the next action, the task, the promise or the plan, 0 for a step to come; `person_id` who does it
    or took it.
    """

    kind: EntryKind
    id: int
    customer: CustomerRecord
    day: date
    at: datetime | None
    label: str
    person_id: int | None
    person_name: str
    note: str
    reasons: tuple[Sentence, ...]
    amount: Money | None
    is_visit: bool

    @property
    def is_movable(self) -> bool:
        """Whether it is work of ours, which can be moved; a promise or an installment can't."""
        return self.kind in (EntryKind.FOLLOW_UP, EntryKind.TASK)


@dataclass(frozen=True, slots=True)
class Agenda:
    """Days with what is planned on them, and what was planned before the first and is not done, the oldest first.

    Of each sort at most thirty entries a day are told, a hundred of those before; `is_cut` says that there are more.
    """

    days: tuple[tuple[date, tuple[AgendaEntry, ...]], ...]
    before: tuple[AgendaEntry, ...]
    is_cut: bool


def agenda(
    *,
    actor: Actor,
    entity_ids: Collection[int],
    first: date,
    days: int = 7,
    person_id: int | None = None,
    on: date | None = None,
) -> Agenda:
    """Return what is planned on so many days from `first`, for one person or for everybody. Duty C2.

    A person's are the next actions and work given to that person or, where given to nobody, of the customers he or
    she looks after; the promises the person took; and the installments of those customers. Four queries, and one for
    the customers. With today's date (`on`) a person's week also tells the steps to come of the collection plans.
    """
    readable = sorted(team.entity_ids(actor=actor, permission=permissions.READ) & frozenset(entity_ids))
    last = first + timedelta(days=days - 1)
    asked = _Asked(readable, person_id)
    dated = [*_dated(asked.follow_ups(), "due_date", first, last)]
    tasks = [*_dated(asked.tasks(), "due_date", first, last)]
    promises = _a_day(asked.promises().filter(promise_date__range=(first, last)), "promise_date")
    installments = _a_day(asked.installments().filter(due_date__range=(first, last)), "due_date")
    ids = {row.customer_id for row in dated} | {row.customer_id for row in tasks}
    ids |= {row.customer_id for row in promises} | {row.plan.customer_id for row in installments}
    planned: list[PlannedLine] = []
    if person_id is not None and on is not None and last >= on:
        planned = collections.planned_steps(
            entity_ids=readable, person_id=person_id, on=on, days=(first, last), actor=actor
        )
    ids |= {one.customer_id for one in planned}
    customers = parties.customers_by_id(customer_ids=ids, actor=actor)
    entries = [_follow_up(row, customers[row.customer_id]) for row in dated if row.customer_id in customers]
    entries += [_task(row, customers[row.customer_id]) for row in tasks if row.customer_id in customers]
    entries += [_promise(row, customers[row.customer_id]) for row in promises if row.customer_id in customers]
    entries += [
        _installment(row, customers[row.plan.customer_id])
        for row in installments
        if row.plan.customer_id in customers
    ]
    entries += _capped(
        [_step(one.line, customers[one.customer_id]) for one in planned if one.customer_id in customers]
    )
    return _told(entries, first, days)


def visits_of(
    *, actor: Actor, entity_ids: Collection[int], day: date, person_id: int | None
) -> list[AgendaEntry]:
    """Return the visits planned for a day, and those planned before that nobody made."""
    found = agenda(actor=actor, entity_ids=entity_ids, first=day, days=1, person_id=person_id)
    return [each for each in (*found.before, *found.days[0][1]) if each.is_visit]


@dataclass(frozen=True, slots=True)
class _Asked:
    entity_ids: list[int]
    person_id: int | None

    def follow_ups(self) -> QuerySet[FollowUp]:
        rows = FollowUp.objects.filter(entity_id__in=self.entity_ids, done_at=None)
        return self._of(rows, "person_id").select_related("person").order_by("due_date", "due_at", "id")

    def tasks(self) -> QuerySet[CollectionTask]:
        rows = CollectionTask.objects.filter(entity_id__in=self.entity_ids, state=TaskState.OPEN)
        return self._of(rows, "owner_id").select_related("owner").order_by("due_date", "id")

    def promises(self) -> QuerySet[Promise]:
        rows = Promise.objects.filter(entity_id__in=self.entity_ids, state__in=_RUNNING)
        if self.person_id is not None:
            rows = rows.filter(taken_by_id=self.person_id)
        return rows.order_by("promise_date", "id")

    def installments(self) -> QuerySet[PlanInstallment]:
        rows = PlanInstallment.objects.filter(
            plan__entity_id__in=self.entity_ids, plan__state=PlanState.ACTIVE
        ).exclude(state=InstallmentState.PAID)
        if self.person_id is not None:
            rows = rows.filter(plan__customer__portfolio_owner_id=self.person_id)
        return rows.select_related("plan").order_by("due_date", "id")

    def _of(self, rows: QuerySet[Row], field: str) -> QuerySet[Row]:
        if self.person_id is None:
            return rows
        mine = Q(**{field: self.person_id})
        return rows.filter(mine | Q(**{field: None}, customer__portfolio_owner_id=self.person_id))


def _dated(rows: QuerySet[Row], field: str, first: date, last: date) -> Iterable[Row]:
    """Return what lies in the days, and what was to be done before them and is not."""
    yield from rows.filter(**{f"{field}__lt": first})[:_LATE]
    yield from _a_day(rows.filter(**{f"{field}__range": (first, last)}), field)


def _a_day(rows: QuerySet[Row], field: str) -> list[Row]:
    place = Window(RowNumber(), partition_by=F(field), order_by="id")
    return list(rows.annotate(place=place).filter(place__lte=_A_DAY))


def _capped(steps: Iterable[AgendaEntry]) -> Iterator[AgendaEntry]:
    for _day, found in groupby(sorted(steps, key=lambda entry: entry.day), key=lambda entry: entry.day):
        yield from islice(found, _A_DAY)


def _told(entries: list[AgendaEntry], first: date, days: int) -> Agenda:
    by_day: dict[date, list[AgendaEntry]] = {first + timedelta(days=n): [] for n in range(days)}
    before: list[AgendaEntry] = []
    for entry in entries:
        by_day.get(entry.day, before).append(entry)
    counts = [sum(entry.kind is kind for entry in found) for found in by_day.values() for kind in EntryKind]
    late = [sum(entry.kind is kind for entry in before) for kind in EntryKind]
    is_cut = max(counts, default=0) >= _A_DAY or max(late) >= _LATE
    told = tuple((day, tuple(sorted(found, key=_place))) for day, found in by_day.items())
    return Agenda(told, tuple(sorted(before, key=lambda entry: entry.day)), is_cut)


def _place(entry: AgendaEntry) -> tuple[bool, float, str]:
    """Return where an entry stands in its day: agreed hours first, then by customer."""
    return (entry.at is None, entry.at.timestamp() if entry.at else 0.0, entry.customer.name)


def _follow_up(row: FollowUp, customer: CustomerRecord) -> AgendaEntry:
    kind = FollowUpKind(row.kind)
    return AgendaEntry(
        kind=EntryKind.FOLLOW_UP,
        id=row.pk,
        customer=customer,
        day=row.due_date,
        at=row.due_at,
        label=kind.label,
        person_id=row.person_id,
        person_name=row.person.name if row.person is not None else "",
        note=row.note,
        reasons=(Sentence.from_json(row.because),) if row.because else (),
        amount=None,
        is_visit=kind is FollowUpKind.VISIT,
    )


def _task(row: CollectionTask, customer: CustomerRecord) -> AgendaEntry:
    kind = TaskKind(row.kind)
    channel = Channel(row.channel) if row.channel else None
    is_step = kind is TaskKind.STEP and channel is not None
    return AgendaEntry(
        kind=EntryKind.TASK,
        id=row.pk,
        customer=customer,
        day=row.due_date,
        at=None,
        label=channel.label if is_step and channel is not None else kind.label,
        person_id=row.owner_id,
        person_name=row.owner.name if row.owner is not None else "",
        note=row.note,
        reasons=tuple(map(Sentence.from_json, row.reasons)),
        amount=None,
        is_visit=is_step and channel is Channel.VISIT,
    )


def _step(line: TimetableLine, customer: CustomerRecord) -> AgendaEntry:
    assert line.day is not None
    return AgendaEntry(
        kind=EntryKind.STEP,
        id=0,
        customer=customer,
        day=line.day,
        at=None,
        label=line.label,
        person_id=line.person_id,
        person_name="",
        note=line.note,
        reasons=line.reasons[:1],
        amount=None,
        is_visit=False,
    )


def _promise(row: Promise, customer: CustomerRecord) -> AgendaEntry:
    return AgendaEntry(
        kind=EntryKind.PROMISE,
        id=row.pk,
        customer=customer,
        day=row.promise_date,
        at=None,
        label=_PROMISED,
        person_id=row.taken_by_id,
        person_name=row.taken_by_name,
        note=row.note,
        reasons=(),
        amount=Money(row.amount - row.amount_kept, row.currency),
        is_visit=False,
    )


def _installment(row: PlanInstallment, customer: CustomerRecord) -> AgendaEntry:
    due = Money(row.principal + row.interest - row.amount_paid, row.plan.currency)
    return AgendaEntry(
        kind=EntryKind.INSTALLMENT,
        id=row.plan_id,
        customer=customer,
        day=row.due_date,
        at=None,
        label=_INSTALLMENT,
        person_id=customer.portfolio_owner_id,
        person_name="",
        note="",
        reasons=(),
        amount=due,
        is_visit=False,
    )
