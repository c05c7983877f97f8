"""Promises to pay: until when each is good, and what became of it, by the money that came for its items.

Only money counts, never an opinion: what was applied from receipts to the items of a promise since it was made.

* A promise is good until its *deadline*: the day promised, moved to a business day, and the days of grace after it.
* Payments are taken in the order of their dates, and each goes to the earliest promise that covers the item, was made
  before it and whose deadline it meets; what that promise doesn't need goes to the next. So every cent keeps one
  promise only, and a new promise after a broken one is kept by money that came too late for the old.
* What was credited or settled otherwise meanwhile can't be paid any more, so it is no longer demanded. A promise of
  which nothing is left to pay is void, not broken.
* Taking a payment back takes its cents back: the promise is open again, or broken when its deadline has passed.

Sources: duties A2.4, D3, E3; anchors, commercial features F1 to F8 and C13.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.calendars import BusinessCalendar
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence, Value


class PromiseState(StrEnum):
    """What became of a promise; `OPEN` and `PART_KEPT` may still be kept in time."""

    OPEN = "OPEN"
    PART_KEPT = "PART_KEPT"
    KEPT = "KEPT"
    BROKEN = "BROKEN"
    WITHDRAWN = "WITHDRAWN"

    @property
    def label(self) -> str:
        """The name of the state on screens, to be translated."""
        return _STATE_LABELS[self]

    @property
    def is_running(self) -> bool:
        """Whether it may still be kept in time, so that its items are left alone."""
        return self in (PromiseState.OPEN, PromiseState.PART_KEPT)


_STATE_LABELS: Mapping[PromiseState, str] = {
    PromiseState.OPEN: N_("Promise open"),
    PromiseState.PART_KEPT: N_("Part paid"),
    PromiseState.KEPT: N_("Kept"),
    PromiseState.BROKEN: N_("Broken"),
    PromiseState.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class PromiseRules:
    """What makes a promise good: days of grace, what may be missing, how far ahead it may lie.

    `tolerance` is an amount in the promise's currency; the larger of it and `tolerance_percent` of the promise may be
    missing. `grace_days` are business days when `in_business_days`.
    """

    grace_days: int = 2
    in_business_days: bool = True
    tolerance_percent: Decimal = Decimal(1)
    tolerance: Decimal = Decimal(0)
    days_ahead_max: int = 30

    def deadline(self, promise_date: date, calendar: BusinessCalendar) -> date:
        """Return the last day on which money still keeps a promise for `promise_date`."""
        if self.in_business_days:
            return calendar.add_business_days(calendar.next_business_day(promise_date), self.grace_days)
        return promise_date + timedelta(days=self.grace_days)

    def may_be_missing(self, amount: Money) -> Decimal:
        """Return how much less than `amount` still counts as kept."""
        return max(self.tolerance, amount.amount * self.tolerance_percent / 100)


@dataclass(frozen=True, slots=True)
class MadePromise:
    """A promise as it was made: for these items this amount until `deadline`; `tolerance` may be missing."""

    id: int
    item_ids: frozenset[int]
    amount: Money
    promise_date: date
    deadline: date
    made_on: date
    made_at: datetime
    tolerance: Decimal = Decimal(0)
    is_withdrawn: bool = False

    @property
    def order(self) -> tuple[date, date, int]:
        """Its place among several: what was promised for the earlier day is served first."""
        return self.promise_date, self.deadline, self.id


@dataclass(frozen=True, slots=True)
class ItemPayment:
    """Money of a receipt on an item that stands: positive, counting from `effective_date`."""

    entry_id: int
    item_id: int
    amount: Decimal
    effective_date: date
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a payment that a promise was kept by."""

    entry_id: int
    item_id: int
    amount: Decimal
    effective_date: date


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of a promise on a day, by which money, and why, in words.

    `amount_due` is what of the promise can still be demanded or was kept: less than promised when items were
    credited meanwhile.
    """

    promise_id: int
    state: PromiseState
    amount_kept: Money
    amount_due: Money
    shares: tuple[Share, ...]
    reason: Sentence

    @property
    def kept_on(self) -> date | None:
        """The day of the payment that kept it; None when it isn't kept."""
        days = [share.effective_date for share in self.shares]
        return max(days) if self.state is PromiseState.KEPT and days else None


@dataclass(slots=True)
class _Course:
    """A promise while payments are handed out."""

    promise: MadePromise
    missing: Decimal
    shares: list[Share] = field(default_factory=list)

    @property
    def kept(self) -> Decimal:
        return sum((share.amount for share in self.shares), start=Decimal(0))

    def wants(self, payment: ItemPayment) -> bool:
        return (
            self.missing > 0
            and _counts_since(self.promise, payment)
            and payment.effective_date <= self.promise.deadline
        )


def judge(
    *,
    promises: Iterable[MadePromise],
    payments: Sequence[ItemPayment],
    open_amounts: Mapping[int, Decimal],
    as_of: Mapping[int, date],
) -> list[Judgement]:
    """Return what became of each promise of one customer in one currency, in the order in which they fall due.

    `open_amounts` are what is open of the items now, by item; `as_of` the day, by promise, up to which time has
    passed for it. Every cent of `payments` counts for one promise at most.
    """
    ordered = sorted(promises, key=lambda promise: promise.order)
    assert len({promise.amount.currency for promise in ordered}) <= 1, "one currency at a time"
    courses = [_Course(each, each.amount.amount) for each in ordered if not each.is_withdrawn]
    unused = _hand_out(courses, payments)
    due = _still_due(courses, payments, unused, open_amounts, as_of)
    judged = [_judged(course, due[course.promise.id], as_of[course.promise.id]) for course in courses]
    withdrawn = [_withdrawn(promise) for promise in ordered if promise.is_withdrawn]
    assert _is_conserved(courses, payments)
    return sorted(judged + withdrawn, key=lambda one: [each.id for each in ordered].index(one.promise_id))


def _counts_since(promise: MadePromise, payment: ItemPayment) -> bool:
    """Return whether the payment came for the promise's items after the promise was made."""
    return (
        payment.item_id in promise.item_ids
        and payment.effective_date >= promise.made_on
        and payment.recorded_at > promise.made_at
    )


def _hand_out(courses: Sequence[_Course], payments: Iterable[ItemPayment]) -> dict[tuple[int, int], Decimal]:
    """Give each payment to the earliest promises that want it; return what nobody took, by entry and item."""
    unused: dict[tuple[int, int], Decimal] = {}
    for payment in sorted(payments, key=lambda one: (one.effective_date, one.entry_id, one.item_id)):
        left = payment.amount
        for course in courses:
            if left > 0 and course.wants(payment):
                part = min(left, course.missing)
                course.missing -= part
                course.shares.append(Share(payment.entry_id, payment.item_id, part, payment.effective_date))
                left -= part
        unused[payment.entry_id, payment.item_id] = left
    return unused


def _still_due(
    courses: Sequence[_Course],
    payments: Sequence[ItemPayment],
    unused: Mapping[tuple[int, int], Decimal],
    open_amounts: Mapping[int, Decimal],
    as_of: Mapping[int, date],
) -> dict[int, Decimal]:
    """Return how much of each promise could be paid in money: what was kept, and what was or is there to pay.

    Of what is open now, the earlier promises that still run take their part first.
    """
    left = {item_id: max(amount, Decimal(0)) for item_id, amount in open_amounts.items()}
    due: dict[int, Decimal] = {}
    for course in courses:
        promise = course.promise
        payable = course.kept
        for payment in payments:
            if _counts_since(promise, payment):
                late = payment.effective_date > promise.deadline
                payable += payment.amount if late else unused[payment.entry_id, payment.item_id]
        payable += sum((left.get(item_id, Decimal(0)) for item_id in promise.item_ids), start=Decimal(0))
        due[promise.id] = min(promise.amount.amount, payable)
        if as_of[promise.id] <= promise.deadline:
            _take(left, promise.item_ids, due[promise.id] - course.kept)
    return due


def _take(left: dict[int, Decimal], item_ids: Iterable[int], amount: Decimal) -> None:
    for item_id in sorted(item_ids):
        part = min(left.get(item_id, Decimal(0)), max(amount, Decimal(0)))
        if part:
            left[item_id] -= part
            amount -= part


def _judged(course: _Course, due: Decimal, as_of: date) -> Judgement:
    promise, kept = course.promise, course.kept
    currency = promise.amount.currency
    values: dict[str, Value] = {
        "amount": promise.amount,
        "kept": Money(kept, currency),
        "date": promise.promise_date,
        "deadline": promise.deadline,
    }
    if due <= 0:
        state, text = PromiseState.WITHDRAWN, N_("Nothing is left to pay of what was promised.")
    elif kept > 0 and kept >= due - promise.tolerance:
        state, text = PromiseState.KEPT, N_("{kept} of the {amount} promised came in time.")
    elif as_of > promise.deadline:
        state = PromiseState.BROKEN
        text = (
            N_("Only {kept} of the {amount} promised came by {deadline}.")
            if kept
            else N_("Nothing of the {amount} promised came by {deadline}.")
        )
    elif kept > 0:
        state, text = PromiseState.PART_KEPT, N_("{kept} of the {amount} promised has come so far.")
    else:
        state, text = PromiseState.OPEN, N_("{amount} is promised for {date}.")
    sentence = Sentence(text, {name: value for name, value in values.items() if f"{{{name}}}" in text})
    money = Money(kept, currency)
    return Judgement(promise.id, state, money, Money(due, currency), tuple(course.shares), sentence)


def _withdrawn(promise: MadePromise) -> Judgement:
    nothing = Money.zero(promise.amount.currency)
    reason = Sentence(N_("The promise was withdrawn."))
    return Judgement(promise.id, PromiseState.WITHDRAWN, nothing, nothing, (), reason)


def _is_conserved(courses: Iterable[_Course], payments: Iterable[ItemPayment]) -> bool:
    """Return whether every payment was used once at most."""
    used: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for course in courses:
        for share in course.shares:
            used[share.entry_id, share.item_id] += share.amount
    given: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for payment in payments:
        given[payment.entry_id, payment.item_id] += payment.amount
    return all(amount <= given[key] for key, amount in used.items())


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants to promise: `open_amount` is open of the items, `promised` of it already promised."""

    amount: Money
    promise_date: date
    open_amount: Money
    promised: Money


def refusal(ask: Ask, *, on: date, rules: PromiseRules) -> Sentence | None:
    """Return why this promise can't be taken on the day `on`, or None."""
    if not ask.amount.is_positive():
        return Sentence(N_("The amount promised must be more than nothing."))
    if ask.promise_date < on:
        return Sentence(N_("The day promised must not lie in the past."))
    last = on + timedelta(days=rules.days_ahead_max)
    if ask.promise_date > last:
        return Sentence(
            N_("A promise may reach to {last} at most. For more time, make a payment plan."), {"last": last}
        )
    free = ask.open_amount - ask.promised
    if not free.is_positive() and ask.promised.is_positive():
        return Sentence(
            N_("All that is open of these items is promised already: {promised}."), {"promised": ask.promised}
        )
    if ask.amount.amount > free.amount:
        return Sentence(N_("At most {free} can be promised for these items."), {"free": free})
    return None
