"""Which item of the ledger is which row of the schedule, within one contract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from recoup.engines.reconciliation.schedules.contracts import names_of, ordinal
from recoup.engines.reconciliation.schedules.types import BilledItem, ScheduleRow
from recoup.kernel.folding import fold_reference

Pair = tuple[ScheduleRow, BilledItem]


@dataclass(frozen=True, slots=True)
class Named:
    """An item with what its installment may be called, the surest name first."""

    item: BilledItem
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paired:
    """The pairs, and what of either side is left over."""

    pairs: tuple[Pair, ...]
    rows: tuple[ScheduleRow, ...]
    items: tuple[BilledItem, ...]


RowKeys = Callable[[ScheduleRow], Iterable[Hashable]]
ItemKeys = Callable[[Named], Iterable[Hashable]]


def pair_up(rows: Sequence[ScheduleRow], items: Sequence[Named]) -> Paired:
    """Return the pairs: by name, by number and terms, by number, by due date and amount, by due date, by amount.

    After the first way, which takes the first of equals, a pair is made only where a key stands once on either side.
    """
    left = {row.key: row for row in rows}
    open_items = {named.item.key: named for named in items}
    pairs: list[Pair] = []
    for row_keys, item_keys, is_sure in _WAYS:
        if not left or not open_items:
            break
        known: defaultdict[Hashable, list[Named]] = defaultdict(list)
        for named in open_items.values():
            for key in dict.fromkeys(item_keys(named)):
                known[key].append(named)
        asked: defaultdict[Hashable, list[ScheduleRow]] = defaultdict(list)
        for row in left.values():
            for key in row_keys(row):
                asked[key].append(row)
        for key, askers in asked.items():
            there = [named for named in known.get(key, ()) if named.item.key in open_items]
            wanting = [row for row in askers if row.key in left]
            if not there or not wanting or (not is_sure and (len(there) > 1 or len(wanting) > 1)):
                continue
            for row, named in zip(_nearest_first(wanting, there[0]), there, strict=False):
                pairs.append((row, named.item))
                del left[row.key], open_items[named.item.key]
    return Paired(
        tuple(sorted(pairs, key=lambda pair: pair[0].key)),
        tuple(left.values()),
        tuple(named.item for named in open_items.values()),
    )


def _nearest_first(rows: list[ScheduleRow], named: Named) -> list[ScheduleRow]:
    """Return the rows of one name, those first that have the item's amount."""
    return sorted(rows, key=lambda row: (row.amount != named.item.amount, row.key))


def _by_name(row: ScheduleRow) -> list[Hashable]:
    name = fold_reference(row.installment)
    return [name] if name else []


def _by_ordinal(row: ScheduleRow) -> list[Hashable]:
    return list(names_of(row.installment)[-1:]) if ordinal(fold_reference(row.installment)) else []


def _ordinals(named: Named) -> list[Hashable]:
    return [name for name in named.names[1:] if name.isdigit()]


_WAYS: tuple[tuple[RowKeys, ItemKeys, bool], ...] = (
    (_by_name, lambda named: named.names, True),
    (
        lambda row: [(key, row.amount) for key in _by_ordinal(row)],
        lambda named: [(key, named.item.amount) for key in _ordinals(named)],
        False,
    ),
    (_by_ordinal, _ordinals, False),
    (
        lambda row: [(row.due_date, row.amount)] if row.due_date else [],
        lambda named: [(named.item.due_date, named.item.amount)] if named.item.due_date else [],
        False,
    ),
    (
        lambda row: [row.due_date] if row.due_date else [],
        lambda named: [named.item.due_date] if named.item.due_date else [],
        False,
    ),
    (lambda row: [row.amount], lambda named: [named.item.amount], False),
)
