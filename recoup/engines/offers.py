"""Offers: less is asked for when it is paid by a day. What is given up on each item, and whether an offer is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money, total
from recoup.kernel.rounding import round_half_up, split_by_shares
from recoup.kernel.sentences import N_

_HUNDRED = Decimal(100)


class NothingToOffer(DomainError):
    """Nothing is owed, or nothing would be left to pay, or nothing would be given up."""

    text = N_("An offer gives up something, and leaves something to be paid.")


class OfferVerdict(StrEnum):
    """What becomes of an offer."""

    WAITS = "WAITS"
    TAKEN = "TAKEN"
    EXPIRED = "EXPIRED"


@dataclass(frozen=True, slots=True)
class Priced:
    """What is to be paid of a debt, and what is given up: in all, and of each item in the order given."""

    debt: Money
    discount: Money
    discounts: tuple[Money, ...]

    @property
    def to_pay(self) -> Money:
        """What the customer pays to have it taken."""
        return self.debt - self.discount

    @property
    def percent(self) -> Decimal:
        """The share given up, in percent."""
        return self.discount.amount * _HUNDRED / self.debt.amount


def price(open_amounts: Sequence[Money], *, percent: Decimal | None, to_pay: Money | None) -> Priced:
    """Return the price of an offer, by a percentage given up or by the amount to pay: just one of them.

    The discount is rounded half up to the minor unit, and split in proportion to what is open of each item; the
    remainder goes as `split_by_shares` says.

    :raises NothingToOffer: nothing is given up, or nothing is left to be paid
    """
    assert (percent is None) is not (to_pay is None), "a percentage or an amount"
    if not open_amounts or not all(amount.is_positive() for amount in open_amounts):
        raise NothingToOffer
    debt = total(open_amounts, currency=open_amounts[0].currency)
    if to_pay is not None:
        discount = debt - to_pay
    else:
        assert percent is not None
        discount = round_half_up(debt.amount * percent / _HUNDRED, debt.currency)
    if not (discount.is_positive() and discount < debt):
        raise NothingToOffer
    discounts = split_by_shares(discount, [amount.amount for amount in open_amounts])

    assert total(discounts, currency=debt.currency) + (debt - discount) == debt
    return Priced(debt, discount, discounts)


def judge_offer(
    *, to_pay: Decimal, valid_until: date, payments: Iterable[tuple[date, Decimal]], on: date
) -> OfferVerdict:
    """Return what becomes of an offer on a day: taken when enough came in time, expired when the time is over.

    `payments` are days and amounts that came off the offer's items since it was made; those that count after
    `valid_until` are late. The last day counts.
    """
    in_time = sum((amount for day, amount in payments if day <= min(on, valid_until)), start=Decimal(0))
    if in_time >= to_pay:
        return OfferVerdict.TAKEN
    return OfferVerdict.EXPIRED if on > valid_until else OfferVerdict.WAITS


def let_off(open_amounts: Sequence[Decimal], discount: Decimal) -> tuple[Decimal, ...]:
    """Return what is taken off each item when an offer is taken: what is left open, up to the discount, in order."""
    taken = []
    left = discount
    for amount in open_amounts:
        part = min(max(amount, Decimal(0)), left)
        taken.append(part)
        left -= part
    assert sum(taken) <= discount
    return tuple(taken)
