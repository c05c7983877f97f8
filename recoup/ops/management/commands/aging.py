"""`recoup aging`: what is owed, by how late it is, with the tie-out to the control account."""

import csv
import json
import sys
from argparse import ArgumentParser
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.metrics.aging import AgingBy
from recoup.plumbing.localization import Reader, format_date, format_money, render
from recoup.reports.queries.aging import AgingRequest, aging
from recoup.reports.types import AgingTable
from recoup.team import queries as team


class Command(BaseCommand):
    """Age the ledger from the command line."""

    help = "Age what is owed as of a date, in the buckets of a bucket set, and prove it against the control account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to age and how to print it."""
        parser.add_argument("--as-of", type=date.fromisoformat, help="the date (today, by default)")
        parser.add_argument("--known-at", type=datetime.fromisoformat, help="as it was known at this instant")
        parser.add_argument("--by", choices=[by.value for by in AgingBy], default=AgingBy.CUSTOMER.value)
        parser.add_argument("--buckets", default="", help="the code of a bucket set")
        parser.add_argument("--entity", action="append", default=[], help="an entity's code; may be repeated")
        parser.add_argument("--limit", type=int, help="print the largest rows of each currency only")
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")
        parser.add_argument("--language", default="en")

    def handle(self, **options: object) -> None:
        """Print the aging; a difference in the tie-out ends with exit code 1."""
        program = Actor.program("command line")
        try:
            table = aging(request=_request(options, program), actor=program)
        except DomainError as error:
            raise CommandError(
                render(error.sentence, Reader.for_language(str(options["language"])))
            ) from error
        printers = {"table": _print_table, "json": _print_json, "csv": _print_csv}
        printers[str(options["format"])](table, Reader.for_language(str(options["language"])))
        if not all(proof.is_tied for proof in table.tie_out):
            sys.exit(1)


def _request(options: dict[str, object], actor: Actor) -> AgingRequest:
    entities = options["entity"]
    assert isinstance(entities, list)
    known_at = options["known_at"]
    as_of = options["as_of"] or clock.today("UTC")
    limit = options["limit"]
    assert isinstance(as_of, date)
    assert known_at is None or isinstance(known_at, datetime)
    assert limit is None or isinstance(limit, int)
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.astimezone()
    return AgingRequest(
        by=AgingBy(str(options["by"])),
        as_of=as_of,
        known_at=known_at,
        bucket_set=str(options["buckets"]),
        entity_ids=tuple(team.get_entity(code=code, actor=actor).id for code in entities),
        limit=limit,
    )


def _print_table(table: AgingTable, reader: Reader) -> None:
    with translation.override(reader.language):
        title = _("Aging as of %(date)s") % {"date": format_date(table.as_of, reader)}
        shown = Table(title=title, header_style="bold")
        for heading in (
            _("Number"),
            _("Name"),
            *(render(label, reader) for label in table.bucket_set.labels),
            _("Total"),
        ):
            shown.add_column(heading, justify="left" if len(shown.columns) < 2 else "right")
        for row in table.rows:
            shown.add_row(
                row.code, row.name, *_cells(row.money, reader), format_money(row.money_total, reader)
            )
        shown.add_section()
        for total in table.totals:
            cells = _cells(total.money, reader)
            shown.add_row(
                _("Total"), total.currency, *cells, format_money(total.money_total, reader), style="bold"
            )
        proof = Table(title=_("Tie-out to the control account"), header_style="bold")
        for heading in (_("Entity"), _("Aged"), _("Control account"), _("Result")):
            proof.add_column(heading)
        for line in table.tie_out:
            result = _("tied") if line.is_tied else _("DIFFERENT")
            proof.add_row(
                line.entity_code, format_money(line.aged, reader), format_money(line.control, reader), result
            )
    console = Console()
    console.print(shown)
    console.print(proof)


def _cells(amounts: tuple[Money, ...], reader: Reader) -> list[str]:
    return [
        "" if amount.is_zero() else format_money(amount, reader, with_currency=False) for amount in amounts
    ]


def _print_json(table: AgingTable, reader: Reader) -> None:
    names = table.bucket_set.names
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "currency": row.currency,
            "buckets": {name: str(amount) for name, amount in zip(names, row.buckets, strict=True)},
            "total": str(row.total),
        }
        for row in table.rows
    ]
    proof = [
        {
            "entity": line.entity_code,
            "currency": line.aged.currency,
            "aged": str(line.aged.amount),
            "control": str(line.control.amount),
        }
        for line in table.tie_out
    ]
    content = {"as_of": table.as_of.isoformat(), "by": table.by.value, "rows": rows, "tie_out": proof}
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _print_csv(table: AgingTable, reader: Reader) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(["code", "name", "currency", *table.bucket_set.names, "total"])
    for row in table.rows:
        writer.writerow([row.code, row.name, row.currency, *row.buckets, row.total])
