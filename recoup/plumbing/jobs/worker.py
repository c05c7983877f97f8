"""The worker that runs jobs."""

import asyncio

from procrastinate.app import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from recoup.plumbing.jobs import queries

_NAME = "recoup"


def run(*, concurrency: int = 2, until_idle: bool = False) -> None:
    """Run jobs as they come, `concurrency` at a time, until told to stop by SIGTERM or Ctrl-C.

    With `until_idle` it ends as soon as nothing is left to do. Runs that a killed worker left unfinished are
    taken up again first.
    """
    _work(concurrency, wait=not until_idle)
    while until_idle and queries.is_work_waiting():
        _work(concurrency, wait=False)


def _work(concurrency: int, *, wait: bool) -> None:
    connector = DjangoConnector().get_worker_connector()
    with app.replace_connector(connector) as working:
        asyncio.run(_session(working, concurrency=concurrency, wait=wait))


async def _session(working: App, *, concurrency: int, wait: bool) -> None:
    async with working.open_async():
        for stalled in await working.job_manager.get_stalled_jobs():
            await working.job_manager.retry_job(stalled)
        await working.run_worker_async(
            name=_NAME, concurrency=concurrency, wait=wait, delete_jobs="successful", listen_notify=wait
        )
