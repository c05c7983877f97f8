"""Balances: what each customer owes now, and the control accounts that they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.ledger import permissions
from recoup.ledger.types import Account
from recoup.team import queries as team


@dataclass(frozen=True, slots=True)
class Balance:
    """What a customer owes in one currency: `owed` less `unapplied` (positive) is `balance`.

    Money in suspense has no customer: it stands under an empty number.
    """

    entity_code: str
    customer_number: str
    customer_name: str
    items_open: int
    owed: Money
    unapplied: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class ControlLine:
    """A control account of an entity in one currency: by its postings, and by the open items that make it up."""

    entity_code: str
    account: Account
    control: Money
    items: Money

    @property
    def is_tied(self) -> bool:
        """Whether both agree."""
        return self.control == self.items


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """How much stands in the ledger."""

    items: int
    entries: int
    postings: int


_BALANCES = """
SELECT e.code, coalesce(c.number, ''), coalesce(c.name_legal, ''), count(*), i.currency,
    coalesce(sum(i.amount_open) FILTER (WHERE i.amount_open > 0), 0),
    coalesce(-sum(i.amount_open) FILTER (WHERE i.amount_open < 0), 0), sum(i.amount_open)
FROM ledger_item AS i JOIN team_entity AS e ON e.id = i.entity_id
LEFT JOIN parties_customer AS c ON c.id = i.customer_id
WHERE i.entity_id = ANY(%(entities)s) AND i.amount_open <> 0
  AND (%(customer)s = '' OR c.number = %(customer)s) AND (%(currency)s = '' OR i.currency = %(currency)s)
GROUP BY e.code, c.number, c.name_legal, i.currency
ORDER BY e.code, c.number NULLS LAST, i.currency
"""

_CONTROL = """
WITH control AS (
    SELECT entity_id, account, currency, sum(amount) AS amount FROM ledger_posting
    WHERE account IN ('RECEIVABLE', 'SUSPENSE') AND entity_id = ANY(%(entities)s) GROUP BY 1, 2, 3
), items AS (
    SELECT entity_id, CASE WHEN customer_id IS NULL THEN 'SUSPENSE' ELSE 'RECEIVABLE' END AS account, currency,
        sum(amount_open) AS amount
    FROM ledger_item WHERE entity_id = ANY(%(entities)s) GROUP BY 1, 2, 3
)
SELECT e.code, both_sides.account, both_sides.currency, both_sides.control, both_sides.items
FROM (
    SELECT entity_id, account, currency, coalesce(control.amount, 0) AS control, coalesce(items.amount, 0) AS items
    FROM control FULL JOIN items USING (entity_id, account, currency)
) AS both_sides JOIN team_entity AS e ON e.id = both_sides.entity_id
ORDER BY 1, 2, 3
"""

_COUNTS = """
SELECT (SELECT count(*) FROM ledger_item), (SELECT count(*) FROM ledger_entry), (SELECT count(*) FROM ledger_posting)
"""


def balances(
    *, actor: Actor, entity_ids: Sequence[int] | None = None, customer_number: str = "", currency: str = ""
) -> list[Balance]:
    """Return what customers with open items owe now, in the entities that the actor may read or those among them.

    `customer_number` and `currency` narrow the list when given.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _BALANCES,
            {
                "entities": _readable(actor, entity_ids),
                "customer": customer_number,
                "currency": currency,
            },
        )
        return [
            Balance(
                *(code, number, name, count),
                owed=Money(owed, in_currency),
                unapplied=Money(unapplied, in_currency),
                balance=Money(balance, in_currency),
            )
            for code, number, name, count, in_currency, owed, unapplied, balance in cursor
        ]


def control_accounts(*, actor: Actor, entity_ids: Sequence[int] | None = None) -> list[ControlLine]:
    """Return the control accounts of entities, each beside the sum of the open items that it should equal."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTROL, {"entities": _readable(actor, entity_ids)})
        return [
            ControlLine(code, Account(account), Money(control, currency), Money(items, currency))
            for code, account, currency, control, items in cursor
        ]


def ledger_counts() -> LedgerCounts:
    """Return how many items, entries and postings there are."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return LedgerCounts(*cursor.fetchone())


def _readable(actor: Actor, entity_ids: Sequence[int] | None) -> list[int]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return sorted(readable if entity_ids is None else readable & frozenset(entity_ids))
