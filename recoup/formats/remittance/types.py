"""A remittance advice as it was read. Amounts are in the advice's currency; nothing here knows our books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.sentences import N_, Sentence


class AdviceForm(StrEnum):
    """What kind of file an advice came as."""

    TABLE = "TABLE"
    TEXT = "TEXT"
    PDF = "PDF"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _FORM_LABELS[self]


_FORM_LABELS = {
    AdviceForm.TABLE: N_("Table"),
    AdviceForm.TEXT: N_("Plain text"),
    AdviceForm.PDF: N_("PDF"),
}


class AdviceLine(NamedTuple):
    """A document that is paid: `paid` of it, after `deducted` was taken off; `gross` where the advice tells it.

    Credits that are set off are negative. `line` is the place in the file, from 1.
    """

    line: int
    number: str
    document_date: date | None
    gross: Decimal | None
    deducted: Decimal
    paid: Decimal


class LeftOut(NamedTuple):
    """A row that can't be read, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Advice:
    """All that an advice says; what it doesn't say is empty or None. `findings` say what doesn't add up."""

    form: AdviceForm
    payer_name: str
    reference: str
    payment_date: date | None
    currency: str
    total_stated: Decimal | None
    lines: tuple[AdviceLine, ...]
    left_out: tuple[LeftOut, ...]
    findings: tuple[Sentence, ...]

    @property
    def total(self) -> Decimal:
        """What is paid on all rows together."""
        return sum((line.paid for line in self.lines), start=Decimal(0))

    @property
    def is_sound(self) -> bool:
        """Whether every row was read and the sums agree."""
        return not self.left_out and not self.findings
