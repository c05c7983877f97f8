"""Remittance advices: brought in, given to the receipt that they are about, taken off it again."""

from recoup.cash.operations.advices.attaching import attach_advice, detach_advice
from recoup.cash.operations.advices.receiving import AdviceKnown, import_advice

__all__ = ["AdviceKnown", "attach_advice", "detach_advice", "import_advice"]
