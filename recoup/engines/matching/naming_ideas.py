"""Ideas from what a receipt names: the items of its advice, its references and its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice, product

from recoup.engines.matching.ideas import (
    Case,
    Idea,
    converted,
    exact,
    with_charge,
    with_less,
    with_over,
    with_short,
)
from recoup.engines.matching.index import Index, Row, cents_of, view_of
from recoup.engines.matching.naming import Hit
from recoup.engines.matching.sums import bits_of_amount, bits_of_choice, halves, small_sets, subsets
from recoup.engines.matching.types import AdviceRow, Clue, Reason
from recoup.kernel.currencies import minor_unit
from recoup.kernel.folding import fold_reference

_CHOICES_MAX = 8
_SUMS_MAX = 4000
_NAMED_MAX = 60
_SUBSET_MAX = 14
_SHORT_MAX = 8
_REST_WIDTH = 16
_OTHERS_MAX = 40
_REST_SETS_MAX = 16


def named_ideas(case: Case, hits: Sequence[Hit]) -> Iterator[Idea]:
    """Yield the ideas that the items named by `hits` are paid: all of them, some of them, with a difference."""
    groups = [_payable(case, hit) for hit in hits if hit.clue is not Clue.CONTRACT]
    groups = [rows for rows in groups if rows][:_NAMED_MAX]
    if not groups:
        return
    options = [_readings(rows) for rows in groups]
    ways = 1
    for of_group in options:
        ways *= len(of_group)
    if ways > 1:
        yield from _adding_up(case, options)
    if ways > _CHOICES_MAX:
        options = [of_group[:2] for of_group in options]
    cost = ways.bit_length() - 1
    for tried, choice in enumerate(islice(product(*options), _CHOICES_MAX)):
        rows = tuple({row.item_id: row for part in choice for row in part}.values())
        yield from _of_rows(case, tuple(sorted(rows, key=lambda row: row.place)), cost, is_first=tried == 0)


def own_hits(case: Case, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits with only the items of likely payers: a wrong digit often hits a stranger's item."""
    links = case.payers.links
    own = [hit._replace(rows=tuple(row for row in hit.rows if row.customer_id in links)) for hit in hits]
    return [hit for hit in own if hit.rows]


def _payable(case: Case, hit: Hit) -> tuple[Row, ...]:
    """Return the rows of a hit that have something open, in the receipt's entity."""
    return tuple(row for row in hit.rows if row.open and row.entity_id == case.receipt.entity_id)


def _readings(rows: tuple[Row, ...]) -> list[tuple[Row, ...]]:
    """Return how one number may be read: as each of its rows, or as all parts of one document."""
    readings: list[tuple[Row, ...]] = [(row,) for row in rows[:8]]
    if len(rows) > 1 and len({(row.customer_id, row.full) for row in rows}) == 1:
        readings.append(rows)
    return readings


def _adding_up(case: Case, options: Sequence[list[tuple[Row, ...]]]) -> Iterator[Idea]:
    """Yield the readings of all numbers that add up to the receipt; the work is bounded."""
    sums: dict[int, tuple[Row, ...]] = {0: ()}
    ways = 1
    for of_group in options:
        further: dict[int, tuple[Row, ...]] = {}
        for total, chosen in sums.items():
            for rows in of_group:
                if not set(rows) & set(chosen):
                    further.setdefault(total + sum(row.open for row in rows), (*chosen, *rows))
        if not further or len(further) > min(_SUMS_MAX, case.policy.work_max):
            return
        sums, ways = further, ways * len(of_group)
    rows = sums.get(case.cents, ())
    if rows and all(row.currency == case.receipt.currency for row in rows):
        yield exact(sorted(rows, key=lambda row: row.place), Clue.AMOUNT, ways.bit_length() // 2)


def _of_rows(case: Case, rows: tuple[Row, ...], cost: int, *, is_first: bool = True) -> Iterator[Idea]:
    currency = case.receipt.currency
    if any(row.currency != currency for row in rows):
        foreign = tuple(row for row in rows if row.currency == rows[0].currency)
        yield from foreign_ideas(case, foreign, cost)
        rows = tuple(row for row in rows if row.currency == currency)
        if not rows:
            return
    total = sum(row.open for row in rows)
    if total == case.cents:
        yield exact(rows, Clue.AMOUNT, cost)
        return
    if len(rows) > 1:
        yield from _some_of(case, rows, cost)
    if total > case.cents:
        yield from short_ideas(case, rows, total - case.cents, cost)
    else:
        if is_first:
            yield from _and_more(case, rows, case.cents - total, cost)
        yield from _over(case, rows, case.cents - total, cost)


def _some_of(case: Case, rows: Sequence[Row], cost: int) -> Iterator[Idea]:
    """Yield the parts of the named rows that add up: texts also name what is not paid."""
    if len(rows) > _SUBSET_MAX:
        return
    found = subsets(halves([row.open for row in rows]), case.cents)
    for places in found:
        yield exact(
            [rows[place] for place in places], Clue.AMOUNT, cost + bits_of_choice(len(rows), len(places))
        )
    if not found:
        for row in rows:
            if 0 < row.open - case.cents <= row.open * 3 // 10:
                yield with_short((row,), 0, row.open - case.cents, cost + len(rows).bit_length())


def short_ideas(case: Case, rows: Sequence[Row], lacking: int, cost: int) -> Iterator[Idea]:
    """Yield why less came than these rows have open: discount, tax, bank charge, a slip, or a part payment."""
    positive = [row for row in rows if row.open > 0]
    if not positive:
        return
    policy, currency = case.policy, case.receipt.currency
    for discounts, bits in _discounts(case, rows):
        if sum(discounts) == lacking:
            yield with_less(rows, discounts, Reason.DISCOUNT, Clue.AMOUNT, cost + bits)
    for rate in policy.withholding_rates:
        taxes = [part_of(row.open, rate) for row in rows]
        if sum(taxes) == lacking:
            yield with_less(rows, taxes, Reason.TAX_WITHHELD, Clue.AMOUNT, cost + 4)
    small = tolerance(policy.difference_max.get(currency), currency)
    charge = tolerance(policy.charge_max.get(currency), currency)
    if lacking <= small:
        yield with_charge(rows, lacking, Reason.SMALL_DIFFERENCE, Clue.AMOUNT, cost + small.bit_length())
    elif lacking <= charge:
        yield with_charge(rows, lacking, Reason.BANK_CHARGE, Clue.AMOUNT, cost + charge.bit_length())
    able = [place for place, row in enumerate(rows) if row.open > lacking]
    spread = bits_of_choice(len(able), 1) if len(able) > 1 else 0
    for place in sorted(able, key=lambda place: (-rows[place].open, place))[:_SHORT_MAX]:
        yield with_short(rows, place, lacking, cost + spread)


def _discounts(case: Case, rows: Sequence[Row]) -> Iterator[tuple[list[int], int]]:
    """Yield what discounts would take off each row, with the bits of the choice: the agreed ones, then usual rates."""
    day = case.receipt.value_date
    agreed = [
        row.discount if row.discount and row.item.discount_until and day <= row.item.discount_until else 0
        for row in rows
    ]
    if any(agreed):
        yield agreed, 1
    for rate in case.policy.discount_rates:
        yield [part_of(row.open, rate) for row in rows], 3


def part_of(cents: int, rate: Decimal) -> int:
    """Return the rounded part `rate` of some minor units."""
    return int((cents * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def tolerance(amount: Decimal | None, currency: str) -> int:
    """Return a tolerance of the policy in minor units; none is zero."""
    return cents_of(amount, currency) if amount else 0


def _and_more(case: Case, rows: Sequence[Row], rest: int, cost: int) -> Iterator[Idea]:
    """Yield the ideas that items which the text doesn't name (it may be cut short) make up the rest."""
    owners = tuple(sorted({row.customer_id for row in rows}))
    if len(owners) != 1:
        return
    taken = {row.item_id for row in rows}
    for customer_ids in dict.fromkeys((owners, case.index.people.group(owners[0]))):
        book = case.index.book(customer_ids, case.receipt.currency)
        others = [row for row in book.rows if row.item_id not in taken]
        found = list(_adding(case, rows, others, rest, cost))
        yield from found
        if found:
            return


def _adding(case: Case, rows: Sequence[Row], others: Sequence[Row], rest: int, cost: int) -> Iterator[Idea]:
    view = view_of(others[:_OTHERS_MAX], lambda row: row.open)
    count = len(view.rows)
    # The amount of the rest is what must agree; what is named agrees by itself.
    cost += bits_of_amount(case.cents) - bits_of_amount(rest)
    for place in view.by_amount.get(rest, ())[:4]:
        yield exact((*rows, others[place]), Clue.REST_UNNAMED, cost + count.bit_length())
    length = view.by_sum.get(rest)
    if length:
        yield exact((*rows, *others[:length]), Clue.REST_UNNAMED, cost + count.bit_length())
    if count <= 2:
        return
    sets = list(subsets(halves(view.paid, _REST_WIDTH), rest))
    if count > _REST_WIDTH:
        sets += small_sets(view.paid, view.pair_sums(), rest)
    for places in sets[:_REST_SETS_MAX]:
        if len(places) > 1:
            chosen = [others[place] for place in places]
            yield exact((*rows, *chosen), Clue.REST_UNNAMED, cost + bits_of_choice(count, len(places)) + 3)


def _over(case: Case, rows: Sequence[Row], over: int, cost: int) -> Iterator[Idea]:
    small = tolerance(case.policy.difference_max.get(case.receipt.currency), case.receipt.currency)
    reason = Reason.SMALL_DIFFERENCE if over <= small else Reason.OVERPAYMENT
    kind = Clue.AMOUNT if over <= small else Clue.OVER
    yield with_over(rows, over, reason, kind, cost + small.bit_length())


def foreign_ideas(case: Case, rows: Sequence[Row], cost: int) -> Iterator[Idea]:
    """Yield the idea that rows in another currency are paid at about the day's rate."""
    rate = case.index.rates.get((rows[0].currency, case.receipt.currency))
    total = sum(row.open for row in rows)
    if rate is None or total <= 0:
        return
    worth = in_receipt_cents(case, total, rows[0].currency, rate)
    if abs(worth - case.cents) <= part_of(worth, case.policy.rate_tolerance):
        yield converted(case, rows, cost)


def in_receipt_cents(case: Case, cents: int, currency: str, rate: Decimal) -> int:
    """Return minor units of another currency in those of the receipt's."""
    shift = minor_unit(case.receipt.currency) - minor_unit(currency)
    return int((cents * rate).scaleb(shift).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def advice_ideas(case: Case) -> Iterator[Idea]:
    """Yield the idea that the remittance advice is right: its items, each with what it says is paid on it."""
    advice = case.receipt.advice
    if not advice:
        return
    read = [_rows_of_advice(case, line) for line in advice]
    known = [(rows[0], line) for rows, line in zip(read, advice, strict=True) if len(rows) == 1]
    if len(known) != len(advice) or len({row.item_id for row, _ in known}) != len(known):
        return
    rows = [row for row, _ in known]
    if any(row.currency != case.receipt.currency for row in rows):
        yield from foreign_ideas(case, rows, 0)
        return
    stated = [row.open if line.amount is None else cents_of(line.amount, row.currency) for row, line in known]
    fits = all(
        0 < cents <= row.open or row.open <= cents < 0 for row, cents in zip(rows, stated, strict=True)
    )
    if fits and sum(stated) == case.cents:
        yield _as_advised(case, known, stated)
    total = sum(row.open for row in rows)
    if total != sum(stated) or not fits:
        yield from _of_rows(case, tuple(rows), 0)
    elif total > case.cents:
        yield from short_ideas(case, rows, total - case.cents, 0)


def _as_advised(case: Case, known: Sequence[tuple[Row, AdviceRow]], stated: Sequence[int]) -> Idea:
    """Return the advice as it is; what was deducted settles its item where it is a discount or tax by the rules.

    Any other deduction is only money that didn't come: so much stays open.
    """
    cleared, differences = [], []
    for (row, line), paid in zip(known, stated, strict=True):
        taken = cents_of(line.deducted, row.currency)
        reason = _reason_of(case, row, paid, taken) if taken else None
        cleared.append(paid + taken if reason else paid)
        if reason:
            differences.append((reason, -taken, row))
    rows = tuple(row for row, _ in known)
    return Idea(rows, tuple(cleared), tuple(stated), Clue.ADVICE, 0, tuple(differences))


def _reason_of(case: Case, row: Row, paid: int, taken: int) -> Reason | None:
    """Return what a deduction is by the rules: the agreed discount, a usual rate of discount or of tax."""
    whole = paid + taken
    if not 0 < paid < whole <= row.open:
        return None
    until = row.item.discount_until
    if taken == row.discount and until is not None and case.receipt.value_date <= until:
        return Reason.DISCOUNT
    for reason, rates in (
        (Reason.DISCOUNT, case.policy.discount_rates),
        (Reason.TAX_WITHHELD, case.policy.withholding_rates),
    ):
        if any(abs(part_of(whole, rate) - taken) <= 1 for rate in rates):
            return reason
    return None


def advised_rows(case: Case) -> Iterator[Row]:
    """Yield the rows that the remittance advice names, each line that can be read in one way only."""
    for line in case.receipt.advice:
        rows = _rows_of_advice(case, line)
        if len(rows) == 1:
            yield rows[0]


def _rows_of_advice(case: Case, line: AdviceRow) -> Sequence[Row]:
    """Return the open rows that a line of the advice may mean, narrowed by payer and by amount."""
    number = fold_reference(line.number)
    found = rows_of_number(case.index, number)
    rows = [row for row in found if row.open and row.entity_id == case.receipt.entity_id]
    if not rows:
        rows = _in_books(case, number)
    if len(rows) > 1:
        rows = [row for row in rows if row.customer_id in case.payers.links] or rows
    if len(rows) > 1 and line.amount is not None:
        wanted = cents_of(line.amount, case.receipt.currency)
        rows = [row for row in rows if row.open == wanted] or rows
    return rows


def rows_of_number(index: Index, number: str) -> Sequence[Row]:
    """Return the rows that a folded number of an advice names outright, settled ones and others' too."""
    return (
        index.by_number.get(number)
        or index.by_reference.get(number)
        or index.by_digits.get(number.lstrip("0"), ())
    )


def _in_books(case: Case, number: str) -> list[Row]:
    bare = number.lstrip("0")
    for customer_id in sorted(case.payers.links):
        book = case.index.book((customer_id,), case.receipt.currency)
        if rows := book.ending(bare):
            return list(rows)
    return []


def contract_ideas(case: Case) -> Iterator[Idea]:
    """Yield the ideas that the receipt pays items of a contract that the text names: one, all, or the oldest."""
    for hit in case.hits:
        if hit.clue is not Clue.CONTRACT:
            continue
        rows = [row for row in _payable(case, hit) if row.currency == case.receipt.currency]
        view = view_of(rows, lambda row: row.open)
        cost = len(rows).bit_length()
        for place in view.by_amount.get(case.cents, ())[:8]:
            yield exact((rows[place],), Clue.AMOUNT, cost)
        length = view.by_sum.get(case.cents, 0)
        if length > 1:
            yield exact(rows[:length], Clue.OLDEST_FIRST, cost)
