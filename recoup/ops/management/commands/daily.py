"""`recoup daily`: the daily run, from the files in the inbox to the exception report."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.localization import LANGUAGES, Reader, format_date, format_number, render
from recoup.team import queries as team
from recoup.workflows import operations as workflows
from recoup.workflows.types import DailyOutcome, Step, StepRecord, StepStatus

_PROGRAM = Actor.program("daily run")
_TOLD_OF_EVERY_DATE = (Step.INBOX, Step.RECEIPTS, Step.LETTERS)

_FIGURES = {
    "files": N_("Files"),
    "files_refused": N_("Files refused"),
    "accepted": N_("Accepted"),
    "known": N_("Known already"),
    "refused": N_("Refused"),
    "applied": N_("Receipts applied"),
    "identified": N_("Payers identified"),
    "not_applied": N_("Not applied"),
    "lines": N_("Customers to contact"),
    "judged": N_("Promises looked at"),
    "open": N_("Open again"),
    "part_kept": N_("Kept in part"),
    "kept": N_("Kept"),
    "broken": N_("Broken"),
    "withdrawn": N_("Withdrawn"),
    "plans": N_("Plans looked at"),
    "missed": N_("Installments missed"),
    "booked": N_("Entries booked"),
    "offers_taken": N_("Offers taken"),
    "offers_expired": N_("Offers expired"),
    "segments": N_("Customers in segments"),
    "changed": N_("Segments changed"),
    "proposals": N_("Proposals"),
    "escalated": N_("Given to the manager"),
    "nothing_to_chase": N_("Nothing to chase"),
    "left_alone": N_("On hold"),
    "covered": N_("Covered by money received"),
    "not_yet": N_("Not late enough"),
    "too_soon": N_("Contacted lately"),
    "too_small": N_("Too small an amount"),
    "postponed": N_("Put off by a person"),
    "with_a_person": N_("With a person"),
    "all_done": N_("All steps done"),
    "tasks": N_("Tasks for people"),
    "stale": N_("No longer due"),
    "made": N_("Made"),
    "unidentified": N_("Payer unknown"),
    "ambiguous": N_("In doubt"),
    "short": N_("Paid short"),
    "over": N_("Paid over"),
    "unapplied": N_("Not applied yet"),
    "late": N_("Late"),
    "letters": N_("Letters"),
    "not_set": N_("Not set"),
    "mails": N_("Mails came in"),
    "sent": N_("Sent"),
    "put_off": N_("Put off"),
    "stopped": N_("Stopped by a contact rule"),
    "outdated": N_("Outdated and withdrawn"),
    "failed": N_("Could not be sent"),
    "in_doubt": N_("Perhaps sent"),
    "without_channel": N_("Waiting for a channel that is not set up"),
    "expired": N_("Requests expired"),
}


class Command(BaseCommand):
    """Do the daily run from the command line."""

    help = (
        "Take the files of the inbox, apply receipts, judge promises and plans, propose and release steps, make "
        "worklists, send what was let go and report exceptions, for every date since the last run. A second run of a "
        "date does nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare for which date and for whom."""
        parser.add_argument("--date", type=date.fromisoformat, help="the business date (today, by default)")
        parser.add_argument("--entity", default="", help="the code of the only entity to work on")
        parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")

    def handle(self, **options: object) -> None:
        """Run, show how far it is, and print what was done."""
        reader = Reader.for_language(str(options["language"]))
        on = options["date"] or clock.today("UTC")
        assert isinstance(on, date)
        with translation.override(reader.language):
            try:
                outcome = _run(on, str(options["entity"]), reader)
            except DomainError as error:
                raise CommandError(render(error.sentence, reader)) from error
            _print(outcome, on, reader)


def _run(on: date, code: str, reader: Reader) -> DailyOutcome:
    entity_id = team.get_entity(code=code, actor=_PROGRAM).id if code else None
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(record: StepRecord) -> None:
            name = " ".join(
                (format_date(record.business_date, reader), record.entity_code, _(record.step.label))
            )
            bar.update(task, description=name, advance=int(record.status is StepStatus.DONE))

        return workflows.run_daily(
            on=on, actor=_PROGRAM, now_of=clock.now, reader=reader, entity_id=entity_id, tell=tell
        )


def _print(outcome: DailyOutcome, on: date, reader: Reader) -> None:
    console = Console()
    if not outcome.dates:
        console.print(_("Nothing to do: %(date)s is done.") % {"date": format_date(on, reader)})
        return
    last = outcome.dates[-1]
    if len(outcome.dates) > 1:
        console.print(_("Caught up from %(date)s.") % {"date": format_date(outcome.dates[0], reader)})
    console.print(_table(last, [step for step in outcome.steps if step.business_date == last], reader))
    for step in outcome.steps:
        if step.business_date == last or step.step in _TOLD_OF_EVERY_DATE:
            for sentence in step.told:
                console.print(escape(render(sentence, reader)), soft_wrap=True)


def _table(day: date, steps: Sequence[StepRecord], reader: Reader) -> Table:
    shown = Table(title=format_date(day, reader, length="long"), header_style="bold")
    for heading in (_("Step"), _("Entity"), _("Result")):
        shown.add_column(heading)
    for step in steps:
        shown.add_row(_(step.step.label), step.entity_code, _figures(step, reader))
    return shown


def _figures(step: StepRecord, reader: Reader) -> str:
    shown = {name: count for name, count in step.figures.items() if count}
    return " · ".join(f"{_(_FIGURES[name])}: {format_number(count, reader)}" for name, count in shown.items())
