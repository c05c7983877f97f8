"""Money is exact, of one currency, and no finer than the currency."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.kernel import currencies
from recoup.kernel.money import InvalidMoney, MixedCurrencies, Money, is_fine_enough, total

AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def test_amounts_add_up_exactly() -> None:
    assert usd("0.10") + usd("0.20") == usd("0.30")
    assert usd("10.00") - usd("12.50") == usd("-2.50")
    assert -usd("5.00") == usd("-5.00")
    assert abs(usd("-5.00")) == usd("5.00")


def test_ledgers_in_rial_and_dong_keep_every_digit() -> None:
    large = Money(Decimal("9007199254740993"), "IRR")
    assert large + Money(Decimal(1), "IRR") == Money(Decimal("9007199254740994"), "IRR")
    assert usd("1234567890123456.78").amount == Decimal("1234567890123456.78")


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("0.001", "USD"),
        ("0.5", "VND"),
        ("0.5", "IRR"),
        ("0.0001", "KWD"),
        ("NaN", "USD"),
        ("Infinity", "USD"),
        ("1E+20", "USD"),
        ("1E+999999", "USD"),
        ("1E-999999", "USD"),
        ("1", "usd"),
        ("1", "XXX"),
        ("1", "ZZZ"),
        ("1", ""),
    ],
)
def test_what_is_no_money_is_refused(amount: str, currency: str) -> None:
    with pytest.raises(InvalidMoney):
        Money(Decimal(amount), currency)


def test_an_int_or_a_float_is_no_amount() -> None:
    with pytest.raises(InvalidMoney):
        Money(1.5, "USD")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InvalidMoney):
        Money(1, "USD")  # type: ignore[arg-type]  # the point of the test


def test_zeros_below_the_minor_unit_do_not_count() -> None:
    assert Money(Decimal("12.3400"), "USD") == usd("12.34")
    assert hash(Money(Decimal("12.3400"), "USD")) == hash(usd("12.34"))
    assert is_fine_enough(Decimal("100.000"), "VND")
    assert not is_fine_enough(Decimal("0.004"), "USD")
    assert is_fine_enough(Decimal("0.000"), "USD")


def test_two_currencies_never_meet_in_one_sum() -> None:
    euro = Money(Decimal("1.00"), "EUR")
    for together in (lambda: usd("1") + euro, lambda: usd("1") - euro, lambda: usd("1") < euro):
        with pytest.raises(MixedCurrencies):
            together()
    assert usd("1") != euro


def test_order_and_sign() -> None:
    assert usd("1.00") < usd("1.01") <= usd("1.01")
    assert usd("1.01") > usd("1.00") >= usd("1.00")
    assert usd("0").is_zero() and not usd("0").is_positive() and not usd("0").is_negative()
    assert usd("0.01").is_positive() and usd("-0.01").is_negative()


def test_the_total_of_nothing_is_zero() -> None:
    assert total([], currency="PLN") == Money.zero("PLN")


@given(st.lists(AMOUNTS, max_size=20))
def test_a_total_is_the_sum_of_its_amounts(amounts: list[Decimal]) -> None:
    assert total((Money(amount, "EUR") for amount in amounts), currency="EUR").amount == sum(amounts)


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("USD", 2),
        ("PLN", 2),
        ("CNY", 2),
        ("VND", 0),
        ("IRR", 0),
        ("JPY", 0),
        ("KWD", 3),
        ("RSD", 2),
        ("IQD", 3),
    ],
)
def test_minor_units(code: str, decimals: int) -> None:
    assert currencies.minor_unit(code) == decimals
    assert currencies.quantum(code) == Decimal(10) ** -decimals
    assert currencies.is_known(code)
