"""The rules of matching as data: what counts how much, what is tolerated, when to apply, propose or stay silent.

Points are decibans: ten of them mean ten times as likely. All weights are whole numbers that a rulebook can hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from recoup.engines.matching.types import Clue, Reason


class Tier(StrEnum):
    """Where to look for what a receipt pays, in the order in which the policy names them."""

    ADVICE = "ADVICE"
    NAMED = "NAMED"
    AMOUNT = "AMOUNT"
    HABIT = "HABIT"
    SETTLED = "SETTLED"


WEIGHTS: Mapping[Clue, int] = {
    Clue.SAID: 60,
    Clue.VIRTUAL_ACCOUNT: 45,
    Clue.ACCOUNT: 35,
    Clue.ACCOUNT_SHARED: 22,
    Clue.CUSTOMER_NUMBER: 25,
    Clue.ALIAS: 30,
    Clue.NAME: 28,
    Clue.NAME_CLOSE: 18,
    Clue.NAME_LOOSE: 8,
    Clue.GROUP: -6,
    Clue.STRANGER: -40,
    Clue.STRUCTURED: 55,
    Clue.NUMBER: 45,
    Clue.NUMBER_ALIKE: 35,
    Clue.NUMBER_DIGITS: 32,
    Clue.NUMBER_PART: 20,
    Clue.NUMBER_WEAK: 8,
    Clue.CONTRACT: 20,
    Clue.ADVICE: 50,
    Clue.REST_UNNAMED: -8,
    Clue.LEFT_OUT: -35,
    Clue.DIFFERENCE: -4,
    Clue.SHORT: -12,
    Clue.OVER: -35,
    Clue.CONVERTED: -4,
    Clue.HABIT: 10,
    Clue.ADVANCE: -60,
    Clue.UNEXPLAINED: -6,
    Clue.DUPLICATE: 0,
}

ADVANCE_WORDS: tuple[str, ...] = (
    *("deposit", "prepayment", "prepaid", "pre payment", "advance", "down payment", "pro forma", "retainer"),
    *("anzahlung", "vorkasse", "vorauszahlung", "vorauskasse", "kaution", "acompte", "arrhes", "caution"),
    *("zaliczka", "zaliczki", "zaliczke", "przedplata", "przedplaty", "kaucja", "kaucji", "zadatek"),
    *("dat coc", "tien coc", "coc", "tam ung", "tra truoc", "ung truoc", "thanh toan truoc", "ky quy"),
    *("pish pardakht", "pishpardakht", "beyaneh", "bei'aneh", "پیش پرداخت", "بیعانه", "ودیعه", "علی الحساب"),
    *("预付款", "预付", "预收", "定金", "订金", "押金", "保证金", "yufukuan", "dingjin", "yajin"),
    *("anticipo", "acconto", "voorschot"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds, tolerances and weights of one entity at one time.

    Rates are fractions. `charge_max` and `difference_max` are amounts by currency; a currency that isn't there
    has the tolerance zero. Items that nothing names are applied only when an accident is rarer than one in two to
    the power of `chance_bits_min`. `work_max` bounds the sums tried for one receipt.
    """

    tiers: tuple[Tier, ...] = tuple(Tier)
    apply_from: int = 56
    propose_from: int = -50
    lead: int = 12
    weights: Mapping[Clue, int] = field(default_factory=lambda: dict(WEIGHTS))
    amount_points_max: int = 30
    chance_bits_min: int = 7
    discount_rates: tuple[Decimal, ...] = (Decimal("0.02"), Decimal("0.03"))
    withholding_rates: tuple[Decimal, ...] = (Decimal("0.05"), Decimal("0.10"))
    charge_max: Mapping[str, Decimal] = field(default_factory=dict)
    difference_max: Mapping[str, Decimal] = field(default_factory=dict)
    rate_tolerance: Decimal = Decimal("0.01")
    applied_reasons: frozenset[Reason] = frozenset(
        {Reason.DISCOUNT, Reason.TAX_WITHHELD, Reason.SMALL_DIFFERENCE}
    )
    apply_short: bool = False
    apply_foreign_currency: bool = False
    advance_words: tuple[str, ...] = ADVANCE_WORDS
    proposals_max: int = 5
    work_max: int = 20_000
    duplicate_days: int = 180

    def weight(self, clue: Clue) -> int:
        """Return the points of one clue; a clue that the rulebook doesn't name counts nothing."""
        return self.weights.get(clue, 0)
