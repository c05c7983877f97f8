"""Money that names nothing is spread in the order that the law of the place or the contract sets."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.matching.allocation import (
    COSTS_INTEREST_PRINCIPAL,
    DESIGNATED_WITH_ITS_INTEREST,
    OLDEST_FIRST,
    PRINCIPAL_FIRST,
    Among,
    Debt,
    DebtKind,
    Rank,
    Scope,
    Step,
    allocate,
    order_of,
)
from recoup.kernel.money import Money

DAY = date(2026, 3, 2)
COSTS, INTEREST, PRINCIPAL = DebtKind.COSTS, DebtKind.INTEREST, DebtKind.PRINCIPAL


def debt(
    debt_id: int, amount: str, kind: DebtKind = PRINCIPAL, *, due: int = 1, group: int | None = None
) -> Debt:
    return Debt(debt_id, Decimal(amount), kind, date(2026, 1, due), group=group)


OWED = [
    debt(1, "1000.00", due=5, group=1),
    debt(2, "40.00", INTEREST, due=20, group=1),
    debt(3, "15.00", COSTS, due=25, group=1),
    debt(4, "500.00", due=1, group=4),
    debt(5, "10.00", INTEREST, due=21, group=4),
]


@pytest.mark.parametrize(
    ("order", "money", "designated", "expected"),
    [
        (COSTS_INTEREST_PRINCIPAL, "100.00", (), {3: "15.00", 2: "40.00", 5: "10.00", 4: "35.00"}),
        (COSTS_INTEREST_PRINCIPAL, "100.00", (1,), {3: "15.00", 2: "40.00", 1: "45.00"}),
        (DESIGNATED_WITH_ITS_INTEREST, "100.00", (1,), {2: "40.00", 3: "15.00", 1: "45.00"}),
        (DESIGNATED_WITH_ITS_INTEREST, "520.00", (), {5: "10.00", 4: "500.00", 2: "10.00"}),
        (PRINCIPAL_FIRST, "1510.00", (), {4: "500.00", 1: "1000.00", 3: "10.00"}),
        (OLDEST_FIRST, "600.00", (), {5: "10.00", 4: "500.00", 2: "40.00", 3: "15.00", 1: "35.00"}),
        (OLDEST_FIRST, "2000.00", (), {5: "10.00", 4: "500.00", 2: "40.00", 3: "15.00", 1: "1000.00"}),
    ],
)
def test_the_order_of_the_law(
    order: tuple[Step, ...], money: str, designated: tuple[int, ...], expected: dict[int, str]
) -> None:
    spread = allocate(Money(Decimal(money), "EUR"), OWED, order, on=DAY, designated=designated)
    assert spread.shares() == {debt_id: Decimal(amount) for debt_id, amount in expected.items()}
    assert spread.left == Decimal(money) - sum(map(Decimal, expected.values()))


def test_what_is_due_comes_before_what_is_not() -> None:
    later = Debt(9, Decimal("50"), due_date=date(2026, 9, 1), issue_date=date(2025, 1, 1))
    spread = allocate(Money(Decimal("60"), "EUR"), [later, debt(1, "40")], COSTS_INTEREST_PRINCIPAL, on=DAY)
    assert spread.shares() == {1: Decimal(40), 9: Decimal(20)}


def test_in_proportion_every_cent_is_placed() -> None:
    owed = [debt(n, amount) for n, amount in ((1, "100.00"), (2, "100.00"), (3, "100.00"))]
    spread = allocate(Money(Decimal("100.00"), "EUR"), owed, [Step(among=Among.PROPORTIONAL)], on=DAY)
    assert spread.shares() == {1: Decimal("33.34"), 2: Decimal("33.33"), 3: Decimal("33.33")}


def test_a_cap_holds_over_all_steps() -> None:
    capped = [Step(Scope.DUE, caps={INTEREST: Decimal("0.2")}), Step(caps={INTEREST: Decimal("0.2")})]
    owed = [debt(1, "80.00", INTEREST), debt(2, "500.00")]
    spread = allocate(Money(Decimal("100.00"), "EUR"), owed, capped, on=DAY)
    assert spread.shares() == {1: Decimal("20.00"), 2: Decimal("80.00")}


def test_a_rule_becomes_steps_and_what_no_program_knows_is_left_out() -> None:
    kinds = (DebtKind.COSTS, INTEREST, DebtKind.PRINCIPAL)
    assert order_of((Rank.PAYER_CHOICE, Rank.DUE_FIRST, Rank.OLDEST_DUE), kinds) == COSTS_INTEREST_PRINCIPAL
    assert order_of((Rank.PRO_RATA,), kinds) == (Step(kinds=kinds, among=Among.PROPORTIONAL),)


def test_impossible_debts_are_refused() -> None:
    with pytest.raises(ValueError, match="open"):
        allocate(Money(Decimal(1), "EUR"), [debt(1, "0")], OLDEST_FIRST, on=DAY)


orders = st.sampled_from(
    (
        COSTS_INTEREST_PRINCIPAL,
        DESIGNATED_WITH_ITS_INTEREST,
        PRINCIPAL_FIRST,
        OLDEST_FIRST,
        (Step(among=Among.PROPORTIONAL, caps={INTEREST: Decimal("0.3")}), Step()),
    )
)
owed_lists = st.lists(
    st.tuples(st.integers(1, 10**6), st.sampled_from(list(DebtKind)), st.integers(1, 28), st.integers(0, 3)),
    max_size=12,
)


@given(orders, owed_lists, st.integers(0, 10**7), st.randoms(use_true_random=False), st.booleans())
def test_nothing_is_lost_and_the_order_of_the_debts_changes_nothing(
    order: tuple[Step, ...],
    facts: list[tuple[int, DebtKind, int, int]],
    cents: int,
    random: Random,
    is_dong: bool,
) -> None:
    unit, currency = (Decimal(1), "VND") if is_dong else (Decimal("0.01"), "EUR")
    owed = [
        Debt(n, amount * unit, kind, date(2026, 1, due), group=group or None)
        for n, (amount, kind, due, group) in enumerate(facts, 1)
    ]
    money = Money(cents * unit, currency)
    spread = allocate(money, owed, order, on=DAY, designated=[1])
    shares = spread.shares()
    total = sum((bill.amount_open for bill in owed), start=Decimal(0))
    assert sum(shares.values(), start=spread.left) == money.amount
    assert spread.left == max(Decimal(0), money.amount - total)
    assert all(0 < shares.get(bill.debt_id, unit) <= bill.amount_open for bill in owed)
    mixed = list(owed)
    random.shuffle(mixed)
    assert allocate(money, mixed, order, on=DAY, designated=[1]) == spread
