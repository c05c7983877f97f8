"""`recoup import advice`: take in remittance advices and print what became of each."""

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
from recoup.cash.types import AdviceRecord
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader, format_money, format_number, render
from recoup.team import queries as team


def import_advices(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
    """Import the files `wanted.files` and return how many were refused.

    :raises NotFound: there is no entity of that code
    """
    entity_id = team.get_entity(code=wanted.entity, actor=actor).id if wanted.entity else None
    shown = Table(header_style="bold")
    refused: list[str] = []
    with translation.override(reader.language):
        for heading in (_("File"), _("Payer"), _("State")):
            shown.add_column(heading)
        for heading in (_("Documents"), _("Total")):
            shown.add_column(heading, justify="right")
        for path in wanted.files:
            try:
                shown.add_row(*_row(_import(path, entity_id, is_trial=wanted.dry_run, actor=actor), reader))
            except DomainError as error:
                refused.append(f"{path.name}: {render(error.sentence, reader)}")
        console = Console()
        if shown.rows:
            console.print(shown)
        for line in refused:
            console.print(f"[red]{escape(line)}[/red]", soft_wrap=True)
        if wanted.dry_run:
            console.print(_("This was a trial: nothing was changed."), style="bold")
    return len(refused)


@transaction.atomic
def _import(path: Path, entity_id: int | None, *, is_trial: bool, actor: Actor) -> AdviceRecord:
    now = clock.now()
    advice = cash.import_advice(
        content=path.read_bytes(), name=path.name, entity_id=entity_id, on=now.date(), actor=actor, now=now
    )
    if is_trial:
        transaction.set_rollback(True)
    return advice


def _row(advice: AdviceRecord, reader: Reader) -> tuple[str, ...]:
    state = _(advice.stage.label)
    if not advice.is_sound:
        state = "\n".join((state, *(render(finding, reader) for finding in advice.findings[:5])))
    return (
        *(escape(advice.file_name), escape(advice.payer_name), escape(state)),
        *(format_number(advice.row_count, reader), format_money(advice.total, reader)),
    )
