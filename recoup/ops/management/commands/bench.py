"""`recoup bench`: the main jobs measured beside the database's own limit and beside other programs."""

import argparse
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from recoup.kernel import clock
from recoup.ops.bench.guarding import measure_guard
from recoup.ops.bench.guarding import told as guard_told
from recoup.ops.bench.lettering import measure_letters
from recoup.ops.bench.lettering import told as letters_told
from recoup.ops.bench.payments.measuring import measure_seeds, told
from recoup.ops.bench.printing import as_json, print_run
from recoup.ops.bench.runs import MeasuringFailed, measure_here, run_sizes, this_machine
from recoup.ops.bench.workload import VARIABLE, find_generator

_SIZES = "10000,100000,1000000"
_WIDTH = 132
_LINES_OF_WORLD = 1_500


class Command(BaseCommand):
    """Measure the speed of the main jobs."""

    help = "Measure the main jobs at several sizes, each in a database of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the sizes; `--measure` is how the command calls itself for one of them."""
        parser.add_argument("--sizes", default=_SIZES, help=f"numbers of items, {_SIZES} by default")
        parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)

    def handle(self, **options: object) -> None:
        """Print the figures and keep them as JSON; a figure that differs from the truth ends with exit code 1."""
        sizes = _sizes(str(options["sizes"]))
        console = Console(stderr=True)
        if isinstance(home := options["measure"], Path):
            [size] = sizes
            measure_here(size, home, lambda step: console.print(f"{size:,}: {step}", highlight=False))
            return
        generator = find_generator()
        if generator is None:
            raise CommandError(f"The workload's generator is not there: name workload.py in {VARIABLE}.")
        folder = settings.HOME / "bench"
        try:
            runs = run_sizes(sizes, generator=generator, folder=folder, tell=console.print)
        except MeasuringFailed as error:
            raise CommandError(str(error)) from error
        machine, now = this_machine(), clock.now()
        # Where the output goes to a file there is no width to ask for, and narrow tables cut their words.
        out = Console(width=None if sys.stdout.isatty() else _WIDTH)
        print_run(out, machine, runs)
        for line in (*guard_told(measure_guard()), *letters_told(measure_letters())):
            out.print(line, highlight=False, markup=False)
        console.print("payments matched in worlds that nothing was tuned on")
        for line in told(measure_seeds(lines=_LINES_OF_WORLD)):
            out.print(line, highlight=False, markup=False)
        path = folder / f"{now.date()}.json"
        path.write_text(as_json(machine, runs, at=now))
        console.print(f"Kept in {path}", highlight=False)
        if not all(check.is_passed for run in runs for check in run.checks):
            sys.exit(1)


def _sizes(text: str) -> list[int]:
    try:
        return sorted(int(size) for size in text.split(","))
    except ValueError:
        raise CommandError("Sizes are whole numbers with commas between them.") from None
