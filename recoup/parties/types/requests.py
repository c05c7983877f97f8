"""What the parties room is asked to keep, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from recoup.kernel.contact import ContactRole, PartyKind
from recoup.kernel.sentences import Sentence
from recoup.parties.types.codes import AddressPurpose, ContactPurpose, CustomerStatus, HoldReason, HoldScope
from recoup.parties.types.records import CustomerRecord


class NewCustomer(NamedTuple):
    """One line of customers to keep; `line` is its line in the file, 0 where there is none.

    Number and legal name are needed. What else is empty comes from the entity for a new customer, and stays as it
    is for a known one.
    """

    line: int
    entity_id: int
    number: str
    name_legal: str
    name_trading: str = ""
    name_latin: str = ""
    tax_id: str = ""
    country: str = ""
    language: str = ""
    currency: str = ""
    terms_code: str = ""
    time_zone: str = ""
    parent_number: str = ""
    portfolio_owner_id: int | None = None
    party_kind: str = ""


class Refusal(NamedTuple):
    """A line that was not taken, and why."""

    line: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class SavedCustomers:
    """What became of a batch: every line is in one of the four counts."""

    added: int
    known: int
    changed: int
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class CustomerFields:
    """All that can be changed of one customer; an empty text empties the field where that is allowed."""

    name_legal: str
    name_trading: str
    name_latin: str
    tax_id: str
    country: str
    language: str
    currency: str
    terms_code: str
    time_zone: str
    parent_id: int | None
    status: CustomerStatus
    party_kind: PartyKind

    @classmethod
    def of(cls, customer: CustomerRecord) -> CustomerFields:
        """Return the fields as they are now: the start of a change."""
        return cls(**{field.name: getattr(customer, field.name) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact of a customer; name, e-mail or phone is needed. Without a role it has the usual one."""

    customer_id: int
    name: str
    purpose: ContactPurpose = ContactPurpose.ACCOUNTS_PAYABLE
    email: str = ""
    phone: str = ""
    language: str = ""
    role: ContactRole | None = None


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address of a customer; `lines` holds one line of the address per line, an empty country is the customer's."""

    customer_id: int
    lines: str
    purpose: AddressPurpose = AddressPurpose.BILLING
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class NewPayerAlias:
    """A name under which the customer's money arrives."""

    customer_id: int
    name: str


@dataclass(frozen=True, slots=True)
class NewHold:
    """A hold to place on a customer, both dates included; `until_date` None means until lifted."""

    customer_id: int
    reason: HoldReason
    scope: HoldScope
    from_date: date
    until_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BankAccountChange:
    """A bank account to add (or to correct, by its number), or with `retire` one to use no more."""

    customer_id: int
    account_number: str
    holder: str = ""
    currency: str = ""
    bank_code: str = ""
    bank_name: str = ""
    retire: bool = False


@dataclass(frozen=True, slots=True)
class AddedRows:
    """How many rows were added, how many were there already, and which entries of the batch were refused.

    The line of a refusal is the place in the batch, beginning at 1.
    """

    added: int
    known: int
    refused: tuple[Refusal, ...] = ()
