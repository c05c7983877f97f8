"""Payment plans and offers follow the money that comes or goes back, and the days that pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from recoup.cash.events import CashApplied, ChequeBounced, ChequeReturned, ReceiptUndone
from recoup.collections import operations as collections
from recoup.kernel.actor import Actor

_OF_ITEMS = (CashApplied, ChequeBounced, ChequeReturned, ReceiptUndone)


def follow_money(facts: Sequence[object], at: datetime) -> None:
    """Let the plans and offers of the items that these facts name follow the money."""
    item_ids = {item_id for fact in facts if isinstance(fact, _OF_ITEMS) for item_id in fact.item_ids}
    if item_ids:
        collections.track_plans_of_items(item_ids=item_ids)
        collections.follow_offers_of_items(item_ids=item_ids)


def follow_time(*, entity_id: int, on: date, actor: Actor, now: datetime) -> Mapping[str, int]:
    """Do what the day asks for: look at the plans, book what they have to book; return what was done, in figures.

    Interest is posted before the plans are looked at, and what kept plans let off is taken off after it.
    """
    booked = collections.book_plans(entity_id=entity_id, on=on, actor=actor, now=now)
    seen = collections.track_plans(entity_id=entity_id, on=on, actor=actor, now=now)
    booked += collections.book_plans(entity_id=entity_id, on=on, actor=actor, now=now)
    followed = collections.follow_offers(entity_id=entity_id, on=on, actor=actor, now=now)
    return {
        "offers_taken": len(followed.taken),
        "offers_expired": len(followed.expired),
        "plans": seen.looked_at,
        "missed": seen.missed,
        "kept": len(seen.kept),
        "broken": len(seen.broken),
        "booked": booked,
    }
