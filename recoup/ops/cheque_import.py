"""`recoup import cheques`: take in lists of cheques and print what became of their rows."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape

from recoup.cash import operations as cash
from recoup.cash.types import ChequeListRecord
from recoup.kernel.actor import Actor
from recoup.ops.paper_import import import_papers
from recoup.plumbing.localization import Reader, format_number, render


def import_cheques(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
    """Import the files `wanted.files` and return how many were refused.

    :raises NotFound: there is no entity of that code
    """

    def take(content: bytes, name: str, entity_id: int | None, now: datetime) -> ChequeListRecord:
        return cash.import_cheque_list(
            content=content, name=name, entity_id=entity_id, on=now.date(), actor=actor, now=now
        )

    return import_papers(wanted, take, lambda taken: _show(taken, reader), actor=actor, reader=reader)


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
