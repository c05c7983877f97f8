"""`recoup demo`: a demonstration group of companies and the desk to look at it."""

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date

from django.core.management.base import BaseCommand
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ops.demo.building import build, is_built
from recoup.ops.demo.companies import PEOPLE
from recoup.ops.demo.founding import PASSWORD
from recoup.ops.serving import Address, serve


class Command(BaseCommand):
    """Build the demonstration once, then serve the desk."""

    help = "Build the demonstration group (once) and serve the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the seed, the last day, and where to listen."""
        parser.add_argument("--seed", default="recoup", help="another seed lives another life")
        parser.add_argument("--until", type=date.fromisoformat, help="the last day (today, by default)")
        parser.add_argument("--build-only", action="store_true", help="do not serve the desk")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, **options: object) -> None:
        """Build what is missing, say who can sign in, serve."""
        console = Console()
        if is_built(actor=Actor.program("demonstration")):
            console.print("The demonstration group is here already.")
        else:
            last_day = options["until"] or clock.today("UTC")
            assert isinstance(last_day, date)
            _build(console, last_day, str(options["seed"]))
        console.print(f"\n[bold]Sign in[/] as one of these, with the password [bold]{PASSWORD}[/]:")
        for person in PEOPLE:
            console.print(f"  {person.email:24} {person.name}, {person.role.value.lower().replace('_', ' ')}")
        if not options["build_only"]:
            address = Address(str(options["host"]), int(str(options["port"])))
            ready = f"\nThe desk is at [bold]{address.url}[/] (Ctrl-C ends it)."
            serve(address, when_ready=lambda: console.print(ready))


def _build(console: Console, last_day: date, seed: str) -> None:
    with connection.cursor() as cursor:
        # What a crash takes of a demonstration is built again; waiting for the disk at each step is not worth it.
        cursor.execute("SET synchronous_commit = off")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} days"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:

        def begin(days: int) -> Callable[[], None]:
            task = progress.add_task("Eighteen months of five companies", total=days)
            return lambda: progress.advance(task)

        build(last_day=last_day, seed=seed, begin=begin)
