"""Accounting's cash reports and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.cash.types.bank import BankAccountRecord
from recoup.engines.cash_report import Agreement
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class ReportState(StrEnum):
    """How far a difference with accounting is worked off."""

    OPEN = "OPEN"
    NOTED = "NOTED"
    EXPLAINED = "EXPLAINED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[ReportState, str] = {
    ReportState.OPEN: N_("Not explained yet"),
    ReportState.NOTED: N_("Noted"),
    ReportState.EXPLAINED: N_("Explained"),
}


@dataclass(frozen=True, slots=True)
class CashReportRecord:
    """A cash report: how many of its lines agree, how many differ, and how many of those are open still."""

    id: int
    entity_id: int
    file_id: int
    file_name: str
    from_date: date
    to_date: date
    left_out: tuple[tuple[int, Sentence], ...]
    received_at: datetime
    received_by: str
    matched: int
    differing: int
    open: int


@dataclass(frozen=True, slots=True)
class ReportedMoneyRecord:
    """What a line of a report came to; `state` is None where both sides agree. `difference` is ours less theirs."""

    id: int
    report_id: int
    account: BankAccountRecord
    day: date
    agreement: Agreement
    is_total: bool
    file_line: int | None
    theirs: Money | None
    their_text: str
    ours: Money | None
    our_text: str
    difference: Money
    state: ReportState | None
    owner_id: int | None
    owner_name: str
    note: str
    changed_by: str
    changed_at: datetime | None
