"""The banks' files and the payers' advices as they came."""

from __future__ import annotations

from typing import BinaryIO

from recoup.cash import permissions
from recoup.cash.models import BankFile, Statement
from recoup.cash.queries.advices import get_advice
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.plumbing.storage import queries as storage
from recoup.team import queries as team


def open_original(*, file_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and the content of a bank's file; the caller closes it.

    A file may hold statements of several companies: only who may read the cash of all of them gets it.

    :raises NotFound: there is no such file, it was taken in without a statement, or the actor may not have it
    """
    file = BankFile.objects.filter(pk=file_id).first()
    told = Statement.objects.filter(file_id=file_id).values_list("account__entity_id", flat=True).distinct()
    entity_ids = frozenset(told)
    if file is None or not entity_ids:
        raise NotFound
    if entity_ids - team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    return file.name, storage.open_file(file.original_id)


def open_advice(*, advice_id: int, actor: Actor) -> tuple[str, BinaryIO]:
    """Return the name and the content of a remittance advice; the caller closes it.

    :raises NotFound: there is no such advice, or the actor may not read it
    """
    advice = get_advice(advice_id=advice_id, actor=actor)
    return advice.file_name, storage.open_file(advice.file_id)
