"""Weighing: the score of an idea as a sum of named pieces of evidence, and whether it may be applied at all.

What isn't known counts nothing. An exact amount counts by how unlikely it is by chance: three points for each bit of
the amount, less the bits that it takes to say which items were chosen among all that could have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from recoup.engines.matching.ideas import Case, Idea
from recoup.engines.matching.index import Row
from recoup.engines.matching.naming import RANK, Hit
from recoup.engines.matching.naming_ideas import tolerance
from recoup.engines.matching.sums import bits_of_amount
from recoup.engines.matching.texts import Span
from recoup.engines.matching.types import Clue, Doubt, Habits, Reason
from recoup.kernel.folding import reference_digits

_DIGITS = re.compile(r"\d+")
_POINTS_OF_BIT = 3
_UNEXPLAINED_MAX = 3
_HABIT_PAYMENTS_MIN = 3
_LONG_NUMBER = 4
_FITTING_MAX = 12
# That just this item is paid just in part, with nothing to say so, is a long shot.
_UNNAMED_SHORT = 15
# A round amount says little by itself; that it is just what one customer's items, named for sure, come to says enough.
_NAMED_AND_EXACT = 15
_EXACT_KINDS = frozenset(
    {Clue.AMOUNT, Clue.BALANCE, Clue.OLDEST_FIRST, Clue.SUM, Clue.REST_UNNAMED, Clue.ADVICE}
)
_SURE = frozenset({Clue.STRUCTURED, Clue.NUMBER, Clue.NUMBER_ALIKE, Clue.ADVICE})

Named = Mapping[int, tuple[Clue, str]]
"""For items by id: the surest clue that names them, and what was read."""


class Piece(NamedTuple):
    """One piece of evidence before it is put into words."""

    clue: Clue
    points: int
    read: str = ""


class Weighed(NamedTuple):
    """An idea with its evidence. `doubts` are the reasons why it must not be applied whatever its score."""

    idea: Idea
    score: int
    pieces: tuple[Piece, ...]
    doubts: tuple[Doubt, ...]
    is_named: bool
    named: Named


def named_by(hits: Iterable[Hit], advised: Iterable[int]) -> dict[int, tuple[Clue, str]]:
    """Return for each item the surest clue that names it."""
    named: dict[int, tuple[Clue, str]] = dict.fromkeys(advised, (Clue.ADVICE, ""))
    for hit in hits:
        for row in hit.rows:
            known = named.get(row.item_id)
            if known is None or (known[0] is not Clue.ADVICE and RANK[hit.clue] > RANK[known[0]]):
                named[row.item_id] = (hit.clue, hit.text)
    return named


def weigh(case: Case, idea: Idea, named: Named, hits: Sequence[Hit]) -> Weighed:
    """Return the idea with the sum of its evidence."""
    pieces: list[Piece] = []
    doubts: list[Doubt] = []
    chosen = {row.item_id for row in idea.rows}
    _weigh_payer(case, idea, pieces, doubts)
    is_named = _weigh_names(case, idea, named, pieces)
    _weigh_left_out(case, idea, chosen, hits, pieces, doubts)
    _weigh_amount(case, idea, pieces, doubts, is_named=is_named)
    if case.is_advance and not is_named:
        pieces.append(Piece(Clue.ADVANCE, case.policy.weight(Clue.ADVANCE)))
        doubts.append(Doubt.ADVANCE)
    if not is_named:
        _weigh_unexplained(case, chosen, hits, pieces)
    _weigh_habit(case, idea, pieces)
    return Weighed(idea, sum(piece.points for piece in pieces), tuple(pieces), tuple(doubts), is_named, named)


def _weigh_payer(case: Case, idea: Idea, pieces: list[Piece], doubts: list[Doubt]) -> None:
    """The weakest link decides: money is as doubtful as the least likely owner of what it pays."""
    payers = case.payers
    owners = {row.customer_id for row in idea.rows}
    linked = [payers.links[owner] for owner in sorted(owners) if owner in payers.links]
    if len(linked) == len(owners):
        weakest = min(linked, key=lambda link: link.points)
        pieces += [Piece(*piece) for piece in weakest.pieces]
    elif payers.certain:
        weight = case.policy.weight(Clue.STRANGER)
        pieces.append(Piece(Clue.STRANGER, weight if payers.by_account else weight // 2))
        doubts.append(Doubt.OTHER_CUSTOMER)
    elif not linked and not payers.links:
        return
    if payers.certain and not owners <= payers.certain and Doubt.OTHER_CUSTOMER not in doubts:
        doubts.append(Doubt.OTHER_CUSTOMER)


def _weigh_names(case: Case, idea: Idea, named: Named, pieces: list[Piece]) -> bool:
    """Add what names the rows; return whether each is named for sure."""
    known = [(named[row.item_id], row) for row in idea.rows if row.item_id in named]
    if not known:
        return False
    clues = [clue for (clue, _), _ in known]
    weakest = min(clues, key=lambda clue: (case.policy.weight(clue), clue))
    points = case.policy.weight(weakest) * len(known) // len(idea.rows)
    read = next(read for (clue, read), _ in known if clue is weakest)
    pieces.append(Piece(weakest, points, read))
    if len(known) < len(idea.rows):
        pieces.append(Piece(Clue.REST_UNNAMED, case.policy.weight(Clue.REST_UNNAMED)))
        return False
    return all(clue in _SURE for clue in clues)


def _weigh_left_out(
    case: Case,
    idea: Idea,
    chosen: set[int],
    hits: Sequence[Hit],
    pieces: list[Piece],
    doubts: list[Doubt],
) -> None:
    """Money for one thing whose text names another is doubted, be that settled, foreign or somebody else's."""
    owners = {row.customer_id for row in idea.rows}
    explained = [
        (hit.span, RANK[hit.clue])
        for hit in hits
        if hit.span and any(row.item_id in chosen for row in hit.rows)
    ]
    for hit in hits:
        if RANK[hit.clue] < RANK[Clue.NUMBER_DIGITS] or any(row.item_id in chosen for row in hit.rows):
            continue
        if hit.clue is Clue.NUMBER_DIGITS and _is_of_payer(case, idea, hit):
            continue
        # What names another item of the payer isn't explained by what may be a slip of the pen for the one paid.
        if hit.span and any(
            _is_within(hit.span, span.start, span.end)
            for span, rank in explained
            if rank >= RANK[Clue.NUMBER_DIGITS] or not any(row.customer_id in owners for row in hit.rows)
        ):
            pieces.append(Piece(Clue.UNEXPLAINED, case.policy.weight(Clue.UNEXPLAINED), hit.text))
            continue
        pieces.append(Piece(Clue.LEFT_OUT, case.policy.weight(Clue.LEFT_OUT), hit.text))
        doubts.append(_doubt_of(case, hit))
        return


def _is_of_payer(case: Case, idea: Idea, hit: Hit) -> bool:
    """Return whether bare digits are of the payer's own name or number: then they need not be of an item."""
    said = [case.receipt.payer_name]
    for owner in {row.customer_id for row in idea.rows}:
        customer = case.index.people.customers.get(owner)
        if customer is not None:
            said += [customer.number, *customer.names]
    digits = reference_digits(hit.text).lstrip("0")
    return any(digits == run.lstrip("0") for text in said for run in _DIGITS.findall(text))


def _is_within(span: Span, start: int, end: int) -> bool:
    return (start <= span.start and span.end <= end) or (span.start <= start and end <= span.end)


def _doubt_of(case: Case, hit: Hit) -> Doubt:
    if all(row.entity_id != case.receipt.entity_id for row in hit.rows):
        return Doubt.OTHER_ENTITY
    if not any(row.open for row in hit.rows):
        return Doubt.SETTLED
    if case.payers.certain and not any(row.customer_id in case.payers.certain for row in hit.rows):
        return Doubt.OTHER_CUSTOMER
    return Doubt.NAMED_ELSE


def _weigh_amount(
    case: Case, idea: Idea, pieces: list[Piece], doubts: list[Doubt], *, is_named: bool
) -> None:
    policy = case.policy
    if idea.kind in _EXACT_KINDS:
        bits = bits_of_amount(case.cents) - idea.cost
        has_one_owner = len({row.customer_id for row in idea.rows}) == 1
        least = _NAMED_AND_EXACT if is_named and has_one_owner and not idea.cost else -10
        pieces.append(Piece(idea.kind, max(least, min(policy.amount_points_max, _POINTS_OF_BIT * bits))))
    elif idea.kind is Clue.CONVERTED:
        inverse = int(1 / (2 * policy.rate_tolerance)) if policy.rate_tolerance else 1
        points = _POINTS_OF_BIT * (inverse.bit_length() - idea.cost)
        pieces.append(Piece(Clue.CONVERTED, policy.weight(Clue.CONVERTED) + max(-10, points)))
        if not policy.apply_foreign_currency:
            doubts.append(Doubt.OTHER_CURRENCY)
    else:
        clue = Clue.SHORT if idea.kind is Clue.SHORT else Clue.OVER
        bits = bits_of_amount(case.cents) - idea.cost if idea.fits else 0
        points = min(_FITTING_MAX, max(0, _POINTS_OF_BIT * bits)) - idea.cost
        if idea.kind is Clue.SHORT and not is_named and not idea.fits:
            points -= _UNNAMED_SHORT
        pieces.append(Piece(clue, policy.weight(clue) + points))
    if idea.kind is Clue.SHORT and not _may_be_short(case, idea, is_named=is_named):
        doubts.append(Doubt.DIFFERENCE)
    if any(
        cleared and row.amount - row.open == cleared
        for row, cleared in zip(idea.rows, idea.cleared, strict=True)
    ):
        doubts.append(Doubt.DUPLICATE)
    reasons = {reason for reason, _, _ in idea.differences}
    if reasons:
        pieces.append(Piece(Clue.DIFFERENCE, policy.weight(Clue.DIFFERENCE)))
    if reasons and (
        not reasons <= policy.applied_reasons or not _is_beyond_doubt(case, idea, is_named=is_named)
    ):
        doubts.append(Doubt.DUPLICATE if Reason.DUPLICATE in reasons else Doubt.DIFFERENCE)


def _may_be_short(case: Case, idea: Idea, *, is_named: bool) -> bool:
    """A part payment is applied only where its item is named and nothing but a part payment explains the rest."""
    policy, currency = case.policy, case.receipt.currency
    lacking = sum(row.open for row in idea.rows) - sum(idea.cleared)
    charge = max(
        tolerance(policy.charge_max.get(currency), currency),
        tolerance(policy.difference_max.get(currency), currency),
    )
    return policy.apply_short and is_named and len(idea.rows) == 1 and lacking > charge


def _is_beyond_doubt(case: Case, idea: Idea, *, is_named: bool) -> bool:
    """A rate that happens to fit one item may as well be a part payment: agreed terms or several items tell more.

    What the payer's advice calls a deduction is no part payment.
    """
    rates = {Reason.DISCOUNT, Reason.TAX_WITHHELD}
    if idea.kind is Clue.ADVICE or not rates & {reason for reason, _, _ in idea.differences}:
        return is_named
    return is_named and (len(idea.rows) > 1 or all(_is_agreed(case, idea, row) for row in idea.rows))


def _is_agreed(case: Case, idea: Idea, row: Row) -> bool:
    taken = -sum(cents for _, cents, bearer in idea.differences if bearer is row)
    until = row.item.discount_until
    return taken == row.discount and until is not None and case.receipt.value_date <= until


def _weigh_unexplained(case: Case, chosen: set[int], hits: Sequence[Hit], pieces: list[Piece]) -> None:
    explained = {hit.text for hit in hits if any(row.item_id in chosen for row in hit.rows)}
    weight = case.policy.weight(Clue.UNEXPLAINED)
    strange = [
        number.text
        for number in case.loose
        if len(number.text) >= _LONG_NUMBER and number.text not in explained
    ]
    pieces += [Piece(Clue.UNEXPLAINED, weight, text) for text in strange[:_UNEXPLAINED_MAX]]


def is_by_chance(case: Case, weighed: Weighed) -> bool:
    """Return whether the amount may well be the sum of items that nothing names by accident."""
    idea = weighed.idea
    if idea.kind not in _EXACT_KINDS or all(row.item_id in weighed.named for row in idea.rows):
        return False
    return bits_of_amount(case.cents) - idea.cost < case.policy.chance_bits_min


def is_swappable(case: Case, weighed: Weighed) -> bool:
    """Return whether an item that isn't named could be swapped for another of the same amount."""
    idea = weighed.idea
    if weighed.is_named or idea.kind not in (Clue.AMOUNT, Clue.OLDEST_FIRST, Clue.SUM, Clue.REST_UNNAMED):
        return False
    owners = tuple(sorted({row.customer_id for row in idea.rows}))
    view = case.index.book(owners, idea.rows[0].currency).plain()
    chosen = {row.item_id for row in idea.rows}
    return any(
        _is_twin(weighed.named, row, view.rows[place])
        for row in idea.rows
        for place in view.by_amount.get(row.open, ())
        if view.rows[place].item_id not in chosen
    )


def _is_twin(named: Named, row: Row, other: Row) -> bool:
    """Return whether nothing tells two items of one amount apart: both unnamed, or both named by a part only.

    A number that may as well be the amount or a day names nothing.
    """
    known, twin = named.get(row.item_id), named.get(other.item_id)
    if known is None or known[0] is Clue.NUMBER_WEAK:
        return True
    return twin is not None and RANK.get(known[0], RANK[Clue.STRUCTURED]) <= RANK[Clue.NUMBER_PART]


def _weigh_habit(case: Case, idea: Idea, pieces: list[Piece]) -> None:
    if idea.kind not in (Clue.BALANCE, Clue.OLDEST_FIRST):
        return
    customer = case.index.people.customers.get(idea.rows[0].customer_id)
    habits = customer.habits if customer else Habits()
    times = habits.whole_balance if idea.kind is Clue.BALANCE else habits.oldest_first
    if habits.payments >= _HABIT_PAYMENTS_MIN and 2 * times >= habits.payments:
        pieces.append(Piece(Clue.HABIT, case.policy.weight(Clue.HABIT)))
