"""`recoup apply`: apply the receipts of a day, as the daily run does."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from recoup.cash import operations as cash
from recoup.cash.types import AppliedReceipts
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import LANGUAGES, Reader, format_money, format_number, render
from recoup.team import queries as team
from recoup.team.types import EntityRecord

_PROGRAM = Actor.program("command line")


class Command(BaseCommand):
    """Apply receipts from the command line."""

    help = (
        "Match all receipts dated up to the date that have money left, apply what is beyond doubt, and keep proposals "
        "and reasons for the rest. A second run does nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare for which date and for whom."""
        parser.add_argument("--date", type=date.fromisoformat, help="the business date (today, by default)")
        parser.add_argument("--entity", default="", help="the code of the only entity to work on")
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Apply entity by entity and print what was done."""
        reader = Reader.for_language(str(options["language"]))
        on = options["date"] or clock.today("UTC")
        assert isinstance(on, date)
        console = Console()
        with translation.override(reader.language):
            try:
                with console.status(""):
                    done = [(entity, _apply(entity, on)) for entity in _entities(str(options["entity"]))]
            except DomainError as error:
                raise CommandError(render(error.sentence, reader)) from error
            console.print(_table(done, reader))


def _entities(code: str) -> list[EntityRecord]:
    return [team.get_entity(code=code, actor=_PROGRAM)] if code else team.entities(actor=_PROGRAM)


def _apply(entity: EntityRecord, on: date) -> AppliedReceipts:
    return cash.apply_receipts(entity_id=entity.id, on=on, actor=_PROGRAM, now=clock.now())


def _table(done: list[tuple[EntityRecord, AppliedReceipts]], reader: Reader) -> Table:
    shown = Table(header_style="bold")
    shown.add_column(_("Entity"))
    for heading in (_("Applied"), _("Amount"), _("Payers identified"), _("Not applied")):
        shown.add_column(heading, justify="right")
    for entity, applied in done:
        shown.add_row(
            entity.code,
            format_number(applied.applied, reader),
            "\n".join(format_money(total, reader) for total in applied.totals),
            format_number(applied.identified, reader),
            format_number(len(applied.refused), reader),
        )
    return shown
