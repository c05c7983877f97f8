"""The codes of the reconciliation room, with the words that screens show for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.engines.reconciliation import Basis, Outcome
from recoup.engines.reconciliation.schedules import Finding, PaidBy
from recoup.formats.tables.vocabulary.fields import TableKind
from recoup.kernel.sentences import N_


class Kind(StrEnum):
    """What is compared: a customer's account with the customer's ledger, or contracts with their schedule."""

    ACCOUNT = "ACCOUNT"
    SCHEDULE = "SCHEDULE"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _KIND_LABELS[self]

    @property
    def table(self) -> TableKind:
        """What the rows of its file are."""
        return TableKind(self.value)


class Coverage(StrEnum):
    """What the file lists: of a customer's account, or of our contracts."""

    OPEN = "OPEN"
    PERIOD = "PERIOD"
    SOME_CONTRACTS = "SOME"
    ALL_CONTRACTS = "ALL"

    @property
    def kind(self) -> Kind:
        """What a file with this coverage is compared with."""
        return Kind.ACCOUNT if self in (Coverage.OPEN, Coverage.PERIOD) else Kind.SCHEDULE

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


_KIND_LABELS: Mapping[Kind, str] = {
    Kind.ACCOUNT: N_("Customer’s account"),
    Kind.SCHEDULE: N_("Contract schedule"),
}
_COVERAGE_LABELS: Mapping[Coverage, str] = {
    Coverage.OPEN: N_("What is still open"),
    Coverage.PERIOD: N_("All that was posted in a period"),
    Coverage.SOME_CONTRACTS: N_("Some contracts: others are left aside"),
    Coverage.ALL_CONTRACTS: N_("All contracts of our company"),
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

Result = Outcome | Finding
"""What came of a line, by what is compared; no code is used by both."""

OUTCOME_LABELS: Mapping[Result, str] = {
    Outcome.MATCHED: N_("In both books"),
    Outcome.OTHER_AMOUNT: N_("Different amount"),
    Outcome.OTHER_DATE: N_("Different date"),
    Outcome.SETTLED_WITH_US: N_("Settled in our books"),
    Outcome.TWICE_WITH_THEM: N_("Twice in their books"),
    Outcome.MISSING_WITH_US: N_("Missing in our books"),
    Outcome.MISSING_WITH_THEM: N_("Missing in their books"),
    Outcome.OPENING: N_("Opening balance"),
    Finding.NOT_BILLED: N_("Due by the schedule, not in the ledger"),
    Finding.NOT_SCHEDULED: N_("In the ledger, not in the schedule"),
    Finding.TWICE_SCHEDULED: N_("Twice in the schedule"),
    Finding.BILLED_OTHERWISE: N_("Other amount in the ledger"),
    Finding.OTHER_DUE_DATE: N_("Other due date in the ledger"),
    Finding.OTHER_PAID: N_("Other payments in the ledger"),
    Finding.PAID_NOT_BY_BANK: N_("Paid, but no bank told of it"),
    Finding.MONEY_WAITING: N_("Money at the bank that is not applied"),
    Finding.NOT_DUE_YET: N_("Not due and not billed yet"),
    Finding.AGREED: N_("Agrees in all sources"),
}

PAID_BY_LABELS: Mapping[PaidBy, str] = {
    PaidBy.BANK: N_("Paid through the bank"),
    PaidBy.CHEQUE: N_("Paid by cheque"),
    PaidBy.CREDIT_NOTE: N_("Settled by credit note"),
    PaidBy.HAND: N_("Receipts that no bank told of"),
    PaidBy.OTHERWISE: N_("Settled otherwise"),
}


def result_of(code: str) -> Result:
    """Return the result that a code stands for.

    :raises ValueError: no result has this code
    """
    return Finding(code) if code in set(Finding) else Outcome(code)


def is_difference(result: Result) -> bool:
    """Return whether a line with this result has to be cleared up."""
    return result.is_difference if isinstance(result, Finding) else result is not Outcome.MATCHED


def results_of(kind: Kind) -> tuple[Result, ...]:
    """Return what can come of a comparison of this kind, in the order in which it is shown."""
    return tuple(Finding) if kind is Kind.SCHEDULE else tuple(Outcome)


BASIS_LABELS: Mapping[Basis, str] = {
    Basis.NUMBER: N_("by its number"),
    Basis.NUMBER_IN_TEXT: N_("by its number inside a longer one"),
    Basis.NUMBER_CORE: N_("by its number without prefix"),
    Basis.AMOUNT_AND_DATE: N_("by amount and date"),
    Basis.AMOUNT: N_("by its amount alone"),
    Basis.NOTHING: "",
}
