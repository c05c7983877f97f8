"""Installments of contracts as of a date, what was applied to each and from what, and receipts not applied yet.

The ledger knows a contract by its items alone: kind `INSTALLMENT`, the contract's number as `reference`; where that is
empty the number of the item, or its beginning, tells the contract. Items of other kinds belong to a contract when their
`reference` is its number. Interest and fees are never part of a schedule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.ledger import permissions
from recoup.ledger.types import ItemKind
from recoup.team import queries as team

_ITEMS = """
SELECT i.id, i.customer_id, i.kind, i.number, i.part, i.reference, i.due_date, i.amount, sum(p.amount)
FROM ledger_item AS i
JOIN ledger_posting AS p
    ON p.item_id = i.id AND p.account = 'RECEIVABLE' AND p.effective_date <= %(as_of)s
WHERE i.entity_id = %(entity_id)s AND i.currency = %(currency)s
  AND (i.kind = 'INSTALLMENT'
       OR i.kind IN ('INVOICE', 'DEBIT_NOTE', 'OPENING_BALANCE') AND i.reference <> ''
          AND upper(regexp_replace(i.reference, '[^[:alnum:]]', '', 'g')) = ANY(%(contracts)s))
GROUP BY i.id
HAVING sum(p.amount) <> 0 OR NOT i.is_reversed
ORDER BY i.number, i.part, i.id
"""

# What stands against a payment in its entry: the item that gave the most, or, without one, an account.
_PAYMENTS = """
SELECT p.item_id, given.item_id, given.kind, -sum(p.amount)
FROM unnest(%(item_ids)s::bigint[]) AS wanted(id)
JOIN ledger_item AS own ON own.id = wanted.id
JOIN ledger_posting AS p ON p.item_id = own.id AND p.account = 'RECEIVABLE'
    AND p.entry_id <> own.entry_id AND p.effective_date <= %(as_of)s
LEFT JOIN LATERAL (
    SELECT o.item_id, other.kind
    FROM ledger_posting AS o LEFT JOIN ledger_item AS other ON other.id = o.item_id
    WHERE o.entry_id = p.entry_id AND o.line <> p.line AND sign(o.amount) = -sign(p.amount)
    ORDER BY o.item_id IS NULL, abs(o.amount) DESC, o.line
    LIMIT 1
) AS given ON true
GROUP BY 1, 2, 3
HAVING sum(p.amount) <> 0
ORDER BY 1, 2
"""

_UNAPPLIED = """
SELECT i.id, i.customer_id, i.number, i.issue_date, -sum(p.amount)
FROM ledger_item AS i
JOIN ledger_posting AS p
    ON p.item_id = i.id AND p.account IN ('RECEIVABLE', 'SUSPENSE') AND p.effective_date <= %(as_of)s
WHERE i.entity_id = %(entity_id)s AND i.currency = %(currency)s AND i.kind = 'RECEIPT'
GROUP BY i.id
HAVING sum(p.amount) < 0
ORDER BY i.issue_date, i.id
"""


_Given = dict[str, int | str | date | list[int] | list[str]]


class ContractItem(NamedTuple):
    """An item that may belong to a contract: `paid` is what was applied to it until the day."""

    id: int
    customer_id: int | None
    kind: ItemKind
    number: str
    part: int
    reference: str
    due_date: date | None
    amount: Decimal
    paid: Decimal


class ItemPayment(NamedTuple):
    """What one item gave to another; without `from_item_id` an account gave it, such as a discount."""

    item_id: int
    from_item_id: int | None
    from_kind: ItemKind | None
    amount: Decimal


class UnappliedReceipt(NamedTuple):
    """A receipt of which something wasn't applied at the end of the day; without a customer it is in suspense."""

    item_id: int
    customer_id: int | None
    number: str
    day: date
    amount: Decimal


def contract_items(
    *, entity_id: int, currency: str, contracts: Iterable[str], as_of: date, actor: Actor
) -> Iterator[ContractItem]:
    """Return the installments of an entity and what else refers to one of `contracts`, as of the end of a day.

    `contracts` are contract numbers in one spelling, capitals and digits only. Amounts are positive.

    :raises NotFound: the actor may not read the items of the entity
    """
    _require(entity_id, actor)
    given: _Given = {
        "entity_id": entity_id,
        "currency": currency,
        "as_of": as_of,
        "contracts": list(contracts),
    }
    return (
        ContractItem(
            item_id, customer_id, ItemKind(kind), number, part, reference, due, amount, amount - left
        )
        for item_id, customer_id, kind, number, part, reference, due, amount, left in _rows(_ITEMS, given)
    )


def payments_of(*, item_ids: Iterable[int], as_of: date) -> Iterator[ItemPayment]:
    """Return what was applied to each item until the end of a day, by what gave it; the sums are what was paid.

    For programs: whose items may be read is asked where they are found.
    """
    rows = _rows(_PAYMENTS, {"item_ids": list(item_ids), "as_of": as_of})
    return (ItemPayment(row[0], row[1], ItemKind(row[2]) if row[2] else None, row[3]) for row in rows)


def unapplied_receipts(
    *, entity_id: int, currency: str, as_of: date, actor: Actor
) -> Iterator[UnappliedReceipt]:
    """Return the receipts of an entity that were not wholly applied at the end of a day, amounts positive.

    :raises NotFound: the actor may not read the items of the entity
    """
    _require(entity_id, actor)
    rows = _rows(_UNAPPLIED, {"entity_id": entity_id, "currency": currency, "as_of": as_of})
    return (UnappliedReceipt(*row) for row in rows)


def _require(entity_id: int, actor: Actor) -> None:
    if not team.has_permission(actor=actor, permission=permissions.READ, entity_id=entity_id):
        raise NotFound


def _rows(statement: str, given: _Given) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        yield from cursor
