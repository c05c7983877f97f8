"""Work a difference off: give it an owner, write down what is behind it, say that it is explained or corrected."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.reconciliation import permissions
from recoup.reconciliation.models import ComparedLine, Reconciliation
from recoup.reconciliation.operations.receiving import SignedOff
from recoup.reconciliation.queries.lines import get_line
from recoup.reconciliation.queries.reconciliations import locked
from recoup.reconciliation.records import line_record
from recoup.reconciliation.types import Clearing, ComparedLineRecord, DifferenceState, Result, Stage
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
    clearing: Clearing,
    actor: Actor,
    now: datetime,
) -> ComparedLineRecord:
    """Write down who looks after a difference and until when, what is behind it and how far it is cleared up.

    :raises NotFound: there is no such line, or no such user, or the actor may not know of it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: the reconciliation is signed off
    :raises NothingToClear: the line agrees in both books
    :raises WordsMissing: explained or corrected without a word
    """
    seen = get_line(line_id=line_id, actor=actor)
    row = _unsigned(seen.reconciliation_id, actor)
    line = ComparedLine.objects.select_for_update().get(pk=line_id)
    if not line.state:
        raise NothingToClear
    told = _told(clearing)
    before = {name: getattr(line, name) for name in told}
    for name, value in told.items():
        setattr(line, name, value)
    line.changed_by_name, line.changed_at = actor.name[:200], now
    line.save()
    _audit(row, before, told | {"line": line.place}, actor=actor, now=now)
    return line_record(line, row.currency)


@transaction.atomic
def clear_alike(
    *, reconciliation_id: int, outcome: Result, clearing: Clearing, actor: Actor, now: datetime
) -> int:
    """Write the same about all differences of one kind that nobody has cleared up, and return how many there were.

    :raises NotFound: there is no such reconciliation or user, or the actor may not know of it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises SignedOff: the reconciliation is signed off
    :raises WordsMissing: explained or corrected without a word
    """
    row = _unsigned(reconciliation_id, actor)
    told = _told(clearing)
    still_open = ComparedLine.objects.filter(
        reconciliation=row, outcome=outcome.value, state=DifferenceState.OPEN.value
    )
    count = still_open.update(**told, changed_by_name=actor.name[:200], changed_at=now)
    if count:
        after = told | {"outcome": outcome.value, "lines": count}
        _audit(row, {"state": DifferenceState.OPEN.value}, after, actor=actor, now=now)
    return count


def _unsigned(reconciliation_id: int, actor: Actor) -> Reconciliation:
    row = locked(reconciliation_id=reconciliation_id, actor=actor)
    team.require(actor=actor, permission=permissions.WORK, entity_id=row.entity_id)
    if row.stage == Stage.SIGNED:
        raise SignedOff
    return row


def _told(clearing: Clearing) -> dict[str, object]:
    """Return what is written into the columns of a line."""
    note = " ".join(clearing.note.split())[:_NOTE_LENGTH]
    if clearing.state is not DifferenceState.OPEN and not note:
        raise WordsMissing
    if clearing.owner_id is not None:
        team.find_actor(clearing.owner_id)
    return {
        "state": clearing.state.value,
        "note": note,
        "owner_id": clearing.owner_id,
        "clear_by": clearing.clear_by,
    }


def _audit(
    row: Reconciliation, before: dict[str, object], after: dict[str, object], *, actor: Actor, now: datetime
) -> None:
    audit.record(
        "reconciliation.difference.cleared",
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        before=before,
        after=after,
    )
