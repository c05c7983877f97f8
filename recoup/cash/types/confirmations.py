"""What a customer is told about its payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ClearedItem:
    """An item that a receipt paid: `paid` of the receipt's money; `amount_open` is what remains, in its currency."""

    number: str
    paid: Decimal
    amount_open: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PaidReceipt:
    """Money that came, with the customer's items that it paid. `amount` is all that came."""

    receipt_id: int
    received_on: date
    reference: str
    amount: Decimal
    items: tuple[ClearedItem, ...]


@dataclass(frozen=True, slots=True)
class ConfirmablePayments:
    """What one customer is to be told about one currency.

    `deed_ids` are the applications that were not told yet; `taken_back` are items of applications that were told and
    undone since, by `retracted_ids`. `amount_unapplied` is what stays with the customer unapplied, positive.
    """

    customer_id: int
    currency: str
    receipts: tuple[PaidReceipt, ...]
    taken_back: tuple[ClearedItem, ...]
    amount_unapplied: Decimal
    deed_ids: tuple[int, ...]
    retracted_ids: tuple[int, ...]
