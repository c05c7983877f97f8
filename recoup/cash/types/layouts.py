"""Saved layouts of the sheets of banks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from recoup.formats.bank.sheets.profiles import SheetField, SheetProfile
from recoup.formats.tables.values import Calendar, DateForm
from recoup.kernel.sentences import N_, Sentence


class LayoutState(StrEnum):
    """Whether sheets are read by a layout: it is being made, in use, or retired."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[LayoutState, str] = {
    LayoutState.DRAFT: N_("Being made"),
    LayoutState.ACTIVE: N_("In use"),
    LayoutState.RETIRED: N_("Retired"),
}

FIELD_LABELS: Mapping[SheetField, str] = {
    SheetField.BOOKING_DATE: N_("Booking date"),
    SheetField.VALUE_DATE: N_("Value date"),
    SheetField.AMOUNT: N_("Amount, money out with a minus"),
    SheetField.MONEY_IN: N_("Money in"),
    SheetField.MONEY_OUT: N_("Money out"),
    SheetField.DIRECTION: N_("In or out"),
    SheetField.CURRENCY: N_("Currency"),
    SheetField.BALANCE: N_("Balance"),
    SheetField.BANK_REFERENCE: N_("Bank reference"),
    SheetField.REFERENCE: N_("Other reference"),
    SheetField.PARTY_NAME: N_("Name of the other side"),
    SheetField.PARTY_ACCOUNT: N_("Account of the other side"),
    SheetField.PARTY_BANK: N_("Bank of the other side"),
    SheetField.TEXT: N_("Payment text"),
    SheetField.INFORMATION: N_("What the bank adds"),
    SheetField.STATUS: N_("Status"),
    SheetField.ACCOUNT: N_("Our account"),
}


@dataclass(frozen=True, slots=True)
class LayoutPlan:
    """What a person says about a sheet: the field of each column, from 0, and how dates and amounts are written.

    Without a `date_form`, and with an empty `decimal`, that is found out from the cells.
    """

    columns: Mapping[int, SheetField]
    date_form: DateForm | None = None
    calendar: Calendar = Calendar.GREGORIAN
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class SheetLayoutRecord:
    """A layout of one account of ours; `file_id` is the bank file for which it was begun, if there was one."""

    id: int
    account_id: int
    name: str
    state: LayoutState
    profile: SheetProfile | None
    sample_name: str
    file_id: int | None
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A row as it would be read; the amount is negative for money out."""

    line: int
    day: date | None
    amount: Decimal
    party: str
    text: str


@dataclass(frozen=True, slots=True)
class LayoutTrial:
    """What a sample comes to when it is read as a layout says; `reason` tells why it can't be read so.

    Amounts are in `currency`; `money_out` is negative. `shown` are the first lines.
    """

    currency: str = ""
    lines: int = 0
    money_in: Decimal = Decimal(0)
    money_out: Decimal = Decimal(0)
    from_date: date | None = None
    to_date: date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    shown: tuple[TrialLine, ...] = ()
    findings: tuple[Sentence, ...] = ()
    reason: Sentence | None = None


@dataclass(frozen=True, slots=True)
class LayoutChange:
    """Something that was done with a layout."""

    action: str
    by: str
    at: datetime
    name: str
    columns: tuple[str, ...]
