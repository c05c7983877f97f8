"""`recoup import cash-report`: compare accounting's cash reports with the bank and print what they came to."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import CashReportRecord, ReportedMoneyRecord
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader, format_date, format_money, format_number, render
from recoup.team import queries as team

_SHOWN = 50


def import_cash_reports(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
    """Import the files `wanted.files` and return how many were refused.

    :raises NotFound: there is no entity of that code
    """
    entity_id = team.get_entity(code=wanted.entity, actor=actor).id if wanted.entity else None
    refused = 0
    with translation.override(reader.language):
        for path in wanted.files:
            try:
                _import(path, entity_id, is_trial=wanted.dry_run, actor=actor, reader=reader)
            except DomainError as error:
                refused += 1
                line = f"{path.name}: {render(error.sentence, reader)}"
                Console().print(f"[red]{escape(line)}[/red]", soft_wrap=True)
        if wanted.dry_run:
            Console().print(_("This was a trial: nothing was changed."), style="bold")
    return refused


@transaction.atomic
def _import(path: Path, entity_id: int | None, *, is_trial: bool, actor: Actor, reader: Reader) -> None:
    now = clock.now()
    report = cash.import_cash_report(
        content=path.read_bytes(), name=path.name, entity_id=entity_id, on=now.date(), actor=actor, now=now
    )
    _show(report, queries.reported_money(report_id=report.id, only_differences=True, actor=actor), reader)
    if is_trial:
        transaction.set_rollback(True)


def _show(report: CashReportRecord, differences: list[ReportedMoneyRecord], reader: Reader) -> None:
    console = Console()
    console.print(f"[bold]{escape(report.file_name)}[/bold]", soft_wrap=True)
    said = _("%(matched)s lines agree with the bank, %(differing)s differ.")
    counts = {"matched": report.matched, "differing": report.differing}
    console.print(said % {name: format_number(count, reader) for name, count in counts.items()})
    if differences:
        shown = Table(header_style="bold")
        for heading in (_("Day"), _("Account"), _("State"), _("What it is about")):
            shown.add_column(heading)
        shown.add_column(_("Difference"), justify="right")
        for each in differences[:_SHOWN]:
            shown.add_row(
                format_date(each.day, reader),
                escape(each.account.label),
                _(each.agreement.label),
                escape(each.their_text or each.our_text),
                format_money(each.difference, reader),
            )
        console.print(shown)
    for line, reason in report.left_out:
        told = _("Line %(line)s: %(reason)s") % {
            "line": format_number(line, reader),
            "reason": render(reason, reader),
        }
        console.print(f"[yellow]{escape(told)}[/yellow]", soft_wrap=True)
