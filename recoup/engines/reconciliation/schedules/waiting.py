"""Money that a bank told of and nobody applied yet: whose contract waits for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from recoup.engines.reconciliation.numbers import tokens
from recoup.engines.reconciliation.schedules.types import WaitingMoney


def owners_of(
    money: Iterable[WaitingMoney], contracts: Collection[str], first: Mapping[int, str]
) -> Iterator[tuple[str, WaitingMoney]]:
    """Yield the contract of each piece of money that has one: the only one that its text names, else its customer's.

    `contracts` are in one spelling; `first` is the contract of each customer that money without a name goes to.
    """
    for piece in money:
        named = {token for token in tokens((piece.text,)) if token in contracts}
        # of HD001 and HD0012 the longer one is meant where both stand in the same words
        named = {one for one in named if not any(one != other and other.startswith(one) for other in named)}
        own = first.get(piece.customer_id) if piece.customer_id is not None else None
        if len(named) == 1:
            yield named.pop(), piece
        elif own is not None:
            yield own, piece
