"""`recoup import bank`: take in files of the banks and print what became of them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from recoup.cash import operations as cash
from recoup.cash.types import FileStatus, ImportChoices, ImportedFile, ImportedStatement
from recoup.formats.bank.detection import HEAD, detect
from recoup.formats.bank.faults import UnreadableStatement
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.plumbing.localization import Reader, format_money, format_number, render
from recoup.team import queries as team

_FINDINGS_SHOWN = 5
_STATEMENTS_SHOWN = 50


def import_bank_files(wanted: Namespace, *, actor: Actor, reader: Reader) -> FileStatus:
    """Import the files `wanted.files` and return how the worst of them ended.

    Reports of the day and notices go before final statements, which confirm what they told. An account that is not
    known is made only for the entity that was named.

    :raises NotFound: there is no entity of that code
    """
    register_for = team.get_entity(code=wanted.entity, actor=actor).id if wanted.entity else None
    choices = ImportChoices(register_for=register_for, unnamed_number=wanted.account)
    worst = FileStatus.READ
    for path in sorted(wanted.files, key=_is_final):
        imported = _import(path, choices, is_trial=wanted.dry_run, actor=actor, reader=reader)
        _show(imported, reader, is_trial=wanted.dry_run)
        worst = max(worst, imported.status, key=list(FileStatus).index)
    return worst


def _import(
    path: Path, choices: ImportChoices, *, is_trial: bool, actor: Actor, reader: Reader
) -> ImportedFile:
    with path.open("rb") as content, _progress(path.name, reader) as on_progress:
        return cash.import_bank_file(
            content=content,
            name=path.name,
            choices=choices,
            actor=actor,
            now=clock.now(),
            dry_run=is_trial,
            on_progress=on_progress,
        )


def _is_final(path: Path) -> bool:
    """Return whether the file may be a final statement; what can't be read is left for the import to say."""
    with path.open("rb") as content:
        try:
            return detect(content.read(HEAD), name=path.name).is_final
        except UnreadableStatement:
            return True


@contextmanager
def _progress(name: str, reader: Reader) -> Iterator[Callable[[int], None]]:
    """Show how many lines are read; nobody knows how many there are before the end."""
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn())
    with translation.override(reader.language), Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(escape(name), total=None)
        yield lambda lines: bar.update(task, completed=lines)


def _show(imported: ImportedFile, reader: Reader, *, is_trial: bool) -> None:
    console = Console()
    with translation.override(reader.language):
        console.print(f"[bold]{escape(imported.name)}[/bold]", soft_wrap=True)
        if imported.reason is not None:
            console.print(f"[red]{escape(render(imported.reason, reader))}[/red]", soft_wrap=True)
            return
        if imported.is_known:
            console.print(_("This file was imported before: nothing was changed."))
            return
        for account in imported.registered:
            said = _("The account %(number)s in %(currency)s was made known.")
            console.print(escape(said % {"number": account.number_written, "currency": account.currency}))
        if imported.statements:
            console.print(_statements(imported.statements, reader))
        for line in _findings(imported.statements, reader):
            console.print(f"[yellow]{escape(line)}[/yellow]", soft_wrap=True)
        for place, _number, sentence in imported.refused:
            said = _("Statement %(place)s was refused: %(reason)s")
            told = said % {"place": format_number(place, reader), "reason": render(sentence, reader)}
            console.print(f"[red]{escape(told)}[/red]", soft_wrap=True)
        if is_trial:
            console.print(_("This was a trial: nothing was changed."), style="bold")


def _statements(statements: tuple[ImportedStatement, ...], reader: Reader) -> Table:
    shown = Table(header_style="bold")
    for heading in (_("Account"), _("Statement")):
        shown.add_column(heading)
    for heading in (_("Accepted"), _("Already known"), _("Receipts"), _("Sum posted"), _("To be looked at")):
        shown.add_column(heading, justify="right")
    for each in statements[:_STATEMENTS_SHOWN]:
        counts = (each.accepted, each.known, each.receipts)
        shown.add_row(
            *(escape(each.account.label), escape(each.name)),
            *(format_number(count, reader) for count in counts),
            *(format_money(each.posted, reader), format_number(each.to_work, reader)),
        )
    if len(statements) > _STATEMENTS_SHOWN:
        shown.add_row("…")
    return shown


def _findings(statements: Iterable[ImportedStatement], reader: Reader) -> Iterator[str]:
    for each in statements:
        for sentence in each.findings[:_FINDINGS_SHOWN]:
            yield f"{each.account.label} {each.name}: {render(sentence, reader)}"
        if len(each.findings) > _FINDINGS_SHOWN:
            yield "…"
