"""The comparison as a whole: every installment of every contract by schedule, ledger and bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from recoup.engines.reconciliation.schedules.contracts import is_concerned, place_of
from recoup.engines.reconciliation.schedules.pairing import Named, Pair, Paired, pair_up
from recoup.engines.reconciliation.schedules.types import (
    BilledItem,
    Finding,
    FoundLine,
    Measure,
    PaidBy,
    Progress,
    ScheduleBooks,
    ScheduleComparison,
    ScheduleRow,
    WaitingMoney,
)
from recoup.engines.reconciliation.schedules.waiting import owners_of
from recoup.kernel.folding import fold_reference

_NOTHING = Decimal(0)


@dataclass(slots=True)
class _Contract:
    """What all sources say of one contract."""

    written: str
    rows: list[ScheduleRow] = field(default_factory=list)
    items: list[Named] = field(default_factory=list)
    money: list[WaitingMoney] = field(default_factory=list)

    @property
    def customer_id(self) -> int | None:
        """Whose contract it is, as far as anybody says."""
        said = (row.customer_id for row in self.rows)
        billed = (named.item.customer_id for named in self.items)
        return next(filter(None, (*said, *billed)), None)


def compare_schedule(books: ScheduleBooks) -> ScheduleComparison:
    """Return what the three sources say of every installment, contract by contract.

    An installment that differs in several ways has a finding for each; one that differs in none is agreed. Money that
    waits stands with the contract that its text names, else with its customer's contract that is due first.
    """
    contracts = _gathered(books)
    for key, money in _assigned(books, contracts):
        contracts[key].money.append(money)
    lines: list[FoundLine] = []
    progress: list[Progress] = []
    for contract in contracts.values():
        found = tuple(_lines(contract, books.as_of))
        lines += found
        progress.append(_progress(contract, found, books.as_of))
    comparison = ScheduleComparison(tuple(lines), tuple(progress))
    _assert_laws(books, contracts.values(), comparison)
    return comparison


def _gathered(books: ScheduleBooks) -> dict[str, _Contract]:
    """Return the contracts in the order of the schedule, then those that only the ledger knows."""
    contracts: dict[str, _Contract] = {}
    for row in books.rows:
        contracts.setdefault(fold_reference(row.contract), _Contract(row.contract)).rows.append(row)
    known = {key: contract.written for key, contract in contracts.items()}
    for item in books.items:
        place = place_of(item, known)
        if place is None or not is_concerned(place, item, known, is_whole=books.is_whole):
            continue
        contract = contracts.setdefault(place.contract, _Contract(place.written))
        contract.items.append(Named(item, place.names))
    return contracts


def _assigned(books: ScheduleBooks, contracts: Mapping[str, _Contract]) -> Iterator[tuple[str, WaitingMoney]]:
    of_customer: defaultdict[int, list[str]] = defaultdict(list)
    for key, contract in contracts.items():
        if contract.customer_id is not None:
            of_customer[contract.customer_id].append(key)
    for keys in of_customer.values():
        keys.sort(key=lambda key: _first_open(contracts[key]))
    first = {customer_id: keys[0] for customer_id, keys in of_customer.items()}
    yield from owners_of(books.money, contracts.keys(), first)


def _first_open(contract: _Contract) -> date:
    return min(
        (
            named.item.due_date
            for named in contract.items
            if named.item.due_date and named.item.paid_total < named.item.amount
        ),
        default=date.max,
    )


def _lines(contract: _Contract, as_of: date) -> Iterator[FoundLine]:
    paired = pair_up(contract.rows, contract.items)
    for pair in paired.pairs:
        yield from _of_pair(contract.written, pair)
    yield from _of_rows(contract.written, paired, as_of)
    for item in paired.items:
        yield FoundLine(Finding.NOT_SCHEDULED, contract.written, None, item, None, item.amount, None)
        yield from _of_payment(contract.written, None, item)
    for money in contract.money:
        yield FoundLine(Finding.MONEY_WAITING, contract.written, None, None, money, None, money.amount)


def _of_pair(contract: str, pair: Pair) -> Iterator[FoundLine]:
    row, item = pair
    found = []
    if item.amount != row.amount:
        found.append(Finding.BILLED_OTHERWISE)
    if item.due_date != row.due_date:
        found.append(Finding.OTHER_DUE_DATE)
    for place, finding in enumerate(found):
        # what the terms leave stands on the first finding alone, so that it counts once
        ours, theirs = (item.amount, row.amount) if not place else (None, None)
        yield FoundLine(finding, contract, row, item, None, ours, theirs)
    others = [*_of_paid(contract, row, item), *_of_payment(contract, row, item)]
    yield from others
    if not found and not others:
        yield FoundLine(Finding.AGREED, contract, row, item, None, item.amount, row.amount)


def _of_rows(contract: str, paired: Paired, as_of: date) -> Iterator[FoundLine]:
    seen = {(fold_reference(row.installment), row.amount, row.due_date) for row, _ in paired.pairs}
    for row in paired.rows:
        key = (fold_reference(row.installment), row.amount, row.due_date)
        if key in seen:
            finding = Finding.TWICE_SCHEDULED
        elif row.due_date is None or row.due_date > as_of:
            finding = Finding.NOT_DUE_YET
        else:
            finding = Finding.NOT_BILLED
        seen.add(key)
        yield FoundLine(finding, contract, row, None, None, None, row.amount)
        yield from _of_paid(contract, row, None)


def _of_paid(contract: str, row: ScheduleRow, item: BilledItem | None) -> Iterator[FoundLine]:
    """Yield that the ledger and the schedule know of other payments, if the schedule says anything of them."""
    paid = item.paid_total if item else _NOTHING
    if row.paid is not None and row.paid != paid:
        yield FoundLine(Finding.OTHER_PAID, contract, row, item, None, paid, row.paid)


def _of_payment(contract: str, row: ScheduleRow | None, item: BilledItem) -> Iterator[FoundLine]:
    """Yield that a part of what was paid is a receipt that no bank told of."""
    by_hand = item.paid.get(PaidBy.HAND, _NOTHING)
    if by_hand:
        paid = item.paid_total
        yield FoundLine(Finding.PAID_NOT_BY_BANK, contract, row, item, None, paid, paid - by_hand)


def _progress(contract: _Contract, lines: Sequence[FoundLine], as_of: date) -> Progress:
    items = [named.item for named in contract.items]
    paid: defaultdict[PaidBy, Decimal] = defaultdict(Decimal)
    for item in items:
        for source, amount in item.paid.items():
            paid[source] += amount
    fallen_due = [item for item in items if item.due_date and item.due_date <= as_of]
    said = [row.paid for row in contract.rows if row.paid is not None]
    return Progress(
        contract=contract.written,
        customer_id=contract.customer_id,
        customer_name=next((row.customer_name for row in contract.rows if row.customer_name), ""),
        unit=next((row.unit for row in contract.rows if row.unit), ""),
        installments=len(contract.rows) or len(items),
        scheduled=_sum(row.amount for row in contract.rows),
        billed=_sum(item.amount for item in items),
        due=_sum(item.amount for item in fallen_due),
        paid={source: paid[source] for source in PaidBy if paid.get(source)},
        overdue=_sum(
            item.amount - item.paid_total for item in fallen_due if item.due_date and item.due_date < as_of
        ),
        waiting=_sum(money.amount for money in contract.money),
        scheduled_paid=_sum(said) if said else None,
        differences=sum(line.finding.is_difference for line in lines),
    )


def _assert_laws(books: ScheduleBooks, contracts: Iterable[_Contract], found: ScheduleComparison) -> None:
    left = dict.fromkeys(Measure, _NOTHING)
    for line in found.lines:
        left[line.finding.measure] += line.difference
    gathered = list(contracts)
    rows = [row for contract in gathered for row in contract.rows]
    items = {named.item.key: named.item for contract in gathered for named in contract.items}
    assert len(rows) == len(books.rows), "a row of the schedule is lost"
    assert found.billed - found.scheduled == left[Measure.TERMS], "the differences of terms don't tie"
    by_hand = _sum(item.paid.get(PaidBy.HAND, _NOTHING) for item in items.values())
    assert left[Measure.BANK] == by_hand, "what no bank told of doesn't tie"
    paid = _sum(one.paid_total for one in found.contracts)
    assert paid == _sum(item.paid_total for item in items.values()), "a payment is lost"
    assert -left[Measure.WAITING] == _sum(one.waiting for one in found.contracts), "money that waits is lost"
    told = [line for line in found.lines if line.row is not None and line.row.paid is not None]
    known = {line.row.key: line for line in told if line.row is not None}
    ours = _sum(line.item.paid_total for line in known.values() if line.item is not None)
    theirs = _sum(row.paid or _NOTHING for row in rows)
    assert left[Measure.PAID] == ours - theirs, "the differences of payments don't tie"


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)
