"""Ideas: ways to explain a receipt, before they are weighed. An idea always accounts for the whole receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from recoup.engines.matching.index import Index, Row
from recoup.engines.matching.naming import Hit, Loose
from recoup.engines.matching.payers import Payers
from recoup.engines.matching.policy import Policy
from recoup.engines.matching.texts import Words
from recoup.engines.matching.types import Clue, Reason, Receipt

Difference = tuple[Reason, int, Row | None]
"""A reason, the signed minor units (receipt less cleared) and the row that bears it."""


@dataclass(slots=True, eq=False)
class Case:
    """One receipt with all that was read from it. `cents` is its amount in minor units.

    `likely` are the customers whose books are searched: the likeliest payers one by one, then their groups.
    """

    receipt: Receipt
    cents: int
    words: Words
    index: Index
    policy: Policy
    hits: tuple[Hit, ...]
    loose: tuple[Loose, ...]
    payers: Payers
    is_advance: bool
    likely: tuple[tuple[int, ...], ...] = ()


@dataclass(slots=True, eq=False)
class Idea:
    """Rows with what is cleared on each (their currency) and paid for it (the receipt's), in minor units.

    `kind` says how the amount came out, `cost` how many bits it takes to say which rows were chosen: an exact sum
    among many possible ones proves little. A part payment `fits` when it is a whole percentage of its item.
    """

    rows: tuple[Row, ...]
    cleared: tuple[int, ...]
    paid: tuple[int, ...]
    kind: Clue
    cost: int
    differences: tuple[Difference, ...] = ()
    fits: bool = False
    _key: list[tuple[object, ...]] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two ideas the same: the cents on each item, and the reasons of what is left."""
        if not self._key:
            ids = [row.place for row in self.rows]
            shares = tuple(sorted(zip(ids, self.cleared, strict=True)))
            self._key.append(
                (shares, tuple(sorted((reason, cents) for reason, cents, _ in self.differences)))
            )
        return self._key[0]


def exact(rows: Sequence[Row], kind: Clue, cost: int) -> Idea:
    """Return the idea that all these rows are cleared in full."""
    cleared = tuple(row.open for row in rows)
    return Idea(tuple(rows), cleared, cleared, kind, cost)


def with_less(rows: Sequence[Row], lacking: Sequence[int], reason: Reason, kind: Clue, cost: int) -> Idea:
    """Return the idea that the rows are cleared in full though `lacking` less came for each, for `reason`."""
    cleared = tuple(row.open for row in rows)
    paid = tuple(cents - less for cents, less in zip(cleared, lacking, strict=True))
    differences = tuple((reason, -less, row) for row, less in zip(rows, lacking, strict=True) if less)
    return Idea(tuple(rows), cleared, paid, kind, cost, differences)


def with_charge(rows: Sequence[Row], lacking: int, reason: Reason, kind: Clue, cost: int) -> Idea:
    """Return the idea that `lacking` was taken off the whole; the largest item bears it."""
    bearer = max(range(len(rows)), key=lambda place: (rows[place].open, place))
    lacks = [lacking if place == bearer else 0 for place in range(len(rows))]
    return with_less(rows, lacks, reason, kind, cost)


def with_short(rows: Sequence[Row], place: int, lacking: int, cost: int) -> Idea:
    """Return the idea that the row at `place` is paid in part: `lacking` stays open on it."""
    cleared = tuple(row.open - (lacking if index == place else 0) for index, row in enumerate(rows))
    return Idea(
        tuple(rows), cleared, cleared, Clue.SHORT, cost, fits=is_percentage(lacking, rows[place].open)
    )


def is_percentage(part: int, whole: int) -> bool:
    """Return whether `part` is a whole percentage of `whole`, to the nearest minor unit."""
    percent = (200 * part + whole) // (2 * whole)
    return percent > 0 and abs(percent * whole - 100 * part) <= 50 and whole >= 1000


def with_over(rows: Sequence[Row], over: int, reason: Reason, kind: Clue, cost: int) -> Idea:
    """Return the idea that the rows are cleared and `over` is left of the receipt."""
    cleared = tuple(row.open for row in rows)
    return Idea(tuple(rows), cleared, cleared, kind, cost, ((reason, over, None),))


def converted(case: Case, rows: Sequence[Row], cost: int) -> Idea:
    """Return the idea that rows in another currency are cleared in full; each gets its part of the receipt."""
    cleared = tuple(row.open for row in rows)
    total = sum(cleared)
    paid = [case.cents * cents // total for cents in cleared]
    paid[-1] += case.cents - sum(paid)
    return Idea(tuple(rows), cleared, tuple(paid), Clue.CONVERTED, cost)
