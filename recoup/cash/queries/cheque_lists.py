"""Lists of cheques that came in as files."""

from __future__ import annotations

from collections.abc import Collection

from recoup.cash import permissions
from recoup.cash.models import ChequeList
from recoup.cash.types import ChequeListRecord
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import Sentence
from recoup.ledger.types import Refusal
from recoup.team import queries as team


def cheque_lists(
    *, actor: Actor, entity_ids: Collection[int] | None = None, limit: int = 50
) -> list[ChequeListRecord]:
    """Return the lists of the entities whose cash the actor may read, the newest first."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    if entity_ids is not None:
        readable &= frozenset(entity_ids)
    rows = ChequeList.objects.filter(entity_id__in=readable).order_by("-pk")[:limit]
    return [list_record(row) for row in rows]


def get_cheque_list(*, list_id: int, actor: Actor) -> ChequeListRecord:
    """Return one list.

    :raises NotFound: there is none, or the actor may not read it
    """
    row = ChequeList.objects.filter(pk=list_id).first()
    if row is None or row.entity_id not in team.entity_ids(actor=actor, permission=permissions.READ):
        raise NotFound
    return list_record(row)


def list_record(row: ChequeList) -> ChequeListRecord:
    """Return the list as others may see it."""
    return ChequeListRecord(
        id=row.pk,
        entity_id=row.entity_id,
        file_name=row.file_name,
        received_at=row.received_at,
        received_by=row.received_by_name,
        taken_at=row.taken_at,
        taken_by=row.taken_by_name,
        taken=row.taken,
        refused=tuple(Refusal(one["line"], Sentence.from_json(one["reason"])) for one in row.refused),
    )
