"""The tables of the parties room. Nobody outside the room touches them; the reports may read them."""

from recoup.parties.models.conduct import Consent, ContactPreference, ContactStop
from recoup.parties.models.customers import (
    Address,
    BankAccount,
    Contact,
    Customer,
    CustomerHold,
    CustomerWish,
    PayerAlias,
)

__all__ = [
    "Address",
    "BankAccount",
    "Consent",
    "Contact",
    "ContactPreference",
    "ContactStop",
    "Customer",
    "CustomerHold",
    "CustomerWish",
    "PayerAlias",
]
