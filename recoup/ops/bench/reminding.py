"""Proposals and first reminders of a whole book at once, line by line beside the truth."""

from __future__ import annotations

from time import perf_counter

from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench.figures import Check, ReminderFigures
from recoup.ops.bench.workload import AS_OF, Truth
from recoup.plumbing.db import sql
from recoup.workflows.releases import release_chosen

# From how many days late on the standard strategy writes at which level.
_FIRST, _SECOND, _THIRD = 5, 20, 40

# How many of the lines have reached which level by their own days, and how many of the customers, with none of whom
# there was contact before, would get something firmer than a first reminder.
_LINES = """
SELECT count(*) FILTER (WHERE days >= %(first)s AND days < %(second)s),
       count(*) FILTER (WHERE days >= %(second)s AND days < %(third)s),
       count(*) FILTER (WHERE days >= %(third)s)
FROM collections_proposal AS p
JOIN ledger_item AS i ON i.customer_id = p.customer_id AND i.currency = p.currency AND i.entity_id = p.entity_id
CROSS JOIN LATERAL (SELECT p.business_date - i.due_date AS days) AS late
WHERE p.entity_id = %(entity)s AND i.amount_open > 0
"""
_TOO_FIRM = """
SELECT count(*) FROM collections_proposal
WHERE entity_id = %(entity)s AND template NOT IN ('', 'NOTICE_BEFORE_DUE', 'REMINDER_1')
"""


def measure_reminders(
    truth: Truth, *, entity_id: int, actor: Actor
) -> tuple[ReminderFigures, tuple[Check, ...]]:
    """Decide on every customer and put all letters into the outbox, as text; PDFs are made later, by another job."""
    start = perf_counter()
    collections.decide_proposals(entity_id=entity_id, business_date=AS_OF, actor=actor, now=clock.now())
    chosen = collections_queries.open_proposal_ids(business_date=AS_OF, actor=actor)
    made = release_chosen(proposal_ids=chosen, actor=actor, now=clock.now())
    seconds = perf_counter() - start
    values = {"entity": entity_id, "first": _FIRST, "second": _SECOND, "third": _THIRD}
    [by_level] = sql.rows(_LINES, values)
    [(too_firm,)] = sql.rows(_TOO_FIRM, values)
    checks = (
        Check("lines to remind by level", str(truth.lines_by_level), str(by_level)),
        Check("first contacts firmer than a first reminder", "0", str(too_firm)),
    )
    return ReminderFigures(made.letters, truth.lines_dunnable, seconds), checks
