"""What the reconciliation room can be asked to do, and the refusals that go with it."""

from recoup.reconciliation.operations.clearing import (
    NothingToClear,
    WordsMissing,
    clear_alike,
    clear_difference,
)
from recoup.reconciliation.operations.comparing import ReadingIncomplete, compare_books
from recoup.reconciliation.operations.contracts import compare_contracts
from recoup.reconciliation.operations.receiving import (
    LedgerUpload,
    NoInstallments,
    NoLines,
    PeriodInvalid,
    ReadingChange,
    ScheduleUpload,
    SignedOff,
    change_reading,
    receive_ledger,
    receive_schedule,
)
from recoup.reconciliation.operations.signing import (
    DifferencesOpen,
    NotCompared,
    OwnReconciliation,
    sign_off,
)

__all__ = [
    "DifferencesOpen",
    "LedgerUpload",
    "NoInstallments",
    "NoLines",
    "NotCompared",
    "NothingToClear",
    "OwnReconciliation",
    "PeriodInvalid",
    "ReadingChange",
    "ReadingIncomplete",
    "ScheduleUpload",
    "SignedOff",
    "WordsMissing",
    "change_reading",
    "clear_alike",
    "clear_difference",
    "compare_books",
    "compare_contracts",
    "receive_ledger",
    "receive_schedule",
    "sign_off",
]
