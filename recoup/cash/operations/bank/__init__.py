"""Bank statements taken in: accounts of ours, files of the banks, the daily review."""

from recoup.cash.operations.bank.accounts import (
    BankAccountExists,
    NoAccountNumber,
    UnknownAccountCurrency,
    add_bank_account,
    change_bank_account,
)
from recoup.cash.operations.bank.importing import import_bank_file
from recoup.cash.operations.bank.review import (
    DayIncomplete,
    NothingToSign,
    NotReviewed,
    OtherPersonNeeded,
    SignedAlready,
    review_statement,
    sign_off_day,
)

__all__ = [
    "BankAccountExists",
    "DayIncomplete",
    "NoAccountNumber",
    "NotReviewed",
    "NothingToSign",
    "OtherPersonNeeded",
    "SignedAlready",
    "UnknownAccountCurrency",
    "add_bank_account",
    "change_bank_account",
    "import_bank_file",
    "review_statement",
    "sign_off_day",
]
