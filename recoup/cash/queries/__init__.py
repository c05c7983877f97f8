"""What others may ask about cash."""

from recoup.cash.queries.receipts import evidence_of

__all__ = ["evidence_of"]
