"""Finding the lines of two books that are the same document or the same payment, the surest way first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from recoup.engines.reconciliation.numbers import CORE_SURE, TOKEN_MIN, cores, folded, tokens
from recoup.engines.reconciliation.types import Basis, Books, OurLine, TheirLine

DAYS_APART_MAX = 10
"""Further apart, an equal amount alone is no evidence."""

_NUMBER_MIN = 3
"""A shorter number counts only with its amount."""
_NEIGHBORS = 20
"""Of many equal amounts so many before and after a day are looked at: a thousand rents must not cost a million."""

Key = TypeVar("Key", bound=Hashable)
Line = TypeVar("Line", OurLine, TheirLine)


@dataclass(frozen=True, slots=True)
class Found:
    """Lines that belong together, and what says so."""

    basis: Basis
    ours: tuple[OurLine, ...]
    theirs: tuple[TheirLine, ...]


class Pairing:
    """The lines of both books that are not paired yet; each step takes some away."""

    def __init__(self, books: Books) -> None:
        self.ours = {line.key: line for line in books.ours}
        self.theirs = {line.key: line for line in books.theirs}

    def run(self) -> list[Found]:
        """Return what belongs together; what is left over stays in `ours` and `theirs`."""
        steps = (
            self._by_number,
            self._by_number_in_text,
            self._by_core,
            self._by_amount_and_day,
            self._by_amount,
        )
        return [found for step in steps for found in step()]

    def _take(self, basis: Basis, ours: Iterable[OurLine], theirs: Iterable[TheirLine]) -> Found:
        found = Found(basis, tuple(ours), tuple(theirs))
        for our in found.ours:
            del self.ours[our.key]
        for their in found.theirs:
            del self.theirs[their.key]
        return found

    def _by_number(self) -> Iterator[Found]:
        """Pair what has one number and one direction: equal amounts first, then all that is left of the number."""
        known = _grouped(self.ours.values(), _numbers)
        named = _grouped(self.theirs.values(), _numbers)
        for step in (self._equal, self._rest):
            for number in sorted(named.keys() & known.keys()):
                for is_owed in (True, False):
                    ours = [line for line in known[number] if (line.amount_full > 0) == is_owed]
                    theirs = [line for line in named[number] if (line.amount > 0) == is_owed]
                    yield from step(
                        number,
                        [line for line in ours if line.key in self.ours],
                        [line for line in theirs if line.key in self.theirs],
                    )

    def _equal(self, number: str, ours: list[OurLine], theirs: list[TheirLine]) -> Iterator[Found]:
        by_amount = _grouped(ours, lambda line: (line.amount,))
        for their in theirs:
            twins = by_amount.get(their.amount)
            if twins:
                twin = min(twins, key=lambda line: _apart(line.day, their.day))
                twins.remove(twin)
                yield self._take(Basis.NUMBER, [twin], [their])

    def _rest(self, number: str, ours: list[OurLine], theirs: list[TheirLine]) -> Iterator[Found]:
        """Take what is left together: parts of one document. What is only referred to must not be mixed up."""
        ours = [line for line in ours if number in folded(line.numbers[:1])]
        if not ours or not theirs:
            return
        is_sum = sum(line.amount for line in ours) == sum(line.amount for line in theirs)
        if len(number) >= _NUMBER_MIN or is_sum:
            yield self._take(Basis.NUMBER, ours, theirs)

    def _by_number_in_text(self) -> Iterator[Found]:
        """Pair what has our number as whole words in a longer one; told or referred to, only if the amount agrees."""
        known = _grouped(
            self.ours.values(),
            lambda line: {number for number in folded(line.numbers) if len(number) >= TOKEN_MIN},
        )
        for their in list(self.theirs.values()):
            named, told = tokens(their.numbers), tokens((their.text,))
            twins = {
                twin.key: twin
                for token in named | told
                for twin in known.get(token, ())
                if twin.key in self.ours
                and (twin.amount_full > 0) == (their.amount > 0)
                and (twin.amount == their.amount or (token in named and token in folded(twin.numbers[:1])))
            }
            equal = [twin for twin in twins.values() if twin.amount == their.amount]
            if len(equal) == 1 or len(twins) == 1:
                yield self._take(Basis.NUMBER_IN_TEXT, equal if len(equal) == 1 else twins.values(), [their])

    def _by_core(self) -> Iterator[Found]:
        """Pair what has the same digits without its prefix, if nothing else has them and the amount doesn't object."""
        known = _grouped(self.ours.values(), lambda line: cores(line.numbers))
        rivals = _grouped(self.theirs.values(), lambda line: cores(line.numbers))
        for their in list(self.theirs.values()):
            twins = {
                twin.key: twin
                for core in cores(their.numbers)
                for twin in known.get(core, ())
                if twin.key in self.ours
                and (
                    twin.amount == their.amount
                    or (
                        len(core) >= CORE_SURE
                        and len(known[core]) == len(rivals[core]) == 1
                        and (twin.amount_full > 0) == (their.amount > 0)
                    )
                )
            }
            equal = [twin for twin in twins.values() if twin.amount == their.amount]
            if len(equal) == 1 or len(twins) == 1:
                yield self._take(Basis.NUMBER_CORE, equal if len(equal) == 1 else twins.values(), [their])

    def _by_amount_and_day(self) -> Iterator[Found]:
        """Pair equal amounts of one day, then of near days, the nearest first."""
        counting = [line for line in self.ours.values() if not line.is_settled]
        same_day = _grouped(counting, lambda line: ((line.amount, line.day),))
        for their in list(self.theirs.values()):
            if their.day is not None and (twins := same_day.get((their.amount, their.day))):
                yield self._take(Basis.AMOUNT_AND_DATE, [twins.pop()], [their])
        left = [line for line in counting if line.key in self.ours]
        near = {
            amount: sorted(lines, key=lambda line: line.day)
            for amount, lines in _grouped(left, lambda line: (line.amount,)).items()
        }
        for _, our_key, their_key in sorted(self._near(near)):
            if our_key in self.ours and their_key in self.theirs:
                yield self._take(Basis.AMOUNT_AND_DATE, [self.ours[our_key]], [self.theirs[their_key]])

    def _near(self, near: dict[Decimal, list[OurLine]]) -> Iterator[tuple[int, int, int]]:
        window = timedelta(days=DAYS_APART_MAX)
        for their in self.theirs.values():
            lines = near.get(their.amount)
            if lines is None or their.day is None:
                continue
            first = bisect_left(lines, their.day - window, key=lambda line: line.day)
            last = bisect_right(lines, their.day + window, key=lambda line: line.day)
            middle = bisect_left(lines, their.day, key=lambda line: line.day)
            for our in lines[max(first, middle - _NEIGHBORS) : min(last, middle + _NEIGHBORS)]:
                yield _apart(our.day, their.day), our.key, their.key

    def _by_amount(self) -> Iterator[Found]:
        """Pair an amount without a day that stands in each book once."""
        counting = [line for line in self.ours.values() if not line.is_settled]
        known = _grouped(counting, lambda line: (line.amount,))
        for amount, theirs in _grouped(self.theirs.values(), lambda line: (line.amount,)).items():
            ours = known.get(amount, [])
            if len(ours) == len(theirs) == 1 and theirs[0].day is None:
                yield self._take(Basis.AMOUNT, ours, theirs)


def _numbers(line: OurLine | TheirLine) -> frozenset[str]:
    return folded(line.numbers)


def _grouped(lines: Iterable[Line], keys: Callable[[Line], Iterable[Key]]) -> dict[Key, list[Line]]:
    groups: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        for key in keys(line):
            groups[key].append(line)
    return dict(groups)


def _apart(one: date, other: date | None) -> int:
    return 0 if other is None else abs((one - other).days)
