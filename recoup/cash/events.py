"""Facts that cash publishes, in the past tense. What follows from them is said in `recoup.workflows.reactions`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from recoup.engines.matching import Reason


@dataclass(frozen=True, slots=True)
class CashApplied:
    """Money of a receipt was applied to items of these customers; `deed_id` names the deed."""

    deed_id: int
    receipt_id: int
    entity_id: int
    customer_ids: tuple[int, ...]
    item_ids: tuple[int, ...]
    amount: Decimal
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class ShortPaid:
    """Less came than an item demands: `amount` stays open, or was settled for `reason`."""

    deed_id: int
    receipt_id: int
    entity_id: int
    customer_id: int
    item_id: int
    amount: Decimal
    currency: str
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class PayerNamed:
    """A receipt was found to be a customer's."""

    deed_id: int
    receipt_id: int
    entity_id: int
    customer_id: int


@dataclass(frozen=True, slots=True)
class ReceiptUndone:
    """What was done with a receipt was taken back: the items are open again, the money is unapplied again."""

    receipt_id: int
    entity_id: int
    deed_ids: tuple[int, ...]
    customer_ids: tuple[int, ...]
    item_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ReceiptReturned:
    """The bank took a receipt back: the money is gone, and what it had paid is open again."""

    receipt_id: int
    entity_id: int
    amount: Decimal
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyPassedOn:
    """Money of a receipt is no customer's payment: not ours, or to be refunded."""

    deed_id: int
    receipt_id: int
    entity_id: int
    amount: Decimal
    currency: str
    is_refund: bool


@dataclass(frozen=True, slots=True)
class ChequeTakenIn:
    """A customer gave us a cheque; `cheque_date` is what is written on it."""

    cheque_id: int
    entity_id: int
    customer_id: int
    amount: Decimal
    currency: str
    cheque_date: date
    on: date


@dataclass(frozen=True, slots=True)
class ChequeBounced:
    """The bank didn't pay a cheque: `item_ids`, which it covered, are open again. `fee` is what it costs, or None."""

    cheque_id: int
    entity_id: int
    customer_id: int
    item_ids: tuple[int, ...]
    amount: Decimal
    currency: str
    fee: Decimal | None
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class ChequeReturned:
    """A cheque went back to its drawer; what it still covered, `item_ids`, is open again."""

    cheque_id: int
    entity_id: int
    customer_id: int
    item_ids: tuple[int, ...]
    reason: str
    on: date
