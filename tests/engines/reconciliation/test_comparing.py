"""Stories of two books of one account, and the law that the differences explain the balances."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.reconciliation import (
    Basis,
    Books,
    Comparison,
    OurLine,
    Outcome,
    SignChoice,
    TheirLine,
    compare,
)

pytestmark = pytest.mark.duty("B5")
DAY = date(2026, 3, 1)


def our(
    key: int, number: str, amount: str, *, day: int = 0, settled: bool = False, also: str = ""
) -> OurLine:
    full = Decimal(amount)
    return OurLine(
        key,
        (number, also) if also else (number,),
        DAY + timedelta(days=day),
        Decimal(0) if settled else full,
        full,
    )


def their(
    key: int, number: str, amount: str, *, day: int | None = 0, text: str = "", also: str = ""
) -> TheirLine:
    numbers = tuple(filter(None, (number, also)))
    return TheirLine(key, numbers, text, None if day is None else DAY + timedelta(days=day), Decimal(amount))


def compared(
    ours: list[OurLine], theirs: list[TheirLine], sign: SignChoice = SignChoice.AS_OURS
) -> Comparison:
    return compare(Books(tuple(ours), tuple(theirs)), sign=sign)


def told(found: Comparison) -> list[tuple[str, list[int], list[int], str]]:
    """Return outcome, keys of both books and the difference of every pair."""
    return [
        (
            pair.outcome.value,
            [line.key for line in pair.ours],
            [line.key for line in pair.theirs],
            str(pair.difference),
        )
        for pair in found.pairs
    ]


def test_the_same_documents_agree_however_their_numbers_are_spelled() -> None:
    found = compared(
        [our(1, "FV/2026/001", "100.00"), our(2, "FV/2026/002", "50.00"), our(3, "INV-000417", "7.00")],
        [
            their(1, "fv 2026 001", "100.00"),
            their(2, "ACME FV/2026/002 due", "50.00"),
            their(3, "417", "7.00"),
        ],
    )
    assert [pair.outcome for pair in found.pairs] == [Outcome.MATCHED] * 3
    assert [pair.basis for pair in found.pairs] == [Basis.NUMBER, Basis.NUMBER_IN_TEXT, Basis.NUMBER_CORE]
    assert found.difference == 0


def test_what_differs_is_told_apart() -> None:
    found = compared(
        [
            our(1, "INV-1001", "100.00"),
            our(2, "INV-1002", "200.00"),
            our(3, "INV-1003", "300.00", day=0),
            our(4, "INV-1004", "400.00"),
            our(5, "INV-1005", "500.00", settled=True),
            our(6, "INV-1006", "600.00", settled=True),
        ],
        [
            their(11, "INV-1001", "90.00"),
            their(12, "INV-1002", "200.00"),
            their(13, "INV-1002", "200.00"),
            their(14, "INV-1003", "300.00", day=40),
            their(15, "INV-1005", "500.00"),
            their(16, "INV-9999", "12.34", day=90),
        ],
    )
    assert told(found) == [
        ("MATCHED", [2], [12], "0.00"),
        ("OTHER_AMOUNT", [1], [11], "10.00"),
        ("OTHER_DATE", [3], [14], "0.00"),
        ("SETTLED_WITH_US", [5], [15], "-500.00"),
        ("TWICE_WITH_THEM", [], [13], "-200.00"),
        ("MISSING_WITH_US", [], [16], "-12.34"),
        ("MISSING_WITH_THEM", [4], [], "400.00"),
    ]
    assert found.difference == Decimal("-302.34")


def test_a_payment_is_not_taken_for_the_invoice_that_it_names() -> None:
    found = compared(
        [our(1, "INV-1001", "100.00"), our(2, "R-77", "-100.00", day=30)],
        [their(11, "INV-1001", "100.00"), their(12, "INV-1001", "-100.00", day=28)],
    )
    assert told(found) == [("MATCHED", [1], [11], "0.00"), ("MATCHED", [2], [12], "0.00")]


def test_parts_of_one_document_are_taken_together() -> None:
    found = compared(
        [our(1, "INV-1001", "30.00"), our(2, "INV-1001", "70.00", day=30)],
        [their(11, "INV-1001", "100.00")],
    )
    assert told(found) == [("MATCHED", [1, 2], [11], "0.00")]


def test_documents_that_share_an_order_number_are_not_mixed_up() -> None:
    found = compared(
        [our(1, "INV-1001", "30.00", also="PO-555"), our(2, "INV-1002", "70.00", also="PO-555")],
        [their(11, "V1", "31.00", also="PO-555"), their(12, "V2", "70.00", also="PO-555")],
    )
    assert told(found) == [
        ("MATCHED", [2], [12], "0.00"),
        ("MISSING_WITH_US", [], [11], "-31.00"),
        ("MISSING_WITH_THEM", [1], [], "30.00"),
    ]


def test_payments_are_found_by_amount_and_the_nearest_day() -> None:
    found = compared(
        [our(1, "R-1", "-50.00", day=3), our(2, "R-2", "-50.00", day=9), our(3, "R-3", "-50.00", day=60)],
        [their(11, "", "-50.00", day=1), their(12, "", "-50.00", day=8), their(13, "", "-50.00", day=30)],
    )
    assert [entry[:3] for entry in told(found)] == [
        ("MATCHED", [1], [11]),
        ("MATCHED", [2], [12]),
        ("MISSING_WITH_US", [], [13]),
        ("MISSING_WITH_THEM", [3], []),
    ]


def test_the_sign_is_found_out_from_what_both_books_know() -> None:
    ours = [our(1, "INV-1001", "100.00"), our(2, "INV-1002", "50.00"), our(3, "R-1", "-100.00", day=20)]
    theirs = [
        their(11, "INV-1001", "-100.00"),
        their(12, "INV-1001", "100.00", day=20),
        their(13, "INV-1002", "-50.00"),
    ]
    found = compared(ours, theirs, SignChoice.FOUND_OUT)
    assert found.signs.is_opposite
    assert found.signs.is_certain
    assert found.their_balance == Decimal("50.00")
    assert [pair.outcome for pair in found.pairs] == [Outcome.MATCHED] * 3


def test_without_a_witness_the_balances_decide_and_that_is_said() -> None:
    found = compared([our(1, "A-1001", "100.00")], [their(11, "B-2", "-70.00", day=99)], SignChoice.FOUND_OUT)
    assert found.signs.is_opposite
    assert not found.signs.is_certain


def test_opening_balances_count_when_both_are_known() -> None:
    books = Books((our(1, "INV-1001", "10.00"),), (their(11, "INV-1001", "-10.00"),), Decimal(5), Decimal(-3))
    found = compare(books)
    assert (found.our_balance, found.their_balance) == (Decimal("15.00"), Decimal("13.00"))
    assert [pair.outcome for pair in found.pairs] == [Outcome.MATCHED, Outcome.OPENING]


def test_thousands_of_equal_amounts_are_compared_at_once() -> None:
    ours = [our(key, f"RENT-{key}", "10.00", day=key % 7) for key in range(4000)]
    theirs = [their(key, "", "10.00", day=(key + 3) % 9) for key in range(4000)]
    found = compared(ours, theirs)
    assert found.difference == 0


AMOUNTS = st.sampled_from(["-100.00", "-50.00", "-7.25", "7.25", "50.00", "100.00", "33.10"])
NUMBERS = st.sampled_from(["", "1", "INV-1001", "INV 1002", "1001", "R-5", "FV/2026/7", "2026/7"])
OURS = st.lists(st.tuples(NUMBERS, NUMBERS, AMOUNTS, st.integers(0, 40), st.booleans()), max_size=12)
THEIRS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, AMOUNTS, st.none() | st.integers(0, 40)), max_size=12)


@given(OURS, THEIRS, st.sampled_from(SignChoice))
def test_every_line_has_one_place_and_the_differences_explain_the_balances(
    ours: list[tuple[str, str, str, int, bool]],
    theirs: list[tuple[str, str, str, str, int | None]],
    sign: SignChoice,
) -> None:
    found = compared(
        [
            our(key, number, amount, day=day, settled=settled, also=also)
            for key, (number, also, amount, day, settled) in enumerate(ours)
        ],
        [
            their(key, number, amount, day=day, text=text, also=also)
            for key, (number, also, text, amount, day) in enumerate(theirs)
        ],
        sign,
    )

    turned = -1 if found.signs.is_opposite else 1
    assert found.our_balance == sum(Decimal(amount) for _, _, amount, _, settled in ours if not settled)
    assert found.their_balance == turned * sum(Decimal(amount) for _, _, _, amount, _ in theirs)
    assert found.difference == sum(pair.difference for pair in found.pairs)
    assert sorted(line.key for pair in found.pairs for line in pair.theirs) == list(range(len(theirs)))
    for pair in found.pairs:
        if pair.outcome in (Outcome.MATCHED, Outcome.OTHER_DATE):
            assert pair.difference == 0
        if pair.ours and pair.theirs:
            assert {line.amount_full > 0 for line in pair.ours} == {line.amount > 0 for line in pair.theirs}


@given(OURS)
def test_a_book_compared_with_itself_agrees_whichever_sign_it_carries(
    ours: list[tuple[str, str, str, int, bool]],
) -> None:
    mine = [our(key, f"DOC-{key}000", amount, day=day) for key, (_, _, amount, day, _) in enumerate(ours)]
    for turned in (1, -1):
        copy = [TheirLine(line.key, line.numbers, "", line.day, turned * line.amount) for line in mine]
        choice = SignChoice.AS_OURS if turned > 0 else SignChoice.OPPOSITE
        assert {pair.outcome for pair in compared(mine, copy, choice).pairs} <= {Outcome.MATCHED}
