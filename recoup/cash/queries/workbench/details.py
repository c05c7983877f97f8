"""One receipt of the workbench: proposals with their evidence, what was done, notes; and items that it could pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection

from recoup.cash import permissions
from recoup.cash.models import Proposal, Receipt, ReceiptDeed, ReceiptNote
from recoup.cash.queries.workbench.lines import lines_by
from recoup.cash.types import (
    DeedKind,
    DeedRecord,
    EvidenceRecord,
    Method,
    NoteRecord,
    OpenItemLine,
    ProposalRecord,
    ResidueRecord,
    ShareRecord,
    WorkDetail,
    WorkFilter,
)
from recoup.engines.matching import Clue, Reason
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.team import queries as team

_ITEMS = """
SELECT id, number, part, customer_id, currency, amount_open, due_date FROM ledger_item WHERE id = ANY(%s)
"""

# Of many thousand open items the exact amount first, then the longest due: those that one looks for.
_OPEN_ITEMS = """
SELECT i.id, i.customer_id, c.number, c.name_legal, i.kind, i.number, i.part, i.issue_date, i.due_date,
    i.amount, i.amount_open, i.currency
FROM ledger_item AS i JOIN parties_customer AS c ON c.id = i.customer_id
WHERE i.customer_id = ANY(%(customers)s) AND i.entity_id = ANY(%(entities)s) AND i.amount_open <> 0
  AND NOT i.is_reversed AND i.kind NOT IN ('RECEIPT', 'DEPOSIT', 'CHEQUE_CREDIT')
  AND (%(text)s = '' OR i.number ILIKE %(like)s)
ORDER BY (i.amount_open = %(amount)s::numeric) DESC NULLS LAST, i.due_date, i.number, i.part LIMIT %(limit)s
"""


class _Items:
    """Items by id, as they are now."""

    def __init__(self, packed: Iterable[Sequence[Mapping[str, object]]]) -> None:
        wanted = {share["item"] for shares in packed for share in shares}
        with connection.cursor() as cursor:
            cursor.execute(_ITEMS, [list(wanted)])
            self._rows = {row[0]: row[1:] for row in cursor}

    def shares(self, packed: Iterable[Mapping[str, object]]) -> tuple[ShareRecord, ...]:
        """Return shares with what is known of their items."""
        return tuple(self._share(one) for one in packed)

    def moved(self, packed: Iterable[Mapping[str, object]]) -> bool:
        """Return whether something happened to the items since."""
        return any(Decimal(str(one["open"])) != self._rows[one["item"]][4] for one in packed)

    def _share(self, one: Mapping[str, object]) -> ShareRecord:
        number, part, customer_id, currency, amount_open, due_date = self._rows[one["item"]]
        return ShareRecord(
            item_id=int(str(one["item"])),
            number=number,
            part=part,
            customer_id=customer_id,
            currency=currency,
            amount=Decimal(str(one["amount"])),
            paid=Decimal(str(one["paid"])),
            amount_open=Decimal(str(one.get("open", amount_open))),
            due_date=due_date,
        )


def work_detail(*, receipt_id: int, actor: Actor, on: date, now: datetime) -> WorkDetail:
    """Return one receipt with its proposals, best first, all that was done with it, newest first, and its notes.

    :raises NotFound: there is no such receipt with money left, or the actor may not read it
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    lines = lines_by(WorkFilter(), entities, on=on, now=now, limit=10, receipt_ids=[receipt_id])
    if not lines:
        raise NotFound
    line = max(lines, key=lambda one: (one.left.amount, one.item_id))
    return WorkDetail(
        line=line,
        proposals=tuple(_proposals(receipt_id, line.item_id, line.left)),
        deeds=tuple(deeds_of(receipt_id=receipt_id, actor=actor)),
        notes=tuple(_notes(receipt_id)),
    )


def deeds_of(*, receipt_id: int, actor: Actor) -> list[DeedRecord]:
    """Return what was done with a receipt and why, newest first: kept for ever, undone or not.

    :raises NotFound: there is no such receipt, or the actor may not read it
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    if not Receipt.objects.filter(pk=receipt_id, entity_id__in=entities).exists():
        raise NotFound
    deeds = list(ReceiptDeed.objects.filter(receipt_id=receipt_id).order_by("-id"))
    items = _Items(deed.shares for deed in deeds)
    return [_deed(deed, items) for deed in deeds]


def get_deed(*, deed_id: int, actor: Actor) -> DeedRecord:
    """Return one thing that was done with a receipt.

    :raises NotFound: there is none, or the actor may not read it
    """
    entities = team.entity_ids(actor=actor, permission=permissions.READ)
    deed = ReceiptDeed.objects.filter(pk=deed_id, entity_id__in=entities).first()
    if deed is None:
        raise NotFound
    return _deed(deed, _Items([deed.shares]))


def open_items(
    *,
    entity_id: int,
    customer_ids: Sequence[int],
    actor: Actor,
    on: date,
    amount: Decimal | None = None,
    text: str = "",
    limit: int = 200,
) -> list[OpenItemLine]:
    """Return open items of an entity's customers: those of exactly `amount` first, then the longest due.

    `text` is looked for in the numbers.

    Amounts are in the items' own currencies, credits negative.
    """
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(
            _OPEN_ITEMS,
            {
                "customers": list(customer_ids),
                "entities": [*({entity_id} & team.entity_ids(actor=actor, permission=permissions.READ))],
                "amount": amount,
                "text": text,
                "like": f"%{escaped}%",
                "limit": limit,
            },
        )
        return [_open_item(row, on) for row in cursor]


def _open_item(row: Sequence[object], on: date) -> OpenItemLine:
    item_id, customer_id, customer, name, kind, number, part, issued, due, amount, amount_open, currency = row
    assert isinstance(item_id, int) and isinstance(customer_id, int) and isinstance(part, int)
    assert isinstance(amount, Decimal) and isinstance(amount_open, Decimal) and isinstance(issued, date)
    due_date = due if isinstance(due, date) else None
    return OpenItemLine(
        item_id=item_id,
        customer_id=customer_id,
        customer_number=str(customer),
        customer_name=str(name),
        kind=str(kind),
        number=str(number),
        part=part,
        issue_date=issued,
        due_date=due_date,
        days_overdue=max((on - due_date).days, 0) if due_date else 0,
        amount=Money(amount, str(currency)),
        amount_open=Money(amount_open, str(currency)),
    )


def _proposals(receipt_id: int, item_id: int, left: Money) -> Iterable[ProposalRecord]:
    kept = list(Proposal.objects.filter(receipt_id=receipt_id, item_id=item_id).order_by("rank"))
    items = _Items(one.shares for one in kept)
    for one in kept:
        yield ProposalRecord(
            id=one.id,
            rank=one.rank,
            score=one.score,
            amount=Money(one.amount, left.currency),
            shares=items.shares(one.shares),
            residues=_residues(one.residues),
            evidence=_evidence(one.evidence),
            is_stale=one.amount != left.amount or items.moved(one.shares),
        )


def _residues(packed: Iterable[Mapping[str, object]]) -> tuple[ResidueRecord, ...]:
    return tuple(
        ResidueRecord(
            Reason(str(one["reason"])),
            Decimal(str(one["amount"])),
            None if one["item"] is None else int(str(one["item"])),
        )
        for one in packed
    )


def _evidence(packed: Iterable[Mapping[str, object]]) -> tuple[EvidenceRecord, ...]:
    found = []
    for one in packed:
        sentence = one["sentence"]
        assert isinstance(sentence, Mapping)
        found.append(
            EvidenceRecord(Clue(str(one["clue"])), int(str(one["points"])), Sentence.from_json(sentence))
        )
    return tuple(found)


def _deed(deed: ReceiptDeed, items: _Items) -> DeedRecord:
    return DeedRecord(
        id=deed.id,
        receipt_id=deed.receipt_id,
        kind=DeedKind(deed.kind),
        method=Method(deed.method),
        amount=Money(deed.amount, deed.currency),
        shares=items.shares(deed.shares),
        residues=_residues(deed.residues),
        evidence=_evidence(deed.evidence),
        rank=deed.rank,
        score=deed.score,
        reason=deed.reason,
        done_at=deed.done_at,
        done_by=deed.done_by_name,
        undone_at=deed.undone_at,
        undone_by=deed.undone_by_name,
        undone_reason=deed.undone_reason,
    )


def _notes(receipt_id: int) -> Iterable[NoteRecord]:
    for note in ReceiptNote.objects.filter(receipt_id=receipt_id).order_by("-id"):
        yield note_record(note)


def note_record(note: ReceiptNote) -> NoteRecord:
    """Return a note as others may see it."""
    return NoteRecord(
        id=note.pk,
        text=note.text,
        asked_id=note.asked_id,
        asked_name=note.asked_name,
        answered_at=note.answered_at,
        written_by=note.written_by_name,
        written_at=note.written_at,
    )
