"""Accept what the matching proposes: one proposal, or the best ones of many receipts together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.cash import permissions
from recoup.cash.models import Proposal
from recoup.cash.operations.desk.claims import locked_receipt
from recoup.cash.operations.desk.holding import bench_of, post_one
from recoup.cash.operations.desk.limits import require_limit
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
    money = next((one for one in bench.held if one.item_id == proposal.item_id), None)
    if money is None or not _stands(proposal, money, bench.items):
        raise ChangedSinceProposed
    plan = _plan(proposal, money, bench.items)
    if not plan.shares:
        raise NothingToAccept
    require_limit(plan, actor)
    return post_one(bench, plan, action="cash.proposal.accepted", actor=actor, now=now)


def accept_many(*, wanted: WorkFilter, on: date, actor: Actor, now: datetime) -> AcceptedMany:
    """Apply the best proposals of the receipts that `wanted` names, from `wanted.score_min` points on.

    Each receipt is an act of its own: one that is refused stays with the reason. What a person must judge alone (ties,
    double payments, other customers' items) is left, and so is what somebody else works on. At most 5,000 at once.
    """
    entities = team.entity_ids(actor=actor, permission=permissions.APPLY)
    if wanted.entity_ids is not None:
        entities &= wanted.entity_ids
    assert wanted.score_min is not None, "from which score on must be said"
    lines = lines_by(wanted, entities, on=on, now=now, limit=_MANY)
    chosen = [line.receipt_id for line in lines if line.refusal_code not in _ONE_BY_ONE]
    best = dict(Proposal.objects.filter(receipt_id__in=chosen, rank=1).values_list("receipt_id", "id"))
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    refused: list[tuple[int, Sentence]] = []
    for receipt_id, proposal_id in best.items():
        try:
            done = accept_proposal(proposal_id=proposal_id, on=on, actor=actor, now=now)
        except DomainError as error:
            refused.append((receipt_id, error.sentence))
        else:
            amounts[done.applied.currency] += done.applied.amount
    return AcceptedMany(
        applied=len(best) - len(refused),
        totals=tuple(kernel.Money(amount, currency) for currency, amount in sorted(amounts.items())),
        refused=tuple(refused),
    )


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
