"""What others may ask the parties room."""

from recoup.parties.queries.bank_accounts import bank_account_fingerprint, bank_accounts
from recoup.parties.queries.conduct import conduct_of, consents, preferences, stops
from recoup.parties.queries.customers import (
    customer_ids,
    customers_by_id,
    get_customer,
    group_ids,
    party_kinds,
)
from recoup.parties.queries.details import (
    addresses,
    contacts,
    contacts_by_customer,
    contacts_by_id,
    customers_paying_as,
    payer_aliases,
)
from recoup.parties.queries.finding import PAGE_SIZE, customer_page, find_customers
from recoup.parties.queries.history import change_history
from recoup.parties.queries.holds import holds, holds_in_force
from recoup.parties.queries.wishes import confirmation_wish, confirmation_wishes

__all__ = [
    "PAGE_SIZE",
    "addresses",
    "bank_account_fingerprint",
    "bank_accounts",
    "change_history",
    "conduct_of",
    "confirmation_wish",
    "confirmation_wishes",
    "consents",
    "contacts",
    "contacts_by_customer",
    "contacts_by_id",
    "customer_ids",
    "customer_page",
    "customers_by_id",
    "customers_paying_as",
    "find_customers",
    "get_customer",
    "group_ids",
    "holds",
    "holds_in_force",
    "party_kinds",
    "payer_aliases",
    "preferences",
    "stops",
]
