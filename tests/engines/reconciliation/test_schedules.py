"""Stories of contracts by schedule, ledger and bank, and the laws that their sums keep."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.reconciliation.schedules import (
    BilledItem,
    Finding,
    Measure,
    PaidBy,
    ScheduleBooks,
    ScheduleComparison,
    ScheduleRow,
    WaitingMoney,
    compare_schedule,
)

pytestmark = pytest.mark.duty("A1.2")
TODAY = date(2026, 3, 31)
NEVER = "none"


def day(text: str) -> date | None:
    return None if text == NEVER else date.fromisoformat(f"2026-{text}")


def row(
    key: int,
    contract: str,
    installment: str,
    amount: str,
    due: str = "02-10",
    paid: str | None = None,
    customer_id: int | None = None,
) -> ScheduleRow:
    said = None if paid is None else Decimal(paid)
    return ScheduleRow(key, contract, installment, day(due), Decimal(amount), said, customer_id)


def item(
    key: int,
    number: str,
    amount: str,
    due: str = "02-10",
    *,
    part: int = 1,
    reference: str = "",
    customer_id: int | None = 1,
    is_installment: bool = True,
    **paid: str,
) -> BilledItem:
    sources = {PaidBy(source): Decimal(amount) for source, amount in paid.items()}
    return BilledItem(
        key, number, part, reference, day(due), Decimal(amount), sources, customer_id, is_installment
    )


def compared(
    rows: list[ScheduleRow],
    items: list[BilledItem],
    money: list[WaitingMoney] | None = None,
    *,
    is_whole: bool = False,
) -> ScheduleComparison:
    return compare_schedule(ScheduleBooks(tuple(rows), tuple(items), tuple(money or ()), TODAY, is_whole))


def told(found: ScheduleComparison) -> list[tuple[str, int, int, str]]:
    """Return finding, keys of row and item (0: none) and the difference of every line."""
    return [
        (
            line.finding.value,
            line.row.key if line.row else 0,
            line.item.key if line.item else 0,
            str(line.difference),
        )
        for line in found.lines
    ]


def test_an_installment_that_all_sources_know_alike_is_agreed() -> None:
    found = compared(
        [row(1, "HD 001", "Đợt 1", "100", paid="100"), row(2, "HD 001", "Đợt 2", "200", "03-10", paid="0")],
        [item(1, "HD001-D1", "100", BANK="100"), item(2, "HD001-D2", "200", "03-10")],
    )
    assert told(found) == [("AGREED", 1, 1, "0"), ("AGREED", 2, 2, "0")]
    (progress,) = found.contracts
    assert (progress.scheduled, progress.billed, progress.due, progress.overdue) == (300, 300, 300, 200)
    assert progress.paid == {PaidBy.BANK: 100}


@pytest.mark.parametrize(
    ("installment", "items"),
    [
        ("D2", [("HD7-D1", 1, ""), ("HD7-D2", 1, "")]),
        ("2", [("HD7-D1", 1, ""), ("HD7-D2", 1, "")]),
        ("Đợt 2", [("HD7/01", 1, ""), ("HD7/02", 1, "")]),
        ("قسط ۲", [("HD7-1", 1, ""), ("HD7-2", 1, "")]),
        ("2", [("HD7", 1, ""), ("HD7", 2, "")]),
        ("rata 2", [("INV-1", 1, "HD-7"), ("INV-2", 2, "HD-7")]),
        ("INV-2", [("INV-1", 1, "HD-7"), ("INV-2", 1, "HD-7")]),
        ("handover", [("INV-1", 1, "hd 7"), ("INV-2", 1, "hd 7")]),
    ],
)
def test_an_installment_is_found_however_it_is_called(
    installment: str, items: list[tuple[str, int, str]]
) -> None:
    terms = (("100", "01-10"), ("200", "02-10"))
    billed = [
        item(key, number, amount, due, part=part, reference=reference)
        for key, ((number, part, reference), (amount, due)) in enumerate(zip(items, terms, strict=True), 1)
    ]
    found = compared([row(1, "HD-7", installment, "200", "02-10")], billed)
    assert ("AGREED", 1, 2, "0") in told(found)
    assert ("NOT_SCHEDULED", 0, 1, "100") in told(found)


@pytest.mark.parametrize(
    ("rows", "items", "expected"),
    [
        ([row(1, "A1", "1", "100")], [], [("NOT_BILLED", 1, 0, "-100")]),
        ([row(1, "A1", "1", "100", "04-01")], [], [("NOT_DUE_YET", 1, 0, "-100")]),
        ([row(1, "A1", "1", "100", NEVER)], [], [("NOT_DUE_YET", 1, 0, "-100")]),
        (
            [row(1, "A1", "1", "100"), row(2, "A1", "1", "100")],
            [item(1, "A1-1", "100")],
            [("AGREED", 1, 1, "0"), ("TWICE_SCHEDULED", 2, 0, "-100")],
        ),
        ([row(1, "A1", "1", "100")], [item(1, "A1-1", "90")], [("BILLED_OTHERWISE", 1, 1, "-10")]),
        (
            [row(1, "A1", "1", "100")],
            [item(1, "A1-1", "90", "02-20")],
            [("BILLED_OTHERWISE", 1, 1, "-10"), ("OTHER_DUE_DATE", 1, 1, "0")],
        ),
        (
            [row(1, "A1", "1", "100", NEVER)],
            [item(1, "A1-1", "100", "03-01")],
            [("OTHER_DUE_DATE", 1, 1, "0")],
        ),
        (
            [row(1, "A1", "1", "100", paid="100")],
            [item(1, "A1-1", "100", BANK="60")],
            [("OTHER_PAID", 1, 1, "-40")],
        ),
        (
            [row(1, "A1", "1", "100", "04-30", paid="5")],
            [],
            [("NOT_DUE_YET", 1, 0, "-100"), ("OTHER_PAID", 1, 0, "-5")],
        ),
        (
            [row(1, "A1", "1", "100")],
            [item(1, "A1-1", "100", BANK="10", CHEQUE="20", CREDIT_NOTE="30", HAND="40")],
            [("PAID_NOT_BY_BANK", 1, 1, "40")],
        ),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_told(
    rows: list[ScheduleRow], items: list[BilledItem], expected: list[tuple[str, int, int, str]]
) -> None:
    assert told(compared(rows, items)) == expected


def test_contracts_that_the_file_doesnt_name_count_only_when_it_holds_all() -> None:
    rows = [row(1, "HD001", "1", "100")]
    items = [item(1, "HD001-D1", "100"), item(2, "HD002-D1", "50"), item(3, "LOAN", "70", part=2)]
    assert told(compared(rows, items)) == [("AGREED", 1, 1, "0")]
    whole = compared(rows, items, is_whole=True)
    assert [one.contract for one in whole.contracts] == ["HD001", "HD002", "LOAN"]
    assert told(whole)[1:] == [("NOT_SCHEDULED", 0, 2, "50"), ("NOT_SCHEDULED", 0, 3, "70")]


def test_an_invoice_belongs_to_a_contract_only_by_its_reference() -> None:
    rows = [row(1, "HD001", "1", "100")]
    stray = item(1, "HD001-1", "100", is_installment=False)
    assert told(compared(rows, [stray])) == [("NOT_BILLED", 1, 0, "-100")]
    named = item(1, "F-9", "100", reference="HD 001", is_installment=False)
    assert told(compared(rows, [named])) == [("AGREED", 1, 1, "0")]
    assert told(compared(rows, [stray], is_whole=True)) == [("NOT_BILLED", 1, 0, "-100")]


def test_the_longer_contract_number_wins() -> None:
    rows = [row(1, "HD001", "1", "100"), row(2, "HD001-2", "1", "70")]
    found = compared(rows, [item(1, "HD001-1", "100"), item(2, "HD001-2-1", "70")])
    assert told(found) == [("AGREED", 1, 1, "0"), ("AGREED", 2, 2, "0")]


def test_money_that_waits_goes_to_the_contract_it_names_else_to_its_customers_first() -> None:
    rows = [row(1, "HD001", "1", "100", customer_id=1), row(2, "HD002", "1", "100", customer_id=1)]
    items = [
        item(1, "HD001-1", "100", "03-01", BANK="100"),
        item(2, "HD002-1", "100", "03-10"),
    ]
    money = [
        WaitingMoney(1, None, Decimal(5), "nop tien HD 001 dot 1"),
        WaitingMoney(2, 1, Decimal(7), "nop tien"),
        WaitingMoney(3, 1, Decimal(9), "HD001 va HD002"),
        WaitingMoney(4, 2, Decimal(11), "tien nha"),
    ]
    found = compared(rows, items, money)
    assert [one.waiting for one in found.contracts] == [5, 16]
    waiting = [line for line in found.lines if line.finding is Finding.MONEY_WAITING]
    assert [(line.contract, str(line.difference)) for line in waiting] == [
        ("HD001", "-5"),
        ("HD002", "-7"),
        ("HD002", "-9"),
    ]


amounts = st.integers(1, 9).map(lambda cents: Decimal(cents) / 100)
dates = st.none() | st.integers(0, 90).map(lambda days: date(2026, 2, 1) + timedelta(days=days))
contracts = st.sampled_from(("HD001", "HD 001", "HD0012", "K/7", "رهن-۷"))
sources = st.dictionaries(st.sampled_from(PaidBy), amounts, max_size=3)
schedule_rows = st.builds(
    ScheduleRow,
    key=st.just(0),
    contract=contracts,
    installment=st.sampled_from(("", "1", "2", "D1", "Đợt 2", "handover")),
    due_date=dates,
    amount=amounts,
    paid=st.none() | amounts,
    customer_id=st.none() | st.integers(1, 2),
)
billed_items = st.builds(
    BilledItem,
    key=st.just(0),
    number=st.sampled_from(("HD001-D1", "HD001-2", "K/7/1", "K/7", "رهن-۷-۲", "F-1", "")),
    part=st.integers(1, 2),
    reference=st.sampled_from(("", "K7", "HD001", "other")),
    due_date=dates,
    amount=amounts,
    paid=sources,
    customer_id=st.none() | st.integers(1, 3),
    is_installment=st.booleans(),
)
waiting_money = st.builds(
    WaitingMoney,
    key=st.just(0),
    customer_id=st.none() | st.integers(1, 3),
    amount=amounts,
    text=st.sampled_from(("", "HD001", "HD0012 and K/7", "nothing")),
)


@given(
    st.lists(schedule_rows, max_size=9),
    st.lists(billed_items, max_size=9),
    st.lists(waiting_money, max_size=4),
    st.booleans(),
)
def test_every_sum_ties_and_nothing_is_lost_or_told_twice(
    rows: list[ScheduleRow], items: list[BilledItem], money: list[WaitingMoney], is_whole: bool
) -> None:
    rows = [ScheduleRow(key, *_rest(one)) for key, one in enumerate(rows, 1)]
    items = [BilledItem(key, *_rest(one)) for key, one in enumerate(items, 1)]
    money = [WaitingMoney(key, *_rest(one)) for key, one in enumerate(money, 1)]
    found = compared(rows, items, money, is_whole=is_whole)

    terms = [line for line in found.lines if line.finding.measure is Measure.TERMS]
    assert found.billed - found.scheduled == sum(line.difference for line in terms)
    assert found.scheduled == sum(one.amount for one in rows)
    kept = {line.item.key for line in found.lines if line.item}
    assert found.billed == sum(one.amount for one in items if one.key in kept)
    for one in found.contracts:
        elsewhere = sum(amount for source, amount in one.paid.items() if source is not PaidBy.BANK)
        assert one.paid_total == one.paid.get(PaidBy.BANK, Decimal(0)) + elsewhere
    pieces = [line.money.key for line in found.lines if line.money]
    assert len(pieces) == len(set(pieces))
    assert {line.row.key for line in found.lines if line.row} == {one.key for one in rows}
    if is_whole:
        assert {one.key for one in items if one.is_installment and one.number} <= kept
    assert compared(rows, items, money, is_whole=is_whole) == found


def _rest(one: ScheduleRow | BilledItem | WaitingMoney) -> list[object]:
    return [getattr(one, name) for name in one.__slots__[1:]]
