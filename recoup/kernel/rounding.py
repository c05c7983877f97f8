"""The only functions that round money; each says where the remainder goes."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from recoup.kernel import currencies
from recoup.kernel.money import Money


def round_half_up(amount: Decimal, currency: str) -> Money:
    """Return `amount` to the minor unit; a half goes away from zero. The remainder is dropped."""
    return Money(amount.quantize(currencies.quantum(currency), ROUND_HALF_UP), currency)


def round_half_even(amount: Decimal, currency: str) -> Money:
    """Return `amount` to the minor unit; a half goes to the even digit. The remainder is dropped."""
    return Money(amount.quantize(currencies.quantum(currency), ROUND_HALF_EVEN), currency)


def split_evenly(money: Money, parts: int) -> tuple[Money, ...]:
    """Return `money` in `parts` parts that sum to it and differ by one minor unit at most.

    The remainder goes to the first parts, one minor unit each: 100.00 in 3 is 33.34, 33.33, 33.33.
    """
    return split_by_shares(money, [Decimal(1)] * parts)


def split_by_shares(money: Money, shares: Sequence[Decimal]) -> tuple[Money, ...]:
    """Return `money` in parts in proportion to `shares` (any scale, none negative) that sum to it.

    Each part is less than one minor unit away from its exact share. The remainder goes, one minor unit
    each, to the parts that lost most by rounding toward zero; of equals, to the first.
    """
    assert shares and all(share >= 0 for share in shares) and any(shares), "shares must be weights"

    quantum = currencies.quantum(money.currency)
    units = int(abs(money.amount) / quantum)
    weights = [Fraction(share) for share in shares]
    whole = sum(weights)
    exact = [units * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_loss = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
    for index in by_loss[: units - sum(parts)]:
        parts[index] += 1

    assert sum(parts) == units
    sign = -1 if money.is_negative() else 1
    return tuple(Money(sign * part * quantum, money.currency) for part in parts)
