"""Reverse entries: the only way to undo what was posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.sentences import N_
from recoup.ledger import permissions
from recoup.ledger.events import EntriesReversed
from recoup.ledger.types import EntryKind
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team


class ReasonMissing(DomainError):
    """A correction without a reason is refused."""

    text = N_("A correction needs a reason.")


class AlreadyReversed(DomainError):
    """One of the entries was reversed before, or is a reversal itself."""

    text = N_("Entry {entry_id} is reversed already, or is itself a reversal.")


class StillApplied(DomainError):
    """The item that an entry opened is paid in part or whole; its allocations must be reversed first."""

    text = N_("Item {number} is applied in part or whole. Reverse its applications first.")


class ReversedTooEarly(DomainError):
    """A reversal can't count before the entry that it reverses."""

    text = N_("A reversal can't be dated before the entry of {effective_date}.")


class PeriodClosed(DomainError):
    """The date falls into a closed period."""

    text = N_("The period of {effective_date} is closed.")


_OF_CASH = frozenset(
    {
        EntryKind.ALLOCATION.value,
        EntryKind.IDENTIFICATION.value,
        EntryKind.DIFFERENCE.value,
        EntryKind.PASSED_ON.value,
        EntryKind.RECEIPT.value,
        EntryKind.CHEQUE.value,
    }
)

_LOCK = """
SELECT e.id, e.entity_id, e.kind, e.effective_date, r.id
FROM ledger_entry AS e LEFT JOIN ledger_entry AS r ON r.reverses_id = e.id
WHERE e.id = ANY(%s) ORDER BY e.id
"""

_LOCK_ITEMS = """
SELECT i.number, i.amount_open = i.amount AS is_untouched, i.entry_id = ANY(%(entries)s) AS is_opened_here
FROM ledger_item AS i
WHERE i.id IN (SELECT item_id FROM ledger_posting WHERE entry_id = ANY(%(entries)s) AND item_id IS NOT NULL)
ORDER BY i.id FOR UPDATE
"""

_CLOSED = """
SELECT 1 FROM ledger_period WHERE entity_id = ANY(%s) AND dates @> %s::date LIMIT 1
"""

_INSERT_ENTRIES = """
INSERT INTO ledger_entry (entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          reverses_id, posting_count)
SELECT entity_id, 'REVERSAL', %(effective_date)s, %(recorded_at)s, %(actor)s, %(reason)s, 'reversal', id::text,
       id, posting_count
FROM ledger_entry AS original WHERE original.id = ANY(%(entries)s) ORDER BY original.id
RETURNING id
"""

_INSERT_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount, effective_date, recorded_at)
SELECT r.id, p.line, p.entity_id, p.account, p.item_id, p.currency, -p.amount, r.effective_date, r.recorded_at
FROM ledger_entry AS r JOIN ledger_posting AS p ON p.entry_id = r.reverses_id WHERE r.id = ANY(%s)
"""


@transaction.atomic
def reverse_entries(
    *, entry_ids: Sequence[int], effective_date: date, reason: str, actor: Actor, now: datetime
) -> EntriesReversed:
    """Reverse entries, all or none, each by an equal and opposite entry that counts from `effective_date`.

    Reversing an allocation reopens both items. Reversing the entry that opened an item closes the item and frees
    its number; the item must have no live applications.

    :raises ReasonMissing: no reason is given
    :raises NotFound: an entry does not exist, or the actor may not know it
    :raises NotAllowed: the actor may not reverse in one of the entities
    :raises AlreadyReversed: an entry was reversed before or is a reversal
    :raises ReversedTooEarly: `effective_date` lies before an entry
    :raises StillApplied: an item opened by an entry is applied in part or whole
    :raises PeriodClosed: `effective_date` falls into a closed period
    """
    return _reverse(
        entry_ids, effective_date, reason, right=permissions.REVERSE, kinds=None, actor=actor, now=now
    )


@transaction.atomic
def reverse_cash(
    *, entry_ids: Sequence[int], effective_date: date, reason: str, actor: Actor, now: datetime
) -> EntriesReversed:
    """Reverse what was done with receipts, as `reverse_entries` does, by whoever may apply cash.

    :raises NotFound: an entry does not exist, is about something else, or the actor may not know it
    :raises NotAllowed: the actor may not apply cash in one of the entities
    :raises DomainError: as `reverse_entries`
    """
    return _reverse(
        entry_ids, effective_date, reason, right=permissions.APPLY, kinds=_OF_CASH, actor=actor, now=now
    )


def _reverse(
    entry_ids: Sequence[int],
    effective_date: date,
    reason: str,
    *,
    right: str,
    kinds: frozenset[str] | None,
    actor: Actor,
    now: datetime,
) -> EntriesReversed:
    if not reason.strip():
        raise ReasonMissing
    entries = sorted(set(entry_ids))
    with connection.cursor() as cursor:
        entities = _lock(
            cursor, entries, effective_date=effective_date, right=right, kinds=kinds, actor=actor
        )
        cursor.execute(
            _INSERT_ENTRIES,
            {
                "entries": entries,
                "effective_date": effective_date,
                "recorded_at": now,
                "actor": actor.name,
                "reason": reason,
            },
        )
        reversals = [reversal_id for (reversal_id,) in cursor.fetchall()]
        cursor.execute(_INSERT_POSTINGS, [reversals])
    for entity_id in entities:
        audit.record(
            "ledger.entries.reversed",
            subject_kind="ledger.entry",
            subject_id=entries[0],
            entity_id=entity_id,
            actor=actor,
            at=now,
            after={"entries": entries, "reason": reason, "effective_date": effective_date.isoformat()},
        )
    return EntriesReversed(tuple(entries), effective_date)


def _lock(
    cursor: CursorWrapper,
    entries: list[int],
    *,
    effective_date: date,
    right: str,
    kinds: frozenset[str] | None,
    actor: Actor,
) -> tuple[int, ...]:
    """Lock the items concerned, refuse what can't be reversed, and return the entities."""
    cursor.execute(_LOCK_ITEMS, {"entries": entries})
    for number, is_untouched, is_opened_here in cursor.fetchall():
        if is_opened_here and not is_untouched:
            raise StillApplied(number=number)
    cursor.execute(_LOCK, [entries])
    found = cursor.fetchall()
    if len(found) != len(entries) or any(kinds and kind not in kinds for _, _, kind, *_ in found):
        raise NotFound
    entities = tuple(sorted({entity_id for _, entity_id, *_ in found}))
    for entity_id in entities:
        team.require(actor=actor, permission=right, entity_id=entity_id)
    for entry_id, _, kind, original_date, reversal_id in found:
        if kind == "REVERSAL" or reversal_id is not None:
            raise AlreadyReversed(entry_id=entry_id)
        if effective_date < original_date:
            raise ReversedTooEarly(effective_date=original_date)
    cursor.execute(_CLOSED, [list(entities), effective_date])
    if cursor.fetchone():
        raise PeriodClosed(effective_date=effective_date)
    return entities
