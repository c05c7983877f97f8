"""Ways out for a customer in difficulties, side by side: what each brings, when, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence


class SolutionKind(StrEnum):
    """A way out."""

    AS_USUAL = "AS_USUAL"
    PLAN = "PLAN"
    DISCOUNT = "DISCOUNT"
    SETTLEMENT = "SETTLEMENT"
    LEGAL = "LEGAL"

    @property
    def label(self) -> str:
        """The words for it on screens, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS: Mapping[SolutionKind, str] = {
    SolutionKind.AS_USUAL: N_("As the customer usually pays"),
    SolutionKind.PLAN: N_("Payment plan"),
    SolutionKind.DISCOUNT: N_("Discount for paying early"),
    SolutionKind.SETTLEMENT: N_("Settlement of what is overdue"),
    SolutionKind.LEGAL: N_("Legal action"),
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
        return _within(self.cash, days, on, self.given_up.currency)


def _within(cash: Iterable[ExpectedCash], days: int, on: date, currency: str) -> Money:
    return total((one.amount for one in cash if (one.on - on).days <= days), currency=currency)


class SolutionState(StrEnum):
    """What became of a proposal of a solution."""

    PROPOSED = "PROPOSED"
    APPROVED = "APPROVED"
    REFUSED = "REFUSED"
    CARRIED_OUT = "CARRIED_OUT"
    OVERTAKEN = "OVERTAKEN"

    @property
    def label(self) -> str:
        """The name of the state on screens, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[SolutionState, str] = {
    SolutionState.PROPOSED: N_("Waiting for approval"),
    SolutionState.APPROVED: N_("Approved"),
    SolutionState.REFUSED: N_("Refused"),
    SolutionState.CARRIED_OUT: N_("Carried out"),
    SolutionState.OVERTAKEN: N_("Overtaken: what is owed changed"),
}


@dataclass(frozen=True, slots=True)
class NewSolutionProposal:
    """The way out that a person proposes, by its kind and number of installments, and why."""

    customer_id: int
    currency: str
    kind: SolutionKind
    parts: int
    reason: str


@dataclass(frozen=True, slots=True)
class SolutionProposalRecord:
    """A way out as it was proposed: `cash` is what was to be expected of it, `usual` what the habit alone would bring.

    `usual` is None where the customer has no habit to speak of. `approval_id` is the request about it.
    """

    id: int
    entity_id: int
    customer_id: int
    kind: SolutionKind
    parts: int
    percent: Decimal | None
    debt: Money
    given_up: Money
    cash: tuple[ExpectedCash, ...]
    usual: tuple[ExpectedCash, ...] | None
    told: Sentence
    reason: str
    made_by: str
    made_on: date
    made_at: datetime
    state: SolutionState
    approval_id: int

    @property
    def received(self) -> Money:
        """All money that was to be expected."""
        return total((one.amount for one in self.cash), currency=self.debt.currency)

    def within(self, days: int) -> Money:
        """Return what was to be expected within `days` days."""
        return _within(self.cash, days, self.made_on, self.debt.currency)

    def effect(self, days: int) -> Money | None:
        """Return how much more was to be expected within `days` days than without it; None where nobody knows."""
        if self.usual is None:
            return None
        return self.within(days) - _within(self.usual, days, self.made_on, self.debt.currency)
