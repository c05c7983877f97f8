"""Remittance advices: brought in, given to the receipt that they are about, taken off it again."""

from recoup.cash.operations.advices.attaching import attach_advice, detach_advice
from recoup.cash.operations.advices.receiving import import_advice

__all__ = ["attach_advice", "detach_advice", "import_advice"]
