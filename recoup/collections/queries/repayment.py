"""Repayment curves: of what was open when customers were contacted, how much was paid after so many days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.collections import permissions
from recoup.collections.models import CollectionTask, CourseStep
from recoup.collections.types import TaskKind, TaskState
from recoup.engines.strategy import Handling, Performer
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger import queries as ledger
from recoup.team import queries as team

REPAYMENT_DAYS = (7, 14, 30, 60)


class RepaymentBy(StrEnum):
    """By what contacts are put together."""

    METHOD = "METHOD"
    PERSON = "PERSON"
    SEGMENT = "SEGMENT"
    STRATEGY = "STRATEGY"

    @property
    def label(self) -> str:
        """The name of it on screens, to be translated."""
        return _BY_LABELS[self]


_BY_LABELS: Mapping[RepaymentBy, str] = {
    RepaymentBy.METHOD: N_("Method"),
    RepaymentBy.PERSON: N_("Person"),
    RepaymentBy.SEGMENT: N_("Segment"),
    RepaymentBy.STRATEGY: N_("Version of the strategy"),
}


@dataclass(frozen=True, slots=True)
class Repaid:
    """After so many `days`: of contacts at least that old, what was open then and what was paid since."""

    days: int
    contacts: int
    owed: Money
    paid: Money

    @property
    def share(self) -> Decimal | None:
        """What was paid, as a share of what was open; None where no contact is old enough."""
        return self.paid.amount / self.owed.amount if self.owed.is_positive() else None


@dataclass(frozen=True, slots=True)
class Repayment:
    """The curve of a group of contacts in one currency: `key` is a channel, a person's name, a segment or a version."""

    key: str
    currency: str
    contacts: int
    curve: tuple[Repaid, ...]


class _Contact(NamedTuple):
    key: str
    currency: str
    item_id: int
    on: date


def repayment(
    *,
    by: RepaymentBy,
    period: tuple[date, date],
    on: date,
    actor: Actor,
    entity_ids: Iterable[int] | None = None,
) -> list[Repayment]:
    """Return the repayment curves of the contacts of steps in a period, both days included. Duty C8.

    A contact is a step with a channel that was taken; one given to a person counts when it was done. What was open is
    the oldest item's amount at the end of the day of the contact, what was paid is all that was applied to that item
    afterwards. A number of days counts only contacts at least so old on the day `on`, so that young ones don't press
    the share down. Three queries for all of them.
    """
    contacts = _contacts(by, period, actor, entity_ids)
    marks = {(one.item_id, one.on) for one in contacts}
    repaid = ledger.repaid_after(marks=marks, days=REPAYMENT_DAYS)
    groups: defaultdict[tuple[str, str], list[_Contact]] = defaultdict(list)
    for one in contacts:
        groups[one.key, one.currency].append(one)
    return [
        Repayment(key, currency, len(group), tuple(_curve(group, repaid, currency, on)))
        for (key, currency), group in sorted(groups.items())
    ]


def _curve(
    group: Sequence[_Contact],
    repaid: Mapping[tuple[int, date, int], tuple[Decimal, Decimal]],
    currency: str,
    on: date,
) -> Iterable[Repaid]:
    for days in REPAYMENT_DAYS:
        old = [one for one in group if one.on + timedelta(days=days) <= on]
        found = [repaid[one.item_id, one.on, days] for one in old if (one.item_id, one.on, days) in repaid]
        owed = Money(sum((owed for owed, _ in found), start=Decimal(0)), currency)
        yield Repaid(
            days, len(old), owed, Money(sum((paid for _, paid in found), start=Decimal(0)), currency)
        )


def _contacts(
    by: RepaymentBy, period: tuple[date, date], actor: Actor, entity_ids: Iterable[int] | None
) -> list[_Contact]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    ids = sorted(readable if entity_ids is None else readable & frozenset(entity_ids))
    steps = CourseStep.objects.filter(
        entity_id__in=ids, how=Handling.DONE, business_date__gte=period[0], business_date__lte=period[1]
    ).exclude(channel="")
    tasks = CollectionTask.objects.filter(
        step__in=steps.filter(performer=Performer.PERSON), kind=TaskKind.STEP, state=TaskState.DONE
    )
    doers = dict(tasks.values_list("step_id", "done_by_name"))
    return [
        _Contact(_key(by, step, doers), step.currency, step.anchor_item_id, step.business_date)
        for step in steps.select_related("proposal").order_by("id")
        if step.performer != Performer.PERSON or step.pk in doers
    ]


def _key(by: RepaymentBy, step: CourseStep, doers: Mapping[int, str]) -> str:
    """Return the group of a contact; its person is who did it, or let the letter go."""
    if by is RepaymentBy.METHOD:
        return step.channel
    if by is RepaymentBy.PERSON:
        return doers.get(step.pk, step.settled_by_name)
    if by is RepaymentBy.SEGMENT:
        return step.proposal.segment if step.proposal is not None else ""
    return str(step.version_id or "")
