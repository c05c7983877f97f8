"""Money: an exact amount in one currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from recoup.kernel import currencies

# What a column numeric(24,4) holds; every sum of such amounts is exact in 28 digits.
_TOO_LARGE = Decimal("1E+20")


class MixedCurrencies(TypeError):
    """Two currencies met in one sum: a fault of the program, never of the user."""


class InvalidMoney(ValueError):
    """The amount is no finite decimal, too large or too fine for the currency, or the currency is unknown."""


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` of `currency` (ISO 4217), exact; refuses amounts finer than the currency's minor unit.

    :raises InvalidMoney: the amount is not finite, 10^20 or more, or too fine, or the currency is unknown
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise InvalidMoney(f"not a finite decimal: {self.amount!r}")
        if abs(self.amount) >= _TOO_LARGE:
            raise InvalidMoney(f"too large to be kept: {self.amount}")
        if not currencies.is_known(self.currency):
            raise InvalidMoney(f"unknown currency: {self.currency!r}")
        if not is_fine_enough(self.amount, self.currency):
            raise InvalidMoney(f"{self.amount} is finer than the minor unit of {self.currency}")

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing at all, in `currency`."""
        return cls(Decimal(0), currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.amount), self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._same(other)

    def is_zero(self) -> bool:
        """Return whether the amount is zero."""
        return self.amount == 0

    def is_positive(self) -> bool:
        """Return whether the amount is above zero."""
        return self.amount > 0

    def is_negative(self) -> bool:
        """Return whether the amount is below zero."""
        return self.amount < 0

    def _same(self, other: Money) -> Decimal:
        if self.currency != other.currency:
            raise MixedCurrencies(f"{self.currency} met {other.currency}")
        return other.amount


def is_fine_enough(amount: Decimal, currency: str) -> bool:
    """Return whether `amount` has no digits below the minor unit of `currency`, save zeros."""
    _, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int):
        return False
    surplus = -exponent - currencies.minor_unit(currency)
    return surplus <= 0 or not any(digits[-surplus:])


def total(amounts: Iterable[Money], *, currency: str) -> Money:
    """Return the sum of `amounts`, all in `currency`."""
    return sum(amounts, start=Money.zero(currency))
