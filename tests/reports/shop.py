"""A shop with customers of any names, whose invoices and receipts are posted by the real operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from recoup.collections import operations as collections
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.queries.numbers import ItemKey, items_by_number
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import NewCustomer
from recoup.team.types import Role
from tests.people import PROGRAM, Cast, make_cast

TODAY = date(2026, 3, 2)


@dataclass
class Shop:
    """The cast and its customers' ids by number."""

    cast: Cast
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def alice(self) -> Actor:
        """Who works in the shop."""
        return self.cast.alice


def open_shop(names: Mapping[str, str], *, role: Role = Role.MANAGER, **fields: Mapping[str, str]) -> Shop:
    """Open a shop with customers by number; `fields` hold further values of NewCustomer by number."""
    shop = Shop(make_cast(role))
    more_customers(shop, names, **fields)
    return shop


def more_customers(shop: Shop, names: Mapping[str, str], **fields: Mapping[str, str]) -> None:
    """Add customers by number."""
    entity_id = shop.cast.entity.id
    new = [
        NewCustomer(line, entity_id, number, name)._replace(
            **{key: values[number] for key, values in fields.items() if number in values}  # type: ignore[arg-type]  # texts by name
        )
        for line, (number, name) in enumerate(names.items(), start=1)
    ]
    saved = parties.save_customers(customers=new, actor=PROGRAM, now=at(TODAY - timedelta(days=900)))
    assert not saved.refused
    shop.ids |= parties_queries.customer_ids(entity_id=entity_id, numbers=names, actor=PROGRAM)


def sell(
    shop: Shop,
    customer: str,
    number: str,
    amount: str,
    *,
    days_late: int | None = 0,
    currency: str = "GBP",
    kind: ItemKind = ItemKind.INVOICE,
    on: date = TODAY,
    now: datetime | None = None,
) -> int:
    """Post an item that is so many days late on `on` (negative: not due; None: no due date) and return its id."""
    due = None if days_late is None else on - timedelta(days=days_late)
    issued = on - timedelta(days=60 + (days_late or 0)) if kind is ItemKind.INVOICE else on
    item = NewItem(
        1, shop.cast.entity.id, customer, kind, number, 1, "", issued, due, currency, Decimal(amount)
    )
    posted = ledger.post_items(items=[item], source="shop", actor=PROGRAM, now=now or at(issued))
    assert posted.accepted == 1, posted.refused
    return find(shop, kind, number)


def receive(shop: Shop, customer: str, number: str, amount: str, *, on: date = TODAY) -> int:
    """Post a receipt and return its id."""
    return sell(
        shop, customer, number, f"-{amount}", days_late=None, kind=ItemKind.RECEIPT, on=on, now=at(on)
    )


def apply(
    receipt_id: int, item_id: int, amount: str, *, on: date = TODAY, now: datetime | None = None
) -> None:
    """Apply a receipt to an item."""
    allocation = NewAllocation(receipt_id, item_id, Decimal(amount), on, f"{receipt_id}>{item_id}")
    done = ledger.allocate(
        allocations=[allocation], source="shop", actor=PROGRAM, now=now or at(on, hour=10), reason="test"
    )
    assert done.posted == 1, done.refused


def find(shop: Shop, kind: ItemKind, number: str) -> int:
    """Return the id of an item."""
    key = ItemKey(shop.cast.entity.id, kind, number, 1)
    with transaction.atomic():
        return items_by_number(keys=[key])[key].id


def rank(shop: Shop, on: date = TODAY) -> None:
    """Make the worklist of a day."""
    collections.make_worklist(business_date=on, entity_id=shop.cast.entity.id, actor=PROGRAM, now=at(on))


def rate(currency: str, value: str, on: date = TODAY) -> None:
    """Record what a currency is worth in the reporting currency."""
    new = ledger.NewRate(currency, collections.REPORTING_CURRENCY, on, Decimal(value))
    ledger.record_rates(rates=[new], source="test", actor=PROGRAM, now=at(on))


def at(day: date, hour: int = 9) -> datetime:
    """Return an instant of a day."""
    return datetime.combine(day, time(hour), UTC)
