"""Deciding on many receipts at once: they compete, and no item is given more than it has open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from recoup.engines.matching.deciding import decide
from recoup.engines.matching.index import Index
from recoup.engines.matching.policy import Policy
from recoup.engines.matching.types import Decision, Doubt, OpenItem, Proposal, Receipt, Verdict
from recoup.engines.matching.words import plain_refusal

_BARE = Policy()


def decide_all(receipts: Iterable[Receipt], index: Index, policy: Policy = _BARE) -> tuple[Decision, ...]:
    """Return the decision on each receipt, in the order given: see `decide` and `compete`."""
    items = {row.item_id: row.item for row in index.rows}
    return compete([decide(receipt, index, policy) for receipt in receipts], items, policy)


def compete(
    decided: Iterable[Decision], items: Mapping[int, OpenItem], policy: Policy = _BARE
) -> tuple[Decision, ...]:
    """Return the decisions without those that want too much; `items` are all that they name.

    Where receipts together want more of an item than it has open, the one that leads all others by `policy.lead`
    points keeps it and the others are proposed; where none leads, all of them are. A part payment is withdrawn where
    another receipt seems to want the same item, unless the two make it up exactly. The order changes nothing.
    """
    decisions = list(decided)
    wanted: dict[int, list[int]] = {}
    for place, decision in enumerate(decisions):
        for proposal in decision.proposals[:1]:
            for share in proposal.shares:
                wanted.setdefault(share.item_id, []).append(place)
    losers: set[int] = set()
    for item_id, places in wanted.items():
        if len(places) > 1:
            losers.update(_losing(decisions, places, item_id, items[item_id].amount_open, policy))
    for place in losers:
        decisions[place] = _withdrawn(decisions[place])
    return tuple(decisions)


def _losing(
    decisions: list[Decision], places: list[int], item_id: int, open_amount: Decimal, policy: Policy
) -> set[int]:
    """Return the receipts to withdraw from an item that several want, or seem to want."""
    applied = [place for place in places if decisions[place].verdict is Verdict.APPLY]
    parts = {place for place in applied if abs(_taken(decisions[place], item_id)) < abs(open_amount)}
    taken = sum((_taken(decisions[place], item_id) for place in applied), start=Decimal(0))
    if len(applied) == len(places) and taken == open_amount:
        return set()
    if abs(taken) <= abs(open_amount):
        return parts
    ranked = sorted(applied, key=lambda place: -decisions[place].proposals[0].score)
    first, second = (decisions[place].proposals[0].score for place in ranked[:2])
    return (set(ranked[1:]) if first - second >= policy.lead else set(ranked)) | parts


def _taken(decision: Decision, item_id: int) -> Decimal:
    shares = decision.proposals[0].shares
    return sum((share.amount for share in shares if share.item_id == item_id), start=Decimal(0))


def _withdrawn(decision: Decision) -> Decision:
    first: Proposal = replace(decision.proposals[0], may_apply=False)
    return replace(
        decision,
        verdict=Verdict.PROPOSE,
        proposals=(first, *decision.proposals[1:]),
        refusal=plain_refusal(Doubt.COMPETING),
    )
