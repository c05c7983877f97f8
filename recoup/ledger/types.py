"""Frozen data and codes of the ledger that may cross its border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class ItemKind(StrEnum):
    """What can be open. The sign of an item's amount follows from its kind."""

    INVOICE = "INVOICE"
    INSTALLMENT = "INSTALLMENT"
    DEBIT_NOTE = "DEBIT_NOTE"
    INTEREST = "INTEREST"
    FEE = "FEE"
    CHEQUE = "CHEQUE"
    OPENING_BALANCE = "OPENING_BALANCE"
    CREDIT_NOTE = "CREDIT_NOTE"
    CHEQUE_CREDIT = "CHEQUE_CREDIT"
    RECEIPT = "RECEIPT"
    DEPOSIT = "DEPOSIT"

    @property
    def label(self) -> str:
        """The English word for a screen, marked for the catalogues."""
        return _ITEM_KIND_LABELS[self]


_ITEM_KIND_LABELS: Mapping[ItemKind, str] = {
    ItemKind.INVOICE: N_("Invoice"),
    ItemKind.INSTALLMENT: N_("Installment"),
    ItemKind.DEBIT_NOTE: N_("Debit note"),
    ItemKind.INTEREST: N_("Interest"),
    ItemKind.FEE: N_("Fee"),
    ItemKind.CHEQUE: N_("Cheque"),
    ItemKind.OPENING_BALANCE: N_("Opening balance"),
    ItemKind.CREDIT_NOTE: N_("Credit note"),
    ItemKind.CHEQUE_CREDIT: N_("Credit for a cheque"),
    ItemKind.RECEIPT: N_("Receipt"),
    ItemKind.DEPOSIT: N_("Deposit"),
}


def document_name(kind: ItemKind, number: str, reference: str) -> str:
    """Return what people call a document: its number, but of a receipt what the bank says of it.

    The number of a receipt is made up so that no two are alike; the bank's reference is what stands on paper.
    """
    return reference if kind is ItemKind.RECEIPT and reference else number


class Account(StrEnum):
    """The fixed chart: control accounts that carry items, and what stands against them."""

    RECEIVABLE = "RECEIVABLE"
    SUSPENSE = "SUSPENSE"
    BANK = "BANK"
    CHEQUES = "CHEQUES"
    REVENUE = "REVENUE"
    INTEREST_INCOME = "INTEREST_INCOME"
    FEE_INCOME = "FEE_INCOME"
    DISCOUNT = "DISCOUNT"
    WRITE_OFF = "WRITE_OFF"
    BANK_CHARGES = "BANK_CHARGES"
    TAX_WITHHELD = "TAX_WITHHELD"
    SMALL_DIFFERENCE = "SMALL_DIFFERENCE"
    FX_DIFFERENCE = "FX_DIFFERENCE"
    NOT_OURS = "NOT_OURS"
    REFUNDS = "REFUNDS"
    OPENING = "OPENING"

    @property
    def label(self) -> str:
        """The English word for a screen, marked for the catalogues."""
        return _ACCOUNT_LABELS[self]


_ACCOUNT_LABELS: Mapping[Account, str] = {
    Account.RECEIVABLE: N_("Receivables"),
    Account.SUSPENSE: N_("Suspense"),
    Account.BANK: N_("Cash at bank"),
    Account.CHEQUES: N_("Cheques taken in"),
    Account.REVENUE: N_("Revenue"),
    Account.INTEREST_INCOME: N_("Interest income"),
    Account.FEE_INCOME: N_("Fee income"),
    Account.DISCOUNT: N_("Discounts allowed"),
    Account.WRITE_OFF: N_("Write-offs"),
    Account.BANK_CHARGES: N_("Bank charges"),
    Account.TAX_WITHHELD: N_("Tax withheld by customers"),
    Account.SMALL_DIFFERENCE: N_("Small differences"),
    Account.FX_DIFFERENCE: N_("Exchange differences"),
    Account.NOT_OURS: N_("Money that is not from customers"),
    Account.REFUNDS: N_("Refunds to be paid out"),
    Account.OPENING: N_("Opening balances"),
}


class EntryKind(StrEnum):
    """What kind of fact an entry records."""

    ISSUE = "ISSUE"
    OPENING = "OPENING"
    RECEIPT = "RECEIPT"
    CHEQUE = "CHEQUE"
    ALLOCATION = "ALLOCATION"
    IDENTIFICATION = "IDENTIFICATION"
    DIFFERENCE = "DIFFERENCE"
    PASSED_ON = "PASSED_ON"
    WRITE_OFF = "WRITE_OFF"
    REVERSAL = "REVERSAL"

    @property
    def label(self) -> str:
        """The English word for a screen, marked for the catalogues."""
        return _ENTRY_KIND_LABELS[self]


_ENTRY_KIND_LABELS: Mapping[EntryKind, str] = {
    EntryKind.ISSUE: N_("Issued"),
    EntryKind.OPENING: N_("Brought forward"),
    EntryKind.RECEIPT: N_("Received"),
    EntryKind.CHEQUE: N_("Cheque taken in"),
    EntryKind.ALLOCATION: N_("Applied"),
    EntryKind.IDENTIFICATION: N_("Payer identified"),
    EntryKind.DIFFERENCE: N_("Difference settled"),
    EntryKind.PASSED_ON: N_("Passed on"),
    EntryKind.WRITE_OFF: N_("Written off"),
    EntryKind.REVERSAL: N_("Reversal"),
}


@dataclass(frozen=True, slots=True)
class KindRule:
    """How items of a kind are opened: the sign of the amount, the entry, and the account that stands against it."""

    sign: int
    entry_kind: EntryKind
    counter_account: Account


KIND_RULES: Mapping[ItemKind, KindRule] = {
    ItemKind.INVOICE: KindRule(1, EntryKind.ISSUE, Account.REVENUE),
    ItemKind.INSTALLMENT: KindRule(1, EntryKind.ISSUE, Account.REVENUE),
    ItemKind.DEBIT_NOTE: KindRule(1, EntryKind.ISSUE, Account.REVENUE),
    ItemKind.INTEREST: KindRule(1, EntryKind.ISSUE, Account.INTEREST_INCOME),
    ItemKind.FEE: KindRule(1, EntryKind.ISSUE, Account.FEE_INCOME),
    ItemKind.CHEQUE: KindRule(1, EntryKind.CHEQUE, Account.CHEQUES),
    ItemKind.OPENING_BALANCE: KindRule(1, EntryKind.OPENING, Account.OPENING),
    ItemKind.CREDIT_NOTE: KindRule(-1, EntryKind.ISSUE, Account.REVENUE),
    ItemKind.CHEQUE_CREDIT: KindRule(-1, EntryKind.CHEQUE, Account.CHEQUES),
    ItemKind.RECEIPT: KindRule(-1, EntryKind.RECEIPT, Account.BANK),
    ItemKind.DEPOSIT: KindRule(-1, EntryKind.RECEIPT, Account.BANK),
}


class NewItem(NamedTuple):
    """One item to post.

    `line` is the caller's own line number, by which refusals are told. The customer is named by `customer_number`;
    an empty one is allowed for receipts only, which then stand in suspense. `amount` is signed: positive for what
    is owed, negative for receipts and credits. `due_date` is None while the date is not known yet.
    """

    line: int
    entity_id: int
    customer_number: str
    kind: ItemKind
    number: str
    part: int
    reference: str
    issue_date: date
    due_date: date | None
    currency: str
    amount: Decimal


class Refusal(NamedTuple):
    """A row that was not posted, by the caller's line, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class PostedItems:
    """What became of a batch: `accepted` were posted now, `known` stood in the ledger already, word for word.

    `totals` holds the sum of the accepted amounts, one per currency.
    """

    accepted: int
    known: int
    refused: tuple[Refusal, ...]
    totals: tuple[Money, ...]


class NewAllocation(NamedTuple):
    """`amount` (positive) of the credit `from_item_id` (a receipt or credit note) pays the item `to_item_id`.

    `source_ref` names the allocation for good: a second posting under the same name is skipped.
    """

    from_item_id: int
    to_item_id: int
    amount: Decimal
    effective_date: date
    source_ref: str


class NewClearing(NamedTuple):
    """`amount` of an item is taken off what is open of it and stands on `account` from then on.

    `amount` is positive, in the item's currency: of an invoice so much is no longer owed, of a receipt or credit so
    much is no longer to be applied. `source_ref` names the clearing for good.
    """

    item_id: int
    account: Account
    amount: Decimal
    effective_date: date
    source_ref: str


class RefusedClearing(NamedTuple):
    """A clearing that was not posted, by its `source_ref`, and why."""

    source_ref: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class PostedClearings:
    """What became of a batch of clearings."""

    posted: int
    known: int
    refused: tuple[RefusedClearing, ...]


class RefusedAllocation(NamedTuple):
    """An allocation that was not posted, by its `source_ref`, and why."""

    source_ref: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class PostedAllocations:
    """What became of a batch of allocations."""

    posted: int
    known: int
    refused: tuple[RefusedAllocation, ...]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as lists show it."""

    id: int
    entity_id: int
    customer_id: int | None
    kind: ItemKind
    number: str
    part: int
    reference: str
    issue_date: date
    due_date: date | None
    amount: Money
    amount_open: Money
    entry_id: int
    is_reversed: bool
    held_reason: str

    @property
    def name(self) -> str:
        """What people call it: its number, or what the bank says of a receipt."""
        return document_name(self.kind, self.number, self.reference)


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One posting; `amount` is a debit when positive and a credit when negative. The item is named as people do."""

    entry_id: int
    line: int
    account: Account
    item_id: int | None
    item_kind: ItemKind | None
    item_name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the journal with its postings."""

    id: int
    entity_id: int
    kind: EntryKind
    effective_date: date
    recorded_at: datetime
    actor: str
    reason: str
    source: str
    source_ref: str
    reverses_id: int | None
    reversed_by_id: int | None
    postings: tuple[PostingLine, ...]


@dataclass(frozen=True, slots=True)
class CustomerStanding:
    """How one customer stands in one currency at the end of a date; amounts are in that currency.

    `amount_unapplied` is negative or zero; `amount_open` includes it. Days late are signed: early payers are
    negative. "Recent" are items settled in the 180 days up to the date, "before" the 180 days before those.
    The `anchor_` fields are of the oldest claim with a due date that nobody holds, late or not; None without one.
    """

    customer_id: int
    currency: str
    amount_open: Decimal
    amount_overdue: Decimal
    amount_not_due: Decimal
    amount_unapplied: Decimal
    amount_held: Decimal
    days_overdue_max: int
    items_overdue: int
    items_open: int
    paid_items_recent: int
    days_late_recent: int
    paid_items_before: int
    days_late_before: int
    paid_late_recent: int
    anchor_item_id: int | None = None
    anchor_kind: str = ""
    anchor_issue_date: date | None = None
    anchor_due_date: date | None = None
    anchor_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that `recoup verify` found wrong: what, where, and the two figures that should agree."""

    check: str
    subject: str
    expected: str
    found: str


class HoldReason(StrEnum):
    """Why an item is not to be chased for now."""

    DISPUTED = "DISPUTED"
    PROMISED = "PROMISED"
    PLAN = "PLAN"
    QUERY = "QUERY"
    LEGAL = "LEGAL"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The English word for a screen, marked for the catalogues."""
        return _HOLD_REASON_LABELS[self]


_HOLD_REASON_LABELS: Mapping[HoldReason, str] = {
    HoldReason.DISPUTED: N_("Disputed"),
    HoldReason.PROMISED: N_("Promised"),
    HoldReason.PLAN: N_("In a payment plan"),
    HoldReason.QUERY: N_("Query open"),
    HoldReason.LEGAL: N_("With the lawyers"),
    HoldReason.OTHER: N_("On hold"),
}


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold on an item, in force from `from_date` until `until_date` (exclusive; None is open-ended)."""

    id: int
    item_id: int
    item_number: str
    reason: HoldReason
    note: str
    from_date: date
    until_date: date | None
    placed_by: str
    lifted_at: datetime | None
