"""Post receipts: money in, with what the bank said about it."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from django.db import connection, transaction

from recoup.cash.models import Receipt
from recoup.cash.operations.application import NOTHING
from recoup.cash.operations.outright import apply_named
from recoup.cash.types import NewReceipt, PostedReceipts
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import ItemKind, NewItem, Refusal
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows

NOT_POSITIVE = N_("The amount {amount} of a receipt must be above zero.")
_BATCH = 10_000
_REFERENCE_MAX = 48
_COLUMNS = (
    *("item_id", "entity_id", "bank_reference", "value_date", "payer_name", "payer_account", "text"),
    *("pays_item_number", "refusal_code", "verdict"),
)


@transaction.atomic
def post_receipts(
    *, receipts: Iterable[NewReceipt], source: str, actor: Actor, now: datetime, dry_run: bool = False
) -> PostedReceipts:
    """Post `receipts` (amounts positive) as open receipts of their customers, or in suspense, or say why not.

    A receipt is known by entity, bank reference, value date, amount and currency, and by its place among equals in
    the batch; without a bank reference, by what it says. A known one changes nothing, so the same batch may be posted
    again. Those that name the item they pay are applied to it at once; the rest waits for `apply_receipts`.
    `receipts` is read once, as a stream.

    :raises NotAllowed: the actor may not post in one of the entities
    """
    with tempfile.TemporaryFile() as spool:
        stream = _Stream(receipts, spool)
        posted = ledger.post_items(items=stream.items(), source=source, actor=actor, now=now, dry_run=dry_run)
        added = set() if dry_run else _keep_details(stream)
    applied = NOTHING
    if added:
        _audit(added, stream.entities, source=source, actor=actor, now=now)
        applied = apply_named(
            item_ids=added,
            entity_ids=stream.entities,
            on=max(stream.last_date, now.date()),
            actor=actor,
            now=now,
        )
    return PostedReceipts(
        accepted=posted.accepted,
        known=posted.known,
        refused=tuple(
            sorted((*stream.refused, *map(_as_received, posted.refused)), key=lambda refusal: refusal.line)
        ),
        totals=tuple(-total for total in posted.totals),
        applied=applied,
    )


class _Stream:
    """Receipts on their way into the ledger; their details wait in the file `spool`, because memory must not grow."""

    def __init__(self, receipts: Iterable[NewReceipt], spool: IO[bytes]) -> None:
        self._receipts = receipts
        self._spool = spool
        self._places: Counter[bytes] = Counter()
        self.refused: list[Refusal] = []
        self.entities: set[int] = set()
        self.last_date = date.min

    def items(self) -> Iterator[NewItem]:
        """Yield each receipt as the item to post."""
        for receipt in map(_storable, self._receipts):
            if receipt.amount <= 0:
                self.refused.append(Refusal(receipt.line, Sentence(NOT_POSITIVE, {"amount": receipt.amount})))
                continue
            number = self._number(receipt)
            self.entities.add(receipt.entity_id)
            self.last_date = max(self.last_date, receipt.value_date)
            pickle.dump((number, tuple(receipt)), self._spool)
            yield NewItem(
                line=receipt.line,
                entity_id=receipt.entity_id,
                customer_number=receipt.customer_number,
                kind=ItemKind.RECEIPT,
                number=number,
                part=1,
                reference=_said(receipt)[:200],
                issue_date=receipt.value_date,
                due_date=None,
                currency=receipt.currency,
                amount=-receipt.amount,
            )

    def details(self) -> Iterator[tuple[str, NewReceipt]]:
        """Yield again all receipts that went through, each with its number."""
        self._spool.seek(0)
        while True:
            try:
                number, values = pickle.load(self._spool)
            except EOFError:
                return
            yield number, NewReceipt(*values)

    def _number(self, receipt: NewReceipt) -> str:
        """Return the number that tells the receipt from every other: the same receipt gets the same number again."""
        if receipt.number:
            return receipt.number
        reference = receipt.bank_reference.strip() or _digest(
            receipt.customer_number, receipt.payer_name, receipt.payer_account, receipt.text
        )
        number = receipt_number(reference, receipt.value_date, receipt.amount, receipt.currency)
        key = hashlib.blake2b(f"{receipt.entity_id} {number}".encode(), digest_size=8).digest()
        self._places[key] += 1
        place = self._places[key]
        return number if place == 1 else f"{number}/{place}"


def receipt_number(reference: str, value_date: date, amount: Decimal, currency: str) -> str:
    """Return the number of a receipt that the bank calls `reference`; equal ones are told apart by a place behind."""
    told = " ".join(reference.split())
    if len(told) > _REFERENCE_MAX:
        told = f"{told[: _REFERENCE_MAX - 13]}-{_digest(told)}"
    return f"{told}/{value_date}/{amount.normalize():f}{currency}"


def _storable(receipt: NewReceipt) -> NewReceipt:
    """Return the receipt without the null signs that some banks leave in their texts and no database takes."""
    return receipt._replace(
        customer_number=receipt.customer_number.replace("\0", " "),
        bank_reference=receipt.bank_reference.replace("\0", " "),
        payer_name=receipt.payer_name.replace("\0", " "),
        payer_account=receipt.payer_account.replace("\0", " "),
        text=receipt.text.replace("\0", " "),
        pays_item_number=receipt.pays_item_number.replace("\0", " "),
    )


def _said(receipt: NewReceipt) -> str:
    """Return what people know the receipt by: the bank's reference, or else who paid, or else the text."""
    return next(filter(None, (receipt.bank_reference, receipt.payer_name, receipt.text)), "")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _keep_details(stream: _Stream) -> set[int]:
    """Write what the bank said beside each new item of the ledger and return the new items."""
    added: set[int] = set()
    for batch in in_batches(stream.details(), _BATCH):
        items = ledger_queries.receipts_by_number(
            numbers=[(receipt.entity_id, number) for number, receipt in batch]
        )
        described = set(Receipt.objects.filter(item_id__in=items.values()).values_list("item_id", flat=True))
        fresh = {
            item_id: receipt
            for number, receipt in batch
            if (item_id := items.get((receipt.entity_id, number))) is not None and item_id not in described
        }
        with connection.cursor() as cursor:
            copy_rows(cursor, Receipt._meta.db_table, _COLUMNS, map(_row, fresh, fresh.values()))
        added.update(fresh)
    return added


def _row(item_id: int, receipt: NewReceipt) -> tuple[object, ...]:
    return (
        *(item_id, receipt.entity_id, receipt.bank_reference, receipt.value_date, receipt.payer_name),
        *(receipt.payer_account, receipt.text, receipt.pays_item_number, "", ""),
    )


def _as_received(refusal: Refusal) -> Refusal:
    """Return a refusal of the ledger with amounts as the file has them: what comes in is negative there."""
    values: dict[str, Value] = {
        name: -value if isinstance(value, Decimal) else value
        for name, value in refusal.sentence.values.items()
    }
    sentence = refusal.sentence
    return Refusal(refusal.line, Sentence(sentence.text, values, sentence.plural, sentence.count))


def _audit(added: set[int], entities: set[int], *, source: str, actor: Actor, now: datetime) -> None:
    audit.record(
        "cash.receipts.posted",
        subject_kind="cash.receipt",
        subject_id=min(added),
        entity_id=min(entities) if len(entities) == 1 else None,
        actor=actor,
        at=now,
        after={"source": source, "receipts": len(added), "first_item": min(added), "last_item": max(added)},
    )
