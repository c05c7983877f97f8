"""Accounting's cash report against what the bank told: what agrees, what is missing on a side, what differs.

Pure: frozen data in, frozen data out. Lines of one account and day are compared; a line is used once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.folding import fold, fold_reference
from recoup.kernel.sentences import N_

_REFERENCE_MIN = 4


class Agreement(StrEnum):
    """What a line came to."""

    MATCHED = "MATCHED"
    DIFFERENT = "DIFFERENT"
    NOT_WITH_US = "NOT_WITH_US"
    NOT_IN_REPORT = "NOT_IN_REPORT"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _LABELS[self]


_LABELS = {
    Agreement.MATCHED: N_("Agrees"),
    Agreement.DIFFERENT: N_("Different amount"),
    Agreement.NOT_WITH_US: N_("Not told by the bank"),
    Agreement.NOT_IN_REPORT: N_("Not in the report"),
}


@dataclass(frozen=True, slots=True)
class Money:
    """Money that came, by one side: `key` is the side's own; `said` is all that may hold a reference."""

    key: int
    amount: Decimal
    payer_name: str
    reference: str
    said: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the report and the bank's; one of them is None where it is missing."""

    agreement: Agreement
    theirs: Money | None
    ours: Money | None

    @property
    def difference(self) -> Decimal:
        """What the bank told less what the report says."""
        ours = self.ours.amount if self.ours else Decimal(0)
        return ours - (self.theirs.amount if self.theirs else Decimal(0))


def compare(theirs: Sequence[Money], ours: Sequence[Money]) -> tuple[Pair, ...]:
    """Return what each line of an account and day came to, in the order of the report, then what it lacks.

    First what shares amount and reference, then amount and payer, then what has the amount alone; of what is left, a
    shared reference makes two amounts different. The sum of the differences is ours less theirs.
    """
    left, right = list(theirs), list(ours)
    pairs: list[Pair] = []
    for agrees in (_by_reference, _by_payer, _by_amount):
        pairs += _taken(left, right, agrees, Agreement.MATCHED)
    pairs += _taken(left, right, _is_referred, Agreement.DIFFERENT)
    pairs += [Pair(Agreement.NOT_WITH_US, money, None) for money in left]
    places = {money.key: place for place, money in enumerate(theirs)}
    pairs.sort(key=lambda pair: places[pair.theirs.key] if pair.theirs else len(places))
    pairs += [Pair(Agreement.NOT_IN_REPORT, None, money) for money in right]
    assert sum(pair.difference for pair in pairs) == sum(m.amount for m in ours) - sum(
        m.amount for m in theirs
    )
    return tuple(pairs)


def _taken(
    left: list[Money], right: list[Money], agrees: Callable[[Money, Money], bool], agreement: Agreement
) -> Iterator[Pair]:
    """Yield the pairs that agree, taking them off both sides."""
    for their in list(left):
        our = next((money for money in right if agrees(their, money)), None)
        if our is not None:
            left.remove(their)
            right.remove(our)
            yield Pair(agreement, their, our)


def _by_reference(their: Money, our: Money) -> bool:
    return their.amount == our.amount and _is_referred(their, our)


def _by_payer(their: Money, our: Money) -> bool:
    if their.amount != our.amount or not their.payer_name:
        return False
    one, other = set(fold(their.payer_name).split()), set(fold(our.payer_name).split())
    return bool(one & other) and (one <= other or other <= one)


def _by_amount(their: Money, our: Money) -> bool:
    return their.amount == our.amount


def _is_referred(their: Money, our: Money) -> bool:
    reference = fold_reference(their.reference)
    return len(reference) >= _REFERENCE_MIN and reference in fold_reference(f"{our.reference} {our.said}")
