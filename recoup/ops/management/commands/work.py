"""`recoup work`: run background jobs."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from recoup.plumbing.jobs import worker


class Command(BaseCommand):
    """Run background jobs until told to stop."""

    help = "Run background jobs until told to stop (Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how many jobs run at a time and whether to end when nothing is left."""
        parser.add_argument("--concurrency", type=int, default=2, help="how many jobs run at a time")
        parser.add_argument("--until-idle", action="store_true", help="end as soon as no job is waiting")

    def handle(self, *, concurrency: int, until_idle: bool, **options: object) -> None:
        """Run the worker."""
        worker.run(concurrency=concurrency, until_idle=until_idle)
