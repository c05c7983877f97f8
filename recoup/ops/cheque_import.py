"""`recoup import cheques`: take in lists of cheques and print what became of their rows."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape

from recoup.cash import operations as cash
from recoup.cash.types import ChequeListRecord
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader, format_number, render
from recoup.team import queries as team


def import_cheques(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
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
    taken = cash.import_cheque_list(
        content=path.read_bytes(), name=path.name, entity_id=entity_id, on=now.date(), actor=actor, now=now
    )
    _show(taken, reader)
    if is_trial:
        transaction.set_rollback(True)


def _show(taken: ChequeListRecord, reader: Reader) -> None:
    console = Console()
    console.print(f"[bold]{escape(taken.file_name)}[/bold]", soft_wrap=True)
    said = _("%(taken)s cheques taken in, %(refused)s rows refused.")
    counts = {"taken": taken.taken, "refused": len(taken.refused)}
    console.print(said % {name: format_number(count, reader) for name, count in counts.items()})
    for line, reason in taken.refused:
        told = _("Line %(line)s: %(reason)s") % {
            "line": format_number(line, reader),
            "reason": render(reason, reader),
        }
        console.print(f"[yellow]{escape(told)}[/yellow]", soft_wrap=True)
