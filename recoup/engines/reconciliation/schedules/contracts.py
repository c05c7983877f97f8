"""Which contract an item belongs to, and which installment of it: told by its reference, or by its own number.

The ledger has no contracts of its own yet. An installment's `reference` is its contract's number; where that is empty
the contract is the beginning of the item's number (`HD001-D2` is D2 of HD001), or the whole number when the
installments are its parts (`HD001` part 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recoup.engines.reconciliation.schedules.types import BilledItem
from recoup.kernel.folding import fold_reference

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_INSTALLMENT_MAX = 4


@dataclass(frozen=True, slots=True)
class Place:
    """An item's place: its contract, in one spelling and as it is written, and the names of its installment."""

    contract: str
    written: str
    names: tuple[str, ...]


def place_of(item: BilledItem, known: Mapping[str, str]) -> Place | None:
    """Return the place of an item; `known` are the contracts of the schedule, in one spelling, as they are written.

    An item that isn't an installment has one only by its reference. An installment whose contract nobody knows gets
    the contract that its reference or number tells.
    """
    reference = fold_reference(item.reference)
    if reference in known:
        return _placed(item, reference, known[reference])
    prefixes = list(_prefixes(item.number)) if item.is_installment else []
    for head, _, _ in prefixes:
        if head in known:
            return _placed(item, head, known[head])
    if reference:
        return _placed(item, reference, item.reference.strip())
    return _guessed(item, prefixes) if prefixes else None


def is_concerned(place: Place | None, item: BilledItem, known: Mapping[str, str], *, is_whole: bool) -> bool:
    """Return whether an item at `place` belongs to what is compared."""
    return place is not None and (place.contract in known or (is_whole and item.is_installment))


def concerned(item: BilledItem, known: Mapping[str, str], *, is_whole: bool) -> bool:
    """Return whether an item belongs to what is compared: contracts of the schedule, or all when it holds all."""
    return is_concerned(place_of(item, known), item, known, is_whole=is_whole)


def names_of(installment: str) -> tuple[str, ...]:
    """Return how an installment may be called: its name in one spelling, and its number alone."""
    name = fold_reference(installment)
    return tuple(dict.fromkeys(filter(None, (name, ordinal(name)))))


def ordinal(name: str) -> str:
    """Return the last number in a name without zeros before it, empty when there is none."""
    runs = _DIGITS.findall(name)
    return (runs[-1].lstrip("0") or "0") if runs else ""


def _placed(item: BilledItem, contract: str, written: str) -> Place:
    number = fold_reference(item.number)
    tail = number.removeprefix(contract)
    names = [number, tail, ordinal(tail)] if tail != number else [number]
    if number == contract or item.part > 1:
        names.append(str(item.part))
    return Place(contract, written, tuple(dict.fromkeys(filter(None, names))))


def _guessed(item: BilledItem, prefixes: list[tuple[str, str, str]]) -> Place:
    """Take the last short word with a figure off the number, if the installments aren't parts of one number."""
    if item.part == 1 and len(prefixes) > 1:
        head, written, tail = prefixes[1]
        if len(tail) <= _INSTALLMENT_MAX and any(map(str.isdigit, tail)):
            return _placed(item, head, written)
    head, written, _ = prefixes[0]
    return _placed(item, head, written)


def _prefixes(number: str) -> Iterator[tuple[str, str, str]]:
    """Yield the beginnings of a number at its words, the longest first: in one spelling, as written, what follows."""
    for word in reversed(list(_WORD.finditer(number))):
        written = number[: word.end()]
        head = fold_reference(written)
        if head:
            yield head, written, fold_reference(number[word.end() :])
