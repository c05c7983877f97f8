"""The relations that metrics are defined on: names and types only, the same on every engine."""

import ibis
from ibis import ir

AMOUNT = "decimal(24, 4)"


def items() -> ir.Table:
    """Return the ledger's items; `amount` and `amount_open` are signed, in `currency`."""
    return ibis.table(
        {
            "id": "int64",
            "entity_id": "int64",
            "customer_id": "int64",
            "kind": "string",
            "issue_date": "date",
            "due_date": "date",
            "currency": "string",
            "amount": AMOUNT,
            "amount_open": AMOUNT,
        },
        name="ledger_item",
    )


def postings() -> ir.Table:
    """Return the journal's postings; `amount` is a debit when positive."""
    return ibis.table(
        {
            "entry_id": "int64",
            "line": "int16",
            "entity_id": "int64",
            "account": "string",
            "item_id": "int64",
            "currency": "string",
            "amount": AMOUNT,
            "effective_date": "date",
            "recorded_at": "timestamp('UTC')",
        },
        name="ledger_posting",
    )


def customers() -> ir.Table:
    """Return the customers with what they can be grouped by."""
    return ibis.table(
        {"id": "int64", "entity_id": "int64", "parent_id": "int64", "portfolio_owner_id": "int64"},
        name="parties_customer",
    )


def asked_customers() -> ir.Table:
    """Return the customers that a question is narrowed to; not stored, but supplied with the query."""
    return ibis.table({"customer_id": "int64"}, name="asked_customer")
