"""What a bank tells: statements, their lines and balances, the same whatever format they came in."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.sentences import N_, Sentence


class BankFormat(StrEnum):
    """What the content of a file is, whatever its name says."""

    CAMT_052 = "CAMT_052"
    CAMT_053 = "CAMT_053"
    CAMT_054 = "CAMT_054"
    MT940 = "MT940"
    MT942 = "MT942"
    BAI2 = "BAI2"
    OFX = "OFX"
    QIF = "QIF"
    V11 = "V11"
    SHEET = "SHEET"

    @property
    def is_final(self) -> bool:
        """Whether the bank will not change what it says here: reports during the day and notices aren't final."""
        return self not in (BankFormat.CAMT_052, BankFormat.CAMT_054, BankFormat.MT942, BankFormat.V11)


class LineStatus(StrEnum):
    """Whether the money has moved; only what is booked counts in a balance."""

    BOOKED = "BOOKED"
    PENDING = "PENDING"
    INFO = "INFO"


class BalanceKind(StrEnum):
    """Which balance a bank states."""

    OPENING = "OPENING"
    OPENING_INTERIM = "OPENING_INTERIM"
    PREVIOUS_CLOSING = "PREVIOUS_CLOSING"
    CLOSING = "CLOSING"
    CLOSING_INTERIM = "CLOSING_INTERIM"
    INTERIM = "INTERIM"
    OPENING_AVAILABLE = "OPENING_AVAILABLE"
    CLOSING_AVAILABLE = "CLOSING_AVAILABLE"
    INTERIM_AVAILABLE = "INTERIM_AVAILABLE"
    FORWARD_AVAILABLE = "FORWARD_AVAILABLE"
    EXPECTED = "EXPECTED"
    OTHER = "OTHER"


class ReferenceKind(StrEnum):
    """What a reference on a line refers to."""

    CREDITOR = "CREDITOR"
    DOCUMENT = "DOCUMENT"
    CUSTOMER = "CUSTOMER"
    INSTRUCTION = "INSTRUCTION"
    TRANSACTION = "TRANSACTION"
    MANDATE = "MANDATE"
    CREDITOR_ID = "CREDITOR_ID"
    CHEQUE = "CHEQUE"
    MESSAGE = "MESSAGE"
    PAYMENT_INFORMATION = "PAYMENT_INFORMATION"
    TAX = "TAX"
    OTHER = "OTHER"


REFERENCE_LABELS = {
    ReferenceKind.CREDITOR: N_("Structured reference"),
    ReferenceKind.DOCUMENT: N_("Document"),
    ReferenceKind.CUSTOMER: N_("Our reference"),
    ReferenceKind.INSTRUCTION: N_("Instruction"),
    ReferenceKind.TRANSACTION: N_("Transaction"),
    ReferenceKind.MANDATE: N_("Mandate"),
    ReferenceKind.CREDITOR_ID: N_("Creditor identifier"),
    ReferenceKind.CHEQUE: N_("Cheque number"),
    ReferenceKind.MESSAGE: N_("Message"),
    ReferenceKind.PAYMENT_INFORMATION: N_("Payment batch"),
    ReferenceKind.TAX: N_("Tax number"),
    ReferenceKind.OTHER: N_("Other reference"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know before trusting a statement.

    `line` is where it is in the file, `position` which line of the statement it is about; 0 means the whole.
    `is_error` says that the file contradicts itself or something of it couldn't be read.
    """

    sentence: Sentence
    line: int = 0
    position: int = 0
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Account:
    """The account that a statement is about; `number` is the IBAN where there is one."""

    number: str = ""
    iban: str = ""
    currency: str = ""
    owner: str = ""
    bic: str = ""
    servicer: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """A balance in the account's favor when positive, at the end of `date`; `code` is the bank's own name for it."""

    kind: BalanceKind
    amount: Decimal
    currency: str = ""
    date: datetime.date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who paid or was paid, as far as the bank says: `identifier` is a tax or company number."""

    name: str = ""
    account: str = ""
    bank: str = ""
    identifier: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.account or self.identifier)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference that stands in a field of its own; `scheme` is its type (SCOR, QRR, CINV), `amount` what it gets."""

    kind: ReferenceKind
    value: str
    scheme: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """What kind of transaction it is, in one of the banks' schemes: ISO, PROPRIETARY, SWIFT, GVC, BAI, OFX."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge taken by a bank, positive when it was taken; `is_included` says that the amount booked is net of it."""

    amount: Decimal
    currency: str
    is_included: bool = False
    bearer: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class OriginalAmount:
    """What was instructed, where that differs from what was booked; `rate` as the bank states it."""

    amount: Decimal
    currency: str
    rate: Decimal | None = None


NOBODY = Party()


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A booking, or within `children` one transaction of it.

    `position` counts from 1 within the statement (or the batch), `line` is where it is in a text file. `amount` is
    signed as booked: money in is positive, also for a reversal of money out. `batch_count` is how many
    transactions the bank says are in it, `is_complete_batch` that `children` are all of them.
    """

    position: int
    amount: Decimal
    currency: str
    booking_date: datetime.date | None = None
    value_date: datetime.date | None = None
    status: LineStatus = LineStatus.BOOKED
    is_reversal: bool = False
    bank_reference: str = ""
    entry_reference: str = ""
    end_to_end_id: str = ""
    references: tuple[Reference, ...] = ()
    text: str = ""
    information: str = ""
    payer: Party = NOBODY
    payee: Party = NOBODY
    ultimate_payer: str = ""
    ultimate_payee: str = ""
    codes: tuple[TransactionCode, ...] = ()
    purpose: str = ""
    charges: tuple[Charge, ...] = ()
    original: OriginalAmount | None = None
    return_reason: str = ""
    return_text: str = ""
    balance_after: Decimal | None = None
    batch_count: int | None = None
    children: tuple[StatementLine, ...] = ()
    line: int = 0

    @property
    def counterparty(self) -> Party:
        """Who is on the other side: who paid for money in, who was paid for money out.

        Banks keep the roles of the first booking in its reversal, or turn them: there the one that is named counts.
        """
        payer_first = (self.amount > 0) != self.is_reversal
        first, second = (self.payer, self.payee) if payer_first else (self.payee, self.payer)
        return first or (second if self.is_reversal else NOBODY)

    @property
    def is_complete_batch(self) -> bool:
        """Whether `children` are all transactions of the booking, to the cent."""
        if not self.children or (self.batch_count or len(self.children)) != len(self.children):
            return False
        return sum(child.amount for child in self.children) == self.amount


@dataclass(frozen=True, slots=True)
class StatementHeader:
    """Which statement it is; `version` is the format's own, `page` counts from 1 where a statement has several."""

    format: BankFormat
    account: Account
    version: str = ""
    statement_id: str = ""
    message_id: str = ""
    sequence: int | None = None
    legal_sequence: int | None = None
    page: int | None = None
    is_last_page: bool = True
    from_date: datetime.date | None = None
    to_date: datetime.date | None = None
    created: str = ""
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class StatementBegin:
    """A statement begins; what the file says only at its end is not yet in the header."""

    header: StatementHeader
    balances: tuple[Balance, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementEnd:
    """A statement has ended; header and balances are now complete."""

    header: StatementHeader
    balances: tuple[Balance, ...] = ()
    line_count: int = 0
    information: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def opening(self) -> Balance | None:
        """The balance before the first line."""
        return first_of(self.balances, OPENING_KINDS)

    @property
    def closing(self) -> Balance | None:
        """The balance after the last line."""
        return first_of(self.balances[::-1], CLOSING_KINDS)


Event = StatementBegin | StatementLine | StatementEnd


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement, for files that fit in memory."""

    header: StatementHeader
    balances: tuple[Balance, ...]
    lines: tuple[StatementLine, ...]
    information: str = ""
    findings: tuple[Finding, ...] = field(default=())

    @property
    def opening(self) -> Balance | None:
        """The balance before the first line."""
        return first_of(self.balances, OPENING_KINDS)

    @property
    def closing(self) -> Balance | None:
        """The balance after the last line."""
        return first_of(self.balances[::-1], CLOSING_KINDS)


OPENING_KINDS = (BalanceKind.OPENING, BalanceKind.OPENING_INTERIM, BalanceKind.PREVIOUS_CLOSING)
CLOSING_KINDS = (BalanceKind.CLOSING, BalanceKind.CLOSING_INTERIM)


def first_of(balances: tuple[Balance, ...], kinds: tuple[BalanceKind, ...]) -> Balance | None:
    """Return the first balance of the first of `kinds` that is there."""
    for kind in kinds:
        for balance in balances:
            if balance.kind is kind:
                return balance
    return None
