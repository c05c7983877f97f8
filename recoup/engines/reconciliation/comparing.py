"""The comparison as a whole: the sign, the pairs, what each leaves between the balances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from recoup.engines.reconciliation.numbers import folded
from recoup.engines.reconciliation.pairing import Found, Pairing
from recoup.engines.reconciliation.signs import signs_of
from recoup.engines.reconciliation.types import (
    Basis,
    Books,
    Comparison,
    OurLine,
    Outcome,
    Pair,
    SignChoice,
    TheirLine,
)

DAYS_TOLERATED = 5
"""A payment is on its way for so many days: within them two books may date it differently."""

_NOTHING = Decimal(0)


def compare(books: Books, *, sign: SignChoice = SignChoice.FOUND_OUT) -> Comparison:
    """Return how two books of one account agree.

    All amounts are in one currency. Pairs come in the order matched, differing, only with them, only with us. Our
    balance less theirs is exactly the sum of what the pairs leave, which is asserted.
    """
    signs = signs_of(books, sign)
    turned = books
    if signs.is_opposite:
        opening = None if books.their_opening is None else -books.their_opening
        theirs = tuple(replace(line, amount=-line.amount) for line in books.theirs)
        turned = replace(books, theirs=theirs, their_opening=opening)
    pairing = Pairing(turned)
    pairs = [_judged(found) for found in pairing.run()]
    known = {
        (number, line.amount) for pair in pairs for line in pair.theirs for number in folded(line.numbers)
    }
    pairs += [_only_theirs(line, known) for line in pairing.theirs.values()]
    pairs += [_pair(Outcome.MISSING_WITH_THEM, (line,), ()) for line in pairing.ours.values() if line.amount]
    pairs += _openings(turned)
    found = Comparison(
        signs=signs,
        pairs=tuple(sorted(pairs, key=_place)),
        our_balance=_sum(line.amount for line in turned.ours)
        + (turned.our_opening or _NOTHING) * turned.has_openings,
        their_balance=_sum(line.amount for line in turned.theirs)
        + (turned.their_opening or _NOTHING) * turned.has_openings,
    )
    assert _is_whole(turned, found), "a line is lost, or stands in two pairs"
    assert found.difference == _sum(pair.difference for pair in found.pairs), "the differences don't tie"
    return found


def _judged(found: Found) -> Pair:
    pair = _pair(Outcome.MATCHED, found.ours, found.theirs, found.basis)
    if all(line.is_settled for line in found.ours):
        return replace(pair, outcome=Outcome.SETTLED_WITH_US)
    if pair.difference:
        return replace(pair, outcome=Outcome.OTHER_AMOUNT)
    if _days_apart(found) > DAYS_TOLERATED:
        return replace(pair, outcome=Outcome.OTHER_DATE)
    return pair


def _days_apart(found: Found) -> int:
    days = [line.day for line in found.theirs if line.day is not None]
    return min((abs((our.day - day).days) for our in found.ours for day in days), default=0)


def _only_theirs(line: TheirLine, known: set[tuple[str, Decimal]]) -> Pair:
    is_twice = any((number, line.amount) in known for number in folded(line.numbers))
    return _pair(Outcome.TWICE_WITH_THEM if is_twice else Outcome.MISSING_WITH_US, (), (line,))


def _openings(books: Books) -> Iterator[Pair]:
    ours, theirs = books.our_opening, books.their_opening
    if ours is not None and theirs is not None and ours != theirs:
        yield Pair(Outcome.OPENING, Basis.NOTHING, (), (), ours, theirs)


def _pair(
    outcome: Outcome,
    ours: tuple[OurLine, ...],
    theirs: tuple[TheirLine, ...],
    basis: Basis = Basis.NOTHING,
) -> Pair:
    return Pair(
        outcome,
        basis,
        ours,
        theirs,
        _sum(line.amount for line in ours),
        _sum(line.amount for line in theirs),
    )


def _place(pair: Pair) -> tuple[int, int, int]:
    order = list(Outcome).index(pair.outcome)
    return (
        order,
        min((line.key for line in pair.theirs), default=0),
        min((line.key for line in pair.ours), default=0),
    )


def _is_whole(books: Books, found: Comparison) -> bool:
    theirs = sorted(line.key for pair in found.pairs for line in pair.theirs)
    ours = sorted(line.key for pair in found.pairs for line in pair.ours)
    needed = {line.key for line in books.ours if line.amount}
    return (
        theirs == sorted(line.key for line in books.theirs)
        and len(ours) == len(set(ours))
        and needed <= set(ours)
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)
