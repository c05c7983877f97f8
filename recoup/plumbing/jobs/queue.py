"""Registering jobs and enqueueing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job as QueuedJob
from procrastinate.manager import JobManager
from procrastinate.retry import BaseRetryStrategy, RetryDecision
from procrastinate.tasks import Task
from procrastinate.types import JSONValue

from recoup.kernel.errors import DomainError

P = ParamSpec("P")

_ATTEMPTS_MAX = 6
_FIRST_WAIT_SECONDS = 10
_LONGEST_WAIT_SECONDS = 3600


class _Patience(BaseRetryStrategy):
    """Try again, with longer and longer waits; what a rule of ours refuses stays refused."""

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if isinstance(exception, DomainError) or job.attempts + 1 >= _ATTEMPTS_MAX:
            return None
        return RetryDecision(retry_in={"seconds": seconds_to_wait(job.attempts)})


def seconds_to_wait(attempts: int) -> int:
    """Return how long to wait before trying again, after `attempts` failures before the latest one."""
    return int(min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 3**attempts))


class Job(Generic[P]):
    """A function that a worker runs."""

    def __init__(self, task: Task[P, None, P]) -> None:
        self._task = task

    @property
    def name(self) -> str:
        """The name it is registered under."""
        return self._task.name

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> int:
        """Have it run with these keyword arguments once the surrounding transaction is committed.

        Returns the id of the run. Nothing is enqueued when the transaction is undone.
        """
        assert not args, "jobs take keyword arguments only"
        deferrer = self._task.configure()
        # A worker's own connector writes outside of Django's transaction: this one is always inside.
        deferrer.job_manager = JobManager(DjangoConnector())
        return deferrer.defer(**cast("dict[str, JSONValue]", kwargs))


def job(*, name: str) -> Callable[[Callable[P, None]], Job[P]]:
    """Register a function with keyword-only arguments as the job `name`, for example `imports.commit`."""

    def register(function: Callable[P, None]) -> Job[P]:
        return Job(app.task(name=name, retry=_Patience())(function))

    return register


def periodic(*, name: str, cron: str) -> Callable[[Callable[[], None]], Job[[]]]:
    """Register a function as the job `name` that workers also run by themselves, as often as `cron` says.

    However many workers there are it is enqueued once for each time, and not while the run before still waits.
    """

    def register(function: Callable[[], None]) -> Job[[]]:
        def tick(timestamp: int) -> None:
            function()

        app.periodic(cron=cron)(app.task(name=f"{name}.by_itself", queueing_lock=name)(tick))
        return job(name=name)(function)

    return register
