"""Items that the file says were paid before: their receipts, posted and applied in the same transaction.

Such a receipt has no bank statement behind it, so it stands in the ledger alone. It is numbered after the item and
its date: the same file again finds the item settled and adds nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from recoup.connectors.rows.items import Settlement
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.sentences import NN_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger.queries.numbers import ItemKey, NumberedItem, items_by_number
from recoup.ledger.types import ItemKind, NewAllocation, NewItem

REASON = "paid before the import"

SETTLED, SETTLED_PLURAL = NN_(
    "{count} item was paid before; its receipt of that date was posted and applied.",
    "{count} items were paid before; their receipts of those dates were posted and applied.",
)
DIFFERS, DIFFERS_PLURAL = NN_(
    "{count} item is open in the ledger with another amount than in the file; nothing was changed there.",
    "{count} items are open in the ledger with other amounts than in the file; nothing was changed there.",
)

_BATCH = 50_000
_NUMBER_MAX = 100


@dataclass(slots=True)
class Settled:
    """How many receipts were posted and applied, how many items stand otherwise, and what was refused by line."""

    settled: int = 0
    differing: int = 0
    refused: dict[int, Sentence] = field(default_factory=dict)

    def notes(self) -> Iterator[Sentence]:
        """Yield what a person should know of it."""
        if self.settled:
            yield Sentence(SETTLED, {"count": self.settled}, SETTLED_PLURAL, "count")
        if self.differing:
            yield Sentence(DIFFERS, {"count": self.differing}, DIFFERS_PLURAL, "count")


class _Receipt(NamedTuple):
    """A receipt that settles all or part of an item; `amount` is positive."""

    settlement: Settlement
    key: ItemKey
    item: NumberedItem
    value_date: date
    amount: Decimal


def settle(
    *, settlements: Iterable[Settlement], source: str, actor: Actor, now: datetime, on: date
) -> Settled:
    """Post a receipt for each item that a row says is paid, and apply it; items paid on already are left alone.

    What was paid before the import on an unnamed date counts from the item's issue date, or from `on` when the item
    was known before. When something is refused the caller must undo everything and leave those rows out: an item
    must not stand open that the file says is paid.
    """
    result = Settled()
    for batch in in_batches(settlements, _BATCH):
        items = items_by_number(keys=(settlement.key for settlement in batch))
        receipts = list(_receipts(batch, items, result, now=now, on=on))
        posted = ledger.post_items(
            items=map(_new_item, range(len(receipts)), receipts), source=source, actor=actor, now=now
        )
        result.refused |= {receipts[place].settlement.line: sentence for place, sentence in posted.refused}
        if not result.refused:
            _apply(receipts, result, source=source, actor=actor, now=now)
        result.settled += len(receipts)
    return result


def _receipts(
    batch: Sequence[Settlement],
    items: Mapping[ItemKey, NumberedItem],
    result: Settled,
    *,
    now: datetime,
    on: date,
) -> Iterator[_Receipt]:
    """Yield the receipts that bring untouched items to what the file says of them."""
    for settlement in batch:
        item = items.get(settlement.key)
        if item is None or item.amount_open == settlement.amount_open:
            continue
        if item.amount_open != item.amount:
            result.differing += 1
            continue
        value_date = settlement.settled_date
        if value_date is None:
            value_date = item.effective_date if item.recorded_at == now else max(on, item.effective_date)
        key = ItemKey(settlement.key.entity_id, ItemKind.RECEIPT, _number(settlement.key, value_date), 1)
        yield _Receipt(settlement, key, item, value_date, item.amount_open - settlement.amount_open)


def _number(key: ItemKey, value_date: date) -> str:
    """Return the receipt's number: the item's, its part and kind where they matter, and the date."""
    kind = "" if key.kind is ItemKind.INVOICE else f"{key.kind}/"
    part = "" if key.part == 1 else f"/{key.part}"
    number = f"PAID/{kind}{key.number}{part}/{value_date}"
    if len(number) <= _NUMBER_MAX:
        return number
    return f"PAID/{hashlib.sha256(number.encode()).hexdigest()[:40]}/{value_date}"


def _new_item(place: int, receipt: _Receipt) -> NewItem:
    return NewItem(
        line=place,
        entity_id=receipt.key.entity_id,
        customer_number=receipt.settlement.customer_number,
        kind=ItemKind.RECEIPT,
        number=receipt.key.number,
        part=1,
        reference=receipt.settlement.key.number,
        issue_date=receipt.value_date,
        due_date=None,
        currency=receipt.settlement.currency,
        amount=-receipt.amount,
    )


def _apply(
    receipts: Sequence[_Receipt], result: Settled, *, source: str, actor: Actor, now: datetime
) -> None:
    posted = items_by_number(keys=(receipt.key for receipt in receipts))
    lines = {receipt.key.number: receipt.settlement.line for receipt in receipts}
    applied = ledger.allocate(
        allocations=(
            NewAllocation(
                from_item_id=posted[receipt.key].id,
                to_item_id=receipt.item.id,
                amount=receipt.amount,
                effective_date=max(receipt.value_date, receipt.item.effective_date),
                source_ref=receipt.key.number,
            )
            for receipt in receipts
        ),
        source=source,
        actor=actor,
        now=now,
        reason=REASON,
    )
    result.refused |= {lines[refusal.source_ref]: refusal.sentence for refusal in applied.refused}
