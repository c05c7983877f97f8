"""Jobs are enqueued with the deed they follow from, and run again when a worker died over them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from recoup.kernel.errors import DomainError
from recoup.plumbing.jobs import queries, worker
from recoup.plumbing.jobs.queue import job, seconds_to_wait

DONE: list[int] = []


class Refused(DomainError):
    """The rule says no."""


@job(name="tests.note")
def note(*, number: int) -> None:
    DONE.append(number)


@job(name="tests.follow_up")
def follow_up(*, number: int) -> None:
    """Enqueue from inside a job: with the transaction, or not at all."""
    with transaction.atomic():
        note.enqueue(number=number)
    try:
        with transaction.atomic():
            note.enqueue(number=-number)
            raise Refused
    except Refused:
        DONE.append(0)


@job(name="tests.fail")
def fail(*, refused: bool) -> None:
    raise Refused if refused else OSError("the line is dead")


@pytest.fixture
def queue(transactional_db: None) -> None:
    """Begin with an empty queue; its tables are not Django's, so nothing else empties them."""
    DONE.clear()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def test_a_job_runs_once_and_leaves_nothing_behind(queue: None) -> None:
    note.enqueue(number=5)
    assert queries.counts().waiting == 1

    worker.run(until_idle=True)

    assert DONE == [5]
    assert queries.counts() == queries.JobCounts(waiting=0, running=0, failed=0)


def test_what_is_undone_is_never_enqueued(queue: None) -> None:
    with pytest.raises(Refused), transaction.atomic():
        note.enqueue(number=5)
        raise Refused

    assert queries.counts().waiting == 0


def test_a_job_enqueues_inside_its_own_transaction_too(queue: None) -> None:
    follow_up.enqueue(number=3)

    worker.run(until_idle=True)

    assert DONE == [0, 3]


def test_what_a_rule_refuses_fails_at_once_and_an_accident_is_tried_again_later(queue: None) -> None:
    fail.enqueue(refused=True)
    accident = fail.enqueue(refused=False)

    worker.run(until_idle=True)

    assert queries.counts() == queries.JobCounts(waiting=1, running=0, failed=1)
    waiting = ProcrastinateJob.objects.get(status="todo")
    assert waiting.id == accident
    assert waiting.attempts == 1
    assert waiting.scheduled_at > datetime.now(UTC) + timedelta(seconds=5)


def test_the_runs_of_a_killed_worker_are_taken_up_again(queue: None) -> None:
    number = note.enqueue(number=8)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH dead AS (INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '10 minutes') RETURNING id)"
            " UPDATE procrastinate_jobs SET status = 'doing', worker_id = dead.id FROM dead"
            " WHERE procrastinate_jobs.id = %s",
            [number],
        )

    worker.run(until_idle=True)

    assert DONE == [8]


def test_waits_grow_up_to_an_hour() -> None:
    assert [seconds_to_wait(attempts) for attempts in range(7)] == [10, 30, 90, 270, 810, 2430, 3600]


def test_a_job_is_known_by_its_name() -> None:
    assert note.name == "tests.note"
    assert "tests.note" in app.tasks
