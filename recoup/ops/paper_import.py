"""What the commands that take in papers of others do alike: file by file, each whole or not at all."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape

from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.plumbing.localization import Reader, render
from recoup.team import queries as team

Taken = TypeVar("Taken")
Take = Callable[[bytes, str, int | None, datetime], Taken]
"""Takes in the content of a file with its name, for an entity if one is named, at an instant."""


def import_papers(
    wanted: Namespace, take: Take[Taken], show: Callable[[Taken], None], *, actor: Actor, reader: Reader
) -> int:
    """Take in the files `wanted.files`, show what came of each, and return how many were refused.

    A trial shows the same and changes nothing.

    :raises NotFound: there is no entity of that code
    """
    entity_id = team.get_entity(code=wanted.entity, actor=actor).id if wanted.entity else None
    refused = 0
    with translation.override(reader.language):
        for path in wanted.files:
            try:
                _import(path, entity_id, take, show, is_trial=wanted.dry_run)
            except DomainError as error:
                refused += 1
                line = f"{path.name}: {render(error.sentence, reader)}"
                Console().print(f"[red]{escape(line)}[/red]", soft_wrap=True)
        if wanted.dry_run:
            Console().print(_("This was a trial: nothing was changed."), style="bold")
    return refused


@transaction.atomic
def _import(
    path: Path, entity_id: int | None, take: Take[Taken], show: Callable[[Taken], None], *, is_trial: bool
) -> None:
    show(take(path.read_bytes(), path.name, entity_id, clock.now()))
    if is_trial:
        transaction.set_rollback(True)
