"""`recoup import cash-report`: compare accounting's cash reports with the bank and print what they came to."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.types import CashReportRecord, ReportedMoneyRecord
from recoup.kernel.actor import Actor
from recoup.ops.paper_import import import_papers
from recoup.plumbing.localization import Reader, format_date, format_money, format_number, render

_SHOWN = 50


def import_cash_reports(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
    """Import the files `wanted.files` and return how many were refused.

    :raises NotFound: there is no entity of that code
    """

    def take(content: bytes, name: str, entity_id: int | None, now: datetime) -> CashReportRecord:
        return cash.import_cash_report(
            content=content, name=name, entity_id=entity_id, on=now.date(), actor=actor, now=now
        )

    return import_papers(
        wanted,
        take,
        lambda taken: _show(taken, _differences(taken, actor), reader),
        actor=actor,
        reader=reader,
    )


def _differences(report: CashReportRecord, actor: Actor) -> list[ReportedMoneyRecord]:
    return queries.reported_money(report_id=report.id, only_differences=True, actor=actor)


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
