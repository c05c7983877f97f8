"""What others may do to cash."""

from recoup.cash.operations.application import apply_receipts
from recoup.cash.operations.bank import (
    add_bank_account,
    change_bank_account,
    import_bank_file,
    review_statement,
    sign_off_day,
)
from recoup.cash.operations.posting import post_receipts

__all__ = [
    "add_bank_account",
    "apply_receipts",
    "change_bank_account",
    "import_bank_file",
    "post_receipts",
    "review_statement",
    "sign_off_day",
]
