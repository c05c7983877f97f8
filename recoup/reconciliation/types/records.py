"""The frozen data of the reconciliation room: reconciliations, their lines, contracts, and how a file is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from recoup.engines.reconciliation import Basis, SignChoice, Signs
from recoup.engines.reconciliation.schedules import PaidBy
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.reconciliation.types.codes import Coverage, DifferenceState, Kind, Result, Stage


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of the file that was not compared, by its line, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the reconciliation off, when, and with which words."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Balances:
    """Both balances, ours and theirs in our sign; the openings are in them when both are known."""

    ours: Money
    theirs: Money
    our_opening: Money | None
    their_opening: Money | None

    @property
    def difference(self) -> Money:
        """How far they are apart: positive when we claim more than they know of."""
        return self.ours - self.theirs


@dataclass(frozen=True, slots=True)
class ReconciliationRecord:
    """A reconciliation as screens and documents show it; without `balances` it was not compared yet.

    `their_opening` is as a person typed it in, in their sign. `differences` counts all, `differences_open` those
    that nobody has cleared up. A schedule has no customer; its balances are what was billed and what it holds.
    """

    id: int
    kind: Kind
    entity_id: int
    customer_id: int | None
    currency: str
    coverage: Coverage
    from_date: date | None
    as_of: date
    file_name: str
    sha256: str
    plan: TablePlan
    sign: SignChoice
    signs: Signs | None
    their_opening: Decimal | None
    stage: Stage
    balances: Balances | None
    lines: int
    differences: int
    differences_open: int
    left_out: tuple[LeftOut, ...]
    left_out_count: int
    made_by_id: int
    made_by: str
    made_at: datetime
    compared_at: datetime | None
    signature: Signature | None

    @property
    def is_signed(self) -> bool:
        """Whether nothing changes any more."""
        return self.stage is Stage.SIGNED


@dataclass(frozen=True, slots=True)
class ComparedLineRecord:
    """What one document, payment or installment came to; amounts in our sign, None where a source has nothing.

    `their_lines` are lines of the file. `label` is the English word for what it is with us, marked for the
    catalogues. A line that needs no clearing has no `state`; `clear_by` is when it should be cleared up.
    """

    id: int
    reconciliation_id: int
    outcome: Result
    contract: str
    basis: Basis
    label: str
    our_number: str
    our_day: date | None
    our_amount: Money | None
    item_ids: tuple[int, ...]
    their_number: str
    their_text: str
    their_day: date | None
    their_amount: Money | None
    their_lines: tuple[int, ...]
    difference: Money
    state: DifferenceState | None
    owner_id: int | None
    clear_by: date | None
    note: str
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutcomeSum:
    """How many lines had one outcome and what they leave between the balances, or between ledger and bank."""

    outcome: Result
    lines: int
    lines_open: int
    difference: Money


@dataclass(frozen=True, slots=True)
class ContractProgress:
    """How far the payments of one contract are, by schedule, ledger and bank.

    `due` fell due until the day, `overdue` is what of it is open; `paid` is what was applied, `paid_by` from where;
    `waiting` is what the bank holds for it unapplied. `scheduled_paid` is None where the schedule doesn't say.
    """

    contract: str
    customer_id: int | None
    customer_name: str
    unit: str
    installments: int
    scheduled: Money
    billed: Money
    due: Money
    paid: Money
    paid_by: Mapping[PaidBy, Money]
    overdue: Money
    waiting: Money
    scheduled_paid: Money | None
    differences: int


@dataclass(frozen=True, slots=True)
class ToldReceipt:
    """What is known of a receipt outside the ledger: whether a bank told of it, and what was said with it."""

    is_from_bank: bool
    text: str


class Clearing(NamedTuple):
    """What a person writes about a difference: how far it is, why, who looks after it and until when."""

    state: DifferenceState
    note: str
    owner_id: int | None = None
    clear_by: date | None = None


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the file: its title and a few of its values."""

    title: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file is understood: which column is which, and the first rows as they will be compared.

    Rows show number, text, date and amount, the amount in their own sign; of a schedule contract and installment.
    """

    columns: tuple[ColumnSeen, ...]
    reasons: Mapping[str, Sentence]
    missing: tuple[tuple[str, ...], ...]
    questions: tuple[Sentence, ...]
    rows: tuple[tuple[int, str, str, date | None, Decimal], ...]
