"""Work a difference with accounting off: who looks after it, what is behind it, how far it is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import ReportedMoney
from recoup.cash.queries.reports import get_reported_money
from recoup.cash.types import ReportedMoneyRecord, ReportState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

_NOTE_MAX = 500


class NoDifference(DomainError):
    """Both sides agree."""

    text = N_("Accounting and the bank agree on this line: there is nothing to work off.")


class NoteMissing(DomainError):
    """A difference is called noted or explained without a word."""

    text = N_("Write down what is behind the difference.")


@transaction.atomic
def clear_report_difference(
    *, money_id: int, state: ReportState, note: str, owner_id: int | None, actor: Actor, now: datetime
) -> ReportedMoneyRecord:
    """Write down who looks after a difference with accounting, what is behind it and how far it is worked off.

    :raises NotFound: there is no such line for the actor, or no such active user
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NoDifference: both sides agree
    :raises NoteMissing: noted or explained without a word
    """
    seen = get_reported_money(money_id=money_id, actor=actor)
    entity_id = seen.account.entity_id
    team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    row = ReportedMoney.objects.select_for_update(of=("self",)).get(pk=money_id)
    if not row.state:
        raise NoDifference
    cleaned = " ".join(note.split())[:_NOTE_MAX]
    if state is not ReportState.OPEN and not cleaned:
        raise NoteMissing
    if owner_id is not None:
        team.find_actor(owner_id)
    before = {"state": row.state, "note": row.note, "owner_id": row.owner_id}
    row.state, row.note, row.owner_id = state.value, cleaned, owner_id
    row.changed_by_name, row.changed_at = actor.name[:200], now
    row.save()
    audit.record(
        "cash.report.difference_cleared",
        subject_kind="cash.report",
        subject_id=row.report_id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        before=before,
        after={"line": row.place, "state": row.state, "note": row.note, "owner_id": row.owner_id},
    )
    return get_reported_money(money_id=money_id, actor=actor)
