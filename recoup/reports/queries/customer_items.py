"""A customer's items as they stood at any moment, sorted and filtered in SQL, however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.ledger import permissions as ledger_permissions
from recoup.ledger.models import Entry
from recoup.ledger.types import HoldReason, ItemKind
from recoup.metrics import aging as metric
from recoup.parties import queries as parties
from recoup.reports.queries.aging import bucket_sets
from recoup.reports.types import CustomerItem, CustomerItemSort, CustomerItemsPage, CustomerItemsRequest
from recoup.team import queries as team

# As known now, with nothing that counts later: the open amounts are the balances.
_NOW = "SELECT i.*, i.amount_open AS balance FROM ledger_item AS i WHERE i.customer_id = %(customer_id)s"

_THEN = """
SELECT i.*, posted.balance
FROM ledger_item AS i CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.amount), 0) AS balance, count(*) AS postings FROM ledger_posting AS p
    WHERE p.item_id = i.id AND p.effective_date <= %(as_of)s
      AND (%(known_at)s::timestamptz IS NULL OR p.recorded_at <= %(known_at)s)
) AS posted
WHERE i.customer_id = %(customer_id)s AND posted.postings > 0
"""

_HELD = """
LEFT JOIN LATERAL (
    SELECT h.reason FROM ledger_itemhold AS h
    WHERE h.item_id = item.id AND h.lifted_at IS NULL AND h.from_date <= %(as_of)s
      AND (h.until_date IS NULL OR h.until_date > %(as_of)s)
    ORDER BY h.id LIMIT 1
) AS held ON true
"""

_SORTS: Mapping[CustomerItemSort, str] = {
    CustomerItemSort.DUE: "item.due_date",
    CustomerItemSort.NUMBER: "item.number",
    CustomerItemSort.ISSUED: "item.issue_date",
    CustomerItemSort.AMOUNT: "item.amount",
    CustomerItemSort.OPEN: "item.balance",
}

Parameters = dict[str, date | datetime | str | int | None]


class _Row(NamedTuple):
    """A row of the query; `key` is what it is sorted by."""

    id: int
    kind: str
    number: str
    part: int
    reference: str
    issue_date: date
    due_date: date | None
    amount: Decimal
    balance: Decimal
    currency: str
    is_reversed: bool
    key: object
    held: str | None


def customer_items(*, request: CustomerItemsRequest, actor: Actor) -> CustomerItemsPage:
    """Return one page of a customer's items as of a date, with what is open of all of them by currency.

    Amounts are signed, in each item's own currency: what is owed is positive, receipts and credits are negative.

    :raises NotFound: there is no such customer, or the actor may not read its items
    """
    customer = parties.get_customer(customer_id=request.customer_id, actor=actor).customer
    if not team.has_permission(actor=actor, permission=ledger_permissions.READ, entity_id=customer.entity_id):
        raise NotFound
    parameters: Parameters = {
        "customer_id": request.customer_id,
        "as_of": request.as_of,
        "known_at": request.known_at,
        "size": request.size,
    }
    items = _NOW if _is_current(request) else _THEN
    source = f"({items}) AS item WHERE {' AND '.join(_conditions(request, parameters))}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT item.currency, count(*), sum(item.balance) FROM {source} GROUP BY 1 ORDER BY 1",
            parameters,
        )
        sums = cursor.fetchall()
    total = sum(count for _, count, _ in sums)
    number = max(1, min(request.page, -(-total // request.size)))
    parameters["offset"] = (number - 1) * request.size
    found = tuple(_items(source, request, parameters))
    open_sums = tuple(Money(amount, currency) for currency, _, amount in sums if amount)
    return CustomerItemsPage(found, total, number, request.size, open_sums)


def _is_current(request: CustomerItemsRequest) -> bool:
    if request.known_at is not None:
        return False
    return not Entry.objects.filter(effective_date__gt=request.as_of).exists()


def _conditions(request: CustomerItemsRequest, parameters: Parameters) -> Iterator[str]:
    """Yield the conditions of the request, and put what they compare with among the parameters."""
    yield "true"
    if request.only_open:
        yield "item.balance <> 0"
    if request.kind is not None:
        parameters["kind"] = request.kind.value
        yield "item.kind = %(kind)s"
    if request.currency:
        parameters["currency"] = request.currency
        yield "item.currency = %(currency)s"
    if folded := fold_reference(request.text):
        parameters["number"] = f"{folded}%"
        yield "item.number_folded LIKE %(number)s"
    if request.bucket:
        yield from _in_bucket(request, parameters)


def _in_bucket(request: CustomerItemsRequest, parameters: Parameters) -> Iterator[str]:
    """Yield the conditions of a bucket, as `recoup.metrics.aging` defines it; of an unknown one, nothing fits."""
    if request.bucket == metric.UNAPPLIED:
        yield "item.amount < 0"
        return
    yield "item.amount > 0"
    if request.bucket == metric.NO_DUE_DATE:
        yield "item.due_date IS NULL"
        return
    bounds = _due_dates(request.as_of, bucket_sets()[0].upper_days).get(request.bucket)
    if bounds is None:
        yield "false"
        return
    for name, operator, day in zip(("due_first", "due_last"), (">=", "<="), bounds, strict=True):
        if day is not None:
            parameters[name] = day
            yield f"item.due_date {operator} %({name})s"


def _due_dates(as_of: date, upper_days: tuple[int, ...]) -> dict[str, tuple[date | None, date | None]]:
    """Return the first and the last due date of each bucket that has any; None is without an end."""
    found: dict[str, tuple[date | None, date | None]] = {metric.NOT_DUE: (as_of, None)}
    last = as_of - timedelta(days=1)
    for name, days in zip(metric.late_buckets(upper_days), (*upper_days, None), strict=True):
        first = None if days is None else as_of - timedelta(days=days)
        found[name] = (first, last)
        last = first - timedelta(days=1) if first else last
    return found


def _items(source: str, request: CustomerItemsRequest, parameters: Parameters) -> Iterator[CustomerItem]:
    direction = "DESC" if request.descending else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT found.*, held.reason FROM ("
            f"SELECT item.id, item.kind, item.number, item.part, item.reference, item.issue_date, item.due_date,"
            f" item.amount, item.balance, item.currency, item.is_reversed, {_SORTS[request.sort]} AS key"
            f" FROM {source} ORDER BY key {direction} NULLS LAST, item.number, item.part"
            f" LIMIT %(size)s OFFSET %(offset)s) AS found {_HELD.replace('item.id', 'found.id')}"
            f" ORDER BY found.key {direction} NULLS LAST, found.number, found.part",
            parameters,
        )
        for row in cursor.fetchall():
            yield _item(_Row(*row), request.as_of)


def _item(row: _Row, as_of: date) -> CustomerItem:
    is_late = row.due_date is not None and row.due_date < as_of and row.balance > 0
    return CustomerItem(
        id=row.id,
        kind=ItemKind(row.kind),
        number=row.number,
        part=row.part,
        reference=row.reference,
        issue_date=row.issue_date,
        due_date=row.due_date,
        amount=Money(row.amount, row.currency),
        amount_open=Money(row.balance, row.currency),
        days_late=(as_of - row.due_date).days if is_late and row.due_date else 0,
        is_reversed=row.is_reversed,
        held=HoldReason(row.held) if row.held else None,
    )
