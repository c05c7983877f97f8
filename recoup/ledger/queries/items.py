"""Items as lists and pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.folding import fold_reference
from recoup.kernel.money import Money
from recoup.ledger import permissions
from recoup.ledger.models import Item, ItemHold
from recoup.ledger.types import HoldLine, HoldReason, ItemKind, ItemLine
from recoup.team import queries as team


def get_item(*, item_id: int, actor: Actor) -> ItemLine:
    """Return one item.

    :raises NotFound: there is no such item, or the actor may not read its entity
    """
    items = _lines(_readable(actor).filter(id=item_id), on=None)
    if not items:
        raise NotFound
    return items[0]


def items_of_customer(
    *, customer_ids: Sequence[int], actor: Actor, on: date, only_open: bool = True
) -> list[ItemLine]:
    """Return the items of customers, oldest due first, with the hold in force on `on`; only open ones by default.

    Items without a due date come last. Amounts are in each item's own currency.
    """
    items = _readable(actor).filter(customer_id__in=customer_ids)
    if only_open:
        items = items.exclude(amount_open=0).filter(is_reversed=False)
    return _lines(items.order_by("due_date", "number", "part"), on=on)


def items_by_id(*, item_ids: Iterable[int], actor: Actor) -> dict[int, ItemLine]:
    """Return the items that the actor may read, by id."""
    return {item.id: item for item in _lines(_readable(actor).filter(id__in=list(item_ids)), on=None)}


def find_items(*, text: str, actor: Actor, limit: int) -> list[ItemLine]:
    """Return up to `limit` items whose number begins with `text`: open ones in any spelling, then settled ones.

    Both halves are prefix searches in an index, so the size of the ledger does not matter.
    """
    folded = fold_reference(text)
    if not folded:
        return []
    readable = _readable(actor)
    still_open = readable.exclude(amount_open=0).filter(number_folded__startswith=folded)
    found = _lines(still_open.order_by("number_folded")[:limit], on=None)
    settled = readable.filter(
        is_reversed=False, amount_open=0, kind__in=list(ItemKind), number__startswith=text.strip()
    )
    return found + _lines(settled.order_by("number")[: limit - len(found)], on=None)


def holds_of_items(*, item_ids: Sequence[int], actor: Actor) -> list[HoldLine]:
    """Return all holds that were ever placed on the items, newest first."""
    holds = (
        ItemHold.objects.select_related("item")
        .filter(item__in=_readable(actor).filter(id__in=item_ids))
        .order_by("-placed_at", "-id")
    )
    return [
        HoldLine(
            id=hold.pk,
            item_id=hold.item_id,
            item_number=hold.item.number,
            reason=HoldReason(hold.reason),
            note=hold.note,
            from_date=hold.from_date,
            until_date=hold.until_date,
            placed_by=hold.placed_by,
            lifted_at=hold.lifted_at,
        )
        for hold in holds
    ]


def _readable(actor: Actor) -> QuerySet[Item]:
    return Item.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))


def _lines(items: QuerySet[Item], *, on: date | None) -> list[ItemLine]:
    found = list(items)
    held = _held_reasons([item.id for item in found], on) if on is not None else {}
    return [
        ItemLine(
            id=item.id,
            entity_id=item.entity_id,
            customer_id=item.customer_id,
            kind=ItemKind(item.kind),
            number=item.number,
            part=item.part,
            reference=item.reference,
            issue_date=item.issue_date,
            due_date=item.due_date,
            amount=Money(item.amount, item.currency),
            amount_open=Money(item.amount_open, item.currency),
            entry_id=item.entry_id,
            is_reversed=item.is_reversed,
            held_reason=HoldReason(held[item.id]).label if item.id in held else "",
        )
        for item in found
    ]


def _held_reasons(item_ids: Sequence[int], on: date) -> dict[int, str]:
    holds = ItemHold.objects.filter(item_id__in=item_ids, lifted_at=None, from_date__lte=on).filter(
        Q(until_date=None) | Q(until_date__gt=on)
    )
    return dict(holds.order_by("-id").values_list("item_id", "reason"))
