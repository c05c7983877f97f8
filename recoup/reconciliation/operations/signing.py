"""Sign a reconciliation off: a second person says that every difference is cleared up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotAllowed
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.reconciliation import permissions
from recoup.reconciliation.models import ComparedLine
from recoup.reconciliation.operations.receiving import SignedOff
from recoup.reconciliation.queries.reconciliations import get_reconciliation, locked
from recoup.reconciliation.types import DifferenceState, ReconciliationRecord, Stage
from recoup.team import queries as team

_NOTE_LENGTH = 500


class NotCompared(DomainError):
    """Nothing was compared yet."""

    text = N_("The books have not been compared yet.")


class DifferencesOpen(DomainError):
    """Somebody still has to clear up a difference."""

    text = N_("{count} differences are not cleared up yet.")


class OwnReconciliation(NotAllowed):
    """Whoever made the reconciliation can't sign it off."""

    text = N_("You brought this reconciliation in yourself; somebody else has to sign it off.")


@transaction.atomic
def sign_off(*, reconciliation_id: int, note: str, actor: Actor, now: datetime) -> ReconciliationRecord:
    """Sign the reconciliation off; from then on nothing of it changes.

    :raises NotFound: there is no such reconciliation, or the actor may not read it
    :raises NotAllowed: the actor may not reconcile accounts of the entity
    :raises OwnReconciliation: the actor made it, or is the program
    :raises SignedOff: it is signed off already
    :raises NotCompared: nothing was compared yet
    :raises DifferencesOpen: a difference is not cleared up yet
    """
    row = locked(reconciliation_id=reconciliation_id, actor=actor)
    team.require(actor=actor, permission=permissions.WORK, entity_id=row.entity_id)
    if row.stage == Stage.SIGNED:
        raise SignedOff
    if row.our_balance is None or row.their_balance is None:
        raise NotCompared
    if actor.is_program or actor.id == row.made_by_id:
        raise OwnReconciliation
    still_open = ComparedLine.objects.filter(reconciliation=row, state=DifferenceState.OPEN.value).count()
    if still_open:
        raise DifferencesOpen(count=still_open)
    row.stage, row.signed_at = Stage.SIGNED.value, now
    row.signed_by_id, row.signed_by_name = actor.id, actor.name[:200]
    row.signed_note = " ".join(note.split())[:_NOTE_LENGTH]
    row.save()
    audit.record(
        "reconciliation.signed_off",
        subject_kind="reconciliation",
        subject_id=row.pk,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={
            "our_balance": Money(row.our_balance, row.currency),
            "their_balance": Money(row.their_balance, row.currency),
            "note": row.signed_note,
        },
    )
    return get_reconciliation(reconciliation_id=row.pk, actor=actor)
