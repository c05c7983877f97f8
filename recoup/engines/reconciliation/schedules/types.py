"""What is compared of contracts, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

_NOTHING = Decimal(0)


class Measure(StrEnum):
    """What a finding is about: the terms of the installment, what was paid of it, where that came from, or money."""

    TERMS = "TERMS"
    PAID = "PAID"
    BANK = "BANK"
    WAITING = "WAITING"


class Finding(StrEnum):
    """What one installment came to; one that differs in several ways has several findings."""

    NOT_BILLED = "NOT_BILLED"
    NOT_SCHEDULED = "NOT_SCHEDULED"
    TWICE_SCHEDULED = "TWICE_SCHEDULED"
    BILLED_OTHERWISE = "BILLED_OTHERWISE"
    OTHER_DUE_DATE = "OTHER_DUE_DATE"
    OTHER_PAID = "OTHER_PAID"
    PAID_NOT_BY_BANK = "PAID_NOT_BY_BANK"
    MONEY_WAITING = "MONEY_WAITING"
    NOT_DUE_YET = "NOT_DUE_YET"
    AGREED = "AGREED"

    @property
    def measure(self) -> Measure:
        """What it is about."""
        return _MEASURES.get(self, Measure.TERMS)

    @property
    def is_difference(self) -> bool:
        """Whether a person has to clear it up."""
        return self not in (Finding.NOT_DUE_YET, Finding.AGREED)


_MEASURES = {
    Finding.OTHER_PAID: Measure.PAID,
    Finding.PAID_NOT_BY_BANK: Measure.BANK,
    Finding.MONEY_WAITING: Measure.WAITING,
}


class PaidBy(StrEnum):
    """Where what was applied to an item came from.

    `HAND` is a receipt that no line of a bank told of: typed in, imported, or brought over from an older program.
    `OTHERWISE` is what no money paid: discounts, write-offs, exchange differences.
    """

    BANK = "BANK"
    CHEQUE = "CHEQUE"
    CREDIT_NOTE = "CREDIT_NOTE"
    HAND = "HAND"
    OTHERWISE = "OTHERWISE"


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """An installment as the schedule has it; `key` is unique, `paid` None where the schedule doesn't say.

    `customer_id` is None where nobody knows whose contract it is; without `due_date` its milestone isn't reached yet.
    """

    key: int
    contract: str
    installment: str
    due_date: date | None
    amount: Decimal
    paid: Decimal | None = None
    customer_id: int | None = None
    customer_name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BilledItem:
    """An item of the ledger: `amount` is what was billed, `paid` what was applied to it until the day, by source.

    Only an installment is looked for by its own number; anything else belongs to the contract that `reference` names.
    """

    key: int
    number: str
    part: int
    reference: str
    due_date: date | None
    amount: Decimal
    paid: Mapping[PaidBy, Decimal] = field(default_factory=dict)
    customer_id: int | None = None
    is_installment: bool = True

    @property
    def paid_total(self) -> Decimal:
        """All that was applied to it."""
        return sum(self.paid.values(), _NOTHING)


@dataclass(frozen=True, slots=True)
class WaitingMoney:
    """Money that a bank told of and that isn't applied yet; without `customer_id` nobody knows whose it is."""

    key: int
    customer_id: int | None
    amount: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class ScheduleBooks:
    """The three sources as of the end of a day, in one currency.

    `is_whole` says that the schedule holds every contract; otherwise contracts that it doesn't name are left aside.
    """

    rows: tuple[ScheduleRow, ...]
    items: tuple[BilledItem, ...]
    money: tuple[WaitingMoney, ...]
    as_of: date
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One finding: what the ledger says less what the other source says is the difference.

    The other source is the schedule, for `BANK` what is explained by bank, cheque or credit, for `WAITING` the bank.
    """

    finding: Finding
    contract: str
    row: ScheduleRow | None
    item: BilledItem | None
    money: WaitingMoney | None
    ours: Decimal | None
    theirs: Decimal | None

    @property
    def difference(self) -> Decimal:
        """What the ledger says less what the other source says."""
        return (self.ours or _NOTHING) - (self.theirs or _NOTHING)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the payments of one contract are; `scheduled_paid` is None when the schedule says nothing of payments.

    `due` is what of the billed fell due until the day, `overdue` what of it is still open, `waiting` what the bank
    holds for the contract. `paid` is by source.
    """

    contract: str
    customer_id: int | None
    customer_name: str
    unit: str
    installments: int
    scheduled: Decimal
    billed: Decimal
    due: Decimal
    paid: Mapping[PaidBy, Decimal]
    overdue: Decimal
    waiting: Decimal
    scheduled_paid: Decimal | None
    differences: int

    @property
    def paid_total(self) -> Decimal:
        """All that was applied to its items."""
        return sum(self.paid.values(), _NOTHING)


@dataclass(frozen=True, slots=True)
class ScheduleComparison:
    """The result: findings and progress by contract, in the order of the schedule."""

    lines: tuple[FoundLine, ...]
    contracts: tuple[Progress, ...]

    @property
    def scheduled(self) -> Decimal:
        """The sum of the schedule."""
        return sum((one.scheduled for one in self.contracts), _NOTHING)

    @property
    def billed(self) -> Decimal:
        """The sum of what the ledger billed."""
        return sum((one.billed for one in self.contracts), _NOTHING)
