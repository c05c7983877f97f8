"""The holds on a customer's items."""

from __future__ import annotations

from recoup.kernel.actor import Actor
from recoup.ledger import queries as ledger
from recoup.ledger.models import ItemHold
from recoup.ledger.types import HoldLine


def item_holds(*, customer_id: int, actor: Actor) -> list[HoldLine]:
    """Return all holds that were ever placed on a customer's items, newest first, so far as the actor may read them."""
    held = ItemHold.objects.filter(item__customer_id=customer_id).values_list("item_id", flat=True)
    return ledger.holds_of_items(item_ids=list(held.distinct()), actor=actor)
