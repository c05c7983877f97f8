"""What others may do to cash."""

from recoup.cash.operations.application import apply_receipts
from recoup.cash.operations.posting import post_receipts

__all__ = ["apply_receipts", "post_receipts"]
