"""What follows for promises: judged anew when money of their items moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from recoup.cash.events import CashApplied, ChequeBounced, ChequeReturned, ReceiptUndone
from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.kernel.actor import Actor

_ACTOR = Actor.program("promises")


def judge_what_was_promised(facts: Sequence[object], at: datetime) -> None:
    """Judge the promises for the items of which money came or was taken back; time doesn't pass by that."""
    items = {
        item_id
        for fact in facts
        if isinstance(fact, CashApplied | ReceiptUndone | ChequeBounced | ChequeReturned)
        for item_id in fact.item_ids
    }
    customer_ids = collections_queries.customers_with_promises_for(item_ids=items)
    collections.judge_promises(customer_ids=customer_ids, on=None, actor=_ACTOR, now=at)
