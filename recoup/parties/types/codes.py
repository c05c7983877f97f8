"""The codes of the columns of the parties room, with their names for screens."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from recoup.kernel.contact import ContactRole, PartyKind
from recoup.kernel.sentences import N_


class CustomerStatus(StrEnum):
    """Whether we still do business with the customer."""

    ACTIVE = "ACTIVE"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        """The name of the status on screens, to be translated."""
        return CUSTOMER_STATUS_LABELS[self]


CUSTOMER_STATUS_LABELS: Mapping[CustomerStatus, str] = {
    CustomerStatus.ACTIVE: N_("Active"),
    CustomerStatus.CLOSED: N_("Closed"),
}


class ContactPurpose(StrEnum):
    """What a contact is there for."""

    ACCOUNTS_PAYABLE = "ACCOUNTS_PAYABLE"
    PROCUREMENT = "PROCUREMENT"
    OWNER = "OWNER"
    LAWYER = "LAWYER"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name of the purpose on screens, to be translated."""
        return CONTACT_PURPOSE_LABELS[self]


CONTACT_PURPOSE_LABELS: Mapping[ContactPurpose, str] = {
    ContactPurpose.ACCOUNTS_PAYABLE: N_("Accounts payable"),
    ContactPurpose.PROCUREMENT: N_("Procurement"),
    ContactPurpose.OWNER: N_("Owner"),
    ContactPurpose.LAWYER: N_("Lawyer"),
    ContactPurpose.OTHER: N_("Other contact"),
}


class AddressPurpose(StrEnum):
    """What an address is there for."""

    REGISTERED = "REGISTERED"
    BILLING = "BILLING"
    DELIVERY = "DELIVERY"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name of the purpose on screens, to be translated."""
        return ADDRESS_PURPOSE_LABELS[self]


ADDRESS_PURPOSE_LABELS: Mapping[AddressPurpose, str] = {
    AddressPurpose.REGISTERED: N_("Registered office"),
    AddressPurpose.BILLING: N_("Billing address"),
    AddressPurpose.DELIVERY: N_("Delivery address"),
    AddressPurpose.OTHER: N_("Other address"),
}


class BankAccountStatus(StrEnum):
    """Whether money may still be paid to the account."""

    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"

    @property
    def label(self) -> str:
        """The name of the status on screens, to be translated."""
        return BANK_ACCOUNT_STATUS_LABELS[self]


BANK_ACCOUNT_STATUS_LABELS: Mapping[BankAccountStatus, str] = {
    BankAccountStatus.ACTIVE: N_("In use"),
    BankAccountStatus.RETIRED: N_("No longer used"),
}


class HoldReason(StrEnum):
    """Why a customer is left alone."""

    DISPUTE = "DISPUTE"
    PROMISE = "PROMISE"
    PAYMENT_PLAN = "PAYMENT_PLAN"
    LEGAL = "LEGAL"
    INSOLVENCY = "INSOLVENCY"
    HARDSHIP = "HARDSHIP"
    INTERNAL = "INTERNAL"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """The name of the reason on screens, to be translated."""
        return HOLD_REASON_LABELS[self]


HOLD_REASON_LABELS: Mapping[HoldReason, str] = {
    HoldReason.DISPUTE: N_("Dispute"),
    HoldReason.PROMISE: N_("Promise to pay"),
    HoldReason.PAYMENT_PLAN: N_("Payment plan"),
    HoldReason.LEGAL: N_("Legal case"),
    HoldReason.INSOLVENCY: N_("Insolvency"),
    HoldReason.HARDSHIP: N_("Hardship"),
    HoldReason.INTERNAL: N_("Internal question"),
    HoldReason.OTHER: N_("Other reason"),
}


class HoldScope(StrEnum):
    """What a hold stops: contact with the customer, charges, or both."""

    CONTACT = "CONTACT"
    CHARGES = "CHARGES"
    EVERYTHING = "EVERYTHING"

    @property
    def label(self) -> str:
        """The name of the scope on screens, to be translated."""
        return HOLD_SCOPE_LABELS[self]


HOLD_SCOPE_LABELS: Mapping[HoldScope, str] = {
    HoldScope.CONTACT: N_("No contact"),
    HoldScope.CHARGES: N_("No interest or fees"),
    HoldScope.EVERYTHING: N_("No contact, interest or fees"),
}


_ROLES: Mapping[ContactPurpose, ContactRole] = {
    ContactPurpose.ACCOUNTS_PAYABLE: ContactRole.REPRESENTATIVE,
    ContactPurpose.PROCUREMENT: ContactRole.REPRESENTATIVE,
    ContactPurpose.OWNER: ContactRole.REPRESENTATIVE,
    ContactPurpose.LAWYER: ContactRole.LAWYER,
    ContactPurpose.OTHER: ContactRole.THIRD_PERSON,
}


def usual_role(purpose: ContactPurpose, party_kind: PartyKind) -> ContactRole:
    """Return what a contact of this purpose has to do with the debt, unless somebody says otherwise.

    The owner of a trade of persons, and a private person's own desk, is the debtor itself.
    """
    if party_kind.is_natural and purpose in (ContactPurpose.ACCOUNTS_PAYABLE, ContactPurpose.OWNER):
        return ContactRole.DEBTOR
    return _ROLES[purpose]
