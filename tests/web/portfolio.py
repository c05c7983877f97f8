"""A small portfolio on the desk: a cast with invoices late and not due, and today's worklist."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from recoup.collections import operations as collections
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties import operations as parties
from recoup.parties.types import NewCustomer
from tests.people import NOW, PROGRAM, Cast


def sell(cast: Cast, *, today: date, days_late: dict[str, int]) -> None:
    """Post one invoice of 100.00 GBP for each customer number, so many days late today (negative: not due yet)."""
    customers = [
        NewCustomer(line, cast.entity.id, number, f"Customer {number}")
        for line, number in enumerate(days_late, start=1)
    ]
    parties.save_customers(customers=customers, actor=PROGRAM, now=NOW)
    items = [
        NewItem(
            line=line,
            entity_id=cast.entity.id,
            customer_number=number,
            kind=ItemKind.INVOICE,
            number=f"INV-{line}",
            part=1,
            reference="",
            issue_date=today - timedelta(days=days + 30),
            due_date=today - timedelta(days=days),
            currency="GBP",
            amount=Decimal("100.00"),
        )
        for line, (number, days) in enumerate(days_late.items(), start=1)
    ]
    ledger.post_items(items=items, source="test", actor=PROGRAM, now=NOW)


def make_todays_worklist(cast: Cast, today: date) -> None:
    """Rank whom to contact."""
    collections.make_worklist(business_date=today, entity_id=cast.entity.id, actor=PROGRAM, now=NOW)
