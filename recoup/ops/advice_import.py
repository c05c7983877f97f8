"""`recoup import advice`: take in remittance advices and print what became of each."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from recoup.cash import operations as cash
from recoup.cash.types import AdviceRecord
from recoup.kernel.actor import Actor
from recoup.ops.paper_import import import_papers
from recoup.plumbing.localization import Reader, format_money, format_number, render


def import_advices(wanted: Namespace, *, actor: Actor, reader: Reader) -> int:
    """Import the files `wanted.files` and return how many were refused.

    :raises NotFound: there is no entity of that code
    """
    rows: list[tuple[str, ...]] = []

    def take(content: bytes, name: str, entity_id: int | None, now: datetime) -> AdviceRecord:
        return cash.import_advice(
            content=content, name=name, entity_id=entity_id, on=now.date(), actor=actor, now=now
        )

    refused = import_papers(
        wanted, take, lambda advice: rows.append(_row(advice, reader)), actor=actor, reader=reader
    )
    if rows:
        with translation.override(reader.language):
            Console().print(_table(rows))
    return refused


def _table(rows: Iterable[tuple[str, ...]]) -> Table:
    shown = Table(header_style="bold")
    for heading in (_("File"), _("Payer"), _("State")):
        shown.add_column(heading)
    for heading in (_("Documents"), _("Total")):
        shown.add_column(heading, justify="right")
    for row in rows:
        shown.add_row(*row)
    return shown


def _row(advice: AdviceRecord, reader: Reader) -> tuple[str, ...]:
    state = _(advice.stage.label)
    if not advice.is_sound:
        state = "\n".join((state, *(render(finding, reader) for finding in advice.findings[:5])))
    return (
        *(escape(advice.file_name), escape(advice.payer_name), escape(state)),
        *(format_number(advice.row_count, reader), format_money(advice.total, reader)),
    )
