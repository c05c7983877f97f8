"""`recoup serve`: the desk in the browser."""

from argparse import ArgumentParser
from functools import partial

from django.core.management.base import BaseCommand

from recoup.ops.serving import Address, serve


class Command(BaseCommand):
    """Serve the desk and run its background jobs."""

    help = "Serve the desk in the browser and run its background jobs, until told to stop (Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen at (8000)")
        parser.add_argument("--workers", type=int, help="web processes (one for each processor, at most 4)")
        parser.add_argument("--no-jobs", action="store_true", help="leave background jobs to `recoup work`")

    def handle(self, *, host: str, port: int, workers: int | None, no_jobs: bool, **options: object) -> None:
        """Serve until told to stop."""
        address = Address(host, port)
        ready = partial(self.stdout.write, f"Recoup is at {address.url} (Ctrl-C ends it).")
        serve(address, when_ready=ready, workers=workers, with_jobs=not no_jobs)
