"""Maker and checker: one person asks, a second one decides, and what was decided is done once, exactly as asked.

A request is bound to the state in which its subject was seen (`subject_fingerprint`) and to what is to be done
(`payload`). The table's own triggers refuse what these operations would never do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Unpack

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.plumbing.audit.operations import record, record_many
from recoup.plumbing.audit.types import Deed
from recoup.team.fingerprints import canonical, fingerprint
from recoup.team.models import Approval
from recoup.team.permissions import PERMISSIONS
from recoup.team.queries.approvals import require_decider
from recoup.team.queries.rights import rights_of
from recoup.team.types import ApprovalRef, ApprovalStatus, NewApproval

# The usual time in internal control; a longer wait asks for a new look.
APPROVAL_TIME = timedelta(days=14)


class ReasonMissing(DomainError):
    """Nobody approves what has no reason."""

    text = N_("Give a reason.")


class AlreadyDecided(DomainError):
    """Someone decided before."""

    text = N_("This request was already decided by {name}.")


class NotApproved(DomainError):
    """Nobody has approved what is about to be done."""

    text = N_("This has not been approved.")


class ApprovalExpired(DomainError):
    """The request, or the approval, waited for too long."""

    text = N_("This request has expired. Ask again.")


class AlreadyUsed(DomainError):
    """What was approved is done already."""

    text = N_("What was approved has already been carried out.")


class ChangedMeanwhile(DomainError):
    """The subject is no longer as the asker saw it, or something else is to be done than was approved."""

    text = N_("This has changed since it was asked for. Look at it again and ask anew.")


@transaction.atomic
def ask_approval(*, actor: Actor, now: datetime, **asked: Unpack[NewApproval]) -> ApprovalRef:
    """Ask a second person to decide; the request expires after 14 days.

    The calling operation checks that the actor may ask for this kind.

    :raises NotFound: the actor has no right at all in the entity
    :raises ReasonMissing: no reason is given
    """
    assert asked["kind"] in PERMISSIONS, "the kind of an approval is the permission it needs"
    if not rights_of(actor).has(None, asked["entity_id"]):
        raise NotFound
    if not asked["reason"].strip():
        raise ReasonMissing
    amount = asked["amount"]
    approval = Approval.objects.create(
        kind=asked["kind"],
        entity_id=asked["entity_id"],
        subject_kind=asked["subject_kind"],
        subject_id=asked["subject_id"],
        subject_fingerprint=asked["subject_fingerprint"],
        payload=json.loads(canonical(asked["payload"])),
        payload_hash=fingerprint(asked["payload"]),
        amount=None if amount is None else amount.amount,
        currency="" if amount is None else amount.currency,
        reason=asked["reason"].strip(),
        asked_by_id=None if actor.is_program else actor.id,
        asked_by_name=actor.name,
        asked_at=now,
        expires_at=now + APPROVAL_TIME,
    )
    _record("team.approval.asked", approval, actor, now)
    return ApprovalRef(approval.id, ApprovalStatus.OPEN)


def decide_approval(
    *, approval_id: int, approve: bool, note: str, current_fingerprint: str, actor: Actor, now: datetime
) -> ApprovalRef:
    """Approve or reject a request, once, as the second person.

    `current_fingerprint` stands for the subject as it is now; a request found expired or about a changed subject
    is closed, and the refusal says so.

    :raises NotFound: there is no such request, or the actor has no right at all in the entity
    :raises OwnRequest: the actor asked for it
    :raises PeopleDecide: the program itself acts
    :raises NotAllowed: the actor lacks the right to decide, or to do what is asked
    :raises AboveLimit: the amount is above the actor's limit
    :raises AlreadyDecided: someone decided before
    :raises ApprovalExpired: the request waited for too long
    :raises ChangedMeanwhile: the subject is no longer as the asker saw it
    """
    # The closing of a hopeless request must outlive the refusal, so the refusal comes after the transaction.
    decided = _decide(approval_id, approve, note, current_fingerprint, actor, now)
    if decided.status is ApprovalStatus.EXPIRED:
        raise ApprovalExpired
    if decided.status is ApprovalStatus.STALE:
        raise ChangedMeanwhile
    return decided


@transaction.atomic
def use_approval(
    *,
    approval_id: int,
    kind: str,
    current_fingerprint: str,
    payload: Mapping[str, object],
    actor: Actor,
    now: datetime,
) -> ApprovalRef:
    """Use up an approval in the transaction that does what was approved; it is good for once.

    `kind` and `payload` say what is about to be done, `current_fingerprint` stands for the subject as it is now.

    :raises NotFound: there is no such request of this kind, or the actor has no right at all in the entity
    :raises NotApproved: it was not decided yet, or was rejected
    :raises AlreadyUsed: it was used before
    :raises ApprovalExpired: it waited for too long
    :raises ChangedMeanwhile: the subject or the deed differs from what was approved
    """
    approval = _lock(approval_id, actor)
    if approval.kind != kind:
        raise NotFound
    if approval.status == ApprovalStatus.USED:
        raise AlreadyUsed
    if approval.status == ApprovalStatus.EXPIRED or approval.expires_at <= now:
        raise ApprovalExpired
    if approval.status == ApprovalStatus.STALE:
        raise ChangedMeanwhile
    if approval.status != ApprovalStatus.APPROVED:
        raise NotApproved
    if approval.subject_fingerprint != current_fingerprint or approval.payload_hash != fingerprint(payload):
        raise ChangedMeanwhile
    approval.status = ApprovalStatus.USED
    approval.used_at = now
    approval.save(update_fields=["status", "used_at"])
    _record("team.approval.used", approval, actor, now)
    return ApprovalRef(approval.id, ApprovalStatus.USED)


@transaction.atomic
def expire_approvals(*, actor: Actor, now: datetime) -> int:
    """Close all requests, open or approved but not used, whose time is over at `now`; return how many."""
    waiting = [ApprovalStatus.OPEN, ApprovalStatus.APPROVED]
    due = Approval.objects.select_for_update().filter(status__in=waiting, expires_at__lte=now)
    entity_of = dict(due.values_list("id", "entity_id"))
    Approval.objects.filter(id__in=entity_of).update(status=ApprovalStatus.EXPIRED)
    deeds = [Deed(approval_id, entity_id) for approval_id, entity_id in entity_of.items()]
    return record_many("team.approval.expired", subject_kind="approval", deeds=deeds, actor=actor, at=now)


@transaction.atomic
def _decide(
    approval_id: int, approve: bool, note: str, current_fingerprint: str, actor: Actor, now: datetime
) -> ApprovalRef:
    approval = _lock(approval_id, actor)
    require_decider(approval=approval, actor=actor, rights=rights_of(actor))
    if approval.decided_by_id is not None:
        raise AlreadyDecided(name=approval.decided_by_name)
    if approval.status != ApprovalStatus.OPEN:
        return ApprovalRef(approval.id, ApprovalStatus(approval.status))
    status = _outcome(approval, approve, current_fingerprint, now)
    approval.status = status
    if status in (ApprovalStatus.APPROVED, ApprovalStatus.REJECTED):
        approval.decided_by_id = actor.id
        approval.decided_by_name = actor.name
        approval.decided_at = now
        approval.note = note.strip()
    approval.save(update_fields=["status", "decided_by", "decided_by_name", "decided_at", "note"])
    _record(f"team.approval.{status.lower()}", approval, actor, now)
    return ApprovalRef(approval.id, status)


def _outcome(approval: Approval, approve: bool, current_fingerprint: str, now: datetime) -> ApprovalStatus:
    if approval.expires_at <= now:
        return ApprovalStatus.EXPIRED
    if not approve:
        return ApprovalStatus.REJECTED
    if approval.subject_fingerprint != current_fingerprint:
        return ApprovalStatus.STALE
    return ApprovalStatus.APPROVED


def _lock(approval_id: int, actor: Actor) -> Approval:
    approval = Approval.objects.select_for_update().filter(id=approval_id).first()
    if approval is None or not rights_of(actor).has(None, approval.entity_id):
        raise NotFound
    return approval


def _record(action: str, approval: Approval, actor: Actor, now: datetime) -> None:
    record(
        action,
        subject_kind="approval",
        subject_id=approval.id,
        entity_id=approval.entity_id,
        actor=actor,
        at=now,
        after={
            "kind": approval.kind,
            "subject_kind": approval.subject_kind,
            "subject_id": approval.subject_id,
            "payload_hash": approval.payload_hash,
            "note": approval.note,
        },
    )
