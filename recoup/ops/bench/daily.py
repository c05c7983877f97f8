"""The daily run of the collectors, part by part: promises, plans, segments, steps, release, worklist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from os import getloadavg
from time import perf_counter, process_time
from typing import NamedTuple

from django.db import transaction

from recoup.collections import operations as collections
from recoup.collections.queries import ranking_of
from recoup.collections.standings import Ranking
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.bench.figures import DailyFigures, PartFigures
from recoup.ops.bench.workload import AS_OF
from recoup.plumbing.db import sql
from recoup.workflows.agreements import follow_time
from recoup.workflows.releases import release_day

_Do = Callable[[], int]

_OPEN = """
SELECT count(*), count(DISTINCT customer_id) FROM ledger_item WHERE entity_id = %s AND amount_open <> 0
"""


class _Part(NamedTuple):
    """A part of the day: what it is called, and what does it and tells how many rows came of it."""

    name: str
    do: _Do


def measure_day(*, entity_id: int, actor: Actor) -> DailyFigures:
    """Do the parts of the day in the order of the daily run, with everything open.

    The worklist stays. The rest is undone: the exact answer about reminders is of a later moment of the same date.
    """
    [(items, customers)] = sql.rows(_OPEN, [entity_id])
    assert isinstance(items, int) and isinstance(customers, int)
    day = _Day(entity_id, actor, clock.now())
    with transaction.atomic():
        parts = [_measured(part) for part in day.passing()]
        transaction.set_rollback(True)
    parts.append(_measured(_Part("worklist", day.worklist)))
    return DailyFigures(items, customers, tuple(parts), getloadavg()[0])


class _Day:
    """The operations that the steps of the daily run call, on the date of the workload."""

    def __init__(self, entity_id: int, actor: Actor, now: datetime) -> None:
        self._entity_id, self._actor, self._now = entity_id, actor, now
        self._ranking: Ranking | None = None

    def passing(self) -> tuple[_Part, ...]:
        """Return all parts but the worklist."""
        return (
            _Part("promises", self._promises),
            _Part("plans", self._plans),
            _Part("scores", self._scores),
            _Part("segments", self._segments),
            _Part("proposals", self._proposals),
            _Part("release", self._release),
        )

    def worklist(self) -> int:
        """Make the worklist."""
        made = collections.make_worklist(
            business_date=AS_OF,
            entity_id=self._entity_id,
            actor=self._actor,
            now=self._now,
            ranking=self._ranking,
        )
        return made.lines

    def _promises(self) -> int:
        judged = collections.judge_promises_of_entity(
            entity_id=self._entity_id, on=AS_OF, actor=self._actor, now=self._now
        )
        return judged.judged

    def _plans(self) -> int:
        done = follow_time(entity_id=self._entity_id, on=AS_OF, actor=self._actor, now=self._now)
        return sum(done.values())

    def _scores(self) -> int:
        self._ranking = ranking_of(entity_id=self._entity_id, as_of=AS_OF, actor=self._actor)
        return len(self._ranking.ranked)

    def _segments(self) -> int:
        made = collections.make_segments(
            entity_id=self._entity_id,
            business_date=AS_OF,
            actor=self._actor,
            now=self._now,
            ranking=self._ranking,
        )
        return made.segments

    def _proposals(self) -> int:
        decided = collections.decide_proposals(
            entity_id=self._entity_id,
            business_date=AS_OF,
            actor=self._actor,
            now=self._now,
            ranking=self._ranking,
        )
        return decided.proposals

    def _release(self) -> int:
        released = release_day(entity_id=self._entity_id, on=AS_OF, actor=self._actor, now=self._now)
        return released.letters + released.tasks


def _measured(part: _Part) -> PartFigures:
    start, processor_start = perf_counter(), process_time()
    rows = part.do()
    return PartFigures(part.name, rows, perf_counter() - start, process_time() - processor_start)
