"""The only functions that round money; each says where the remainder goes."""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import lcm

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

    if len(shares) == 1:
        return (money,)
    quantum = currencies.quantum(money.currency)
    units = int(abs(money.amount) / quantum)
    weights = _whole_weights(shares)
    whole = sum(weights)
    parts = [units * weight // whole for weight in weights]
    lost = [units * weight % whole for weight in weights]
    for index in sorted(range(len(parts)), key=lambda index: -lost[index])[: units - sum(parts)]:
        parts[index] += 1

    assert sum(parts) == units
    sign = -1 if money.is_negative() else 1
    return tuple(Money(sign * part * quantum, money.currency) for part in parts)


def _whole_weights(shares: Sequence[Decimal]) -> list[int]:
    """Return whole numbers in exactly the proportion of `shares`."""
    ratios = [share.as_integer_ratio() for share in shares]
    scale = lcm(*(denominator for _, denominator in ratios))
    return [numerator * (scale // denominator) for numerator, denominator in ratios]
