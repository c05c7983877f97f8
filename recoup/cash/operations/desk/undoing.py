"""Undo what was done with a receipt, with one act; and take back what the bank took back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from recoup.cash.events import ReceiptReturned, ReceiptUndone
from recoup.cash.models import Receipt, ReceiptDeed, StatementLine
from recoup.cash.operations.desk.claims import locked_receipt
from recoup.cash.operations.desk.holding import settle
from recoup.cash.operations.matching.packing import unpacked_shares
from recoup.cash.operations.matching.plans import SOURCE, references
from recoup.cash.types import LineState
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import EntryKind
from recoup.plumbing import facts
from recoup.plumbing.audit import operations as audit


class NothingToUndo(DomainError):
    """Nothing was done with the receipt, or all of it is undone."""

    text = N_("There is nothing to undo.")


class NothingToTakeBack(DomainError):
    """The line takes no receipt back, or the receipt is gone already."""

    text = N_("This line takes back no receipt.")


@transaction.atomic
def undo_deed(*, deed_id: int, reason: str, on: date, actor: Actor, now: datetime) -> ReceiptUndone:
    """Undo something that was done with a receipt, and what was done after it with the same receipt.

    The items are open again, the money stands where it stood before. The matching never does it again by itself.

    :raises NotFound: there is no such deed for the actor
    :raises NotAllowed: the actor may not apply cash in the entity
    :raises NothingToUndo: it is undone already
    :raises ReasonMissing: no reason is given
    :raises PeriodClosed: `on` falls into a closed period
    """
    deed = ReceiptDeed.objects.filter(pk=deed_id).first()
    if deed is None:
        raise NotFound
    receipt = locked_receipt(deed.receipt_id, actor, now)
    if deed.undone_at is not None:
        raise NothingToUndo
    return undo_deeds(receipt, deed_id, reason=reason, on=on, actor=actor, now=now)


@transaction.atomic
def undo_receipt(*, receipt_id: int, reason: str, on: date, actor: Actor, now: datetime) -> ReceiptUndone:
    """Undo all that was done with a receipt: the whole money is as it came; see `undo_deed`.

    :raises NotFound: there is no such receipt for the actor
    """
    receipt = locked_receipt(receipt_id, actor, now)
    return undo_deeds(receipt, None, reason=reason, on=on, actor=actor, now=now)


@transaction.atomic
def take_back(*, line_id: int, on: date, actor: Actor, now: datetime) -> ReceiptReturned:
    """Take back the receipt that the bank took back by this line: undo all, and reverse the receipt itself.

    What it had paid is owed again. The line is done with.

    :raises NotFound: there is no such line for the actor
    :raises NothingToTakeBack: it takes back no receipt
    :raises DomainError: as `undo_deed`
    """
    line = (
        StatementLine.objects.select_for_update(of=("self",))
        .select_related("undoes")
        .filter(pk=line_id)
        .first()
    )
    if line is None:
        raise NotFound
    if line.undoes is None or line.undoes.receipt_item_id is None or line.state != LineState.TO_UNDO:
        raise NothingToTakeBack
    receipt = locked_receipt(line.undoes.receipt_item_id, actor, now)
    reason = line.return_reason or line.text or line.kind
    if ReceiptDeed.objects.filter(receipt=receipt, undone_at=None).exists():
        undo_deeds(receipt, None, reason=reason, on=on, actor=actor, now=now)
    item = ledger_queries.locked_items(item_ids=[receipt.pk]).get(receipt.pk)
    if item is None:
        raise NothingToTakeBack
    ledger.reverse_cash(
        entry_ids=[item.entry_id],
        effective_date=max(on, item.applies_from),
        reason=reason,
        actor=actor,
        now=now,
    )
    line.state = LineState.UNDONE
    line.save(update_fields=["state"])
    returned = ReceiptReturned(receipt.pk, receipt.entity_id, abs(item.amount_open), item.currency, reason)
    _record("cash.receipt.returned", receipt, actor, now, {"line": line_id, "reason": reason})
    facts.publish([returned], at=now)
    return returned


def undo_deeds(
    receipt: Receipt, from_deed: int | None, *, reason: str, on: date, actor: Actor, now: datetime
) -> ReceiptUndone:
    """Undo what was done with a receipt, the last first, back to the deed `from_deed` or to the beginning.

    :raises NothingToUndo: nothing stands
    """
    standing = ReceiptDeed.objects.select_for_update().filter(receipt=receipt, undone_at=None)
    if from_deed is not None:
        standing = standing.filter(pk__gte=from_deed)
    deeds = list(standing.order_by("-id"))
    if not deeds:
        raise NothingToUndo
    for deed in deeds:
        _reverse(deed, reason=reason, on=on, actor=actor, now=now)
    ids = tuple(deed.id for deed in deeds)
    ReceiptDeed.objects.filter(pk__in=ids).update(
        undone_at=now, undone_by_name=actor.name, undone_reason=reason
    )
    settle([receipt.pk], now=now)
    shares = [share for deed in deeds for share in unpacked_shares(deed.shares)]
    customers = {share.customer_id for share in shares} | {deed.customer_id for deed in deeds}
    undone = ReceiptUndone(
        receipt_id=receipt.pk,
        entity_id=receipt.entity_id,
        deed_ids=ids,
        customer_ids=tuple(sorted(each for each in customers if each is not None)),
        item_ids=tuple(sorted({share.item_id for share in shares})),
        reason=reason,
    )
    _record("cash.receipt.undone", receipt, actor, now, {"deeds": list(ids), "reason": reason})
    facts.publish([undone], at=now)
    return undone


def _reverse(deed: ReceiptDeed, *, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """Reverse what still stands of a deed: what was given out first, then the moves to customers."""
    standing = ledger_queries.standing_entries(
        entity_id=deed.entity_id, source=SOURCE, source_refs=references(deed.id, deed.entries)
    )
    for is_move in (False, True):
        entries = [one for one in standing if (one.kind == EntryKind.IDENTIFICATION) is is_move]
        if entries:
            ledger.reverse_cash(
                entry_ids=[one.entry_id for one in entries],
                effective_date=max(on, *(one.effective_date for one in entries)),
                reason=reason,
                actor=actor,
                now=now,
            )


def _record(action: str, receipt: Receipt, actor: Actor, now: datetime, after: dict[str, object]) -> None:
    audit.record(
        action,
        subject_kind="cash.receipt",
        subject_id=receipt.pk,
        entity_id=receipt.entity_id,
        actor=actor,
        at=now,
        after=after,
    )
