"""What others may ask the parties room."""

from recoup.parties.queries.customers import customer_ids, customers_by_id, get_customer, group_ids
from recoup.parties.queries.finding import PAGE_SIZE, customer_page, find_customers

__all__ = [
    "PAGE_SIZE",
    "customer_ids",
    "customer_page",
    "customers_by_id",
    "find_customers",
    "get_customer",
    "group_ids",
]
