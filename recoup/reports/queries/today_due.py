"""Who is to be contacted now: the worklist as ledger, promises and agreed next actions stand this minute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from recoup.collections import permissions
from recoup.collections.models import WorklistLine
from recoup.kernel.actor import Actor
from recoup.plumbing.db import sql
from recoup.reports.queries.conditions import IS_HELD, is_left_alone
from recoup.team import queries as team

# What may be chased: late and not on hold, as far as the money that waits to be applied doesn't cover it.
_CHASED = f"""coalesce(sum(i.amount_open) FILTER (
    WHERE i.amount_open > 0 AND i.due_date < %(on)s AND i.kind <> 'CHEQUE' AND NOT {IS_HELD}
), 0) + coalesce(sum(i.amount_open) FILTER (WHERE i.amount_open < 0), 0)"""

# A line stays while something may be chased, nobody spoke with the customer since the list was made, and nothing else
# was agreed for later.
_WAITING = f"""
FROM collections_worklistline AS line
CROSS JOIN LATERAL (
    SELECT {_CHASED} AS chased
    FROM ledger_item AS i
    WHERE i.customer_id = line.customer_id AND i.currency = line.currency AND NOT i.is_reversed AND i.amount_open <> 0
) AS now
WHERE line.business_date = %(made_for)s AND line.entity_id = ANY(%(entities)s)
  AND (%(owner)s::bigint IS NULL OR line.owner_id = %(owner)s)
  AND now.chased > 0
  AND NOT EXISTS (
      SELECT FROM collections_followup AS f
      WHERE f.customer_id = line.customer_id AND f.done_at IS NULL)
  AND NOT EXISTS (
      SELECT FROM collections_activity AS a
      WHERE a.customer_id = line.customer_id AND a.recorded_at >= %(since)s)
"""

_TO_CONTACT = f"""
SELECT line.id {_WAITING}
ORDER BY line.expected_effect DESC, line.rank, line.entity_id
LIMIT %(limit)s OFFSET %(offset)s
"""

# What was agreed and is due: call-backs at their hour, broken promises, work in the house. Nobody who has nothing left
# to be chased for is contacted only because a contact was planned; one that was agreed for an hour takes place.
_DUE = f"""
WITH due AS (
    SELECT DISTINCT ON (f.customer_id) f.id, f.customer_id, f.due_at, f.due_date, f.promise_id
    FROM collections_followup AS f
    JOIN parties_customer AS c ON c.id = f.customer_id
    WHERE f.done_at IS NULL AND f.entity_id = ANY(%(entities)s)
      AND (f.due_at <= %(now)s OR (f.due_at IS NULL AND f.due_date <= %(on)s))
      AND (%(owner)s::bigint IS NULL OR coalesce(f.person_id, c.portfolio_owner_id) = %(owner)s)
      AND EXISTS (
          SELECT FROM ledger_item AS i
          WHERE i.customer_id = f.customer_id AND i.amount_open > 0 AND NOT i.is_reversed AND i.kind <> 'CHEQUE')
      AND (f.due_at IS NOT NULL OR f.kind NOT IN ('CALL', 'WRITE', 'VISIT') OR EXISTS (
          SELECT FROM ledger_item AS i
          WHERE i.customer_id = f.customer_id AND NOT i.is_reversed AND i.amount_open <> 0
          GROUP BY i.currency
          HAVING {_CHASED} > 0))
      AND NOT {is_left_alone("f.customer_id")}
    ORDER BY f.customer_id, f.due_at NULLS LAST, f.due_date, f.id
), effect AS (
    SELECT line.customer_id, max(line.expected_effect) AS expected
    FROM collections_worklistline AS line
    WHERE line.business_date = %(made_for)s AND line.entity_id = ANY(%(entities)s)
    GROUP BY line.customer_id
)
SELECT due.id FROM due LEFT JOIN effect USING (customer_id)
ORDER BY due.due_at NULLS LAST, due.promise_id IS NULL, effect.expected DESC NULLS LAST, due.due_date, due.id
"""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who asks, when and where: the worklist of `made_for` as it stands `now`, on the business day `on`."""

    entity_ids: tuple[int, ...]
    made_for: date | None
    since: datetime
    on: date
    now: datetime
    owner_id: int | None = None

    @property
    def values(self) -> dict[str, sql.Value]:
        """The values of the queries."""
        return {
            "entities": list(self.entity_ids),
            "made_for": self.made_for,
            "since": self.since,
            "on": self.on,
            "now": self.now,
            "owner": self.owner_id,
        }


def readable_entities(entity_ids: Iterable[int], actor: Actor) -> tuple[int, ...]:
    """Return those of the entities whose worklists the actor may read."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return tuple(sorted(readable & frozenset(entity_ids)))


def lines_to_contact(moment: Moment, *, limit: int, offset: int = 0) -> list[int]:
    """Return the ids of the worklist's lines that are still to be worked, the most urgent first.

    Whoever paid, promised, disputes, was spoken to since the list was made, or has a next action is left out.
    """
    if moment.made_for is None or limit <= 0:
        return []
    values = {**moment.values, "limit": limit, "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(_TO_CONTACT, values)
        return [line_id for (line_id,) in cursor]


def count_made(moment: Moment) -> int:
    """Return how many lines the worklist has in all, as it was made."""
    if moment.made_for is None:
        return 0
    rows = WorklistLine.objects.filter(entity_id__in=moment.entity_ids, business_date=moment.made_for)
    return (rows if moment.owner_id is None else rows.filter(owner_id=moment.owner_id)).count()


def count_waiting(moment: Moment) -> int:
    """Return how many lines of the worklist are still to be worked now."""
    if moment.made_for is None:
        return 0
    [(count,)] = sql.rows(f"SELECT count(*) {_WAITING}", moment.values)
    assert isinstance(count, int)
    return count


def follow_ups_due(moment: Moment) -> list[int]:
    """Return the ids of the next actions that are due, one for each customer who still owes something.

    Agreed hours come first, then broken promises, then the rest; of these whoever a contact brings the most from.
    """
    with connection.cursor() as cursor:
        cursor.execute(_DUE, moment.values)
        return [follow_up_id for (follow_up_id,) in cursor]
