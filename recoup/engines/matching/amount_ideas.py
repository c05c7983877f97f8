"""Ideas from the amount alone, within the books of the customers who may have paid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from recoup.engines.matching.ideas import Case, Idea, exact, with_charge, with_less, with_short
from recoup.engines.matching.index import PAIRED, Book, Row, View
from recoup.engines.matching.naming_ideas import (
    foreign_ideas,
    in_receipt_cents,
    part_of,
    tolerance,
)
from recoup.engines.matching.sums import WIDTH, bits_of_amount, bits_of_choice, halves, small_sets, subsets
from recoup.engines.matching.types import Clue, Reason

_SAME_MAX = 6
_PAIRS_MAX = 8
_RATED_WIDTH = 14
_ON_ACCOUNT_MAX = 400

Make = Callable[[Sequence[Row], Clue, int], Idea]


def book_ideas(case: Case, book: Book) -> Iterator[Idea]:
    """Yield the ways in which the receipt is an exact sum of a book: as open, less discount or tax, credits or not."""
    if not book.rows:
        return
    yield from _exact_ideas(case, book.plain(), exact, 0)
    if any(row.open < 0 for row in book.rows):
        debits = book.view("debits", lambda row: max(row.open, 0))
        yield from _without_credits(case, debits)
    if any(row.discount for row in book.rows):
        yield from _agreed_discounts(case, book)
    for rate in case.policy.discount_rates:
        yield from _rated_ideas(case, book.plain(), rate, Reason.DISCOUNT, 4)
    for rate in case.policy.withholding_rates:
        yield from _rated_ideas(case, book.plain(), rate, Reason.TAX_WITHHELD, 5)


def _rated_ideas(case: Case, view: View, rate: Decimal, reason: Reason, cost: int) -> Iterator[Idea]:
    """Yield one item, all, or the oldest ones, each less a rate: near by the sum, then exact item by item."""
    gross, slack = int(case.cents / (1 - rate)), len(view.rows) + 1
    for rows, kind, bits in _near(view, gross - slack, gross + slack):
        lacking = [part_of(row.open, rate) for row in rows]
        if sum(row.open for row in rows) - sum(lacking) == case.cents:
            yield with_less(rows, lacking, reason, kind, cost + bits)
            return
    if reason is not Reason.DISCOUNT or not 2 < len(view.rows) <= _RATED_WIDTH:
        return
    lacks = [part_of(row.open, rate) for row in view.rows]
    paid = [row.open - less for row, less in zip(view.rows, lacks, strict=True)]
    for places in subsets(halves(paid), case.cents):
        rows = [view.rows[place] for place in places]
        yield with_less(
            rows, [lacks[place] for place in places], reason, Clue.SUM, cost + _bits(view, places)
        )


def _agreed_discounts(case: Case, book: Book) -> Iterator[Idea]:
    day = case.receipt.value_date

    def agreed(row: Row) -> int:
        until = row.item.discount_until
        return row.discount if until and day <= until else 0

    view = book.view(("agreed", day), lambda row: row.open - agreed(row))

    def make(rows: Sequence[Row], kind: Clue, cost: int) -> Idea:
        return with_less(rows, [agreed(row) for row in rows], Reason.DISCOUNT, kind, cost)

    yield from _exact_ideas(case, view, make, 2)


def _exact_ideas(case: Case, view: View, make: Make, cost: int) -> Iterator[Idea]:
    found = False
    for idea in _simple_ideas(case, view, make, cost):
        found = True
        yield idea
    rows, count, target = view.rows, len(view.rows), case.cents
    if count < 3:
        return
    left_out = view.by_amount.get(view.total - target, ())
    for place in left_out[:_SAME_MAX]:
        chosen = [row for index, row in enumerate(rows) if index != place]
        yield make(chosen, Clue.SUM, cost + count.bit_length() + 1)
    yield from _runs(view, target, make, cost)
    if found or bits_of_amount(target) < cost + count.bit_length():
        return
    if count > WIDTH:
        for places in small_sets(view.paid[:PAIRED], view.pair_sums(), target):
            yield make([rows[place] for place in places], Clue.SUM, cost + _bits(view, places))
    for places in subsets(view.halves(), target):
        if len(places) > 1:
            yield make([rows[place] for place in places], Clue.SUM, cost + _bits(view, places))


def _bits(view: View, places: Sequence[int]) -> int:
    """Return the bits to say which places: among all, or among the oldest ones up to the last chosen.

    A credit among arbitrary items makes any sum possible, so each costs more.
    """
    count = len(view.rows)
    near = bits_of_choice(places[-1] + 1, len(places)) + count.bit_length()
    credits = sum(view.paid[place] < 0 for place in places)
    return min(bits_of_choice(count, len(places)), near) + 4 * credits + 2


def _simple_ideas(case: Case, view: View, make: Make, cost: int) -> Iterator[Idea]:
    """Yield one item, all items, and the oldest ones."""
    rows, target = view.rows, case.cents
    count = len(rows)
    if view.total == target and count > 1:
        yield make(rows, Clue.BALANCE, cost + 2)
    for place in view.by_amount.get(target, ())[:_SAME_MAX]:
        yield make((rows[place],), Clue.AMOUNT, cost + count.bit_length() - 1)
    length = view.by_sum.get(target, 0)
    if 1 < length < count:
        yield make(rows[:length], Clue.OLDEST_FIRST, cost + count.bit_length())


def _runs(view: View, target: int, make: Make, cost: int) -> Iterator[Idea]:
    """Yield items that follow each other by due date without starting at the oldest."""
    by_sum, count = view.by_sum, len(view.rows)
    for start, total in enumerate(view.sums[:-1]):
        end = by_sum.get(total + target, 0)
        if end > start + 2:
            yield make(view.rows[start + 1 : end], Clue.SUM, cost + 2 * count.bit_length())


def _without_credits(case: Case, debits: View) -> Iterator[Idea]:
    rows = [row for row in debits.rows if row.open > 0]
    if debits.total == case.cents and len(rows) > 1:
        yield exact(rows, Clue.BALANCE, 3)
    length = debits.by_sum.get(case.cents, 0)
    if 1 < length < len(debits.rows):
        yield exact(
            [row for row in debits.rows[:length] if row.open > 0],
            Clue.OLDEST_FIRST,
            len(rows).bit_length() + 1,
        )


def charged_ideas(case: Case, book: Book) -> Iterator[Idea]:
    """Yield one item, all, or the oldest ones, with a bank charge or a slip within tolerance taken off."""
    policy, currency = case.policy, case.receipt.currency
    charge = tolerance(policy.charge_max.get(currency), currency)
    small = tolerance(policy.difference_max.get(currency), currency)
    most = max(charge, small)
    if not most:
        return
    for rows, kind, cost in _near(book.plain(), case.cents + 1, case.cents + most):
        lacking = sum(row.open for row in rows) - case.cents
        reason = Reason.SMALL_DIFFERENCE if lacking <= small else Reason.BANK_CHARGE
        yield with_charge(rows, lacking, reason, kind, cost + most.bit_length())


def _near(view: View, low: int, high: int) -> Iterator[tuple[Sequence[Row], Clue, int]]:
    """Yield single items, the whole book and the oldest ones worth `low` to `high`."""
    rows, count = view.rows, len(view.rows)
    ranked, amounts = view.ranked()
    for place in ranked[bisect_left(amounts, low) : bisect_right(amounts, high)][:_SAME_MAX]:
        yield (rows[place],), Clue.AMOUNT, count.bit_length()
    for length, total in enumerate(view.sums, start=1):
        if low <= total <= high and length > 1:
            kind = Clue.BALANCE if length == count else Clue.OLDEST_FIRST
            yield rows[:length], kind, 2 if length == count else count.bit_length()


def foreign_book_ideas(case: Case, customer_ids: tuple[int, ...]) -> Iterator[Idea]:
    """Yield items in other currencies that are worth about the receipt at the day's rate."""
    index, receipt = case.index, case.receipt
    currencies = dict.fromkeys(
        currency for customer_id in customer_ids for currency in index.currencies(customer_id)
    )
    for currency in currencies:
        rate = index.rates.get((currency, receipt.currency))
        if currency == receipt.currency or rate is None:
            continue
        book = index.book(customer_ids, currency)
        view = book.view(
            ("rate", receipt.currency),
            lambda row, rate=rate: in_receipt_cents(case, row.open, row.currency, rate),  # type: ignore[misc]  # a default binds the rate
        )
        slack = part_of(case.cents, case.policy.rate_tolerance)
        for rows, _, cost in _near(view, case.cents - slack, case.cents + slack):
            yield from foreign_ideas(case, rows, cost)
        yield from _foreign_pairs(case, view, slack)


def _foreign_pairs(case: Case, view: View, slack: int) -> Iterator[Idea]:
    """Yield two items worth about the receipt, those first that come closest."""
    count = len(view.rows)
    if count < 3:
        return
    low, high = case.cents - slack, case.cents + slack
    near = [
        (abs(total - case.cents), pair) for total, pair in view.pair_sums().items() if low <= total <= high
    ]
    for _, (first, second) in sorted(near)[:_PAIRS_MAX]:
        yield from foreign_ideas(case, (view.rows[first], view.rows[second]), bits_of_choice(count, 2))


def part_ideas(case: Case, book: Book) -> Iterator[Idea]:
    """Yield part payments: items somewhat larger than the receipt, and the money spread from the oldest on."""
    rows = [row for row in book.rows if row.open > 0]
    if not rows:
        return
    yield from _percentages(case, book.plain())
    larger = [row for row in rows if case.cents < row.open and 10 * (row.open - case.cents) <= 4 * row.open]
    for row in sorted(larger, key=lambda row: (row.open, row.place))[:2]:
        yield with_short((row,), 0, row.open - case.cents, len(larger).bit_length())
    left, chosen = case.cents, []
    for row in rows[:_ON_ACCOUNT_MAX]:
        chosen.append(row)
        left -= row.open
        if left <= 0:
            break
    if left < 0:
        yield with_short(chosen, len(chosen) - 1, -left, len(rows).bit_length() + 2)


def _percentages(case: Case, view: View) -> Iterator[Idea]:
    """Yield items of which the receipt is a whole percentage."""
    cost = 6 + len(view.rows).bit_length()
    for percent in range(1, 100):
        whole = case.cents * 100 // percent
        for amount in (whole, whole + 1):
            for place in view.by_amount.get(amount, ())[:2]:
                idea = with_short((view.rows[place],), 0, amount - case.cents, cost)
                if idea.fits:
                    yield idea


def unknown_payer_ideas(case: Case) -> Iterator[Idea]:
    """Yield the open items of anybody that have exactly this amount: for a person to look at."""
    receipt = case.receipt
    rows = case.index.of_amount(receipt.entity_id, receipt.currency, case.cents)
    cost = case.index.size.bit_length()
    for row in rows[:_SAME_MAX]:
        yield exact((row,), Clue.AMOUNT, cost)
