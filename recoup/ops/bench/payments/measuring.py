"""How well receipts are matched: every world replayed day by day, every line held against its truth.

A line is right only if the set of items and the cents on each are right. Between the days a clerk puts right what was
not applied; from that, and from nothing else, payer names, accounts and habits are learned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from time import process_time

from recoup.engines.matching import (
    Customer,
    Decision,
    Habits,
    OpenItem,
    Policy,
    Proposal,
    Receipt,
    Verdict,
    build_index,
    decide_all,
    index_people,
)
from recoup.ops.bench.payments.books import UNITS
from recoup.ops.bench.payments.types import UNMATCHABLE, Day, Naming, Trouble, Truth, World
from recoup.ops.bench.payments.worlds import MEASURING_SEEDS, make_world


@dataclass(slots=True)
class Tally:
    """Counts over some lines; `value` in the world's currency. `ranks` are those of the truth among proposals."""

    lines: int = 0
    matchable: int = 0
    applied: int = 0
    right: int = 0
    value: Decimal = Decimal(0)
    value_applied: Decimal = Decimal(0)
    rest: int = 0
    ranks: Counter[int] = field(default_factory=Counter)

    @property
    def automatic(self) -> float:
        """Share of lines applied."""
        return self.applied / self.lines if self.lines else 0.0

    @property
    def automatic_value(self) -> float:
        """Share of value applied."""
        return float(self.value_applied / self.value) if self.value else 0.0

    @property
    def precision(self) -> float:
        """Share of the applied lines that are right."""
        return self.right / self.applied if self.applied else 1.0

    def recall(self, among: int) -> float:
        """Share of the matchable lines not applied whose truth is among the first proposals."""
        found = sum(count for rank, count in self.ranks.items() if rank <= among)
        return found / self.rest if self.rest else 1.0

    @property
    def ceiling(self) -> float:
        """Share of the matchable lines whose truth is proposed or applied at all."""
        found = self.right + sum(self.ranks.values())
        return found / self.matchable if self.matchable else 1.0


@dataclass(slots=True)
class Measured:
    """What one world showed. `wrong` are the applied lines that are not right."""

    seed: int
    currency: str
    all: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_trouble: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    wrong: list[tuple[Receipt, Truth, Decision]] = field(default_factory=list)
    missed: list[tuple[Receipt, Truth, Decision]] = field(default_factory=list)
    wrong_on_unmatchable: int = 0
    seconds: float = 0.0
    index_seconds: float = 0.0

    @property
    def lines_per_second(self) -> float:
        """Lines decided per second of one core, the index being there."""
        return self.all.lines / self.seconds if self.seconds else 0.0


def measure_seeds(seeds: Iterable[int] = MEASURING_SEEDS, *, lines: int = 4000) -> tuple[Measured, ...]:
    """Make the worlds of `seeds`, by default those that nothing was tuned on, and measure each."""
    return tuple(measure(make_world(seed, lines=lines)) for seed in seeds)


def rules_of(world: World) -> Policy:
    """Return the policy that such a company would keep: tolerances in its own currency."""
    worth, _ = UNITS[world.currency]
    return Policy(charge_max={world.currency: (35 * worth).quantize(Decimal(1))})


def measure(world: World, policy: Policy | None = None) -> Measured:
    """Replay `world` and return what was applied, proposed and missed."""
    measured = Measured(world.seed, world.currency)
    rules = policy or rules_of(world)
    book = {item.item_id: item for item in world.items}
    desk = _Desk(world.customers)
    for day in world.days:
        book.update((item.item_id, item) for item in day.items)
        start = process_time()
        index = build_index(book.values(), index_people(desk.customers.values()), world.rates)
        between = process_time()
        decisions = decide_all(day.receipts, index, rules)
        measured.seconds += process_time() - between
        measured.index_seconds += between - start
        for receipt, truth, decision in zip(day.receipts, day.truths, decisions, strict=True):
            _count(measured, receipt, truth, decision)
        _close(book, day)
        desk.learn(day, book)
    return measured


def _count(measured: Measured, receipt: Receipt, truth: Truth, decision: Decision) -> None:
    is_applied = decision.verdict is Verdict.APPLY
    is_right = is_applied and _is_right(decision.proposals[0], truth)
    rank = next((place for place, p in enumerate(decision.proposals, start=1) if _is_right(p, truth)), 0)
    tallies = [measured.all, measured.by_kind[truth.kind], measured.by_trouble[str(truth.trouble)]]
    is_told = truth.naming in (Naming.EXACT, Naming.STRUCTURED) and truth.trouble is Trouble.PLAIN
    if is_told and len(truth.cleared) == 1 and not truth.is_group:
        tallies.append(measured.by_kind["one, agreeing"])
    for tally in tallies:
        tally.lines += 1
        tally.value += abs(receipt.amount)
        if is_applied:
            tally.applied += 1
            tally.value_applied += receipt.amount
            tally.right += is_right
        if truth.cleared:
            tally.matchable += 1
            if not is_applied:
                tally.rest += 1
                if rank:
                    tally.ranks[rank] += 1
    if is_applied and not is_right:
        measured.wrong.append((receipt, truth, decision))
        measured.wrong_on_unmatchable += truth.trouble in UNMATCHABLE
    elif not is_applied and truth.cleared and not 1 <= rank <= 3:
        measured.missed.append((receipt, truth, decision))


def _is_right(proposal: Proposal, truth: Truth) -> bool:
    return bool(truth.cleared) and {share.item_id: share.amount for share in proposal.shares} == truth.cleared


def _close(book: dict[int, OpenItem], day: Day) -> None:
    for truth in day.truths:
        for item_id, cleared in truth.cleared.items():
            item = book[item_id]
            left = item.amount_open - cleared
            settled = None if left else day.day
            book[item_id] = replace(item, amount_open=left, settled_date=settled)


class _Desk:
    """What the company knows of its customers, growing by what people and the matcher have settled."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        self.customers = {customer.customer_id: customer for customer in customers}

    def learn(self, day: Day, book: Mapping[int, OpenItem]) -> None:
        """Take in the day's settled receipts: who paid for whom, under which name, from which account, and how."""
        for receipt, truth in zip(day.receipts, day.truths, strict=True):
            if not truth.cleared:
                continue
            for customer_id in sorted({book[item_id].customer_id for item_id in truth.cleared}):
                known = self.customers[customer_id]
                accounts, aliases = known.accounts, known.aliases
                if receipt.payer_account and receipt.payer_account not in accounts:
                    accounts = (*accounts, receipt.payer_account)
                if receipt.payer_name and receipt.payer_name not in aliases:
                    aliases = (*aliases, receipt.payer_name)
                habits = known.habits
                if truth.trouble is Trouble.BALANCE:
                    habits = Habits(habits.payments + 1, habits.whole_balance + 1, habits.oldest_first)
                else:
                    habits = habits._replace(payments=habits.payments + 1)
                self.customers[customer_id] = replace(
                    known, accounts=accounts, aliases=aliases, habits=habits
                )


def told(measured: Iterable[Measured]) -> Iterator[str]:
    """Yield the figures of some worlds as lines of a table, each world by itself and by kind of trouble."""
    for world in measured:
        yield (
            f"world {world.seed} ({world.currency}): {world.all.lines} lines, {world.lines_per_second:.0f} lines/s, "
            f"index {world.index_seconds:.1f} s in all, wrong on unmatchable {world.wrong_on_unmatchable}"
        )
        columns = ("lines", "auto", "value", "precise", "wrong", "R@1", "R@3", "R@5", "ceiling")
        yield "  " + " " * 16 + "".join(f"{column:>9}" for column in columns)
        rows = {
            "all": world.all,
            **dict(sorted(world.by_kind.items())),
            **dict(sorted(world.by_trouble.items())),
        }
        for name, tally in rows.items():
            yield (
                f"  {name:<16}{tally.lines:>9}{tally.automatic:>9.1%}{tally.automatic_value:>9.1%}"
                f"{tally.precision:>9.2%}{tally.applied - tally.right:>9}{tally.recall(1):>9.1%}"
                f"{tally.recall(3):>9.1%}{tally.recall(5):>9.1%}{tally.ceiling:>9.1%}"
            )
