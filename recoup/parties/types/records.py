"""What the parties room tells about customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from recoup.kernel.contact import ContactRole, PartyKind
from recoup.kernel.sentences import N_
from recoup.parties.types.codes import (
    AddressPurpose,
    BankAccountStatus,
    ContactPurpose,
    CustomerStatus,
    HoldReason,
    HoldScope,
)


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """A customer as lists and other rooms need it."""

    id: int
    entity_id: int
    number: str
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
    portfolio_owner_id: int | None
    status: CustomerStatus
    party_kind: PartyKind = PartyKind.COMPANY

    @property
    def name(self) -> str:
        """The name people call the customer by: the trading name, or else the legal one."""
        return self.name_trading or self.name_legal


@dataclass(frozen=True, slots=True)
class CustomerDetail:
    """A customer as its own page needs it: the record, and the names behind its references."""

    customer: CustomerRecord
    entity_code: str
    parent: CustomerRecord | None
    children: tuple[CustomerRecord, ...]
    portfolio_owner_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """One page of a list; `total` counts all customers that the filters leave, `number` begins at 1."""

    customers: tuple[CustomerRecord, ...]
    total: int
    number: int
    size: int

    @property
    def count(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


class CustomerSort(StrEnum):
    """By what a list of customers is sorted."""

    NUMBER = "number"
    NAME = "name"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class CustomerFilters:
    """What a list of customers shows; an empty filter leaves everything."""

    text: str = ""
    entity_id: int | None = None
    country: str = ""
    currency: str = ""
    portfolio_owner_id: int | None = None
    status: CustomerStatus | None = None


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A person or desk at the customer."""

    id: int
    customer_id: int
    name: str
    purpose: ContactPurpose
    email: str
    phone: str
    language: str
    is_active: bool
    role: ContactRole = ContactRole.THIRD_PERSON


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """Where the customer is; `lines` holds one line of the address per line."""

    id: int
    customer_id: int
    purpose: AddressPurpose
    lines: str
    postal_code: str
    city: str
    region: str
    country: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class BankAccountRecord:
    """An approved account of the customer."""

    id: int
    customer_id: int
    account_number: str
    bank_code: str
    bank_name: str
    holder: str
    currency: str
    status: BankAccountStatus
    approval_id: int

    @property
    def account_number_masked(self) -> str:
        """The account number as pages show it: the last four signs only."""
        return "•••• " + self.account_number[-4:]


@dataclass(frozen=True, slots=True)
class PayerAliasRecord:
    """Another name under which the customer's money arrives."""

    id: int
    customer_id: int
    name: str


@dataclass(frozen=True, slots=True)
class HoldRecord:
    """A time in which the customer is left alone, both dates included; `until_date` None means until lifted."""

    id: int
    customer_id: int
    reason: HoldReason
    scope: HoldScope
    note: str
    from_date: date
    until_date: date | None
    placed_by_name: str
    placed_at: datetime
    lifted_by_name: str
    lifted_at: datetime | None


class ChangeKind(StrEnum):
    """What happened to a row: the codes of the change history."""

    ADDED = "insert"
    CHANGED = "update"
    REMOVED = "delete"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a `subject` (`customer`, `contact` and so on) before and after, as text; empty is nothing."""

    subject: str
    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The name of the field on screens, to be translated."""
        return _OWN_LABELS.get((self.subject, self.field)) or FIELD_LABELS.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a customer or of what belongs to it; `subject` is `customer`, `contact` and so on."""

    at: datetime
    actor_name: str
    subject: str
    subject_id: int
    kind: ChangeKind
    fields: tuple[FieldChange, ...]

    @property
    def subject_label(self) -> str:
        """The name of the kind of subject on screens, to be translated."""
        return SUBJECT_LABELS[self.subject]


SUBJECT_LABELS: Mapping[str, str] = {
    "customer": N_("Customer"),
    "contact": N_("Contact"),
    "address": N_("Address"),
    "bank_account": N_("Bank account"),
    "payer_alias": N_("Payer name"),
    "hold": N_("Hold"),
    "stop": N_("Stop of contact"),
    "preference": N_("Wish about contact"),
}

FIELD_LABELS: Mapping[str, str] = {
    "account_number": N_("Account number"),
    "bank_code": N_("Bank code"),
    "bank_name": N_("Bank"),
    "channels": N_("Ways of contact"),
    "city": N_("City"),
    "closes": N_("Until so many minutes after midnight"),
    "contact_id": N_("Contact"),
    "country": N_("Country"),
    "currency": N_("Currency"),
    "email": N_("E-mail"),
    "evidence_id": N_("Evidence"),
    "from_date": N_("From"),
    "holder": N_("Account holder"),
    "is_active": N_("In use"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "lifted_at": N_("Lifted at"),
    "lifted_by_name": N_("Lifted by"),
    "lines": N_("Address"),
    "name": N_("Name"),
    "name_latin": N_("Latin name"),
    "name_legal": N_("Legal name"),
    "name_trading": N_("Trading name"),
    "note": N_("Note"),
    "number": N_("Customer number"),
    "opens": N_("From so many minutes after midnight"),
    "parent_id": N_("Group parent"),
    "party_kind": N_("Kind of customer"),
    "phone": N_("Phone"),
    "placed_by_name": N_("Placed by"),
    "portfolio_owner_id": N_("Portfolio owner"),
    "postal_code": N_("Postal code"),
    "purpose": N_("Purpose"),
    "reason": N_("Reason"),
    "region": N_("Region"),
    "role": N_("Role in the debt"),
    "scope": N_("Scope"),
    "status": N_("Status"),
    "tax_id": N_("Tax number"),
    "terms_code": N_("Payment terms"),
    "time_zone": N_("Time zone"),
    "until_date": N_("Until"),
    "weekdays": N_("Weekdays"),
}

# Where a field of the same name means something else.
_OWN_LABELS: Mapping[tuple[str, str], str] = {
    ("contact", "is_active"): N_("Still there"),
    ("contact", "name"): N_("Name of the contact"),
    ("hold", "scope"): N_("What stops"),
    ("payer_alias", "name"): N_("Name on the bank statement"),
}
