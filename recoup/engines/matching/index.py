"""The index that receipts are matched against: built once over items, customers and rates, then only read.

Amounts are whole minor units of the item's currency inside it. A *book* holds the open items of some customers in
one currency, the longest due first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from recoup.engines.matching.people import People
from recoup.engines.matching.sums import Halves, halves
from recoup.engines.matching.texts import core_of
from recoup.engines.matching.types import OpenItem, Rate
from recoup.kernel.currencies import minor_unit
from recoup.kernel.folding import fold_reference, reference_digits, reference_lookalike

DIGITS_MIN = 5
PAIRED = 64
# The longest payment reference there is: a Swiss one.
REFERENCE_MAX = 27
# Longer than a year: a serial number that stands before the month and year in which it was given.
_LONG_RUNS = re.compile(r"\d{5,}")
_NEVER = date.max.toordinal()

Key = TypeVar("Key", bound=Hashable)


def cents_of(amount: Decimal, currency: str) -> int:
    """Return an amount in whole minor units of its currency."""
    scaled = amount.scaleb(minor_unit(currency))
    cents = int(scaled)
    assert cents == scaled, f"{amount} is finer than the minor unit of {currency}"
    return cents


def amount_of(cents: int, currency: str) -> Decimal:
    """Return whole minor units as an amount."""
    return Decimal(cents).scaleb(-minor_unit(currency))


@dataclass(slots=True, eq=False)
class Row:
    """An item with all that is compared of it, worked out once. `place` is its rank among all items."""

    item: OpenItem
    entity_id: int
    customer_id: int
    currency: str
    open: int
    amount: int
    discount: int
    full: str
    digits: str
    due: int
    place: int = 0

    @property
    def core(self) -> str:
        """The last run of digits in the number, without leading zeros."""
        return core_of(self.item.number)

    @property
    def item_id(self) -> int:
        """The item's id."""
        return self.item.item_id


def row_of(item: OpenItem) -> Row:
    """Return an item as it stands in the index."""
    full = fold_reference(item.number)
    due = item.due_date or item.issue_date
    return Row(
        item=item,
        entity_id=item.entity_id,
        customer_id=item.customer_id,
        currency=item.currency,
        open=cents_of(item.amount_open, item.currency),
        amount=cents_of(item.amount, item.currency),
        discount=cents_of(item.discount, item.currency),
        full=full,
        digits=reference_digits(full),
        due=due.toordinal() if due else _NEVER,
    )


@dataclass(slots=True, eq=False)
class View:
    """The rows of a book with what each would be paid with: its open amount, or less a discount or a tax.

    `sums` are the running totals, oldest first; the tables hold the places of equal amounts.
    """

    rows: Sequence[Row]
    paid: tuple[int, ...]
    sums: tuple[int, ...]
    by_amount: Mapping[int, tuple[int, ...]]
    by_sum: Mapping[int, int]
    _halves: list[Halves] = field(default_factory=list)
    _pairs: list[dict[int, tuple[int, int]]] = field(default_factory=list)
    _ranked: list[tuple[list[int], list[int]]] = field(default_factory=list)

    def ranked(self) -> tuple[list[int], list[int]]:
        """Return the places by amount, the smallest first, and the amounts in that order."""
        if not self._ranked:
            places = sorted(range(len(self.paid)), key=self.paid.__getitem__)
            self._ranked.append((places, [self.paid[place] for place in places]))
        return self._ranked[0]

    @property
    def total(self) -> int:
        """All of it."""
        return self.sums[-1] if self.sums else 0

    def pair_sums(self) -> Mapping[int, tuple[int, int]]:
        """Return what the first `PAIRED` rows come to two by two, each sum with the oldest two; kept."""
        if not self._pairs:
            paid, table = self.paid[:PAIRED], {}
            for second in range(len(paid) - 1, 0, -1):
                more = paid[second]
                for first in range(second - 1, -1, -1):
                    table[paid[first] + more] = (first, second)
            self._pairs.append(table)
        return self._pairs[0]

    def halves(self) -> Halves:
        """Return the sums of both halves of the oldest rows; worked out at the first wish, then kept."""
        if not self._halves:
            self._halves.append(halves(self.paid))
        return self._halves[0]


def view_of(rows: Sequence[Row], paid: Callable[[Row], int]) -> View:
    """Return the view of `rows` in which each is worth what `paid` says."""
    amounts = tuple(map(paid, rows))
    by_amount: dict[int, list[int]] = {}
    by_sum: dict[int, int] = {}
    total, sums = 0, []
    for place, amount in enumerate(amounts):
        by_amount.setdefault(amount, []).append(place)
        total += amount
        sums.append(total)
        by_sum.setdefault(total, place + 1)
    return View(rows, amounts, tuple(sums), {key: tuple(places) for key, places in by_amount.items()}, by_sum)


@dataclass(slots=True, eq=False)
class Book:
    """The open items of some customers in one currency, and the tables over them that were asked for."""

    rows: tuple[Row, ...]
    currency: str
    _views: dict[object, View] = field(default_factory=dict)
    _endings: dict[str, list[Row]] = field(default_factory=dict)
    _masks: dict[str, list[Row]] = field(default_factory=dict)

    def view(self, key: object, paid: Callable[[Row], int]) -> View:
        """Return the view named `key`; worked out at the first wish, then kept."""
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = view_of(self.rows, paid)
        return view

    def plain(self) -> View:
        """Return the view in which each item is paid what is open."""
        return self.view("plain", lambda row: row.open)

    def ending(self, digits: str) -> Sequence[Row]:
        """Return the rows whose number ends with these digits (without leading zeros), or has them as a long run."""
        return self._by_ending().get(digits, ())

    def nearly(self, digits: str) -> Sequence[Row]:
        """Return the rows whose number has one other digit than these, or two neighbors swapped."""
        found: dict[int, Row] = {}
        by_mask, by_ending = self._by_mask(), self._by_ending()
        for place in range(len(digits)):
            before, digit, after = digits[:place], digits[place], digits[place + 1 :]
            for row in by_mask.get(f"{before}?{after}", ()):
                found[row.place] = row
            if after and digit != after[0]:
                for row in by_ending.get(f"{before}{after[0]}{digit}{after[1:]}", ()):
                    found[row.place] = row
        return [found[place] for place in sorted(found)]

    def _by_ending(self) -> dict[str, list[Row]]:
        if not self._endings:
            self._endings[""] = []
            for row in self.rows:
                ends = (row.digits[-size:].lstrip("0") for size in (3, 4, 5, 6))
                runs = (run.lstrip("0") for run in _LONG_RUNS.findall(row.item.number))
                for key in {row.core, row.digits, *ends, *runs}:
                    if len(key) >= 3:
                        self._endings.setdefault(key, []).append(row)
        return self._endings

    def _by_mask(self) -> dict[str, list[Row]]:
        if not self._masks:
            self._masks[""] = []
            for row in self.rows:
                for key in {row.core, row.digits}:
                    if len(key) >= 4:
                        for place in range(len(key)):
                            self._masks.setdefault(f"{key[:place]}?{key[place + 1 :]}", []).append(row)
        return self._masks


class BooksUnread(Exception):
    """The decision depends on the books of customers, and this index holds only what receipts name."""


@dataclass(slots=True, eq=False)
class Index:
    """Everything that receipts are compared with. Build it with `build_index`; it is never changed afterwards.

    `size` is how many open items there are to choose from, `longest` the length of the longest number among them.
    """

    rows: tuple[Row, ...]
    people: People
    by_number: Mapping[str, Sequence[Row]]
    by_alike: Mapping[str, Sequence[Row]]
    by_digits: Mapping[str, Sequence[Row]]
    by_reference: Mapping[str, Sequence[Row]]
    by_contract: Mapping[str, Sequence[Row]]
    rates: Mapping[tuple[str, str], Decimal]
    size: int
    longest: int
    _has_books: bool
    _by_amount: Mapping[tuple[int, str, int], Sequence[Row]]
    _settled: Mapping[tuple[int, int], Sequence[Row]]
    _owned: Mapping[tuple[int, str], Sequence[Row]]
    _currencies: Mapping[int, tuple[str, ...]]
    _books: dict[tuple[tuple[int, ...], str], Book] = field(default_factory=dict)

    def book(self, customer_ids: tuple[int, ...], currency: str) -> Book:
        """Return the open items of these customers in `currency` (all if empty), longest due first."""
        self._require_books()
        key = (customer_ids, currency)
        book = self._books.get(key)
        if book is None:
            rows: list[Row] = []
            for customer_id in customer_ids:
                for code in (currency,) if currency else self.currencies(customer_id):
                    rows += self._owned.get((customer_id, code), ())
            if len(customer_ids) > 1 or not currency:
                rows.sort(key=lambda row: row.place)
            book = self._books[key] = Book(tuple(rows), currency)
        return book

    def currencies(self, customer_id: int) -> tuple[str, ...]:
        """Return the currencies in which a customer has something open."""
        self._require_books()
        return self._currencies.get(customer_id, ())

    def of_amount(self, entity_id: int, currency: str, cents: int) -> Sequence[Row]:
        """Return what anybody has open of just this amount."""
        self._require_books()
        return self._by_amount.get((entity_id, currency, cents), ())

    def settled(self, customer_id: int, cents: int) -> Sequence[Row]:
        """Return what a customer had of this amount and has settled lately."""
        self._require_books()
        return self._settled.get((customer_id, cents), ())

    def _require_books(self) -> None:
        if not self._has_books:
            raise BooksUnread


def build_index(
    items: Iterable[OpenItem],
    people: People,
    rates: Iterable[Rate] = (),
    *,
    size: int | None = None,
    longest: int | None = None,
    has_books: bool = True,
) -> Index:
    """Return the index over `items` (open, and settled lately), the customers and exchange `rates`.

    Where only some of the items are given, `size` and `longest` tell of all; without books the index knows what
    receipts name and nothing else. The order in which anything is given changes nothing.
    """
    rows = sorted(map(row_of, items), key=_order)
    for place, row in enumerate(rows):
        row.place = place
    live = [row for row in rows if row.open]
    customers = people.customers
    # A customer belongs to one entity; what another one wants of it is in nobody's book here.
    own = [
        row
        for row in live
        if row.customer_id in customers and customers[row.customer_id].entity_id == row.entity_id
    ]
    owned = _grouped(own, lambda row: ((row.customer_id, row.currency),))
    currencies: dict[int, list[str]] = {}
    for customer_id, currency in sorted(owned):
        currencies.setdefault(customer_id, []).append(currency)
    known = max((len(row.full) for row in rows), default=0) if longest is None else longest
    return Index(
        rows=tuple(rows),
        people=people,
        by_number=_grouped(rows, lambda row: (row.full,)),
        by_alike=_grouped(rows, lambda row: (reference_lookalike(row.full),)),
        by_digits=_grouped(rows, lambda row: (row.digits,) if len(row.digits) >= DIGITS_MIN else ()),
        by_reference=_grouped(rows, lambda row: map(fold_reference, row.item.references)),
        by_contract=_grouped(
            live, lambda row: (fold_reference(row.item.contract),) if row.item.contract else ()
        ),
        rates={(rate.currency, rate.quote): rate.rate for rate in rates},
        size=len(live) if size is None else size,
        longest=max(REFERENCE_MAX, known),
        _has_books=has_books,
        _by_amount=_grouped(live, lambda row: ((row.entity_id, row.currency, row.open),)),
        _settled=_grouped(
            [row for row in rows if not row.open], lambda row: ((row.customer_id, row.amount),)
        ),
        _owned=owned,
        _currencies={customer_id: tuple(codes) for customer_id, codes in currencies.items()},
    )


def _order(row: Row) -> tuple[object, ...]:
    issued = row.item.issue_date
    return (row.due, issued.toordinal() if issued else _NEVER, row.full, row.item.part, row.item_id)


def _grouped(rows: Iterable[Row], keys: Callable[[Row], Iterable[Key]]) -> dict[Key, list[Row]]:
    table: dict[Key, list[Row]] = {}
    for row in rows:
        for key in keys(row):
            if key:
                table.setdefault(key, []).append(row)
    return table
