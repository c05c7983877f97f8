"""A world of payments: who owes what, who pays what, and the truth about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from recoup.engines.matching import Customer, OpenItem, Rate, Receipt
from recoup.ops.bench.payments.names import Company


class Naming(StrEnum):
    """How a payment tells what it is for."""

    EXACT = "exact"
    NOISY = "noisy"
    NONE = "none"
    STRUCTURED = "structured"
    ADVICE = "advice"


class Trouble(StrEnum):
    """What makes a payment hard to match."""

    PLAIN = "plain"
    SHORT = "short"
    CHARGE = "charge"
    DISCOUNT = "discount"
    WITHHELD = "withheld"
    CURRENCY = "currency"
    PART = "part"
    CREDIT = "credit"
    OVER = "over"
    BALANCE = "balance"
    DUPLICATE = "duplicate"
    ADVANCE = "advance"
    JUNK = "junk"
    RETURNED = "returned"


UNMATCHABLE = frozenset({Trouble.DUPLICATE, Trouble.ADVANCE, Trouble.JUNK, Trouble.RETURNED})


@dataclass(frozen=True, slots=True)
class Truth:
    """What a receipt really pays: the cents cleared on each item (its currency); nothing for what pays no item."""

    line_id: int
    cleared: Mapping[int, Decimal]
    naming: Naming
    trouble: Trouble
    customer_id: int | None
    is_group: bool = False

    @property
    def kind(self) -> str:
        """How many items, and how they are named."""
        if not self.cleared:
            return "pays nothing"
        return f"{'one' if len(self.cleared) == 1 else 'many'} {self.naming}"


@dataclass(frozen=True, slots=True)
class Day:
    """What happens on one day: new items, then receipts with their truth."""

    day: date
    items: tuple[OpenItem, ...]
    receipts: tuple[Receipt, ...]
    truths: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class World:
    """A company's receivables over some days. `customers` are as the master data have them, no more."""

    seed: int
    currency: str
    customers: tuple[Customer, ...]
    companies: Mapping[int, Company]
    rates: tuple[Rate, ...]
    items: tuple[OpenItem, ...]
    days: tuple[Day, ...]
