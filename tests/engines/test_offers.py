"""Offers: what is given up is split to the last bit, and only money in time takes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.engines.offers import NothingToOffer, OfferVerdict, judge_offer, let_off, price
from recoup.kernel.money import Money, total

pytestmark = pytest.mark.duty("D5")
LAST = date(2026, 4, 30)


def eur(amount: str | Decimal) -> Money:
    return Money(Decimal(amount), "EUR")


def test_two_percent_of_two_invoices() -> None:
    priced = price([eur("700.00"), eur("500.00")], percent=Decimal(2), to_pay=None)
    assert priced.to_pay == eur("1176.00")
    assert priced.discounts == (eur("14.00"), eur("10.00"))


def test_a_settlement_by_the_amount_to_pay() -> None:
    priced = price([eur("1000.00")], percent=None, to_pay=eur("750.00"))
    assert (priced.discount, priced.percent) == (eur("250.00"), Decimal(25))


@pytest.mark.parametrize("percent", ["0", "100", "-1", "0.0001"])
def test_what_gives_nothing_or_everything_is_no_offer(percent: str) -> None:
    with pytest.raises(NothingToOffer):
        price([eur("10.00")], percent=Decimal(percent), to_pay=None)


@pytest.mark.parametrize(
    ("paid_on", "paid", "on", "verdict"),
    [
        (date(2026, 4, 30), "960", date(2026, 4, 30), OfferVerdict.TAKEN),
        (date(2026, 5, 1), "960", date(2026, 5, 1), OfferVerdict.EXPIRED),
        (date(2026, 4, 20), "959.99", date(2026, 4, 30), OfferVerdict.WAITS),
        (date(2026, 4, 20), "959.99", date(2026, 5, 1), OfferVerdict.EXPIRED),
        (date(2026, 4, 30), "960", date(2026, 5, 9), OfferVerdict.TAKEN),
        (date(2026, 4, 30), "960", date(2026, 4, 29), OfferVerdict.WAITS),
    ],
)
def test_only_enough_money_in_time_takes_an_offer(
    paid_on: date, paid: str, on: date, verdict: OfferVerdict
) -> None:
    payments = [(paid_on, Decimal(paid))]
    assert judge_offer(to_pay=Decimal(960), valid_until=LAST, payments=payments, on=on) is verdict


@given(
    amounts=st.lists(st.decimals(Decimal("0.01"), Decimal("99999"), places=2), min_size=1, max_size=8),
    percent=st.decimals(Decimal("0.5"), Decimal(90), places=1),
)
def test_no_cent_is_lost_between_what_is_paid_and_given_up(amounts: list[Decimal], percent: Decimal) -> None:
    try:
        priced = price([eur(amount) for amount in amounts], percent=percent, to_pay=None)
    except NothingToOffer:
        return
    assert priced.to_pay + priced.discount == priced.debt
    assert total(priced.discounts, currency="EUR") == priced.discount


@given(
    amounts=st.lists(st.decimals(Decimal(0), Decimal(999), places=2), max_size=8),
    discount=st.decimals(Decimal(0), Decimal(999), places=2),
)
def test_never_more_is_let_off_than_is_open_or_was_offered(amounts: list[Decimal], discount: Decimal) -> None:
    taken = let_off(amounts, discount)
    assert all(part <= amount for part, amount in zip(taken, amounts, strict=True))
    assert sum(taken) == min(discount, sum(amounts))
