"""Frozen data and codes of cash that may cross its border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.types import Refusal


class NewReceipt(NamedTuple):
    """One receipt to post, as the bank or a file tells it.

    `line` is the caller's own line number, by which refusals are told. `amount` is positive. An empty
    `customer_number` means that the payer is unknown. `pays_item_number` is the number of the item that the money
    is for, where the sender of the data says so outright.
    """

    line: int
    entity_id: int
    customer_number: str
    bank_reference: str
    value_date: date
    currency: str
    amount: Decimal
    payer_name: str = ""
    payer_account: str = ""
    text: str = ""
    pays_item_number: str = ""


@dataclass(frozen=True, slots=True)
class PostedReceipts:
    """What became of a batch: `accepted` were posted now, `known` stood in the ledger already.

    `totals` holds the sum of the accepted amounts (positive), one per currency; `applied` says what was done with
    those that named their item outright.
    """

    accepted: int
    known: int
    refused: tuple[Refusal, ...]
    totals: tuple[Money, ...]
    applied: AppliedReceipts


class RefusalCode(StrEnum):
    """Why a receipt is not applied: the doubts of the matcher, and what only the ledger knows."""

    NOTHING_NAMED = "NOTHING_NAMED"
    TWO_READINGS = "TWO_READINGS"
    NUMBER_SHARED = "NUMBER_SHARED"
    SEVERAL_CUSTOMERS = "SEVERAL_CUSTOMERS"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    CREDIT_NAMED = "CREDIT_NAMED"
    SETTLED = "SETTLED"
    SAME_AMOUNTS = "SAME_AMOUNTS"
    SHORT = "SHORT"
    OVER = "OVER"
    OTHER_CUSTOMER = "OTHER_CUSTOMER"
    UNDONE = "UNDONE"
    PERIOD_CLOSED = "PERIOD_CLOSED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _REFUSAL_LABELS[self]


_REFUSAL_LABELS: Mapping[RefusalCode, str] = {
    RefusalCode.NOTHING_NAMED: N_("Names no item"),
    RefusalCode.TWO_READINGS: N_("Can be read in two ways"),
    RefusalCode.NUMBER_SHARED: N_("Number is not unique"),
    RefusalCode.SEVERAL_CUSTOMERS: N_("Names several customers"),
    RefusalCode.OTHER_CURRENCY: N_("Other currency"),
    RefusalCode.CREDIT_NAMED: N_("Names a credit"),
    RefusalCode.SETTLED: N_("Item is settled"),
    RefusalCode.SAME_AMOUNTS: N_("Several parts fit"),
    RefusalCode.SHORT: N_("Short"),
    RefusalCode.OVER: N_("Over"),
    RefusalCode.OTHER_CUSTOMER: N_("Names another customer's item"),
    RefusalCode.UNDONE: N_("Was undone by a person"),
    RefusalCode.PERIOD_CLOSED: N_("Period is closed"),
}


class RefusedReceipt(NamedTuple):
    """A receipt that was not applied, by its ledger item, and why."""

    item_id: int
    code: RefusalCode
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class AppliedReceipts:
    """What a run of matching did: receipts `applied` (the amounts in `totals`), payers `identified`, and the rest."""

    applied: int
    identified: int
    refused: tuple[RefusedReceipt, ...]
    totals: tuple[Money, ...]
