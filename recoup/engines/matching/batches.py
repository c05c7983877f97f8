"""Deciding on many receipts at once: they compete, and no item is given more than it has open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from recoup.engines.matching.deciding import decide
from recoup.engines.matching.index import Index
from recoup.engines.matching.policy import Policy
from recoup.engines.matching.types import Decision, Doubt, Proposal, Receipt, Verdict
from recoup.engines.matching.words import plain_refusal

_BARE = Policy()


def decide_all(receipts: Iterable[Receipt], index: Index, policy: Policy = _BARE) -> tuple[Decision, ...]:
    """Return the decision on each receipt, in the order given.

    Where receipts together want more of an item than it has open, the one that leads all others by `policy.lead`
    points keeps it and the others are proposed; where none leads, all of them are. The order changes nothing.
    """
    decisions = [decide(receipt, index, policy) for receipt in receipts]
    wanted: dict[int, list[int]] = {}
    for place, decision in enumerate(decisions):
        if decision.verdict is Verdict.APPLY:
            for share in decision.proposals[0].shares:
                wanted.setdefault(share.item_id, []).append(place)
    contested = {item_id: places for item_id, places in wanted.items() if len(places) > 1}
    if not contested:
        return tuple(decisions)
    open_amounts = {row.item_id: row.item.amount_open for row in index.rows if row.item_id in contested}
    losers: set[int] = set()
    for item_id, places in contested.items():
        taken = sum((_taken(decisions[place], item_id) for place in places), start=Decimal(0))
        if abs(taken) > abs(open_amounts[item_id]):
            losers.update(_losing(decisions, places, policy.lead))
    for place in losers:
        decisions[place] = _withdrawn(decisions[place])
    return tuple(decisions)


def _taken(decision: Decision, item_id: int) -> Decimal:
    shares = decision.proposals[0].shares
    return sum((share.amount for share in shares if share.item_id == item_id), start=Decimal(0))


def _losing(decisions: list[Decision], places: list[int], lead: int) -> set[int]:
    ranked = sorted(places, key=lambda place: -decisions[place].proposals[0].score)
    first, second = (decisions[place].proposals[0].score for place in ranked[:2])
    return set(ranked[1:]) if first - second >= lead else set(ranked)


def _withdrawn(decision: Decision) -> Decision:
    first: Proposal = replace(decision.proposals[0], may_apply=False)
    return replace(
        decision,
        verdict=Verdict.PROPOSE,
        proposals=(first, *decision.proposals[1:]),
        refusal=plain_refusal(Doubt.COMPETING),
    )
