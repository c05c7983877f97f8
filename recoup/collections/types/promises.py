"""Promises as they cross the border of the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.engines.promises import PromiseState
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class PaymentMethod(StrEnum):
    """How the customer says that it will pay."""

    TRANSFER = "TRANSFER"
    CHEQUE = "CHEQUE"
    CARD = "CARD"
    CASH = "CASH"
    DIRECT_DEBIT = "DIRECT_DEBIT"
    BANK_LOAN = "BANK_LOAN"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _METHOD_LABELS[self]


_METHOD_LABELS: Mapping[PaymentMethod, str] = {
    PaymentMethod.TRANSFER: N_("Bank transfer"),
    PaymentMethod.CHEQUE: N_("Cheque"),
    PaymentMethod.CARD: N_("Card"),
    PaymentMethod.CASH: N_("In cash"),
    PaymentMethod.DIRECT_DEBIT: N_("Direct debit"),
    PaymentMethod.BANK_LOAN: N_("Bank loan"),
    PaymentMethod.OTHER: N_("Other"),
}


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise to be taken: `amount` of the items, all of one customer and currency, by `promise_date`."""

    customer_id: int
    item_ids: tuple[int, ...]
    amount: Money
    promise_date: date
    method: PaymentMethod = PaymentMethod.TRANSFER
    contact_id: int | None = None
    promised_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """A promise and what became of it; good until `deadline`, the days of grace included."""

    id: int
    entity_id: int
    customer_id: int
    activity_id: int | None
    amount: Money
    amount_kept: Money
    promise_date: date
    deadline: date
    tolerance: Decimal
    method: PaymentMethod
    promised_by: str
    note: str
    made_on: date
    made_at: datetime
    taken_by_id: int | None
    taken_by_name: str
    state: PromiseState
    item_ids: tuple[int, ...]
    withdrawn_reason: str

    @property
    def amount_missing(self) -> Money:
        """What of it has not come."""
        return self.amount - self.amount_kept


@dataclass(frozen=True, slots=True)
class PromiseChangeRecord:
    """What a promise became, when, and why."""

    promise_id: int
    state: PromiseState
    amount_kept: Money
    business_date: date
    at: datetime
    reason: Sentence
    by_name: str


@dataclass(frozen=True, slots=True)
class PromiseFilter:
    """Which promises to list; empty fields leave everything. `due_until` keeps those whose deadline is up to it."""

    states: frozenset[PromiseState] = frozenset()
    entity_ids: frozenset[int] | None = None
    customer_id: int | None = None
    taken_by_id: int | None = None
    due_until: date | None = None


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A page of promises, the earliest day first, and how many there are."""

    promises: tuple[PromiseRecord, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PromiseTrack:
    """How a customer kept its promises so far: how many were kept and broken, and how many run."""

    kept: int = 0
    broken: int = 0
    running: int = 0


@dataclass(frozen=True, slots=True)
class JudgedPromises:
    """What judging changed: how many promises were looked at, and how many became what."""

    judged: int
    changed: Mapping[PromiseState, int]
