"""The daily run: every date after the last one that was begun, step by step, each done once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.localization import Reader
from recoup.team import queries as team
from recoup.team.types import EntityRecord
from recoup.workflows import plan
from recoup.workflows.inbox import Inbox
from recoup.workflows.models import DailyStep
from recoup.workflows.operations import steps
from recoup.workflows.operations.steps import Day, Done, Rankings
from recoup.workflows.queries.runs import record_of
from recoup.workflows.types import ENTITY_STEPS, LAST_STEPS, DailyOutcome, Step, StepRecord, StepStatus

Tell = Callable[[StepRecord], None]

# The steps that commit by themselves, file by file, letter by letter and message by message.
_PIECEMEAL = (Step.INBOX, Step.LETTERS, Step.MAIL)


class AlreadyRunning(DomainError):
    """Another daily run is going on in this database."""

    text = N_("Another daily run is going on. Wait until it is finished.")


def run_daily(
    *,
    on: date,
    actor: Actor,
    now_of: Callable[[], datetime],
    reader: Reader,
    entity_id: int | None = None,
    tell: Tell = lambda _: None,
) -> DailyOutcome:
    """Do the daily run of every date after the last one up to `on`, oldest first; the first run ever does `on` only.

    A step that is done is not done again: a run that was cut short goes on where it stopped, and a second run of a
    date does nothing, unless files came in since; then what follows from them is done. Steps are proposed on the last
    of the dates alone, so that nobody gets the letters of missed days in one go. Each step is a transaction of its
    own, and `tell` hears of it as it starts and ends. What is released leaves by the outbox's own
    job, through the door.

    :raises AlreadyRunning: another daily run is going on
    :raises NotFound: there is no such entity for the actor
    :raises NotAllowed: the actor lacks a right that a step needs
    """
    run = _Run(on, actor, now_of, reader, Path(settings.HOME), tell)
    with _alone():
        if Inbox(run.home / "inbox").waiting():
            plan.reopen(on)
        for day in plan.dates_to_do(on=on, entities=run.entities(entity_id)):
            run.do(day, entity_id)
    return DailyOutcome(tuple(run.dates), tuple(run.records))


@dataclass(slots=True)
class _Run:
    """A run under way: `last` is the date for which it was called, `records` what it did so far."""

    last: date
    actor: Actor
    now_of: Callable[[], datetime]
    reader: Reader
    home: Path
    tell: Tell
    dates: list[date] = field(default_factory=list)
    records: list[StepRecord] = field(default_factory=list)
    rankings: Rankings = field(default_factory=Rankings)

    def entities(self, entity_id: int | None) -> list[EntityRecord]:
        """Return the entities to work on, as they are now: a file may have made one."""
        if entity_id is not None:
            return [team.get_entity(actor=self.actor, entity_id=entity_id)]
        return team.entities(actor=self.actor)

    def do(self, on: date, entity_id: int | None) -> None:
        """Do what is left of one date: the files, then each entity's own steps, then what concerns all."""
        before = len(self.records)
        plan.put_down(on=on, entities=(), now=self.now_of())
        self._step(on, Step.INBOX, steps.take_files)
        entities = self.entities(entity_id)
        plan.put_down(on=on, entities=entities, now=self.now_of())
        done_before = len(self.records)
        for entity in plan.begun(on=on, entities=entities):
            for step in ENTITY_STEPS:
                self._step(on, step, partial(steps.OF_ENTITY[step], entity=entity), entity)
        if len(self.records) > done_before:
            plan.reopen(on, LAST_STEPS)
        for step in LAST_STEPS:
            self._step(on, step, steps.OF_ALL[step])
        if len(self.records) > before:
            self.dates.append(on)
            self._audit(on, len(self.records) - before)

    def _step(
        self, on: date, step: Step, action: Callable[[Day], Done], entity: EntityRecord | None = None
    ) -> None:
        """Do one step unless it is done, and keep what it did together with its deeds."""
        rows = DailyStep.objects.select_related("entity").filter(business_date=on, step=step)
        row = rows.get(entity=None) if entity is None else rows.get(entity_id=entity.id)
        if row.status == StepStatus.DONE:
            return
        row.status, row.started_at, row.finished_at = StepStatus.RUNNING, self.now_of(), None
        row.save()
        self.tell(record_of(row))
        day = Day(
            on, self.last, row.started_at, self.actor, self.reader, self.home, self.now_of, self.rankings
        )
        try:
            with nullcontext() if step in _PIECEMEAL else transaction.atomic():
                done = action(day)
                self._keep(row, StepStatus.DONE, done)
        except Exception as error:
            self._keep(row, StepStatus.FAILED, steps.failure(error))
            self.tell(record_of(row))
            raise
        self.records.append(record_of(row))
        self.tell(self.records[-1])

    def _keep(self, row: DailyStep, status: StepStatus, done: Done) -> None:
        row.status, row.finished_at = status, max(self.now_of(), row.started_at)
        row.figures, row.told = dict(done.figures), [sentence.to_json() for sentence in done.told]
        row.save()

    def _audit(self, on: date, steps_done: int) -> None:
        audit.record(
            "workflows.daily.run",
            subject_kind="workflows.business_date",
            subject_id=on.toordinal(),
            entity_id=None,
            actor=self.actor,
            at=self.now_of(),
            after={"business_date": on, "steps": steps_done},
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of the daily run; the database lets go of it when this program dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('workflows.daily'))")
        if cursor.fetchone() != (True,):
            raise AlreadyRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('workflows.daily'))")
