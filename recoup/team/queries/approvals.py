"""Requests for approval: which wait, what became of them, and why someone may not decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, Sentence
from recoup.team.models import Approval
from recoup.team.queries.rights import entity_ids, rights_of
from recoup.team.rights import Rights
from recoup.team.types import ApprovalRecord, ApprovalRef, ApprovalStatus


class OwnRequest(NotAllowed):
    """The decider is the one who asked."""

    text = N_("You asked for this yourself: a second person must decide.")


class PeopleDecide(NotAllowed):
    """The program can't be the second person."""

    text = N_("Only a person can decide a request for approval.")


def require_decider(*, approval: Approval, actor: Actor, rights: Rights) -> None:
    """Let the actor, who has these `rights`, pass to decide: another person, with the right and the limit.

    :raises PeopleDecide: the program itself acts
    :raises NotFound: the actor has no right at all in the entity
    :raises OwnRequest: the actor asked for it
    :raises NotAllowed: the actor lacks `approvals.decide` or the right to do what is asked
    :raises AboveLimit: the amount is above the actor's limit for what is asked
    """
    if actor.is_program:
        raise PeopleDecide
    rights.require("approvals.decide", entity_id=approval.entity_id)
    if approval.asked_by_id == actor.id:
        raise OwnRequest
    rights.require(approval.kind, entity_id=approval.entity_id, amount=_amount(approval))


def open_approvals(*, actor: Actor, now: datetime) -> list[ApprovalRecord]:
    """Return the requests that wait for a decision at `now`, oldest first, and why the actor may not decide one."""
    waiting = _readable(actor).filter(status=ApprovalStatus.OPEN, expires_at__gt=now)
    return _records(waiting, actor)


def settled_approvals(*, actor: Actor, now: datetime, limit: int) -> list[ApprovalRecord]:
    """Return up to `limit` requests that no longer wait for a decision at `now`, newest first."""
    waiting = Q(status=ApprovalStatus.OPEN, expires_at__gt=now)
    return _records(_readable(actor).exclude(waiting).order_by("-asked_at", "-id")[:limit], actor)


def approvals_of(*, subject_kind: str, subject_id: int, actor: Actor) -> list[ApprovalRecord]:
    """Return all requests about one subject that the actor may see, newest first."""
    about = _readable(actor).filter(subject_kind=subject_kind, subject_id=subject_id)
    return _records(about.order_by("-asked_at", "-id"), actor)


def latest_approvals(
    *, subject_kind: str, subject_ids: Iterable[int], now: datetime
) -> Mapping[int, ApprovalRef]:
    """Return the latest request about each of many subjects, as it stands at `now`; for the room that owns them."""
    about = Approval.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))
    latest = about.order_by("subject_id", "-id").distinct("subject_id")
    return {
        approval.subject_id: ApprovalRef(
            approval.id,
            ApprovalStatus.EXPIRED
            if approval.status == ApprovalStatus.OPEN and approval.expires_at <= now
            else ApprovalStatus(approval.status),
        )
        for approval in latest
    }


def get_approval(*, approval_id: int, actor: Actor) -> ApprovalRecord:
    """Return one request for approval.

    :raises NotFound: there is none, or the actor may not see it
    """
    found = _records(_readable(actor).filter(id=approval_id), actor)
    if not found:
        raise NotFound
    return found[0]


def _readable(actor: Actor) -> QuerySet[Approval]:
    """Return what the actor may see: all requests where the actor may read them, and the actor's own."""
    may_read = Q(entity_id__in=entity_ids(actor=actor, permission="approvals.read"))
    if actor.is_program:
        return Approval.objects.filter(may_read)
    own = Q(asked_by_id=actor.id, entity_id__in=entity_ids(actor=actor))
    return Approval.objects.filter(may_read | own)


def _records(approvals: Iterable[Approval], actor: Actor) -> list[ApprovalRecord]:
    rights = rights_of(actor)
    return [_record(approval, _refusal(approval, actor, rights)) for approval in approvals]


def _record(approval: Approval, refusal: Sentence | None) -> ApprovalRecord:
    return ApprovalRecord(
        id=approval.id,
        kind=approval.kind,
        entity_id=approval.entity_id,
        subject_kind=approval.subject_kind,
        subject_id=approval.subject_id,
        payload=approval.payload,
        amount=_amount(approval),
        reason=approval.reason,
        asked_by_name=approval.asked_by_name,
        asked_at=approval.asked_at,
        expires_at=approval.expires_at,
        status=ApprovalStatus(approval.status),
        decided_by_name=approval.decided_by_name,
        decided_at=approval.decided_at,
        note=approval.note,
        refusal=refusal,
    )


def _refusal(approval: Approval, actor: Actor, rights: Rights) -> Sentence | None:
    try:
        require_decider(approval=approval, actor=actor, rights=rights)
    except (NotAllowed, NotFound) as error:
        return error.sentence
    return None


def _amount(approval: Approval) -> Money | None:
    return None if approval.amount is None else Money(approval.amount, approval.currency)
