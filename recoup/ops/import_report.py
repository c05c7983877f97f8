"""What `recoup import` prints: how the file was read, how far it is, what became of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from recoup.connectors.types import Outcome, RunRecord
from recoup.formats.tables.vocabulary.fields import FIELDS
from recoup.kernel.sentences import Sentence
from recoup.plumbing.localization import Reader, format_money, format_number, render
from recoup.team.types import EntityRecord

_REFUSALS_SHOWN = 20


def show_entity(entity: EntityRecord, reader: Reader) -> None:
    """Say which company of ours was made for the file."""
    with translation.override(reader.language):
        said = _("The company %(code)s was made for this file: currency %(currency)s, country %(country)s.")
        place = {"code": entity.code, "currency": entity.currency, "country": entity.country}
        Console().print(escape(said % place), soft_wrap=True)


def show_plan(run: RunRecord, questions: Sequence[Sentence], reader: Reader) -> None:
    """Print which column was taken for what, and what is doubtful about it."""
    assert run.plan is not None
    console = Console()
    shown = Table(title=escape(run.file_name), header_style="bold")
    with translation.override(reader.language):
        shown.add_column(_("Read as"))
        shown.add_column(_("Column"))
        for each in FIELDS[run.kind]:
            if each.name in run.plan.columns:
                shown.add_row(_(each.label), escape(run.plan.header[run.plan.columns[each.name]]))
        console.print(shown)
        for question in questions:
            console.print(f"[yellow]{escape(render(question, reader))}[/yellow]")


@contextmanager
def progress_bar(total: int, reader: Reader) -> Iterator[Callable[[int], None]]:
    """Show how many rows are read; when all are, the ledger is at work."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with translation.override(reader.language), Progress(*columns, console=Console(stderr=True)) as bar:
        reading, posting = _("Reading"), _("Checking and posting")
        task = bar.add_task(reading, total=total)

        def on_progress(rows: int) -> None:
            description = reading if rows < total else posting
            bar.update(task, completed=rows, total=max(total, rows), description=description)

        yield on_progress


def show_outcome(
    outcome: Outcome, reader: Reader, *, refused_path: Path | None = None, is_trial: bool = False
) -> None:
    """Print the counts, the sums, the first refused rows with their reasons, and where all of them are."""
    console = Console()
    with translation.override(reader.language):
        counts = outcome.counts
        figures = Table(show_header=False, box=None)
        for label, count in (
            (_("Accepted"), counts.accepted),
            (_("Already known"), counts.known),
            (_("Changed"), counts.changed),
            (_("Refused"), counts.refused),
        ):
            figures.add_row(label, format_number(count, reader))
        for total in outcome.totals:
            figures.add_row(_("Sum of the accepted"), format_money(total, reader))
        console.print(figures)
        for note in outcome.notes:
            console.print(escape(render(note, reader)))
        if outcome.refused:
            console.print(_refusals(outcome, reader))
        if refused_path is not None:
            where = _("The refused rows are in %(path)s. Correct them there and import that file.")
            console.print(escape(where % {"path": refused_path}), soft_wrap=True)
        if is_trial:
            console.print(_("This was a trial: nothing was changed."), style="bold")


def _refusals(outcome: Outcome, reader: Reader) -> Table:
    shown = Table(header_style="bold")
    shown.add_column(_("Line"), justify="right")
    shown.add_column(_("Why it was refused"))
    for line, sentence in outcome.refused[:_REFUSALS_SHOWN]:
        shown.add_row(format_number(line, reader), escape(render(sentence, reader)))
    if outcome.counts.refused > _REFUSALS_SHOWN:
        shown.add_row("…", "…")
    return shown
