"""What became of the money on bank statements, to the cent, and how much of it was allocated on the day it was told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.reports import permissions
from recoup.team import queries as team

# The lines that a statement told, itself or again after another; and the parts that stand for a batch.
_TOLD = """
told AS (
    SELECT s.id AS statement_id, l.id AS line_id
    FROM cash_statement AS s JOIN cash_statementline AS l ON l.statement_id = s.id AND l.parent_id IS NULL
    WHERE s.id = ANY(%(statements)s)
    UNION
    SELECT r.statement_id, r.line_id FROM cash_retelling AS r WHERE r.statement_id = ANY(%(statements)s)
    UNION
    SELECT s.id, p.id
    FROM cash_statement AS s JOIN cash_statementline AS l ON l.statement_id = s.id AND l.state = 'IN_PARTS'
    JOIN cash_statementline AS p ON p.parent_id = l.id
    WHERE s.id = ANY(%(statements)s)
    UNION
    SELECT r.statement_id, p.id
    FROM cash_retelling AS r JOIN cash_statementline AS l ON l.id = r.line_id AND l.state = 'IN_PARTS'
    JOIN cash_statementline AS p ON p.parent_id = l.id
    WHERE r.statement_id = ANY(%(statements)s)
)
"""

# The items as which the money of a receipt stands: its own, and those of the customers to whom it moved.
_FAMILY = """
family AS (
    SELECT l.id AS line_id, l.receipt_item_id AS item_id
    FROM told AS t JOIN cash_statementline AS l ON l.id = t.line_id AND l.receipt_item_id IS NOT NULL
    UNION
    SELECT f.line_id, there.item_id
    FROM family AS f
    JOIN ledger_posting AS here ON here.item_id = f.item_id AND here.amount > 0
    JOIN ledger_entry AS e ON e.id = here.entry_id AND e.kind = 'IDENTIFICATION'
    JOIN ledger_posting AS there ON there.entry_id = e.id AND there.amount < 0 AND there.item_id IS NOT NULL
)
"""

_ACCOUNTING = f"""
WITH RECURSIVE {_TOLD}, {_FAMILY}, held AS (
    SELECT f.line_id, -sum(i.amount_open) FILTER (WHERE i.customer_id IS NOT NULL) AS unapplied,
           -sum(i.amount_open) FILTER (WHERE i.customer_id IS NULL) AS suspense,
           bool_or(i.is_reversed AND i.id = l.receipt_item_id) AS is_taken_back
    FROM family AS f JOIN ledger_item AS i ON i.id = f.item_id
    JOIN cash_statementline AS l ON l.id = f.line_id GROUP BY f.line_id
)
SELECT t.statement_id,
       coalesce(sum(l.amount) FILTER (WHERE l.state = 'POSTED' AND NOT h.is_taken_back), 0)
           - coalesce(sum(h.unapplied) FILTER (WHERE l.state = 'POSTED'), 0)
           - coalesce(sum(h.suspense) FILTER (WHERE l.state = 'POSTED'), 0),
       coalesce(sum(h.unapplied) FILTER (WHERE l.state = 'POSTED'), 0),
       coalesce(sum(h.suspense) FILTER (WHERE l.state = 'POSTED'), 0),
       coalesce(sum(l.amount) FILTER (WHERE l.state = 'NOT_OURS'), 0),
       coalesce(sum(l.amount) FILTER (WHERE l.state = 'OUTGOING'), 0),
       coalesce(sum(l.amount) FILTER (WHERE l.state IN ('TO_UNDO', 'UNDONE') OR h.is_taken_back), 0),
       coalesce(sum(l.amount) FILTER (WHERE l.state IN ('TO_WORK', 'AWAITING_FINAL', 'SUPERSEDED')), 0)
FROM told AS t
JOIN cash_statement AS s ON s.id = t.statement_id
JOIN cash_bankaccount AS a ON a.id = s.account_id
JOIN cash_statementline AS l ON l.id = t.line_id AND l.status = 'BOOKED' AND l.currency = a.currency
LEFT JOIN held AS h ON h.line_id = l.id
GROUP BY t.statement_id
"""

# A statement mostly comes on the next morning: the day on which we were told is the day that counts.
_RATES = """
WITH RECURSIVE family AS (
    SELECT l.id AS line_id, l.receipt_item_id AS item_id
    FROM cash_statementline AS l JOIN cash_bankaccount AS a ON a.id = l.account_id
    WHERE a.entity_id = ANY(%(entities)s) AND l.state = 'POSTED' AND l.line_date BETWEEN %(first)s AND %(last)s
    UNION
    SELECT f.line_id, there.item_id
    FROM family AS f
    JOIN ledger_posting AS here ON here.item_id = f.item_id AND here.amount > 0
    JOIN ledger_entry AS e ON e.id = here.entry_id AND e.kind = 'IDENTIFICATION'
    JOIN ledger_posting AS there ON there.entry_id = e.id AND there.amount < 0 AND there.item_id IS NOT NULL
), given AS (
    SELECT f.line_id, e.actor, e.source, p.amount, e.recorded_at
    FROM family AS f
    JOIN ledger_posting AS p ON p.item_id = f.item_id AND p.amount > 0
    JOIN ledger_entry AS e ON e.id = p.entry_id AND e.kind = 'ALLOCATION'
    WHERE NOT EXISTS (SELECT FROM ledger_entry AS r WHERE r.reverses_id = e.id)
)
SELECT a.entity_id, l.currency, g.actor, g.source, count(DISTINCT l.id), sum(g.amount),
       count(DISTINCT l.id) FILTER (WHERE {same_day}),
       coalesce(sum(g.amount) FILTER (WHERE {same_day}), 0)
FROM cash_statementline AS l
JOIN cash_bankaccount AS a ON a.id = l.account_id
JOIN team_entity AS n ON n.id = a.entity_id
JOIN cash_statement AS s ON s.id = l.statement_id
JOIN given AS g ON g.line_id = l.id
WHERE a.entity_id = ANY(%(entities)s) AND l.state = 'POSTED' AND l.line_date BETWEEN %(first)s AND %(last)s
GROUP BY a.entity_id, l.currency, g.actor, g.source
ORDER BY a.entity_id, l.currency, g.actor, g.source
"""
_SAME_DAY = "(g.recorded_at AT TIME ZONE n.time_zone)::date <= (s.told_at AT TIME ZONE n.time_zone)::date"

_RECEIVED = """
SELECT a.entity_id, l.currency, count(*), sum(l.amount)
FROM cash_statementline AS l JOIN cash_bankaccount AS a ON a.id = l.account_id
WHERE a.entity_id = ANY(%(entities)s) AND l.state = 'POSTED' AND l.line_date BETWEEN %(first)s AND %(last)s
GROUP BY a.entity_id, l.currency
"""


@dataclass(frozen=True, slots=True)
class StatementAccounting:
    """What became of the booked lines of a statement, signed, in the account's currency.

    The law: all of it together is what moved on the statement. `undone` is what the bank took back, less what had come
    of it before; `to_work` what stands with a person or waits for the final statement.
    """

    statement_id: int
    applied: Decimal
    unapplied: Decimal
    suspense: Decimal
    not_ours: Decimal
    outgoing: Decimal
    undone: Decimal
    to_work: Decimal

    @property
    def total(self) -> Decimal:
        """All of it together."""
        posted = self.applied + self.unapplied + self.suspense
        return posted + self.not_ours + self.outgoing + self.undone + self.to_work


@dataclass(frozen=True, slots=True)
class AllocationRate:
    """How much of what an entity received was allocated by whom and how: `method` is the source of the entries.

    `amount_same_day` was allocated at latest on the day on which the bank's statement came, in the entity's time.
    """

    entity_id: int
    currency: str
    clerk: str
    method: str
    receipts: int
    amount: Decimal
    receipts_same_day: int
    amount_same_day: Decimal
    received: Decimal

    @property
    def rate(self) -> Decimal:
        """The share of all that the entity received in this currency, between 0 and 1."""
        return self.amount_same_day / self.received if self.received else Decimal(0)


def statement_accounting(*, statement_ids: Collection[int]) -> Mapping[int, StatementAccounting]:
    """Return what became of the money on statements, by their ids; the caller sees to who may know.

    Lines that another statement told first count here too, as they stand now.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTING, {"statements": list(statement_ids)})
        return {row[0]: StatementAccounting(*row) for row in cursor}


def same_day_rates(
    *, from_date: date, to_date: date, actor: Actor, entity_ids: Collection[int] | None = None
) -> list[AllocationRate]:
    """Return who allocated how much, by entity, currency, person and method, of the receipts dated in that time.

    Only receipts from bank statements count, by the dates of their lines.
    """
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    if entity_ids is not None:
        readable &= frozenset(entity_ids)
    return list(_rates({"entities": sorted(readable), "first": from_date, "last": to_date}))


def _rates(values: Mapping[str, list[int] | date]) -> Iterator[AllocationRate]:
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, values)
        received = {(entity_id, currency): amount for entity_id, currency, _, amount in cursor}
        cursor.execute(_RATES.format(same_day=_SAME_DAY), values)
        for (
            entity_id,
            currency,
            clerk,
            method,
            receipts,
            amount,
            receipts_same_day,
            amount_same_day,
        ) in cursor:
            yield AllocationRate(
                entity_id=entity_id,
                currency=currency,
                clerk=clerk,
                method=method,
                receipts=receipts,
                amount=amount,
                receipts_same_day=receipts_same_day,
                amount_same_day=amount_same_day,
                received=received[entity_id, currency],
            )
