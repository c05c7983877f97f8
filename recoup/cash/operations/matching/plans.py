"""What is to be posted for a receipt: moves to customers, allocations, differences. Pure: nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from recoup.cash.types import DeedKind, Method
from recoup.engines.matching import Evidence, Reason, Residue, Share
from recoup.ledger.operations import NewIdentification
from recoup.ledger.queries import LockedItem
from recoup.ledger.types import Account, NewAllocation, NewClearing

SOURCE = "cash"
NOTHING = Decimal(0)
ACCOUNTS: Mapping[Reason, Account] = {
    Reason.DISCOUNT: Account.DISCOUNT,
    Reason.BANK_CHARGE: Account.BANK_CHARGES,
    Reason.TAX_WITHHELD: Account.TAX_WITHHELD,
    Reason.SMALL_DIFFERENCE: Account.SMALL_DIFFERENCE,
}
"""Where a difference goes; what is over or was paid twice stays unapplied."""


class PostingDays:
    """On which days something may count: `on` is the day of the act, `closed` the entity's closed periods."""

    def __init__(self, *, on: date, closed: Sequence[tuple[date, date]]) -> None:
        self.on = on
        self._closed = closed

    def is_open(self, day: date) -> bool:
        """Return whether something may still be posted into `day`."""
        return not any(first <= day <= last for first, last in self._closed)

    def first_open(self, *days: date) -> date:
        """Return the latest of `days`; when its period is closed, the day of the act."""
        latest = max(days)
        return latest if self.is_open(latest) else max(latest, self.on)


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a receipt that is to be used: where it stands, with whom, how much is left."""

    receipt_id: int
    item_id: int
    entity_id: int
    customer_id: int | None
    currency: str
    left: Decimal
    applies_from: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with the money of a receipt.

    The shares' amounts, with the residues, account for all of it (the engine's law). `payer` gets what is over, where
    the money stands in suspense; None leaves that there. `foreign` are the items in another currency, `short` says what
    stays open of items that are paid in part.
    """

    money: Money
    shares: tuple[Share, ...]
    residues: tuple[Residue, ...]
    payer: int | None
    kind: DeedKind = DeedKind.APPLIED
    method: Method = Method.AUTOMATIC
    evidence: tuple[Evidence, ...] = ()
    rank: int | None = None
    score: int | None = None
    reason: str = ""
    foreign: frozenset[int] = field(default_factory=frozenset)
    short: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def paid(self) -> Decimal:
        """The receipt's money that goes to items."""
        return sum((share.paid for share in self.shares), start=NOTHING)

    @property
    def customer_ids(self) -> tuple[int, ...]:
        """The customers of the items, or the payer alone."""
        owners = {share.customer_id for share in self.shares}
        return tuple(sorted(owners)) or ((self.payer,) if self.payer is not None else ())


@dataclass(slots=True)
class Postings:
    """The entries of one deed. Allocations and clearings name receipts by what `moved` gave the customers."""

    moves: list[NewIdentification] = field(default_factory=list)
    allocations: list[NewAllocation] = field(default_factory=list)
    clearings: list[NewClearing] = field(default_factory=list)

    @property
    def days(self) -> set[date]:
        """The days on which they count."""
        return {one.effective_date for many in (self.moves, self.allocations, self.clearings) for one in many}

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.moves) + len(self.allocations) + len(self.clearings)


@dataclass(slots=True)
class _Giver:
    item_id: int
    customer_id: int | None
    left: Decimal
    applies_from: date


class Planner:
    """Plans the entries of one deed, numbered in order.

    A receipt that is to be moved first has no item of the customer's yet: it is named by minus the place of its move.
    """

    def __init__(self, plan: Plan, items: Mapping[int, LockedItem], days: PostingDays, deed_id: int) -> None:
        self._plan, self._items, self._days, self._deed_id = plan, items, days, deed_id
        self._made = Postings()
        self._day = days.first_open(plan.money.applies_from)
        self._held: dict[int | None, int] = {plan.money.customer_id: plan.money.item_id}

    def postings(self) -> Postings:
        """Return all entries of the deed."""
        plan = self._plan
        self._move(self._demands())
        home = [share for share in plan.shares if share.item_id not in plan.foreign]
        self._allocate([share for share in home if share.paid > 0], self._givers(home))
        for share in plan.shares:
            if share.item_id in plan.foreign:
                self._exchange(share)
        for residue in plan.residues:
            self._settle(residue)
        return self._made

    def _demands(self) -> dict[int, Decimal]:
        """Return what each customer needs of the money; a customer's credits that are over serve the others first."""
        needs: dict[int, Decimal] = {}
        for share in self._plan.shares:
            needs[share.customer_id] = needs.get(share.customer_id, NOTHING) + share.paid
        spare = -sum((need for need in needs.values() if need < 0), start=NOTHING)
        for customer_id in sorted(needs):
            used = min(spare, max(needs[customer_id], NOTHING))
            needs[customer_id] -= used
            spare -= used
        return {customer_id: need for customer_id, need in needs.items() if need > 0}

    def _move(self, needs: dict[int, Decimal]) -> None:
        """Move the money to the customers for whom it is; what is over goes to the payer if nobody has it yet."""
        money, payer = self._plan.money, self._plan.payer
        self._needs = dict(needs)
        rest = money.left - sum(needs.values(), start=NOTHING)
        if money.customer_id is None and payer is not None and rest > 0:
            needs = {**needs, payer: needs.get(payer, NOTHING) + rest}
        for customer_id, amount in sorted(needs.items()):
            if customer_id != money.customer_id:
                self._made.moves.append(
                    NewIdentification(money.item_id, customer_id, self._day, self._name(), amount)
                )
                self._held[customer_id] = -len(self._made.moves)

    def _givers(self, shares: Sequence[Share]) -> list[_Giver]:
        abroad: dict[int, Decimal] = {}
        for share in self._plan.shares:
            if share.item_id in self._plan.foreign:
                abroad[share.customer_id] = abroad.get(share.customer_id, NOTHING) + share.paid
        credits = [
            _Giver(share.item_id, share.customer_id, -share.paid, self._items[share.item_id].applies_from)
            for share in shares
            if share.paid < 0
        ]
        held = [
            _Giver(self._held[customer_id], customer_id, need - abroad.get(customer_id, NOTHING), self._day)
            for customer_id, need in sorted(self._needs.items())
        ]
        return credits + held

    def _allocate(self, shares: Sequence[Share], givers: Sequence[_Giver]) -> None:
        """Give each item what it is paid: first of its own customer's, then of what others have left."""
        left = {share.item_id: share.paid for share in shares}
        for is_own in (True, False):
            for share in shares:
                for giver in givers:
                    amount = min(left[share.item_id], giver.left)
                    if amount > 0 and (giver.customer_id == share.customer_id) is is_own:
                        self._give(giver, share.item_id, amount)
                        left[share.item_id] -= amount
        assert not any(left.values()), "the shares of a receipt are more than its money"

    def _give(self, giver: _Giver, item_id: int, amount: Decimal) -> None:
        giver.left -= amount
        day = self._days.first_open(giver.applies_from, self._day, self._items[item_id].applies_from)
        self._made.allocations.append(NewAllocation(giver.item_id, item_id, amount, day, self._name()))

    def _exchange(self, share: Share) -> None:
        """Settle an item in another currency: both sides stand on the account of exchange differences."""
        held = self._held[share.customer_id]
        self._clear(held, Account.FX_DIFFERENCE, share.paid, self._day)
        self._clear_item(share.item_id, Account.FX_DIFFERENCE, abs(share.amount))

    def _settle(self, residue: Residue) -> None:
        account = ACCOUNTS.get(residue.reason)
        if account is None or not residue.amount:
            return
        if residue.amount < 0:
            assert residue.item_id is not None, "what is short belongs to an item"
            self._clear_item(residue.item_id, account, -residue.amount)
        else:
            money = self._plan.money
            owner = money.customer_id if money.customer_id is not None else self._plan.payer
            self._clear(self._held[owner], account, residue.amount, self._day)

    def _clear_item(self, item_id: int, account: Account, amount: Decimal) -> None:
        day = self._days.first_open(self._day, self._items[item_id].applies_from)
        self._clear(item_id, account, amount, day)

    def _clear(self, item_id: int, account: Account, amount: Decimal, day: date) -> None:
        self._made.clearings.append(NewClearing(item_id, account, amount, day, self._name()))

    def _name(self) -> str:
        return reference(self._deed_id, self._made.count + 1)


def reference(deed_id: int, place: int) -> str:
    """Return the name in the ledger of an entry of a deed, by its place from 1 on."""
    return f"deed {deed_id}/{place}"


def references(deed_id: int, entries: int) -> list[str]:
    """Return the names of all entries of a deed."""
    return [reference(deed_id, place) for place in range(1, entries + 1)]
