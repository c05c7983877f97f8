"""Remittance advices: where they stand and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.formats.remittance.types import AdviceForm
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class AdviceStage(StrEnum):
    """How far an advice has come: it waits for its receipt, belongs to one, or was followed."""

    WAITING = "WAITING"
    ATTACHED = "ATTACHED"
    USED = "USED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STAGE_LABELS[self]


_STAGE_LABELS = {
    AdviceStage.WAITING: N_("Waits for its receipt"),
    AdviceStage.ATTACHED: N_("Belongs to a receipt"),
    AdviceStage.USED: N_("Applied"),
}


@dataclass(frozen=True, slots=True)
class AdviceRecord:
    """A remittance advice; `total` is what its rows come to, `findings` say what doesn't add up in it."""

    id: int
    entity_id: int
    file_id: int
    file_name: str
    form: AdviceForm
    payer_name: str
    reference: str
    payment_date: date | None
    total: Money
    total_stated: Money | None
    row_count: int
    is_sound: bool
    findings: tuple[Sentence, ...]
    received_at: datetime
    received_by: str
    stage: AdviceStage
    receipt_id: int | None
    attached_at: datetime | None
    attached_by: str
    is_attached_by_itself: bool


@dataclass(frozen=True, slots=True)
class AdviceRowRecord:
    """A document that an advice pays, and the open item of ours under that number, if there is one."""

    line: int
    number: str
    document_date: date | None
    gross: Decimal | None
    deducted: Decimal
    paid: Decimal
    item_id: int | None
    customer_name: str
    amount_open: Money | None


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """A page of the advices; `count` is how many there are in all."""

    advices: tuple[AdviceRecord, ...]
    count: int
