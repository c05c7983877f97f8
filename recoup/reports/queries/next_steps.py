"""No customer is forgotten: for everyone who owes something late, what comes next, or why nothing does.

Duty D3. What has neither is a gap, and the list says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from recoup.collections import permissions
from recoup.kernel.actor import Actor
from recoup.kernel.sentences import N_
from recoup.parties import queries as parties
from recoup.parties.types import CustomerRecord
from recoup.reports.queries.conditions import IS_HELD, is_left_alone
from recoup.reports.queries.today_money import LateNow, late_now
from recoup.team import queries as team


class NextStep(StrEnum):
    """What comes next with a customer who owes something late; the first that applies."""

    FOLLOW_UP = "FOLLOW_UP"
    TASK = "TASK"
    PROMISED = "PROMISED"
    HELD = "HELD"
    COVERED = "COVERED"
    LEFT_ALONE = "LEFT_ALONE"
    ON_THE_LIST = "ON_THE_LIST"
    NOTHING = "NOTHING"

    @property
    def label(self) -> str:
        """The name on screens, to be translated."""
        return _LABELS[self]


_LABELS: Mapping[NextStep, str] = {
    NextStep.FOLLOW_UP: N_("Has a next action"),
    NextStep.TASK: N_("Somebody has work of a step"),
    NextStep.PROMISED: N_("A promise runs"),
    NextStep.HELD: N_("All of it is on hold"),
    NextStep.COVERED: N_("Covered by money that waits to be applied"),
    NextStep.LEFT_ALONE: N_("The customer is left alone"),
    NextStep.ON_THE_LIST: N_("On somebody’s list of today"),
    NextStep.NOTHING: N_("Nothing: forgotten"),
}

# One row for each customer with something late in some currency; the order of the cases is that of `NextStep`.
_STEPS = f"""
WITH late AS (
    SELECT i.customer_id, i.currency,
        sum(i.amount_open) FILTER (WHERE i.amount_open > 0 AND i.due_date < %(on)s) AS overdue,
        sum(i.amount_open) FILTER (WHERE i.amount_open > 0 AND i.due_date < %(on)s AND NOT {IS_HELD}) AS free,
        coalesce(-sum(i.amount_open) FILTER (WHERE i.amount_open < 0), 0) AS covered
    FROM ledger_item AS i
    WHERE i.entity_id = ANY(%(entities)s) AND i.amount_open <> 0 AND NOT i.is_reversed AND i.kind <> 'CHEQUE'
      AND i.customer_id IS NOT NULL
    GROUP BY i.customer_id, i.currency
), customer AS (
    SELECT l.customer_id, bool_and(coalesce(l.free, 0) = 0) AS is_held,
        bool_and(l.covered >= coalesce(l.free, 0)) AS is_covered
    FROM late AS l JOIN parties_customer AS p ON p.id = l.customer_id
    WHERE l.overdue > 0 AND (%(owner)s::bigint IS NULL OR p.portfolio_owner_id = %(owner)s)
    GROUP BY l.customer_id
)
SELECT c.customer_id, CASE
    WHEN EXISTS (SELECT FROM collections_followup AS f WHERE f.customer_id = c.customer_id AND f.done_at IS NULL)
        THEN 'FOLLOW_UP'
    WHEN EXISTS (SELECT FROM collections_task AS t
        WHERE t.customer_id = c.customer_id AND t.state = 'OPEN' AND t.owner_id IS NOT NULL) THEN 'TASK'
    WHEN EXISTS (SELECT FROM collections_promise AS p
        WHERE p.customer_id = c.customer_id AND p.state IN ('OPEN', 'PART_KEPT')) THEN 'PROMISED'
    WHEN c.is_held THEN 'HELD'
    WHEN c.is_covered THEN 'COVERED'
    WHEN {is_left_alone("c.customer_id")} THEN 'LEFT_ALONE'
    WHEN EXISTS (SELECT FROM collections_worklistline AS l
        WHERE l.customer_id = c.customer_id AND l.owner_id IS NOT NULL
          AND l.business_date = (SELECT max(w.business_date) FROM collections_worklist AS w
              WHERE w.entity_id = l.entity_id AND w.business_date <= %(on)s)
          AND NOT EXISTS (SELECT FROM collections_activity AS a
              WHERE a.customer_id = l.customer_id AND a.recorded_at >= %(on)s)) THEN 'ON_THE_LIST'
    ELSE 'NOTHING' END
FROM customer AS c ORDER BY c.customer_id
"""


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What comes next with everyone who owes something late: how many of each, and those who have nothing."""

    counts: Mapping[NextStep, int]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A customer who was forgotten, and what is late in each currency."""

    customer: CustomerRecord
    late: tuple[LateNow, ...]


@dataclass(frozen=True, slots=True)
class GapPage:
    """A page of the customers who were forgotten; `total` counts them all."""

    gaps: tuple[Gap, ...]
    total: int


def gap_page(
    *,
    actor: Actor,
    on: date,
    entity_ids: Iterable[int],
    owner_id: int | None = None,
    page: int = 1,
    size: int = 25,
) -> GapPage:
    """Return a page of the customers with something late for whom nothing comes next, and for no reason.

    `owner_id` narrows it to the portfolio of one user.
    """
    ids = next_steps(actor=actor, on=on, entity_ids=entity_ids, owner_id=owner_id).gaps
    shown = ids[(page - 1) * size : page * size]
    customers = parties.customers_by_id(customer_ids=shown, actor=actor)
    late = late_now(customer_ids=customers.keys(), on=on)
    gaps = tuple(
        Gap(customers[each], tuple(one for one in late[each].values() if one.free.is_positive()))
        for each in shown
        if each in customers
    )
    return GapPage(gaps, len(ids))


def next_steps(
    *, actor: Actor, on: date, entity_ids: Iterable[int], owner_id: int | None = None
) -> NextSteps:
    """Return what comes next with the customers who owe something late on `on`, and the ids of those forgotten.

    `owner_id` narrows it to the portfolio of one user.
    """
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    entities = sorted(readable & frozenset(entity_ids))
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, {"entities": entities, "on": on, "owner": owner_id})
        found = [(customer_id, NextStep(step)) for customer_id, step in cursor]
    counts = Counter(step for _, step in found)
    gaps = tuple(customer_id for customer_id, step in found if step is NextStep.NOTHING)
    return NextSteps({step: counts[step] for step in NextStep if counts[step]}, gaps)
