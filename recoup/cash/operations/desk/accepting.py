"""Accept what the matching proposes: one proposal, or the best ones of many receipts together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import Proposal
from recoup.cash.operations.desk.claims import (
    ClaimedByOther,
    claimed_by_others,
    locked_receipt,
    locked_receipts,
)
from recoup.cash.operations.desk.holding import (
    Act,
    Bench,
    NothingLeft,
    act_of,
    bench_of,
    benches_of,
    post_acts,
    post_one,
)
from recoup.cash.operations.desk.limits import require_limit
from recoup.cash.operations.matching import posting
from recoup.cash.operations.matching.packing import (
    amounts_seen,
    unpacked_evidence,
    unpacked_residues,
    unpacked_shares,
)
from recoup.cash.operations.matching.plans import Money, Plan
from recoup.cash.queries.workbench.lines import lines_by
from recoup.cash.types import AcceptedMany, Applied, Method, RefusalCode, WorkFilter
from recoup.kernel import money as kernel
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger.queries import LockedItem
from recoup.team import queries as team

_ACTION = "cash.proposal.accepted"
_MANY = 5_000
# What a person must judge one by one, however high it scores.
_ONE_BY_ONE = frozenset(
    {
        RefusalCode.TIE,
        RefusalCode.COMPETING,
        RefusalCode.DUPLICATE,
        RefusalCode.SETTLED,
        RefusalCode.UNDONE,
        RefusalCode.OTHER_CUSTOMER,
        RefusalCode.OTHER_ENTITY,
        RefusalCode.OTHER_CURRENCY,
        RefusalCode.ADVANCE,
        RefusalCode.NAMED_ELSE,
        RefusalCode.ADVICE_DIFFERS,
    }
)


class ChangedSinceProposed(DomainError):
    """The receipt or one of the items is no longer as it was when this was proposed."""

    text = N_("The receipt or an item changed since this was proposed. Look at it again.")


class NothingToAccept(DomainError):
    """The proposal only recognizes a second payment: it pays nothing."""

    text = N_("This proposal pays no item.")


@transaction.atomic
def accept_proposal(*, proposal_id: int, on: date, actor: Actor, now: datetime) -> Applied:
    """Apply a receipt as proposed; what is over stays unapplied with the customer.

    :raises NotFound: there is no such proposal any more, or not for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises AboveLimit: a difference is above the actor's limit
    :raises ClaimedByOther: somebody else works on the receipt
    :raises ChangedSinceProposed: the receipt or an item moved since
    :raises NothingToAccept: it pays nothing
    :raises PeriodClosed: it would count in a closed period
    """
    proposal = Proposal.objects.filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound
    receipt = locked_receipt(proposal.receipt_id, actor, now)
    bench = bench_of(receipt, amounts_seen(proposal.shares), on=on, actor=actor)
    plan = _agreed_plan(proposal, bench, actor)
    return post_one(bench, plan, action=_ACTION, actor=actor, now=now)


@transaction.atomic
def accept_many(*, wanted: WorkFilter, on: date, actor: Actor, now: datetime) -> AcceptedMany:
    """Apply the best proposals of the receipts that `wanted` names, from `wanted.score_min` points on.

    One that is refused stays with the reason, and so does what another one of them took first. What a person must
    judge alone (ties, double payments, other customers' items) is left. At most 5,000 at once.

    :raises LedgerRefuses: the ledger refuses one of the entries; nothing is applied
    """
    entities = team.entity_ids(actor=actor, permission=permissions.APPLY)
    if wanted.entity_ids is not None:
        entities &= wanted.entity_ids
    assert wanted.score_min is not None, "from which score on must be said"
    lines = lines_by(wanted, entities, on=on, now=now, limit=_MANY)
    chosen = [line.receipt_id for line in lines if line.refusal_code not in _ONE_BY_ONE]
    receipts = locked_receipts(chosen)
    best = {one.receipt_id: one for one in Proposal.objects.filter(receipt_id__in=chosen, rank=1)}
    seen = [item_id for one in best.values() for item_id in amounts_seen(one.shares)]
    benches = benches_of(receipts, seen, on=on, actor=actor)
    claimed = claimed_by_others(chosen, actor, now)
    acts: list[Act] = []
    refused: list[tuple[int, Sentence]] = []
    with team.rights_remembered():
        for proposal, deed_id in zip(best.values(), posting.deed_ids(len(best)), strict=True):
            receipt_id = proposal.receipt_id
            try:
                acts.append(_act(proposal, benches.get(receipt_id), claimed.get(receipt_id), deed_id, actor))
            except DomainError as error:
                refused.append((receipt_id, error.sentence))
    applied = post_acts(acts, action=_ACTION, actor=actor, now=now)
    return AcceptedMany(applied=len(applied), totals=_totals(applied), refused=tuple(refused))


def _act(proposal: Proposal, bench: Bench | None, claimed_by: str | None, deed_id: int, actor: Actor) -> Act:
    """Return what is posted for one of many; what it takes is taken from what the ones after it may have."""
    if claimed_by is not None:
        raise ClaimedByOther(name=claimed_by)
    if bench is None:
        raise NothingLeft
    act = act_of(bench, _agreed_plan(proposal, bench, actor), deed_id)
    for share in act.plan.shares:
        item = bench.items[share.item_id]
        bench.items[share.item_id] = item._replace(amount_open=item.amount_open - share.amount)
    return act


def _totals(applied: Iterable[Applied]) -> tuple[kernel.Money, ...]:
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for done in applied:
        amounts[done.applied.currency] += done.applied.amount
    return tuple(kernel.Money(amount, currency) for currency, amount in sorted(amounts.items()))


def _agreed_plan(proposal: Proposal, bench: Bench, actor: Actor) -> Plan:
    """Return the plan of a proposal that still holds and that the actor may accept."""
    money = next((one for one in bench.held if one.item_id == proposal.item_id), None)
    if money is None or not _stands(proposal, money, bench.items):
        raise ChangedSinceProposed
    plan = _plan(proposal, money, bench.items)
    if not plan.shares:
        raise NothingToAccept
    require_limit(plan, actor)
    return plan


def _stands(proposal: Proposal, money: Money, items: Mapping[int, LockedItem]) -> bool:
    if money.left != proposal.amount:
        return False
    seen = amounts_seen(proposal.shares)
    return all(item_id in items and items[item_id].amount_open == amount for item_id, amount in seen.items())


def _plan(proposal: Proposal, money: Money, items: Mapping[int, LockedItem]) -> Plan:
    shares = unpacked_shares(proposal.shares)
    plan = Plan(
        money=money,
        shares=shares,
        residues=unpacked_residues(proposal.residues),
        payer=shares[0].customer_id if shares else None,
        method=Method.ACCEPTED,
        evidence=unpacked_evidence(proposal.evidence),
        rank=proposal.rank,
        score=proposal.score,
    )
    return with_items(plan, items)


def with_items(plan: Plan, items: Mapping[int, LockedItem]) -> Plan:
    """Return the plan with what the items tell: which are in another currency, and what stays open of them."""
    return replace(
        plan,
        foreign=frozenset(
            share.item_id for share in plan.shares if items[share.item_id].currency != plan.money.currency
        ),
        short={
            share.item_id: left
            for share in plan.shares
            if (left := items[share.item_id].amount_open - share.amount) > 0
        },
    )
