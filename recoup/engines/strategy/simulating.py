"""Simulation: the contacts that a strategy would have made to one customer, day by day over a history."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise

from recoup.engines.strategy.deciding import decide_step
from recoup.engines.strategy.types import (
    Anchor,
    CourseFacts,
    Decision,
    Handled,
    Handling,
    Notice,
    Step,
    Strategy,
)
from recoup.kernel.money import Money


@dataclass(frozen=True, slots=True)
class PastItem:
    """An item of the past: `changes` are the days, ascending, on which its open amount changed, and by how much.

    `is_claim` is false for what is never chased, such as cheques and money received.
    """

    item_id: int
    issue_date: date
    due_date: date | None
    is_claim: bool
    changes: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class SimulatedStep:
    """A step that would have been taken on a day, when the oldest item was `days_late` days late."""

    on: date
    step: Step
    item_id: int
    days_late: int


@dataclass(slots=True)
class _Account:
    """The items of one customer and currency, and what the simulated course did so far."""

    items: Sequence[PastItem]
    currency: str
    rate: Decimal | None
    days: list[list[date]] = field(init=False)
    sums: list[list[Decimal]] = field(init=False)
    handled: dict[int, dict[str, Handled]] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    last_contact: date | None = None

    def __post_init__(self) -> None:
        self.days = [[day for day, _ in item.changes] for item in self.items]
        self.sums = [list(accumulate(amount for _, amount in item.changes)) for item in self.items]

    def facts(self, on: date) -> CourseFacts:
        """Return what was known of the account at the end of a day."""
        overdue = unapplied = Decimal(0)
        anchor: Anchor | None = None
        for item, days, sums in zip(self.items, self.days, self.sums, strict=True):
            place = bisect_right(days, on)
            amount = sums[place - 1] if place else Decimal(0)
            if amount < 0:
                unapplied -= amount
            elif amount and item.is_claim and item.due_date is not None:
                overdue += amount if item.due_date < on else 0
                if anchor is None or (item.due_date, item.item_id) < (anchor.due_date, anchor.item_id):
                    money = Money(amount, self.currency)
                    anchor = Anchor(item.item_id, item.issue_date, item.due_date, money)
        chased = overdue or (anchor.amount.amount if anchor else Decimal(0))
        return CourseFacts(
            anchor=anchor,
            amount_overdue=Money(overdue, self.currency),
            amount_unapplied=Money(unapplied, self.currency),
            amount_held=Money.zero(self.currency),
            amount_reporting=None if self.rate is None else chased * self.rate,
            last_contact=self.last_contact,
            handled=self.handled.get(anchor.item_id, {}) if anchor else {},
            notices=self.notices,
        )

    def take(self, decision: Decision, anchor: Anchor, on: date) -> None:
        """Note that the step was taken."""
        step = decision.step
        assert step is not None
        mine = self.handled.setdefault(anchor.item_id, {})
        mine |= {waiver.step.code: Handled(Handling.WAIVED, on) for waiver in decision.waivers}
        mine[step.code] = Handled(Handling.DONE, on)
        if step.is_notice:
            until = date.fromordinal(on.toordinal() - step.threshold)
            self.notices[step.code] = Notice(on, until)
        if step.channel is not None:
            self.last_contact = on


def simulate(
    items: Sequence[PastItem],
    strategy: Strategy,
    *,
    currency: str,
    rate: Decimal | None,
    period: tuple[date, date],
) -> list[SimulatedStep]:
    """Return the steps that the strategy would have taken on the account within a period, both days included.

    The customer pays as it did; people do their work on the day they get it. Only days on which something can change
    are looked at: those of postings, and those that the rule of steps names itself. `rate` is reporting currency for
    one unit of `currency`.
    """
    first, last = period
    account = _Account(items, currency, rate)
    events = sorted({day for days in account.days for day in days if first < day <= last})
    taken: list[SimulatedStep] = []
    on: date | None = first
    while on is not None and on <= last:
        facts = account.facts(on)
        decision = decide_step(facts, strategy, on=on)
        waits_until = decision.next_on
        if decision.step is not None and facts.anchor is not None:
            days_late = (on - facts.anchor.due_date).days
            taken.append(SimulatedStep(on, decision.step, facts.anchor.item_id, days_late))
            account.take(decision, facts.anchor, on)
            waits_until = date.fromordinal(on.toordinal() + 1)
        place = bisect_right(events, on)
        coming = [day for day in (waits_until, *events[place : place + 1]) if day is not None]
        on = min(coming, default=None)
    assert all(before.on < after.on for before, after in pairwise(taken))
    return taken
