"""Rounding says where the remainder goes, and parts always sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel import currencies
from recoup.kernel.money import Money, total
from recoup.kernel.rounding import round_half_even, round_half_up, split_by_shares, split_evenly

CURRENCIES = st.sampled_from(["USD", "VND", "IRR", "KWD", "PLN"])


@st.composite
def moneys(draw: st.DrawFn) -> Money:
    currency = draw(CURRENCIES)
    units = draw(st.integers(min_value=-(10**17), max_value=10**17))
    return Money(units * currencies.quantum(currency), currency)


SHARES = st.lists(st.decimals(min_value=0, max_value=1000, places=4), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("amount", "currency", "up", "even"),
    [
        ("2.345", "USD", "2.35", "2.34"),
        ("2.355", "USD", "2.36", "2.36"),
        ("-2.345", "USD", "-2.35", "-2.34"),
        ("2.5", "VND", "3", "2"),
        ("-2.5", "IRR", "-3", "-2"),
        ("2.3449", "USD", "2.34", "2.34"),
        ("0.0005", "KWD", "0.001", "0.000"),
    ],
)
def test_a_half(amount: str, currency: str, up: str, even: str) -> None:
    assert round_half_up(Decimal(amount), currency) == Money(Decimal(up), currency)
    assert round_half_even(Decimal(amount), currency) == Money(Decimal(even), currency)


def amounts(parts: tuple[Money, ...]) -> list[str]:
    return [str(part.amount) for part in parts]


def test_the_remainder_of_an_even_split_goes_to_the_first_parts() -> None:
    assert amounts(split_evenly(Money(Decimal("100.00"), "USD"), 3)) == ["33.34", "33.33", "33.33"]
    assert amounts(split_evenly(Money(Decimal("-100.00"), "USD"), 3)) == ["-33.34", "-33.33", "-33.33"]
    assert amounts(split_evenly(Money(Decimal(11), "VND"), 4)) == ["3", "3", "3", "2"]


def test_the_remainder_of_a_split_by_shares_goes_where_most_was_lost() -> None:
    hundred = Money(Decimal("100.01"), "USD")
    assert amounts(split_by_shares(hundred, [Decimal(30), Decimal(70)])) == ["30.00", "70.01"]
    thousand = Money(Decimal(1001), "VND")
    assert amounts(split_by_shares(thousand, [Decimal(1), Decimal(1), Decimal(2)])) == ["250", "250", "501"]


def test_a_share_of_nothing_is_nothing() -> None:
    assert amounts(split_by_shares(Money(Decimal(7), "VND"), [Decimal(0), Decimal(1)])) == ["0", "7"]


@pytest.mark.parametrize("shares", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_shares_that_are_no_weights_are_a_fault_of_the_program(shares: list[Decimal]) -> None:
    with pytest.raises(AssertionError):
        split_by_shares(Money(Decimal(7), "VND"), shares)


@given(moneys(), SHARES)
def test_parts_sum_and_stay_near_their_share(money: Money, shares: list[Decimal]) -> None:
    parts = split_by_shares(money, shares)
    assert len(parts) == len(shares)
    assert total(parts, currency=money.currency) == money
    quantum, whole = currencies.quantum(money.currency), sum(shares)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.amount - money.amount * share / whole) < quantum
        assert not (part.is_positive() and money.is_negative())
        assert not (part.is_negative() and money.is_positive())


@given(moneys(), st.integers(min_value=1, max_value=60))
def test_even_parts_sum_and_differ_by_one_minor_unit_at_most(money: Money, count: int) -> None:
    parts = split_evenly(money, count)
    assert total(parts, currency=money.currency) == money
    assert max(part.amount for part in parts) - min(part.amount for part in parts) <= currencies.quantum(
        money.currency
    )
    assert [abs(part) for part in parts] == sorted((abs(part) for part in parts), reverse=True)


@given(moneys(), SHARES)
def test_splitting_a_credit_mirrors_splitting_a_debit(money: Money, shares: list[Decimal]) -> None:
    assert split_by_shares(-money, shares) == tuple(-part for part in split_by_shares(money, shares))
