"""Allocation: how money that names no item, or less than its item, is spread over what is owed, in a lawful order.

The order is a list of steps that a rulebook holds; each step takes the debts it speaks of, orders them and pays them
until its cap. Sources, by their numbers in the notes on each country's law:

* China, Civil Code 561 (CN-B11): inside one debt costs of enforcing, then interest, then principal. Civil Code 560
  (CN-B12): the payer's designation, then what is due, then the earliest due, then in proportion.
* Poland, Civil Code 451: the debt that the payer names, but of it the interest first; else the longest due.
* Vietnam (VN-B10): contract, the payer's instruction, the oldest due; principal before penalty interest.
* Iran, Civil Code 282 (IR-B7): the payer's choice, then the oldest.
* United Kingdom, United States (appropriation, US-B6): the payer's choice, the creditor's, then the earliest item.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.currencies import quantum
from recoup.kernel.money import Money


class DebtKind(StrEnum):
    """What a debt is, as far as the order of payment asks."""

    COSTS = "COSTS"
    INTEREST = "INTEREST"
    PRINCIPAL = "PRINCIPAL"


class Among(StrEnum):
    """How the debts of one step are paid: the longest due first, or each its part."""

    OLDEST_FIRST = "OLDEST_FIRST"
    PROPORTIONAL = "PROPORTIONAL"


class Scope(StrEnum):
    """Which debts a step speaks of."""

    ALL = "ALL"
    DESIGNATED = "DESIGNATED"
    DUE = "DUE"


class Rank(StrEnum):
    """What a rule lets decide which of several debts is paid first, as far as the ledger can tell it."""

    PAYER_CHOICE = "PAYER_CHOICE"
    DUE_FIRST = "DUE_FIRST"
    OLDEST_DUE = "OLDEST_DUE"
    OLDEST_ISSUED = "OLDEST_ISSUED"
    PRO_RATA = "PRO_RATA"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order: the debts of `scope` and of `kinds`, paid by `among`.

    With `by_kind` all debts of the first kind are paid before any of the second; without it each debt (with those of
    its group) is paid, its kinds in turn, before the next. `caps` are the most that a kind may get of the money in this
    step and all before it, as fractions; a kind that isn't there has no cap.
    """

    scope: Scope = Scope.ALL
    kinds: tuple[DebtKind, ...] = (DebtKind.COSTS, DebtKind.INTEREST, DebtKind.PRINCIPAL)
    among: Among = Among.OLDEST_FIRST
    by_kind: bool = True
    caps: Mapping[DebtKind, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something owed: `amount_open` positive. Debts with one `group` belong together (an invoice and its interest)."""

    debt_id: int
    amount_open: Decimal
    kind: DebtKind = DebtKind.PRINCIPAL
    due_date: date | None = None
    issue_date: date | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """`amount` of the money goes to a debt; `step` is the place in the order that gave it."""

    debt_id: int
    amount: Decimal
    step: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The parts, one or more a debt, in the order in which they were given, and what is left of the money."""

    parts: tuple[Part, ...]
    left: Decimal

    def shares(self) -> dict[int, Decimal]:
        """Return what each debt gets in all."""
        total: dict[int, Decimal] = {}
        for part in self.parts:
            total[part.debt_id] = total.get(part.debt_id, Decimal(0)) + part.amount
        return total


_WHOLE_DEBT = (DebtKind.INTEREST, DebtKind.COSTS, DebtKind.PRINCIPAL)

COSTS_INTEREST_PRINCIPAL: tuple[Step, ...] = (Step(Scope.DESIGNATED), Step(Scope.DUE), Step())
"""CN-B11 with CN-B12: what the payer designates, then what is due; costs, interest, principal."""

DESIGNATED_WITH_ITS_INTEREST: tuple[Step, ...] = (
    Step(Scope.DESIGNATED, kinds=_WHOLE_DEBT, by_kind=False),
    Step(Scope.DUE, kinds=_WHOLE_DEBT, by_kind=False),
    Step(kinds=_WHOLE_DEBT, by_kind=False),
)
"""Poland, Civil Code 451: of the debt that is named its interest first; else the longest due, the same way."""

PRINCIPAL_FIRST: tuple[Step, ...] = tuple(
    Step(scope, kinds=(DebtKind.PRINCIPAL, DebtKind.COSTS, DebtKind.INTEREST))
    for scope in (Scope.DESIGNATED, Scope.DUE, Scope.ALL)
)
"""VN-B10: the payer's instruction, the oldest due, principal before penalty interest."""

OLDEST_FIRST: tuple[Step, ...] = (
    Step(Scope.DESIGNATED, kinds=_WHOLE_DEBT, by_kind=False),
    Step(kinds=_WHOLE_DEBT, by_kind=False),
)
"""IR-B7, US-B6 and the United Kingdom: the payer's choice, then the earliest item."""


def order_of(ranks: Iterable[Rank], kinds: tuple[DebtKind, ...]) -> tuple[Step, ...]:
    """Return the steps of a rule: what the payer named, then what is due, then all; each in the order of `kinds`.

    The longest due go first, unless the rule says in proportion. A payer's choice, or that something is due, counts
    where the rule has it.
    """
    said = frozenset(ranks)
    among = Among.PROPORTIONAL if Rank.PRO_RATA in said else Among.OLDEST_FIRST
    scopes = ((Scope.DESIGNATED, Rank.PAYER_CHOICE), (Scope.DUE, Rank.DUE_FIRST))
    steps = [Step(scope, kinds, among) for scope, rank in scopes if rank in said]
    return (*steps, Step(Scope.ALL, kinds, among))


def allocate(
    money: Money, debts: Iterable[Debt], order: Sequence[Step], *, on: date, designated: Iterable[int] = ()
) -> Spread:
    """Return how `money` is spread over `debts` (one currency, that of the money) by the steps of `order`.

    `designated` are the debts that the payer named; naming one of a group names the group. `on` decides what is due. No
    debt gets more than it has open, nothing is lost: the parts and what is left are the money. The order in which
    the debts are given changes nothing.

    :raises ValueError: a debt has nothing open, or the money is negative
    """
    owed = sorted(debts, key=_age)
    if money.amount < 0 or any(debt.amount_open <= 0 for debt in owed):
        raise ValueError("money can't be negative, and debts must have something open")
    spreading = _Spreading(money, owed)
    named = _with_groups(owed, frozenset(designated))
    for place, step in enumerate(order):
        chosen = [debt for debt in owed if debt.kind in step.kinds and _is_meant(debt, step.scope, named, on)]
        for layer in _layers(chosen, step):
            spreading.pay(layer, step, place)
    spread = Spread(tuple(spreading.parts), spreading.left)
    assert sum((part.amount for part in spread.parts), start=spread.left) == money.amount
    return spread


def _age(debt: Debt) -> tuple[date, date, int]:
    return (debt.due_date or debt.issue_date or date.max, debt.issue_date or date.max, debt.debt_id)


def _with_groups(debts: Iterable[Debt], designated: frozenset[int]) -> frozenset[int]:
    debts = tuple(debts)
    groups = {debt.group for debt in debts if debt.debt_id in designated and debt.group is not None}
    return designated | {debt.debt_id for debt in debts if debt.group in groups}


def _is_meant(debt: Debt, scope: Scope, named: frozenset[int], on: date) -> bool:
    if scope is Scope.DESIGNATED:
        return debt.debt_id in named
    if scope is Scope.DUE:
        return debt.due_date is not None and debt.due_date <= on
    return True


def _layers(debts: Sequence[Debt], step: Step) -> Iterator[list[Debt]]:
    """Yield the debts that stand on one level, the first to be paid first."""
    if step.by_kind:
        for kind in step.kinds:
            yield [debt for debt in debts if debt.kind is kind]
        return
    groups: dict[tuple[bool, int], list[Debt]] = {}
    for debt in debts:
        key = (debt.group is None, debt.debt_id if debt.group is None else debt.group)
        groups.setdefault(key, []).append(debt)
    for members in groups.values():
        yield sorted(members, key=lambda debt: step.kinds.index(debt.kind))


class _Spreading:
    """The money on its way: what is left, what each debt has left, what each kind was given."""

    def __init__(self, money: Money, debts: Iterable[Debt]) -> None:
        self.money, self.left = money, money.amount
        self.open = {debt.debt_id: debt.amount_open for debt in debts}
        self.given: dict[DebtKind, Decimal] = {}
        self.parts: list[Part] = []

    def pay(self, layer: Sequence[Debt], step: Step, place: int) -> None:
        if step.among is Among.PROPORTIONAL:
            self._pay_in_proportion(layer, step, place)
            return
        for debt in layer:
            self._give(debt, min(self.left, self.open[debt.debt_id], self._room(debt.kind, step)), place)

    def _pay_in_proportion(self, layer: Sequence[Debt], step: Step, place: int) -> None:
        for kind in dict.fromkeys(debt.kind for debt in layer):
            debts = [debt for debt in layer if debt.kind is kind and self.open[debt.debt_id] > 0]
            total = sum((self.open[debt.debt_id] for debt in debts), start=Decimal(0))
            sharing = min(self.left, total, self._room(kind, step))
            step_of_money = quantum(self.money.currency)
            for debt, amount in zip(debts, self._portions(debts, sharing, total, step_of_money), strict=True):
                self._give(debt, amount, place)

    def _portions(
        self, debts: Sequence[Debt], sharing: Decimal, total: Decimal, smallest: Decimal
    ) -> list[Decimal]:
        """Return each debt's part rounded down; what rounding leaves goes to the oldest, unit by unit."""
        if not sharing:
            return [Decimal(0)] * len(debts)
        opens = [self.open[debt.debt_id] for debt in debts]
        portions = [sharing * amount / total // smallest * smallest for amount in opens]
        rest = sharing - sum(portions, start=Decimal(0))
        while rest:
            for place, amount in enumerate(opens):
                more = min(rest, smallest, amount - portions[place])
                portions[place] += more
                rest -= more
        return portions

    def _room(self, kind: DebtKind, step: Step) -> Decimal:
        """Return what the kind may still get: caps are on all that the steps so far gave it."""
        cap = step.caps.get(kind)
        if cap is None:
            return self.left
        smallest = quantum(self.money.currency)
        most = self.money.amount * cap // smallest * smallest
        return max(Decimal(0), most - self.given.get(kind, Decimal(0)))

    def _give(self, debt: Debt, amount: Decimal, place: int) -> None:
        if amount <= 0:
            return
        self.left -= amount
        self.open[debt.debt_id] -= amount
        self.given[debt.kind] = self.given.get(debt.kind, Decimal(0)) + amount
        self.parts.append(Part(debt.debt_id, amount, place))
