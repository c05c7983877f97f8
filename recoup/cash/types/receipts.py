"""Receipts and what became of them."""

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
    is for, where the sender of the data says so outright. `number` is for those who tell receipts apart by
    themselves: it names the receipt for good within the entity.
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
    number: str = ""


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
    """Why a receipt is not applied: the doubts of the matching, and what only the ledger knows."""

    NOTHING_FOUND = "NOTHING_FOUND"
    WEAK = "WEAK"
    TIE = "TIE"
    COMPETING = "COMPETING"
    OTHER_CUSTOMER = "OTHER_CUSTOMER"
    OTHER_ENTITY = "OTHER_ENTITY"
    OTHER_CURRENCY = "OTHER_CURRENCY"
    SETTLED = "SETTLED"
    DUPLICATE = "DUPLICATE"
    ADVANCE = "ADVANCE"
    NAMED_ELSE = "NAMED_ELSE"
    SHORT = "SHORT"
    OVER = "OVER"
    NUMBER_SHARED = "NUMBER_SHARED"
    UNDONE = "UNDONE"
    PERIOD_CLOSED = "PERIOD_CLOSED"
    CHANGED = "CHANGED"
    ADVICE_DIFFERS = "ADVICE_DIFFERS"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _REFUSAL_LABELS[self]


_REFUSAL_LABELS: Mapping[RefusalCode, str] = {
    RefusalCode.NOTHING_FOUND: N_("Nothing fits"),
    RefusalCode.WEAK: N_("Too little evidence"),
    RefusalCode.TIE: N_("Can be read in two ways"),
    RefusalCode.COMPETING: N_("Several receipts for one item"),
    RefusalCode.OTHER_CUSTOMER: N_("Names another customer's item"),
    RefusalCode.OTHER_ENTITY: N_("Names an item of another company"),
    RefusalCode.OTHER_CURRENCY: N_("Other currency"),
    RefusalCode.SETTLED: N_("Item is settled"),
    RefusalCode.DUPLICATE: N_("Paid twice"),
    RefusalCode.ADVANCE: N_("Deposit or advance"),
    RefusalCode.NAMED_ELSE: N_("Names something else too"),
    RefusalCode.SHORT: N_("Short"),
    RefusalCode.OVER: N_("Over"),
    RefusalCode.NUMBER_SHARED: N_("Number is not unique"),
    RefusalCode.UNDONE: N_("Was undone by a person"),
    RefusalCode.PERIOD_CLOSED: N_("Period is closed"),
    RefusalCode.CHANGED: N_("Changed in the meantime"),
    RefusalCode.ADVICE_DIFFERS: N_("Advice differs"),
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
