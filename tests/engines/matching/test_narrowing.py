"""Reading only what receipts need comes to the same decisions as reading everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from recoup.engines.matching import (
    Decision,
    Index,
    OpenItem,
    People,
    Policy,
    Rate,
    Receipt,
    build_index,
    compete,
    decide,
    decide_all,
    decide_named,
    index_people,
    named_in,
    reach_of,
)
from recoup.kernel.folding import fold_reference, reference_digits, reference_lookalike
from recoup.ops.bench.payments.measuring import rules_of
from recoup.ops.bench.payments.worlds import make_world
from tests.engines.matching.stories import CUSTOMERS, RULES, item, receipt


class Shelf:
    """A book of items of which only what is asked for is taken down, as the ledger's queries do."""

    def __init__(
        self, items: Iterable[OpenItem], people: People, policy: Policy, rates: Iterable[Rate] = ()
    ) -> None:
        self.items = {owed.item_id: owed for owed in items}
        self.people, self.policy, self.rates = people, policy, tuple(rates)
        self.longest = max(len(fold_reference(owed.number)) for owed in self.items.values())
        self.size = sum(1 for owed in self.items.values() if owed.amount_open)
        self.taken: dict[int, OpenItem] = {}

    def decide(self, receipts: Sequence[Receipt]) -> tuple[Decision, ...]:
        self._take_named(receipts)
        index = self._index(has_books=False)
        first = {receipt.line_id: decide_named(receipt, index, self.policy) for receipt in receipts}
        left = [receipt for receipt in receipts if first[receipt.line_id] is None]
        reach = reach_of(left, index, self.policy)
        for owed in self.items.values():
            amount = (owed.currency, owed.amount_open)
            if owed.customer_id in reach.customer_ids or (owed.amount_open and amount in reach.amounts):
                self.taken[owed.item_id] = owed
        index = self._index(has_books=True)
        further = {receipt.line_id: decide(receipt, index, self.policy) for receipt in left}
        decided = [first[receipt.line_id] or further[receipt.line_id] for receipt in receipts]
        return compete(decided, self.taken, self.policy)

    def _take_named(self, receipts: Sequence[Receipt]) -> None:
        named = named_in(receipts, self.longest)
        for owed in self.items.values():
            number = fold_reference(owed.number)
            if (
                number in named.numbers
                or named.numbers.intersection(map(fold_reference, owed.references))
                or reference_digits(number) in named.digits
                or reference_lookalike(number) in named.alike
            ):
                self.taken[owed.item_id] = owed

    def _index(self, *, has_books: bool) -> Index:
        return build_index(
            self.taken.values(),
            self.people,
            self.rates,
            size=self.size,
            longest=self.longest,
            has_books=has_books,
        )


@pytest.mark.parametrize("seed", [3, 5])
def test_a_narrowed_book_decides_like_the_whole_one(seed: int) -> None:
    world = make_world(seed, lines=150)
    people = index_people(world.customers)
    policy = rules_of(world)
    items = {owed.item_id: owed for owed in world.items}
    for day in world.days:
        items.update((owed.item_id, owed) for owed in day.items)
    receipts = [receipt for day in world.days for receipt in day.receipts]
    whole = decide_all(receipts, build_index(items.values(), people, world.rates), policy)
    assert Shelf(items.values(), people, policy, world.rates).decide(receipts) == whole


def test_a_number_that_settles_it_opens_no_book() -> None:
    shelf = Shelf([item(1, "A-101", "954.13"), item(2, "A-102", "17.00")], index_people(CUSTOMERS), RULES)
    [decision] = shelf.decide([receipt("954.13", "invoice A-101")])
    assert decision.proposals[0].shares[0].item_id == 1
    assert list(shelf.taken) == [1]


def test_a_receipt_that_names_nothing_opens_its_payers_book() -> None:
    shelf = Shelf([item(1, "A-101", "954.13"), item(2, "A-102", "17.00")], index_people(CUSTOMERS), RULES)
    shelf.decide([receipt("12.00", "thank you", payer_name=CUSTOMERS[0].names[0])])
    assert set(shelf.taken) == {1, 2}
