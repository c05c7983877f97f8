"""Imports that take longer than a person waits for a page."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.connectors.operations import queue_import, run_import
from recoup.connectors.progress import ToldProgress
from recoup.connectors.queries.runs import get_run, who_asked
from recoup.connectors.types import RunRecord
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.plumbing.jobs.queue import job

AT_ONCE_MAX = 5_000
"""A file of up to so many rows is imported while one waits."""


@job(name="imports.run")
def carry_out(*, run_id: int) -> None:
    """Import a file for the person who asked for it."""
    with ToldProgress(run_id) as on_progress:
        run_import(run_id=run_id, actor=who_asked(run_id=run_id), now=clock.now(), on_progress=on_progress)


def start_import(*, run_id: int, actor: Actor, now: datetime) -> RunRecord:
    """Import a small file now and leave a large one to a worker.

    :raises NotFound: there is no such run, or the actor may not know of it
    :raises AlreadyImported: the run is under way or over
    """
    if get_run(run_id=run_id, actor=actor).rows_total <= AT_ONCE_MAX:
        return run_import(run_id=run_id, actor=actor, now=now)
    with transaction.atomic():
        run = queue_import(run_id=run_id, actor=actor, now=now)
        carry_out.enqueue(run_id=run_id)
    return run
