"""`recoup read`: what a bank file says, without touching the database."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from recoup.formats.bank.reading import read_events
from recoup.formats.bank.types import Event, StatementEnd
from recoup.kernel.errors import DomainError
from recoup.ops.statement_output import statements_json
from recoup.plumbing.localization import Reader, format_date, format_number, render
from recoup.plumbing.localization.reader import LANGUAGES

_UNREADABLE = 2
_STANDARD_INPUT = "-"


class Command(BaseCommand):
    """Read a bank file from the command line."""

    help = "Read any bank file (camt, MT940, MT942, BAI2, OFX, QIF, V11, CSV, XLSX) and print its statements and lines."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to read and how to print it."""
        parser.add_argument("file", help="the bank file, - for standard input")
        parser.add_argument("--format", choices=["json", "table"], default="json")
        parser.add_argument("--language", choices=list(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Print as the file is read; a file that can't be read ends with exit code 2."""
        wanted = Namespace(**options)
        reader = Reader.for_language(wanted.language)
        name = Path(wanted.file).name
        try:
            with _opened(wanted.file) as stream:
                events = read_events(stream, name=name)
                if wanted.format == "table":
                    _print_table(events, reader)
                else:
                    _print_json(events, name, reader)
        except DomainError as error:
            raise CommandError(render(error.sentence, reader), returncode=_UNREADABLE) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}", returncode=_UNREADABLE) from error


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == _STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield stream


class _Watched:
    """The events as they pass by; keeps why reading failed, so that the exit code can say so."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = events
        self.error: DomainError | None = None

    def __iter__(self) -> Iterator[Event]:
        try:
            yield from self._events
        except DomainError as error:
            self.error = error
            raise


def _print_json(events: Iterable[Event], name: str, reader: Reader) -> None:
    watched = _Watched(events)
    for piece in statements_json(watched, name=name, reader=reader):
        sys.stdout.write(piece)
    sys.stdout.flush()
    if watched.error is not None:
        raise watched.error


def _print_table(events: Iterable[Event], reader: Reader) -> None:
    console = Console()
    ends = [event for event in events if isinstance(event, StatementEnd)]
    with translation.override(reader.language):
        shown = Table(header_style="bold")
        for heading in (_("Format"), _("Account"), _("Currency"), _("From"), _("To")):
            shown.add_column(heading)
        for heading in (_("Opening balance"), _("Closing balance"), _("Lines")):
            shown.add_column(heading, justify="right")
        for end in ends:
            header = end.header
            days = (header.from_date, header.to_date)
            shown.add_row(
                header.format.value,
                header.account.number,
                header.account.currency,
                *(format_date(day, reader) if day else "" for day in days),
                *(format_number(each.amount, reader) if each else "" for each in (end.opening, end.closing)),
                format_number(end.line_count, reader),
            )
        console.print(shown)
        for end in ends:
            for finding in end.findings:
                mark = _("Error") if finding.is_error else _("Warning")
                console.print(f"{mark}: {end.header.account.number} {render(finding.sentence, reader)}")
