"""Which amounts add up to a target: exact, and with a bound on the work that no input can pass.

Up to `WIDTH` amounts every subset is looked at (two halves, met in the middle). Beyond that the first `WIDTH` in the
given order are, and all pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

WIDTH = 20
FOUND_MAX = 24
SMALL_MAX = 12


class Halves(NamedTuple):
    """All sums of the first and of the second half of some amounts; the place in the list is the set, as bits."""

    width: int
    first: Mapping[int, int]
    second: Sequence[int]


def halves(amounts: Sequence[int], width: int = WIDTH) -> Halves:
    """Return the sums of both halves of the first `width` of `amounts`: 2 to the power of `width`/2 each."""
    taken = amounts[:width]
    middle = len(taken) // 2
    left = _sums(taken[:middle])
    # Of equal sums the earliest set stays: the fewest and oldest amounts.
    first = dict(zip(reversed(left), range(len(left) - 1, -1, -1), strict=True))
    return Halves(len(taken), first, _sums(taken[middle:]))


def subsets(parts: Halves, target: int) -> list[tuple[int, ...]]:
    """Return the places of amounts that sum to `target`: at most `FOUND_MAX` sets, none of them empty."""
    first, middle = parts.first, parts.width // 2
    if first.keys().isdisjoint(map(target.__sub__, parts.second)):
        return []
    found = []
    for place, total in enumerate(parts.second):
        rest = first.get(target - total)
        if rest is not None and (bits := rest | place << middle):
            found.append(tuple(index for index in range(parts.width) if bits >> index & 1))
            if len(found) == FOUND_MAX:
                break
    return found


def small_sets(
    amounts: Sequence[int], pairs: Mapping[int, tuple[int, int]], target: int
) -> Iterator[tuple[int, ...]]:
    """Yield places of two, three and four amounts that sum to `target`, the oldest of equal ones, each set once."""
    if pair := pairs.get(target):
        yield pair
    seen = set()
    for place, amount in enumerate(amounts):
        pair = pairs.get(target - amount)
        if pair and place not in pair:
            places = tuple(sorted((place, *pair)))
            if places not in seen:
                seen.add(places)
                yield places
    if len(seen) >= SMALL_MAX:
        return
    if pairs.keys().isdisjoint(map(target.__sub__, pairs)):
        return
    for total, pair in pairs.items():
        other = pairs.get(target - total)
        if other and not set(pair) & set(other):
            places = tuple(sorted((*pair, *other)))
            if places not in seen:
                seen.add(places)
                yield places
                if len(seen) >= SMALL_MAX:
                    return


def _sums(amounts: Sequence[int]) -> list[int]:
    sums = [0]
    for amount in amounts:
        sums += [total + amount for total in sums]
    return sums


def bits_of_choice(count: int, chosen: int) -> int:
    """Return how many bits it takes to say which `chosen` of `count`, rounded up; at least one."""
    ways = 1
    for step in range(min(chosen, count - chosen)):
        ways = ways * (count - step) // (step + 1)
    return max(1, ways.bit_length())


def bits_of_amount(amount: int) -> int:
    """Return how many bits of chance an exact match of `amount` is worth: round amounts match by accident."""
    amount = abs(amount)
    while amount and amount % 10 == 0:
        amount //= 10
    return amount.bit_length()
