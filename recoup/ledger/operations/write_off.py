"""Write off what will not be paid: asked by one person, approved by a second, posted once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.money import Money
from recoup.kernel.sentences import N_
from recoup.ledger import permissions
from recoup.ledger.events import ItemWrittenOff
from recoup.ledger.models import Entry, Item, Period, Posting
from recoup.ledger.operations.reversal import PeriodClosed, ReasonMissing
from recoup.ledger.queries.items import get_item
from recoup.ledger.types import Account, EntryKind, ItemLine
from recoup.plumbing.audit import operations as audit
from recoup.team import operations as team
from recoup.team.types import ApprovalRef

SUBJECT = "ledger.item"


class NothingToWriteOff(DomainError):
    """Only what is owed and still open can be written off."""

    text = N_("Only {amount_open} of item {number} is open to be written off.")


def fingerprint(item: ItemLine) -> str:
    """Return what an approval was given for: it no longer holds when the item's open amount has moved."""
    return f"{item.id}:{item.amount_open.amount}:{item.is_reversed}"


@transaction.atomic
def ask_write_off(*, item_id: int, amount: Decimal, reason: str, actor: Actor, now: datetime) -> ApprovalRef:
    """Ask a second person to let `amount` (positive, in the item's currency) of an item be written off.

    :raises NotFound: there is no such item for this actor
    :raises NotAllowed: the actor may not ask for write-offs in the entity
    :raises ReasonMissing: no reason is given
    :raises NothingToWriteOff: the amount is not above zero or exceeds what is open
    """
    item = get_item(item_id=item_id, actor=actor)
    if not reason.strip():
        raise ReasonMissing
    _require_open(item, amount)
    return team.ask_approval(
        kind=permissions.WRITE_OFF,
        entity_id=item.entity_id,
        subject_kind=SUBJECT,
        subject_id=item.id,
        subject_fingerprint=fingerprint(item),
        payload=_payload(item, amount, reason),
        amount=Money(amount, item.amount.currency),
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def write_off(
    *,
    approval_id: int,
    item_id: int,
    amount: Decimal,
    reason: str,
    effective_date: date,
    actor: Actor,
    now: datetime,
) -> ItemWrittenOff:
    """Post an approved write-off: the item's open amount falls by `amount`, the write-off account rises.

    :raises NotFound: there is no such item for this actor
    :raises ApprovalRefused: the approval is missing, used, expired, or for another amount, or the item moved since
    :raises NothingToWriteOff: the amount exceeds what is open
    :raises PeriodClosed: `effective_date` falls into a closed period
    """
    Item.objects.select_for_update().filter(id=item_id).first()
    item = get_item(item_id=item_id, actor=actor)
    team.use_approval(
        approval_id=approval_id,
        kind=permissions.WRITE_OFF,
        current_fingerprint=fingerprint(item),
        payload=_payload(item, amount, reason),
        actor=actor,
        now=now,
    )
    _require_open(item, amount)
    if Period.objects.filter(entity_id=item.entity_id, dates__contains=effective_date).exists():
        raise PeriodClosed(effective_date=effective_date)
    entry = Entry.objects.create(
        entity_id=item.entity_id,
        kind=EntryKind.WRITE_OFF,
        effective_date=effective_date,
        recorded_at=now,
        actor=actor.name,
        reason=reason,
        source="write-off",
        source_ref=str(approval_id),
        posting_count=2,
    )
    _post(entry, item, amount)
    audit.record(
        "ledger.item.written_off",
        subject_kind=SUBJECT,
        subject_id=item.id,
        entity_id=item.entity_id,
        actor=actor,
        at=now,
        before={"amount_open": str(item.amount_open.amount)},
        after={"amount": str(amount), "reason": reason, "entry": entry.id, "approval": approval_id},
    )
    return ItemWrittenOff(item_id=item.id, entry_id=entry.id)


def _require_open(item: ItemLine, amount: Decimal) -> None:
    if not 0 < amount <= item.amount_open.amount or item.is_reversed:
        raise NothingToWriteOff(amount_open=item.amount_open, number=item.number)


def _payload(item: ItemLine, amount: Decimal, reason: str) -> dict[str, object]:
    return {"item_id": item.id, "number": item.number, "amount": str(amount), "reason": reason}


def _post(entry: Entry, item: ItemLine, amount: Decimal) -> None:
    """Write both postings in one statement, as the guard demands."""
    rows = [(Account.RECEIVABLE, item.id, -amount), (Account.WRITE_OFF, None, amount)]
    postings = [
        Posting(
            entry_id=entry.id,
            line=line,
            account=account,
            item_id=item_id,
            entity_id=entry.entity_id,
            currency=item.amount.currency,
            amount=signed,
            effective_date=entry.effective_date,
            recorded_at=entry.recorded_at,
        )
        for line, (account, item_id, signed) in enumerate(rows, start=1)
    ]
    Posting.objects.bulk_create(postings)
