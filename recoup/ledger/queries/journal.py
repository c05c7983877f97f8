"""The journal: entries with their postings, as the ledger explorer shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.ledger import permissions
from recoup.ledger.models import Entry, Posting
from recoup.ledger.types import Account, EntryKind, EntryLine, ItemKind, PostingLine, document_name
from recoup.team import queries as team


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What part of the journal to show; None or empty means all of it."""

    entity_id: int | None = None
    kind: EntryKind | None = None
    from_date: date | None = None
    until_date: date | None = None
    source: str = ""


def journal(
    *, criteria: JournalFilter, actor: Actor, before_id: int | None = None, limit: int = 50
) -> list[EntryLine]:
    """Return a page of the journal, latest entries first, below entry `before_id` when given.

    Pages go by id, not by offset, so that the millionth entry is as near as the first.
    """
    entries = _readable(actor)
    if criteria.entity_id is not None:
        entries = entries.filter(entity_id=criteria.entity_id)
    if criteria.kind is not None:
        entries = entries.filter(kind=criteria.kind)
    if criteria.from_date is not None:
        entries = entries.filter(effective_date__gte=criteria.from_date)
    if criteria.until_date is not None:
        entries = entries.filter(effective_date__lte=criteria.until_date)
    if criteria.source:
        entries = entries.filter(source=criteria.source)
    if before_id is not None:
        entries = entries.filter(id__lt=before_id)
    return _lines(entries.order_by("-id")[:limit])


def get_entry(*, entry_id: int, actor: Actor) -> EntryLine:
    """Return one entry with its postings.

    :raises NotFound: there is no such entry, or the actor may not read its entity
    """
    entries = _lines(_readable(actor).filter(id=entry_id))
    if not entries:
        raise NotFound
    return entries[0]


def entries_of_items(*, item_ids: Sequence[int], actor: Actor) -> list[EntryLine]:
    """Return every entry that touched the items, oldest effective date first: what each figure is made of."""
    touched = Posting.objects.filter(item_id__in=item_ids).values("entry_id")
    return _lines(_readable(actor).filter(id__in=touched).order_by("effective_date", "id"))


def _readable(actor: Actor) -> QuerySet[Entry]:
    return Entry.objects.filter(entity_id__in=team.entity_ids(actor=actor, permission=permissions.READ))


def _lines(entries: QuerySet[Entry]) -> list[EntryLine]:
    found = list(entries.select_related("reversed_by"))
    postings = _postings([entry.id for entry in found])
    return [
        EntryLine(
            id=entry.id,
            entity_id=entry.entity_id,
            kind=EntryKind(entry.kind),
            effective_date=entry.effective_date,
            recorded_at=entry.recorded_at,
            actor=entry.actor,
            reason=entry.reason,
            source=entry.source,
            source_ref=entry.source_ref,
            reverses_id=entry.reverses_id,
            reversed_by_id=entry.reversed_by.id if hasattr(entry, "reversed_by") else None,
            postings=tuple(postings.get(entry.id, ())),
        )
        for entry in found
    ]


def _postings(entry_ids: Sequence[int]) -> dict[int, list[PostingLine]]:
    lines: dict[int, list[PostingLine]] = {}
    postings = (
        Posting.objects.filter(entry_id__in=entry_ids).select_related("item").order_by("entry_id", "line")
    )
    for posting in postings:
        item = posting.item
        lines.setdefault(posting.entry_id, []).append(
            PostingLine(
                entry_id=posting.entry_id,
                line=posting.line,
                account=Account(posting.account),
                item_id=posting.item_id,
                item_kind=ItemKind(item.kind) if item else None,
                item_name=document_name(ItemKind(item.kind), item.number, item.reference) if item else "",
                amount=Money(posting.amount, posting.currency),
            )
        )
    return lines
