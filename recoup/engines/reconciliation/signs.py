"""Whose sign their amounts carry: their payable is our receivable, and programs write it either way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from recoup.engines.reconciliation.numbers import folded
from recoup.engines.reconciliation.types import Books, OurLine, SignChoice, Signs

Votes = tuple[int, int]
Witness = Callable[[Books], Iterator[bool]]


def signs_of(books: Books, choice: SignChoice) -> Signs:
    """Return the sign of their amounts: as a person chose, or as most lines say that both books know.

    The surest witnesses are asked first: a number with its amount, then an amount on its day, then an amount. When
    they are silent or split the sign of the balances decides, and that is not certain.
    """
    same = opposite = 0
    for witness in (_by_number, _by_amount_and_day, _by_amount):
        said = Counter(witness(books))
        same, opposite = said[True], said[False]
        if same != opposite:
            break
    if choice is not SignChoice.FOUND_OUT:
        return Signs(choice is SignChoice.OPPOSITE, same, opposite, is_certain=True)
    if same != opposite:
        return Signs(opposite > same, same, opposite, is_certain=True)
    ours = sum((line.amount for line in books.ours), Decimal(0))
    theirs = sum((line.amount for line in books.theirs), Decimal(0))
    return Signs(ours * theirs < 0, same, opposite, is_certain=False)


def _by_number(books: Books) -> Iterator[bool]:
    known: dict[str, list[OurLine]] = {}
    for our in books.ours:
        for number in folded(our.numbers):
            known.setdefault(number, []).append(our)
    for their in books.theirs:
        twins = {twin.key: twin for number in folded(their.numbers) for twin in known.get(number, ())}
        amounts = {amount for twin in twins.values() for amount in (twin.amount, twin.amount_full)}
        yield from _said(their.amount in amounts, -their.amount in amounts)


def _by_amount_and_day(books: Books) -> Iterator[bool]:
    known = {(line.amount_full, line.day) for line in books.ours}
    for line in books.theirs:
        if line.day is not None:
            yield from _said((line.amount, line.day) in known, (-line.amount, line.day) in known)


def _by_amount(books: Books) -> Iterator[bool]:
    known = {line.amount_full for line in books.ours} | {line.amount for line in books.ours}
    for line in books.theirs:
        yield from _said(line.amount in known, -line.amount in known)


def _said(is_same: bool, is_opposite: bool) -> Iterator[bool]:
    """Yield what a line says; one that fits both ways says nothing."""
    if is_same != is_opposite:
        yield is_same
