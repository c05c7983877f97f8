"""`recoup export`: what the program knows, as a file for other programs."""

import csv
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from recoup.cash import queries as cash
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import LANGUAGES, Reader, render
from recoup.team import queries as team

_PROGRAM = Actor.program("command line")
_MATCHES = (
    *("line", "bank_reference", "value_date", "currency", "received", "item", "part", "amount", "decision"),
    *("rank", "score", "reasons"),
)


class Command(BaseCommand):
    """Export from the command line."""

    help = "Write a CSV file: `matches` has a row for each share of what was applied or is proposed, with reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to export, and where to."""
        parser.add_argument("what", choices=["matches"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--entity", default="", help="the code of the only entity to export")
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Write the file and say how many rows it has."""
        reader = Reader.for_language(str(options["language"]))
        path, code = options["file"], str(options["entity"])
        assert isinstance(path, Path)
        with translation.override(reader.language):
            try:
                entity_ids = frozenset({team.get_entity(code=code, actor=_PROGRAM).id}) if code else None
                count = _write(path, entity_ids, reader)
            except DomainError as error:
                raise CommandError(render(error.sentence, reader)) from error
            except OSError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {count}")


def _write(path: Path, entity_ids: frozenset[int] | None, reader: Reader) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as content:
        rows = csv.writer(content)
        rows.writerow(_MATCHES)
        for match in cash.matches(actor=_PROGRAM, entity_ids=entity_ids):
            count += 1
            rows.writerow(
                (
                    match.receipt_number,
                    match.bank_reference,
                    match.value_date.isoformat(),
                    match.currency,
                    f"{match.received:f}",
                    match.item_number,
                    match.part,
                    None if match.amount is None else f"{match.amount:f}",
                    match.decision,
                    match.rank,
                    match.score,
                    " ".join(render(reason, reader) for reason in match.reasons),
                )
            )
    return count
