"""What the reconciliation room can be asked to do, and the refusals that go with it."""

from recoup.reconciliation.operations.clearing import NothingToClear, WordsMissing, clear_difference
from recoup.reconciliation.operations.comparing import ReadingIncomplete, compare_books
from recoup.reconciliation.operations.receiving import (
    LedgerUpload,
    NoLines,
    PeriodInvalid,
    ReadingChange,
    SignedOff,
    change_reading,
    receive_ledger,
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
    "NoLines",
    "NotCompared",
    "NothingToClear",
    "OwnReconciliation",
    "PeriodInvalid",
    "ReadingChange",
    "ReadingIncomplete",
    "SignedOff",
    "WordsMissing",
    "change_reading",
    "clear_difference",
    "compare_books",
    "receive_ledger",
    "sign_off",
]
