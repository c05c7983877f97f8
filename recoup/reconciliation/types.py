"""What may cross the border of the reconciliation room: frozen data and codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.engines.reconciliation import Basis, Outcome, SignChoice, Signs
from recoup.formats.tables.plans import TablePlan
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class Coverage(StrEnum):
    """What the customer's file lists."""

    OPEN = "OPEN"
    PERIOD = "PERIOD"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _COVERAGE_LABELS[self]


class Stage(StrEnum):
    """How far a reconciliation is."""

    READ = "READ"
    COMPARED = "COMPARED"
    SIGNED = "SIGNED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STAGE_LABELS[self]


class DifferenceState(StrEnum):
    """How far a difference is cleared up."""

    OPEN = "OPEN"
    EXPLAINED = "EXPLAINED"
    CORRECTED = "CORRECTED"

    @property
    def label(self) -> str:
        """The English word for a screen, marked for the catalogues."""
        return _STATE_LABELS[self]


_COVERAGE_LABELS: Mapping[Coverage, str] = {
    Coverage.OPEN: N_("What is still open"),
    Coverage.PERIOD: N_("All that was posted in a period"),
}
_STAGE_LABELS: Mapping[Stage, str] = {
    Stage.READ: N_("not compared yet"),
    Stage.COMPARED: N_("being worked off"),
    Stage.SIGNED: N_("signed off"),
}
_STATE_LABELS: Mapping[DifferenceState, str] = {
    DifferenceState.OPEN: N_("not cleared up"),
    DifferenceState.EXPLAINED: N_("explained"),
    DifferenceState.CORRECTED: N_("corrected"),
}

OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.MATCHED: N_("In both books"),
    Outcome.OTHER_AMOUNT: N_("Different amount"),
    Outcome.OTHER_DATE: N_("Different date"),
    Outcome.SETTLED_WITH_US: N_("Settled in our books"),
    Outcome.TWICE_WITH_THEM: N_("Twice in their books"),
    Outcome.MISSING_WITH_US: N_("Missing in our books"),
    Outcome.MISSING_WITH_THEM: N_("Missing in their books"),
    Outcome.OPENING: N_("Opening balance"),
}

BASIS_LABELS: Mapping[Basis, str] = {
    Basis.NUMBER: N_("by its number"),
    Basis.NUMBER_IN_TEXT: N_("by its number inside a longer one"),
    Basis.NUMBER_CORE: N_("by its number without prefix"),
    Basis.AMOUNT_AND_DATE: N_("by amount and date"),
    Basis.AMOUNT: N_("by its amount alone"),
    Basis.NOTHING: "",
}


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
    that nobody has cleared up.
    """

    id: int
    entity_id: int
    customer_id: int
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
    """What one document or payment came to in both books; amounts in our sign, None where a book has nothing.

    `their_lines` are lines of the file. `label` is the English word for what it is with us, marked for the
    catalogues. A line that agrees has no `state`.
    """

    id: int
    reconciliation_id: int
    outcome: Outcome
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
    note: str
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutcomeSum:
    """How many lines had one outcome and what they leave between the balances."""

    outcome: Outcome
    lines: int
    lines_open: int
    difference: Money


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the customer's file: its title and a few of its values."""

    title: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the customer's file is understood: which column is which, and the first rows as they will be compared.

    Rows show number, text, date and amount, the amount in their own sign.
    """

    columns: tuple[ColumnSeen, ...]
    reasons: Mapping[str, Sentence]
    missing: tuple[tuple[str, ...], ...]
    questions: tuple[Sentence, ...]
    rows: tuple[tuple[int, str, str, date | None, Decimal], ...]
