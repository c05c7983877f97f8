"""Which amounts add up to a target: exact, and with a bound on the work that no input can pass.

Up to `WIDTH` amounts every subset is looked at (two halves, met in the middle). Beyond that the first `WIDTH` in the
given order are, and all pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDTH = 24
FOUND_MAX = 24


class Halves(NamedTuple):
    """All sums of the first and of the second half of some amounts; the place in the list is the set, as bits."""

    width: int
    first: dict[int, int]
    doubled: frozenset[int]
    second: tuple[int, ...]


def halves(amounts: Sequence[int], width: int = WIDTH) -> Halves:
    """Return the sums of both halves of the first `width` of `amounts`: 2 to the power of `width`/2 each."""
    taken = amounts[:width]
    middle = len(taken) // 2
    left, right = _sums(taken[:middle]), _sums(taken[middle:])
    first: dict[int, int] = {}
    doubled = set()
    for place, total in enumerate(left):
        if total in first:
            doubled.add(total)
        else:
            first[total] = place
    return Halves(len(taken), first, frozenset(doubled), tuple(right))


def subsets(parts: Halves, target: int) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """Return the places of amounts that sum to `target`, at most `FOUND_MAX` sets, and whether there may be more."""
    first, middle = parts.first, parts.width // 2
    meeting = [(place, target - total) for place, total in enumerate(parts.second) if target - total in first]
    found = []
    more = len(meeting) > FOUND_MAX
    for place, rest in meeting[:FOUND_MAX]:
        more = more or rest in parts.doubled
        bits = first[rest] | place << middle
        if bits:
            found.append(tuple(index for index in range(parts.width) if bits >> index & 1))
    return tuple(found), more


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
