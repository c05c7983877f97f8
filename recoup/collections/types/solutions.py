"""Ways out for a customer in difficulties, side by side: what each brings, when, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence


class SolutionKind(StrEnum):
    """A way out."""

    AS_USUAL = "AS_USUAL"
    PLAN = "PLAN"
    DISCOUNT = "DISCOUNT"
    SETTLEMENT = "SETTLEMENT"

    @property
    def label(self) -> str:
        """The words for it on screens, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS: Mapping[SolutionKind, str] = {
    SolutionKind.AS_USUAL: N_("As the customer usually pays"),
    SolutionKind.PLAN: N_("Payment plan"),
    SolutionKind.DISCOUNT: N_("Discount for paying early"),
    SolutionKind.SETTLEMENT: N_("Settlement of what is overdue"),
}


@dataclass(frozen=True, slots=True)
class ExpectedCash:
    """So much money is expected on a day, if all goes as agreed."""

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Solution:
    """A way out with its expected cash and its cost; `parts` is the number of installments, 0 for none.

    `is_free` tells that no second person has to approve it; `told` says what it rests on.
    """

    kind: SolutionKind
    parts: int
    cash: tuple[ExpectedCash, ...]
    given_up: Money
    is_free: bool
    told: Sentence

    @property
    def received(self) -> Money:
        """All money that is expected."""
        return total((one.amount for one in self.cash), currency=self.given_up.currency)

    def within(self, days: int, *, on: date) -> Money:
        """Return what is expected within `days` days after `on`."""
        near = (one.amount for one in self.cash if (one.on - on).days <= days)
        return total(near, currency=self.given_up.currency)
