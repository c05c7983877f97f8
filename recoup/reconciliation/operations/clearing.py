"""Work a difference off: give it an owner, write down what is behind it, say that it is explained or corrected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.reconciliation import permissions
from recoup.reconciliation.models import ComparedLine
from recoup.reconciliation.operations.receiving import SignedOff
from recoup.reconciliation.queries.lines import get_line
from recoup.reconciliation.queries.reconciliations import locked
from recoup.reconciliation.records import line_record
from recoup.reconciliation.types import ComparedLineRecord, DifferenceState, Stage
from recoup.team import queries as team

_NOTE_LENGTH = 500


class NothingToClear(DomainError):
    """The line agrees in both books."""

    text = N_("This line is the same in both books: there is nothing to clear up.")


class WordsMissing(DomainError):
    """A difference is called cleared up without a word of why."""

    text = N_("Write down what is behind the difference before you call it explained or corrected.")


@transaction.atomic
def clear_difference(
    *,
    line_id: int,
    state: DifferenceState,
    note: str,
    owner_id: int | None,
    actor: Actor,
    now: datetime,
) -> ComparedLineRecord:
    """Write down who looks after a difference, what is behind it and how far it is cleared up.

    :raises NotFound: there is no such line, or no such user, or the actor may not know of it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: the reconciliation is signed off
    :raises NothingToClear: the line agrees in both books
    :raises WordsMissing: explained or corrected without a word
    """
    seen = get_line(line_id=line_id, actor=actor)
    row = locked(reconciliation_id=seen.reconciliation_id, actor=actor)
    team.require(actor=actor, permission=permissions.WORK, entity_id=row.entity_id)
    if row.stage == Stage.SIGNED:
        raise SignedOff
    line = ComparedLine.objects.select_for_update().get(pk=line_id)
    if not line.state:
        raise NothingToClear
    cleaned = " ".join(note.split())[:_NOTE_LENGTH]
    if state is not DifferenceState.OPEN and not cleaned:
        raise WordsMissing
    if owner_id is not None:
        team.find_actor(owner_id)
    before = {"state": line.state, "note": line.note, "owner_id": line.owner_id}
    line.state, line.note, line.owner_id = state.value, cleaned, owner_id
    line.changed_by_name, line.changed_at = actor.name[:200], now
    line.save()
    audit.record(
        "reconciliation.difference.cleared",
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        before=before,
        after={"line": line.place, "state": line.state, "note": line.note, "owner_id": line.owner_id},
    )
    return line_record(line, row.currency)
