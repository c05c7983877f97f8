"""What goes into the matching of receipts and what comes out. Amounts are exact; nothing here knows a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from recoup.kernel.sentences import N_, Sentence


class AdviceRow(NamedTuple):
    """One line of a remittance advice: a document number and what is paid on it (None where it doesn't say).

    `deducted` is what the payer took off before, with the sign of the document.
    """

    number: str
    amount: Decimal | None = None
    deducted: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in: `amount` in `currency`, positive, and all that is known about its sender.

    `virtual_account` is the account of ours that was given to one customer alone. `references` are the structured
    references of the payment. `customer_id` is set where a person has already said who paid.
    """

    line_id: int
    entity_id: int
    amount: Decimal
    currency: str
    value_date: date
    payer_name: str = ""
    payer_account: str = ""
    virtual_account: str = ""
    references: tuple[str, ...] = ()
    text: str = ""
    advice: tuple[AdviceRow, ...] = ()
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that may be paid, settled lately or open; credits have negative amounts.

    `references` are the payment references that its document told the payer to use (RF, QR, KID, OGM and the like).
    `discount` may be taken until `discount_until`. A settled item has nothing open and a `settled_date`.
    """

    item_id: int
    entity_id: int
    customer_id: int
    number: str
    currency: str
    amount: Decimal
    amount_open: Decimal
    issue_date: date | None = None
    due_date: date | None = None
    part: int = 1
    references: tuple[str, ...] = ()
    contract: str = ""
    discount: Decimal = Decimal(0)
    discount_until: date | None = None
    settled_date: date | None = None


class Habits(NamedTuple):
    """How a customer's past `payments` were made: how many cleared the whole balance, or the oldest items first."""

    payments: int = 0
    whole_balance: int = 0
    oldest_first: int = 0
    on_account: int = 0


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of one entity; `aliases` are payer names that people's corrections taught us.

    `group_id` is the same for all companies of a group (None outside one): parents pay for children.
    """

    customer_id: int
    entity_id: int
    number: str = ""
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    virtual_accounts: tuple[str, ...] = ()
    group_id: int | None = None
    habits: Habits = field(default_factory=Habits)


class Rate(NamedTuple):
    """One unit of `currency` is worth `rate` units of `quote`."""

    currency: str
    quote: str
    rate: Decimal


class Reason(StrEnum):
    """Why the receipt and what it clears differ."""

    DISCOUNT = "DISCOUNT"
    BANK_CHARGE = "BANK_CHARGE"
    TAX_WITHHELD = "TAX_WITHHELD"
    SMALL_DIFFERENCE = "SMALL_DIFFERENCE"
    OVERPAYMENT = "OVERPAYMENT"
    DUPLICATE = "DUPLICATE"

    @property
    def label(self) -> str:
        """The English words for a screen, marked for the catalogues."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    Reason.DISCOUNT: N_("Discount taken"),
    Reason.BANK_CHARGE: N_("Bank charge"),
    Reason.TAX_WITHHELD: N_("Tax withheld"),
    Reason.SMALL_DIFFERENCE: N_("Small difference"),
    Reason.OVERPAYMENT: N_("Overpayment"),
    Reason.DUPLICATE: N_("Paid twice"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """`amount` of the item is cleared (its currency, negative for a credit) with `paid` of the receipt's money."""

    item_id: int
    customer_id: int
    amount: Decimal
    paid: Decimal


@dataclass(frozen=True, slots=True)
class Residue:
    """The receipt less what it clears: negative where less came than is cleared, positive where money is over."""

    reason: Reason
    amount: Decimal
    item_id: int | None = None


class Clue(StrEnum):
    """The kinds of evidence; the weights of the rulebook are kept by these codes."""

    SAID = "SAID"
    VIRTUAL_ACCOUNT = "VIRTUAL_ACCOUNT"
    ACCOUNT = "ACCOUNT"
    ACCOUNT_SHARED = "ACCOUNT_SHARED"
    CUSTOMER_NUMBER = "CUSTOMER_NUMBER"
    ALIAS = "ALIAS"
    NAME = "NAME"
    NAME_CLOSE = "NAME_CLOSE"
    NAME_LOOSE = "NAME_LOOSE"
    GROUP = "GROUP"
    STRANGER = "STRANGER"
    STRUCTURED = "STRUCTURED"
    NUMBER = "NUMBER"
    NUMBER_ALIKE = "NUMBER_ALIKE"
    NUMBER_DIGITS = "NUMBER_DIGITS"
    NUMBER_PART = "NUMBER_PART"
    NUMBER_WEAK = "NUMBER_WEAK"
    CONTRACT = "CONTRACT"
    ADVICE = "ADVICE"
    REST_UNNAMED = "REST_UNNAMED"
    LEFT_OUT = "LEFT_OUT"
    AMOUNT = "AMOUNT"
    BALANCE = "BALANCE"
    OLDEST_FIRST = "OLDEST_FIRST"
    SUM = "SUM"
    DIFFERENCE = "DIFFERENCE"
    SHORT = "SHORT"
    OVER = "OVER"
    CONVERTED = "CONVERTED"
    HABIT = "HABIT"
    ADVANCE = "ADVANCE"
    UNEXPLAINED = "UNEXPLAINED"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named piece of evidence, for (points above zero) or against a proposal, in plain words."""

    clue: Clue
    points: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to explain a receipt: what each item gets, what is left and why, and the evidence for it.

    `score` is the sum of the points. Two laws hold: the money paid plus what is over is the receipt, and (in one
    currency) the amounts cleared plus the residues are the receipt.
    """

    shares: tuple[Share, ...]
    residues: tuple[Residue, ...]
    customer_ids: tuple[int, ...]
    score: int
    evidence: tuple[Evidence, ...] = field(repr=False)
    may_apply: bool = False


class Verdict(StrEnum):
    """What may be done with a receipt without a person."""

    APPLY = "APPLY"
    PROPOSE = "PROPOSE"
    NONE = "NONE"


class Doubt(StrEnum):
    """What kind of reason keeps a receipt from being applied."""

    NOTHING_FOUND = "NOTHING_FOUND"
    NOT_MONEY_IN = "NOT_MONEY_IN"
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
    DIFFERENCE = "DIFFERENCE"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is applied: the kind of reason and the reason itself in words."""

    doubt: Doubt
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with one receipt: APPLY the first of `proposals`, PROPOSE them, best first, or NONE.

    `refusal` is set when nothing is applied. `customer_id` is the payer, where the evidence leaves no doubt.
    """

    line_id: int
    verdict: Verdict
    proposals: tuple[Proposal, ...] = ()
    refusal: Refusal | None = None
    customer_id: int | None = None
