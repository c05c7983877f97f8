"""`recoup verify`: recompute the ledger from its journal, hold it against the banks, list whatever does not agree."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from recoup.kernel.actor import Actor
from recoup.ledger import queries as ledger
from recoup.ledger.queries import ControlLine, LedgerCounts
from recoup.ledger.types import Difference
from recoup.plumbing.localization import LANGUAGES, Reader, format_money, format_number
from recoup.reports.queries.bank_verification import verify_bank
from recoup.reports.queries.contact_verification import verify_contacts


class Command(BaseCommand):
    """Verify the ledger from the command line."""

    help = "Recompute everything from the journal; lists every difference and exits with 1 when there is one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how to print."""
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Print the differences, or what was proven."""
        reader = Reader.for_language(str(options["language"]))
        differences = [*ledger.verify(), *verify_bank(), *verify_contacts()]
        accounts = ledger.control_accounts(actor=Actor.program("command line"))
        with translation.override(reader.language):
            console = Console()
            if differences:
                console.print(_differences(differences))
            console.print(_accounts(accounts, reader))
            console.print(_verdict(len(differences), ledger.ledger_counts(), reader), soft_wrap=True)
        if differences:
            sys.exit(1)


def _differences(differences: Sequence[Difference]) -> Table:
    shown = Table(title=_("Differences"), header_style="bold red")
    for heading in (_("Check"), _("Where"), _("Expected"), _("Found")):
        shown.add_column(heading)
    for one in differences:
        shown.add_row(*map(escape, (one.check, one.subject, one.expected, one.found)))
    return shown


def _accounts(accounts: Sequence[ControlLine], reader: Reader) -> Table:
    shown = Table(title=_("Tie-out to the control account"), header_style="bold")
    for heading in (_("Entity"), _("Ledger account"), _("Control account"), _("Open items"), _("Result")):
        shown.add_column(heading)
    for line in accounts:
        shown.add_row(
            line.entity_code,
            _(line.account.label),
            format_money(line.control, reader),
            format_money(line.items, reader),
            _("tied") if line.is_tied else _("DIFFERENT"),
        )
    return shown


def _verdict(differences: int, counts: LedgerCounts, reader: Reader) -> str:
    if differences:
        return _("The ledger does not agree with its journal: %(count)s differences.") % {
            "count": format_number(differences, reader)
        }
    return _("Verified: %(items)s items, %(entries)s entries and %(postings)s postings agree.") % {
        "items": format_number(counts.items, reader),
        "entries": format_number(counts.entries, reader),
        "postings": format_number(counts.postings, reader),
    }
