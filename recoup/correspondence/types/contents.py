"""The content of letters, and messages as they are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_

LEVELS = range(4)


class MessageKind(StrEnum):
    """What a message is made from."""

    REMINDER = "REMINDER"
    CONFIRMATION = "CONFIRMATION"
    AGREEMENT = "AGREEMENT"

    @property
    def label(self) -> str:
        """The name of the kind on screens, to be translated."""
        return _MESSAGE_KIND_LABELS[self]


_MESSAGE_KIND_LABELS: Mapping[MessageKind, str] = {
    MessageKind.REMINDER: N_("Reminder"),
    MessageKind.CONFIRMATION: N_("Payment confirmation"),
    MessageKind.AGREEMENT: N_("Letter about an agreement"),
}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: our entity as it stands at the head and the foot of a letter; empty parts are left out."""

    name: str
    name_latin: str = ""
    address_lines: tuple[str, ...] = ()
    tax_id: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    signatory_name: str = ""
    signatory_title: str = ""


@dataclass(frozen=True, slots=True)
class LetterForm:
    """What letters of a country carry besides: parts of the form, as the rules say."""

    has_national_header: bool = False
    has_amount_in_words: bool = False
    has_place_for_seal: bool = False
    has_title: bool = False
    has_number: bool = False
    has_opt_out: bool = False


@dataclass(frozen=True, slots=True)
class TemplateTexts:
    """Words of the house for one message, with their placeholders; an empty part means the program's own words."""

    subject: str = ""
    body: str = ""
    sms: str = ""
    version_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom we write to: the customer, and the contact at the customer where one is known."""

    number: str
    name: str
    address_lines: tuple[str, ...] = ()
    contact_name: str = ""
    tax_id: str = ""


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Where the money should go; `account` is an IBAN or an account number as printed."""

    holder: str
    bank_name: str
    account: str
    bank_code: str = ""


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One open item of a reminder; amounts in the currency of the reminder, `days_late` 0 or less when not due."""

    number: str
    issue_date: date
    due_date: date | None
    amount: Decimal
    amount_open: Decimal
    days_late: int

    @property
    def is_overdue(self) -> bool:
        """Whether the item should have been paid by now."""
        return self.days_late > 0


@dataclass(frozen=True, slots=True)
class CreditLine:
    """Money or a credit of the customer that no item has used yet; `amount` is positive."""

    number: str
    since: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReminderContent:
    """All that a reminder says, in one currency, as of `business_date`; frozen into the message.

    Three parts: what is overdue, what falls due, and `credits`, what the customer has with us.
    `level` is 0 for a notice before anything is overdue, then 1, 2 and 3, each firmer than the last. `language`
    is the customer's. `amount_unapplied` is money received and not yet applied, positive. `bank` is None when the
    account stands on the invoices only. A statement of account reminds of nothing, whatever is open.
    """

    entity_id: int
    customer_id: int
    currency: str
    language: str
    level: int
    business_date: date
    pay_by: date
    letterhead: Letterhead
    recipient: Recipient
    lines: tuple[ReminderLine, ...]
    amount_unapplied: Decimal = Decimal(0)
    bank: BankDetails | None = None
    credits: tuple[CreditLine, ...] = ()
    is_statement: bool = False
    number: str = ""
    form: LetterForm = LetterForm()
    texts: TemplateTexts = TemplateTexts()

    def __post_init__(self) -> None:
        assert self.level in LEVELS
        assert self.lines and self.amount_unapplied >= 0
        assert all(line.amount > 0 for line in self.credits)
        assert self.is_statement or (self.level > 0) == any(line.is_overdue for line in self.lines)

    @property
    def lines_overdue(self) -> tuple[ReminderLine, ...]:
        """The lines past their due date."""
        return tuple(line for line in self.lines if line.is_overdue)

    @property
    def amount_overdue(self) -> Money:
        """The open amount past its due date."""
        return self._sum(line.amount_open for line in self.lines if line.is_overdue)

    @property
    def amount_falling_due(self) -> Money:
        """The open amount listed that isn't due yet."""
        return self._sum(line.amount_open for line in self.lines if not line.is_overdue)

    @property
    def amount_to_pay(self) -> Money:
        """What is asked for: the overdue amount (of a notice before due, all of it) less money received."""
        if self.is_statement:
            asked = self.amount_overdue + self.amount_falling_due
        else:
            asked = self.amount_overdue if self.level else self.amount_falling_due
        received = Money(self.amount_unapplied, self.currency)
        return max(asked - received, Money.zero(self.currency))

    def _sum(self, amounts: Iterable[Decimal]) -> Money:
        return Money(sum(amounts, start=Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class ConfirmationLine:
    """An item that money paid: `paid` in the currency of the letter, what remains open in the item's own."""

    number: str
    paid: Decimal
    amount_open: Decimal
    currency_open: str


@dataclass(frozen=True, slots=True)
class ConfirmedReceipt:
    """Money that came from the customer, and the items that it paid."""

    received_on: date
    reference: str
    amount: Decimal
    lines: tuple[ConfirmationLine, ...]


@dataclass(frozen=True, slots=True)
class ConfirmationContent:
    """All that a payment confirmation says, in one currency; frozen into the message.

    `taken_back` are items of which an earlier confirmation said that they were paid, and which are not any more.
    `amount_unapplied` is money of the customer that isn't applied, positive.
    """

    entity_id: int
    customer_id: int
    currency: str
    language: str
    business_date: date
    letterhead: Letterhead
    recipient: Recipient
    receipts: tuple[ConfirmedReceipt, ...]
    taken_back: tuple[ConfirmationLine, ...] = ()
    amount_unapplied: Decimal = Decimal(0)
    number: str = ""
    form: LetterForm = LetterForm()
    texts: TemplateTexts = TemplateTexts()

    def __post_init__(self) -> None:
        assert self.receipts and all(receipt.lines for receipt in self.receipts)

    @property
    def amount_received(self) -> Money:
        """All that came."""
        return Money(sum((receipt.amount for receipt in self.receipts), start=Decimal(0)), self.currency)

    @property
    def amount_applied(self) -> Money:
        """What of it went to items."""
        paid = (line.paid for receipt in self.receipts for line in receipt.lines)
        return Money(sum(paid, start=Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class AgreedPart:
    """One payment of what was agreed: a promise has one, a plan many."""

    due_date: date
    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """All that a letter about a promise, a plan, an offer or a call-back says, in one currency; frozen into it.

    `template` says which of them. `amount` is what it is about (of an offer: what settles it), `amount_before` what
    was owed before it, `by_date` until when; `parts` are the payments one by one. `note` is a person's own sentence.
    """

    entity_id: int
    customer_id: int
    currency: str
    language: str
    business_date: date
    letterhead: Letterhead
    recipient: Recipient
    template: str
    amount: Decimal
    by_date: date | None = None
    amount_before: Decimal = Decimal(0)
    parts: tuple[AgreedPart, ...] = ()
    note: str = ""
    bank: BankDetails | None = None
    number: str = ""
    form: LetterForm = LetterForm()
    texts: TemplateTexts = TemplateTexts()

    def __post_init__(self) -> None:
        assert self.amount >= 0 and all(part.amount > 0 for part in self.parts)

    @property
    def total(self) -> Money:
        """What the letter is about."""
        return Money(self.amount, self.currency)


Content = ReminderContent | ConfirmationContent | AgreementContent
"""What a message can be made from."""

CONTENTS: Mapping[MessageKind, type[ReminderContent] | type[ConfirmationContent] | type[AgreementContent]] = {
    MessageKind.REMINDER: ReminderContent,
    MessageKind.CONFIRMATION: ConfirmationContent,
    MessageKind.AGREEMENT: AgreementContent,
}
