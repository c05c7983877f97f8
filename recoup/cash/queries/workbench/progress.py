"""How far the receipts of a statement, an account or a day are, and how old the money in suspense is."""

from __future__ import annotations

from datetime import date

from django.db import connection

from recoup.cash import permissions
from recoup.cash.queries.workbench.lines import parameters
from recoup.cash.rules import MATCHING_THRESHOLDS
from recoup.cash.types import ProgressAmount, SuspenseAge, WorkFilter
from recoup.kernel.actor import Actor
from recoup.plumbing.db import sql
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team

# What came is either still held by one of the receipt's items, or was passed on, or was applied.
_PROGRESS = """
WITH came AS (
    SELECT r.item_id, r.verdict, i.currency, -i.amount AS amount
    FROM cash_receipt AS r
    JOIN ledger_item AS i ON i.id = r.item_id AND NOT i.is_reversed
    LEFT JOIN cash_statementline AS l ON l.receipt_item_id = r.item_id
    WHERE r.entity_id = ANY(%(entities)s)
      AND (%(account)s::bigint IS NULL OR l.account_id = %(account)s)
      AND (%(statement)s::bigint IS NULL OR l.statement_id = %(statement)s)
      AND (%(from)s::date IS NULL OR r.value_date >= %(from)s)
      AND (%(to)s::date IS NULL OR r.value_date <= %(to)s)
), held AS (
    SELECT c.item_id, i.customer_id, -i.amount_open AS amount
    FROM came AS c JOIN ledger_item AS i ON i.id = c.item_id WHERE i.amount_open <> 0
    UNION ALL
    SELECT c.item_id, i.customer_id, -i.amount_open
    FROM came AS c JOIN cash_receiptpart AS p ON p.receipt_id = c.item_id
    JOIN ledger_item AS i ON i.id = p.item_id WHERE i.amount_open <> 0 AND NOT i.is_reversed
), left_of AS (
    SELECT item_id, coalesce(sum(amount) FILTER (WHERE customer_id IS NOT NULL), 0) AS unapplied,
        coalesce(sum(amount) FILTER (WHERE customer_id IS NULL), 0) AS suspense
    FROM held GROUP BY item_id
), passed AS (
    SELECT d.receipt_id, coalesce(sum(d.amount) FILTER (WHERE d.kind = 'NOT_OURS'), 0) AS not_ours,
        coalesce(sum(d.amount) FILTER (WHERE d.kind = 'REFUNDED'), 0) AS refunded
    FROM came AS c JOIN cash_receiptdeed AS d ON d.receipt_id = c.item_id
    WHERE d.undone_at IS NULL AND d.kind IN ('NOT_OURS', 'REFUNDED') GROUP BY d.receipt_id
)
SELECT c.currency, count(*)::int, (count(*) FILTER (WHERE l.item_id IS NULL))::int, sum(c.amount),
    sum(c.amount - coalesce(l.unapplied + l.suspense, 0) - coalesce(p.not_ours + p.refunded, 0)),
    coalesce(sum(l.unapplied), 0), coalesce(sum(l.suspense), 0),
    coalesce(sum(p.not_ours), 0), coalesce(sum(p.refunded), 0),
    (count(l.item_id) FILTER (WHERE c.verdict = 'PROPOSE'))::int,
    coalesce(sum(l.unapplied + l.suspense) FILTER (WHERE c.verdict = 'PROPOSE'), 0)
FROM came AS c LEFT JOIN left_of AS l ON l.item_id = c.item_id LEFT JOIN passed AS p ON p.receipt_id = c.item_id
GROUP BY c.currency ORDER BY c.currency
"""

_BOUNDS = ((0, 7), (8, 30), (31, 90), (91, 180), (181, None))

_AGES = """
SELECT i.currency, a.days_from, a.days_to, count(*)::int, -sum(i.amount_open)
FROM ledger_item AS i
JOIN (SELECT * FROM unnest(%(from)s::int[], %(to)s::int[]) AS a(days_from, days_to)) AS a
    ON %(on)s::date - i.issue_date >= a.days_from AND (a.days_to IS NULL OR %(on)s::date - i.issue_date <= a.days_to)
WHERE i.entity_id = ANY(%(entities)s) AND i.kind = 'RECEIPT' AND i.amount_open <> 0 AND NOT i.is_reversed
  AND i.customer_id IS NULL
GROUP BY i.currency, a.days_from, a.days_to ORDER BY i.currency, a.days_from
"""


def progress(*, wanted: WorkFilter, actor: Actor) -> tuple[ProgressAmount, ...]:
    """Return how far the receipts of a statement, account or stretch of days are, a line a currency.

    Asks for a statement, an account or dates, which bound the work. Amounts are positive; what was received is what is
    applied, unapplied, in suspense, not ours and refunded, to the cent.
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if wanted.entity_ids is not None:
        entities &= wanted.entity_ids
    with connection.cursor() as cursor:
        cursor.execute(_PROGRESS, parameters(wanted, entities))
        return tuple(ProgressAmount(*row) for row in cursor)


def score_to_apply(*, on: date, entity_ids: frozenset[int]) -> int:
    """Return the points from which the matching applies by itself on a day: the highest among these entities."""
    found = rulebook.rules_in_force(kinds=[MATCHING_THRESHOLDS], on=on, entity_ids=entity_ids)
    values = [
        found.resolve(MATCHING_THRESHOLDS, entity_id=entity_id).value for entity_id in found.entity_codes
    ]
    return max((value.whole("apply") for value in values), default=0)


def suspense_ages(
    *, actor: Actor, on: date, entity_ids: frozenset[int] | None = None
) -> tuple[SuspenseAge, ...]:
    """Return the money whose payer is unknown by age on a day, positive, a line a currency and age.

    Ages that hold nothing are left out. The receipts themselves are `work_page` with `in_suspense`.
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if entity_ids is not None:
        entities &= entity_ids
    values: dict[str, sql.Value] = {
        "entities": [*sorted(entities)],
        "on": on,
        "from": [low for low, _ in _BOUNDS],
        "to": [high for _, high in _BOUNDS],
    }
    with connection.cursor() as cursor:
        cursor.execute(_AGES, values)
        return tuple(SuspenseAge(*row) for row in cursor)
