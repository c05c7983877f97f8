"""`recoup balance`: what customers owe now, customer by customer."""

import csv
import json
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from recoup.kernel.actor import Actor
from recoup.kernel.currencies import quantum
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money, total
from recoup.ledger import queries as ledger
from recoup.ledger.queries import Balance
from recoup.plumbing.localization import LANGUAGES, Reader, format_money, format_number, render
from recoup.team import queries as team


class Command(BaseCommand):
    """Print balances from the command line."""

    help = "Print what customers owe now: owed, received and not applied, and the balance."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare whose balance to print and how."""
        parser.add_argument("--customer", default="", help="a customer's number")
        parser.add_argument("--entity", action="append", default=[], help="an entity's code; may be repeated")
        parser.add_argument("--currency", default="", help="a currency code")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Print the balances."""
        reader = Reader.for_language(str(options["language"]))
        program = Actor.program("command line")
        codes = options["entity"]
        assert isinstance(codes, list)
        try:
            entity_ids = [team.get_entity(code=code, actor=program).id for code in codes]
        except DomainError as error:
            raise CommandError(render(error.sentence, reader)) from error
        found = ledger.balances(
            actor=program,
            entity_ids=entity_ids or None,
            customer_number=str(options["customer"]),
            currency=str(options["currency"]).upper(),
        )
        printers = {"table": _print_table, "json": _print_json, "csv": _print_csv}
        printers[str(options["format"])](found, reader)


def _print_table(found: Sequence[Balance], reader: Reader) -> None:
    with translation.override(reader.language):
        shown = Table(title=_("Balances"), header_style="bold")
        headings = (
            _("Entity"),
            _("Customer"),
            _("Name"),
            _("Open items"),
            _("Owed"),
            _("Not applied"),
            _("Balance"),
        )
        for place, heading in enumerate(headings):
            shown.add_column(heading, justify="left" if place < 3 else "right")
        for row in found:
            shown.add_row(
                row.entity_code,
                escape(row.customer_number) or _("Suspense"),
                escape(row.customer_name),
                format_number(row.items_open, reader),
                *(format_money(amount, reader) for amount in (row.owed, row.unapplied, row.balance)),
            )
        shown.add_section()
        for sum_ in _totals(found):
            shown.add_row(_("Total"), "", "", "", "", "", format_money(sum_, reader), style="bold")
    Console().print(shown)


def _totals(found: Sequence[Balance]) -> list[Money]:
    amounts: defaultdict[str, list[Money]] = defaultdict(list)
    for row in found:
        amounts[row.balance.currency].append(row.balance)
    return [total(sums, currency=currency) for currency, sums in sorted(amounts.items())]


def _print_json(found: Sequence[Balance], reader: Reader) -> None:
    rows = [
        {
            "entity": row.entity_code,
            "customer": row.customer_number,
            "name": row.customer_name,
            "currency": row.balance.currency,
            "items_open": row.items_open,
            "owed": _plain(row.owed),
            "unapplied": _plain(row.unapplied),
            "balance": _plain(row.balance),
        }
        for row in found
    ]
    sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _print_csv(found: Sequence[Balance], reader: Reader) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["entity", "customer", "name", "currency", "items_open", "owed", "unapplied", "balance"])
    for row in found:
        writer.writerow(
            [
                *(row.entity_code, row.customer_number, row.customer_name, row.balance.currency),
                *(row.items_open, _plain(row.owed), _plain(row.unapplied), _plain(row.balance)),
            ]
        )


def _plain(amount: Money) -> str:
    """Return the amount with as many decimals as its currency has."""
    return f"{amount.amount.quantize(quantum(amount.currency)):f}"
