"""Ways out that were proposed, and what became of each: read from approvals, plans, offers and the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from recoup.collections import permissions
from recoup.collections.models import Offer, Plan, SolutionItem, SolutionProposal
from recoup.collections.types import (
    ExpectedCash,
    OfferState,
    PlanState,
    SolutionKind,
    SolutionProposalRecord,
    SolutionState,
)
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team
from recoup.team.types import ApprovalRef, ApprovalStatus

SUBJECT = "collections.solution"
_SHOWN = 200
_AGREED = (PlanState.ACTIVE, PlanState.KEPT, PlanState.BROKEN)
_OFFERED = (OfferState.OFFERED, OfferState.TAKEN, OfferState.EXPIRED)
_GONE = (ApprovalStatus.EXPIRED, ApprovalStatus.STALE)
Made = Mapping[tuple[int, str, str], Sequence[datetime]]


def solution_proposals(
    *,
    actor: Actor,
    now: datetime,
    entity_ids: Collection[int] | None = None,
    customer_id: int | None = None,
) -> list[SolutionProposalRecord]:
    """Return the last 200 ways out that were proposed, the newest first; a fixed number of queries. Duty A2.2."""
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    found = SolutionProposal.objects.filter(
        entity_id__in=readable if entity_ids is None else readable & frozenset(entity_ids)
    )
    if customer_id is not None:
        found = found.filter(customer_id=customer_id)
    return _told(list(found.order_by("-id")[:_SHOWN]), now)


def get_solution_proposal(*, solution_id: int, actor: Actor, now: datetime) -> SolutionProposalRecord:
    """Return one way out that was proposed.

    :raises NotFound: there is none for the actor
    """
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    rows = list(SolutionProposal.objects.filter(pk=solution_id, entity_id__in=readable))
    if not rows:
        raise NotFound
    (record,) = _told(rows, now)
    return record


def _told(rows: Sequence[SolutionProposal], now: datetime) -> list[SolutionProposalRecord]:
    ids = [row.pk for row in rows]
    approvals = team.latest_approvals(subject_kind=SUBJECT, subject_ids=ids, now=now)
    moved = frozenset(
        SolutionItem.objects.filter(solution_id__in=ids)
        .exclude(item__amount_open=F("amount"))
        .values_list("solution_id", flat=True)
    )
    made = _made({row.customer_id for row in rows})
    return [_record(row, approvals[row.pk], made, is_moved=row.pk in moved) for row in rows]


def _made(customer_ids: Collection[int]) -> Made:
    """Return when plans and offers were made by customer, currency and kind of way out."""
    found: defaultdict[tuple[int, str, str], list[datetime]] = defaultdict(list)
    plans = Plan.objects.filter(customer_id__in=customer_ids, state__in=_AGREED)
    for customer_id, currency, at in plans.values_list("customer_id", "currency", "made_at"):
        found[customer_id, currency, SolutionKind.PLAN].append(at)
    offers = Offer.objects.filter(customer_id__in=customer_ids, state__in=_OFFERED)
    for customer_id, currency, kind, at in offers.values_list("customer_id", "currency", "kind", "made_at"):
        found[customer_id, currency, kind].append(at)
    return found


def _record(
    row: SolutionProposal, approval: ApprovalRef, made: Made, *, is_moved: bool
) -> SolutionProposalRecord:
    told = Sentence.from_json(row.told)
    percent = told.values.get("percent")
    return SolutionProposalRecord(
        id=row.pk,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        kind=SolutionKind(row.kind),
        parts=row.parts,
        percent=percent if isinstance(percent, Decimal) else None,
        debt=Money(row.debt, row.currency),
        given_up=Money(row.given_up, row.currency),
        cash=_cash(row.cash, row.currency),
        usual=None if row.usual is None else _cash(row.usual, row.currency),
        told=told,
        reason=row.reason,
        made_by=row.made_by_name,
        made_on=row.made_on,
        made_at=row.made_at,
        state=_state(row, approval, made, is_moved=is_moved),
        approval_id=approval.id,
    )


def _state(row: SolutionProposal, approval: ApprovalRef, made: Made, *, is_moved: bool) -> SolutionState:
    """Return what became of it: agreed after it was proposed and approved, or the ground has moved."""
    if approval.status is ApprovalStatus.REJECTED:
        return SolutionState.REFUSED
    is_approved = approval.status in (ApprovalStatus.APPROVED, ApprovalStatus.USED)
    agreed = made.get((row.customer_id, row.currency, row.kind), ())
    if is_approved and any(at > row.made_at for at in agreed):
        return SolutionState.CARRIED_OUT
    if is_moved or approval.status in _GONE:
        return SolutionState.OVERTAKEN
    return SolutionState.APPROVED if is_approved else SolutionState.PROPOSED


def _cash(packed: Sequence[Sequence[str]], currency: str) -> tuple[ExpectedCash, ...]:
    return tuple(
        ExpectedCash(date.fromisoformat(on), Money(Decimal(amount), currency)) for on, amount in packed
    )
