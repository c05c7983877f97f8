"""Reminders at the right level at once, line by line beside the truth."""

from __future__ import annotations

from time import perf_counter

from recoup.engines.reminders import DEFAULT_POLICY
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench.figures import Check, ReminderFigures
from recoup.ops.bench.workload import AS_OF, Truth
from recoup.plumbing.db import sql
from recoup.workflows.reminders import make_reminders

# What stands in the letters: how many of the lines have reached which level by their own days, and how many of the
# letters are not at the level of their oldest line.
_LINES = """
SELECT count(*) FILTER (WHERE days >= %(first)s AND days < %(second)s),
       count(*) FILTER (WHERE days >= %(second)s AND days < %(third)s),
       count(*) FILTER (WHERE days >= %(third)s)
FROM correspondence_message AS m,
     jsonb_array_elements(m.content -> 'lines') AS line,
     CAST(line ->> 'days_late' AS int) AS days
WHERE m.entity_id = %(entity)s
"""
_WRONG = """
SELECT count(*) FROM (
    SELECT m.level, max(CAST(line ->> 'days_late' AS int)) AS days
    FROM correspondence_message AS m, jsonb_array_elements(m.content -> 'lines') AS line
    WHERE m.entity_id = %(entity)s GROUP BY m.id, m.level
) AS letter
WHERE level <> CASE WHEN days >= %(third)s THEN 3 WHEN days >= %(second)s THEN 2 ELSE 1 END
"""


def measure_reminders(
    truth: Truth, *, entity_id: int, actor: Actor
) -> tuple[ReminderFigures, tuple[Check, ...]]:
    """Make the reminders of the day into the outbox, as text; PDFs are made later, by another job."""
    start = perf_counter()
    made = make_reminders(entity_id=entity_id, on=AS_OF, actor=actor, now=clock.now())
    seconds = perf_counter() - start
    first, second, third = (step.days_overdue_from for step in DEFAULT_POLICY.steps)
    values = {"entity": entity_id, "first": first, "second": second, "third": third}
    [by_level] = sql.rows(_LINES, values)
    [(wrong,)] = sql.rows(_WRONG, values)
    checks = (
        Check("lines to remind by level", str(truth.lines_by_level), str(by_level)),
        Check("reminders at another level than their oldest line's", "0", str(wrong)),
    )
    return ReminderFigures(made.made, truth.lines_dunnable, seconds), checks
