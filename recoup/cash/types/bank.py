"""Bank accounts, the files of the banks, their statements and lines: codes and frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.formats.bank.types import BankFormat, LineStatus
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence


class FileStatus(StrEnum):
    """What became of a bank file; of one that was read in part, some statements were refused."""

    READ = "READ"
    PARTLY = "PARTLY"
    REFUSED = "REFUSED"


class LineKind(StrEnum):
    """What a line of a statement is about."""

    RECEIPT = "RECEIPT"
    RECEIPT_REVERSED = "RECEIPT_REVERSED"
    RETURNED = "RETURNED"
    OUTGOING = "OUTGOING"
    OUTGOING_REVERSED = "OUTGOING_REVERSED"
    CHARGE = "CHARGE"
    INTEREST = "INTEREST"
    NOTHING = "NOTHING"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _KIND_LABELS[self]


_KIND_LABELS: Mapping[LineKind, str] = {
    LineKind.RECEIPT: N_("Money in"),
    LineKind.RECEIPT_REVERSED: N_("Money in, reversed by the bank"),
    LineKind.RETURNED: N_("Payment returned"),
    LineKind.OUTGOING: N_("Money out"),
    LineKind.OUTGOING_REVERSED: N_("Money out, returned to us"),
    LineKind.CHARGE: N_("Bank charge"),
    LineKind.INTEREST: N_("Interest from the bank"),
    LineKind.NOTHING: N_("Moves nothing"),
}


class LineState(StrEnum):
    """Where a line stands.

    POSTED is a receipt in the ledger. IN_PARTS is a batch for which its parts stand; DETAIL is a part of a batch
    that stands in the ledger as a whole. AWAITING_FINAL was told during the day without a reference of the bank:
    the final statement decides. TO_UNDO takes back the receipt of the line `undoes_id`, beyond doubt. SUPERSEDED
    was told anew, corrected, by another line. TO_POST stands only inside an import.
    """

    TO_POST = "TO_POST"
    POSTED = "POSTED"
    IN_PARTS = "IN_PARTS"
    DETAIL = "DETAIL"
    NOTED = "NOTED"
    PENDING = "PENDING"
    AWAITING_FINAL = "AWAITING_FINAL"
    OUTGOING = "OUTGOING"
    NOT_OURS = "NOT_OURS"
    TO_UNDO = "TO_UNDO"
    UNDONE = "UNDONE"
    TO_WORK = "TO_WORK"
    SUPERSEDED = "SUPERSEDED"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _STATE_LABELS[self]


_STATE_LABELS: Mapping[LineState, str] = {
    LineState.TO_POST: N_("Being posted"),
    LineState.POSTED: N_("Posted as a receipt"),
    LineState.IN_PARTS: N_("Posted in parts"),
    LineState.DETAIL: N_("Detail of a batch"),
    LineState.NOTED: N_("For information"),
    LineState.PENDING: N_("Not booked yet"),
    LineState.AWAITING_FINAL: N_("Waits for the final statement"),
    LineState.OUTGOING: N_("Money out"),
    LineState.NOT_OURS: N_("Not from a customer"),
    LineState.TO_UNDO: N_("Takes back a receipt"),
    LineState.UNDONE: N_("Receipt taken back"),
    LineState.TO_WORK: N_("To be looked at"),
    LineState.SUPERSEDED: N_("Corrected by the bank"),
}

OPEN_STATES = (LineState.TO_WORK, LineState.TO_UNDO)
"""What somebody still has to do something about."""


@dataclass(frozen=True, slots=True)
class NewBankAccount:
    """An account of ours: `number` is the IBAN or the bank's number in any spelling."""

    entity_id: int
    number: str
    currency: str
    name: str = ""
    bank_name: str = ""
    bic: str = ""
    virtual_prefix: str = ""


@dataclass(frozen=True, slots=True)
class BankAccountRecord:
    """An account of ours; `number` is folded (no blanks, upper case), `number_written` as it was given."""

    id: int
    entity_id: int
    number: str
    number_written: str
    currency: str
    name: str
    bank_name: str
    bic: str
    virtual_prefix: str
    is_active: bool

    @property
    def label(self) -> str:
        """How the account is called on a screen."""
        return self.name or self.number_written


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """Where statements belong that don't say it: `account_id` gets those that name no account.

    Accounts that are not known are made for the entity `register_for`; without it their statements are refused.
    With `unnamed_number` an account for statements without a number is made under that number.
    """

    account_id: int | None = None
    register_for: int | None = None
    unnamed_number: str = ""


class RefusedStatement(NamedTuple):
    """A statement of a file that was not taken in, by its place in the file, and why."""

    place: int
    account: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """What became of one statement: lines `accepted` are new, `known` were told before.

    `posted` is what became receipts (positive), `to_work` how many lines need a person.
    """

    statement_id: int
    account: BankAccountRecord
    name: str
    is_known: bool
    accepted: int
    known: int
    receipts: int
    to_work: int
    posted: Money
    findings: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of a bank file; `reason` says why it was refused as a whole.

    A file that was read before changes nothing: `is_known`.
    """

    file_id: int | None
    name: str
    format: BankFormat | None
    status: FileStatus
    is_known: bool = False
    reason: Sentence | None = None
    statements: tuple[ImportedStatement, ...] = ()
    refused: tuple[RefusedStatement, ...] = ()
    registered: tuple[BankAccountRecord, ...] = ()

    @property
    def accepted(self) -> int:
        """How many lines are new."""
        return sum(each.accepted for each in self.statements)

    @property
    def known(self) -> int:
        """How many lines were told before."""
        return sum(each.known for each in self.statements)

    @property
    def receipts(self) -> int:
        """How many receipts were posted."""
        return sum(each.receipts for each in self.statements)


@dataclass(frozen=True, slots=True)
class BankFileRecord:
    """A bank file as it was taken in, who brought it and when; `refused` are its statements that were not taken."""

    id: int
    name: str
    sha256: str
    original_id: int
    format: BankFormat | None
    status: FileStatus
    reason: Sentence | None
    refused: tuple[RefusedStatement, ...]
    told_by: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, and when."""

    by: str
    user_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A statement as the bank told it; amounts in the account's currency, `sum_out` negative.

    `difference` is opening + movements - closing, None where the bank states no balances; `new_lines` were told here
    first, `known_lines` before.
    """

    id: int
    account: BankAccountRecord
    file_id: int
    file_name: str
    format: BankFormat
    statement_id: str
    sequence: int | None
    page: int | None
    from_date: date
    to_date: date
    opening: Decimal | None
    closing: Decimal | None
    sum_in: Decimal
    count_in: int
    sum_out: Decimal
    count_out: int
    difference: Decimal | None
    new_lines: int
    known_lines: int
    is_final: bool
    findings: tuple[Sentence, ...]
    told_at: datetime
    reviewed: Act | None


@dataclass(frozen=True, slots=True)
class LineReference:
    """A reference in a field of its own: `kind` as in `formats.bank.types.ReferenceKind`, `scheme` such as SCOR."""

    kind: str
    value: str
    scheme: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineRecord:
    """A line of a statement as it stands; `amount` is signed as booked, `line_date` where it is listed.

    `receipt_item_id` is the ledger item as which it came in. `charges_included` was taken off by banks before the
    amount was booked. `corrected_by_id` is the line with which the bank corrected this one, `undoes_id` the line
    whose receipt this one takes back.
    """

    id: int
    account_id: int
    entity_id: int
    statement_id: int
    parent_id: int | None
    position: int
    line_date: date
    booking_date: date | None
    value_date: date | None
    amount: Decimal
    currency: str
    status: LineStatus
    kind: LineKind
    state: LineState
    reason: Sentence | None
    is_final: bool
    bank_reference: str
    end_to_end_id: str
    party_name: str
    party_account: str
    party_identifier: str
    text: str
    information: str
    references: tuple[LineReference, ...]
    charges_included: Decimal
    original_amount: Decimal | None
    original_currency: str
    batch_count: int | None
    receipt_item_id: int | None
    corrected_by_id: int | None
    undoes_id: int | None


@dataclass(frozen=True, slots=True)
class LineDetail:
    """One line with everything around it: its parts, and the statements that told it, the first one first."""

    line: LineRecord
    account: BankAccountRecord
    parts: tuple[LineRecord, ...]
    statements: tuple[StatementRecord, ...]
