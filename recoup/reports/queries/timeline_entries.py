"""Entries of the ledger as a customer's timeline tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from recoup.kernel.money import Money
from recoup.kernel.sentences import N_, NN_, Sentence, Value
from recoup.ledger.types import EntryKind, ItemKind
from recoup.reports.types import TimelineEvent, TimelineKind

# As `recoup.ledger.types.document_name` says.
_NAME = "CASE WHEN i.kind = 'RECEIPT' AND i.reference <> '' THEN i.reference ELSE i.number END"
# One row for all entries of the customer that were recorded together, are of one kind and count on one date.
# `givers` are items that were debited (a receipt used up, an invoice posted), `takers` those that were credited.
QUERY = f"""
SELECT e.recorded_at, max(e.id) AS entry_id, e.kind, e.effective_date, e.actor, min(e.reason) AS reason,
    p.currency, count(DISTINCT e.id),
    coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0), coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0),
    (array_agg({_NAME}) FILTER (WHERE p.amount > 0))[1:2], (array_agg({_NAME}) FILTER (WHERE p.amount < 0))[1:2],
    min(i.kind), min(i.due_date), min(i.id)
FROM ledger_item AS i
JOIN ledger_posting AS p ON p.item_id = i.id
JOIN ledger_entry AS e ON e.id = p.entry_id
WHERE i.customer_id = %(customer_id)s AND e.recorded_at <= %(at)s
GROUP BY e.recorded_at, e.kind, e.effective_date, e.actor, p.currency
HAVING (e.recorded_at, %(rank)s, max(e.id)) < (%(at)s, %(below_rank)s, %(below_id)s)
ORDER BY e.recorded_at DESC, max(e.id) DESC
LIMIT %(limit)s
"""


class EntryFact(NamedTuple):
    """Entries that are told as one; amounts are positive, in `currency`. Items are named as people do."""

    at: datetime
    entry_id: int
    kind: str
    effective_date: date
    actor: str
    reason: str
    currency: str
    entries: int
    debited: Decimal
    credited: Decimal
    givers: Sequence[str] | None
    takers: Sequence[str] | None
    item_kind: str
    due_date: date | None
    item_id: int

    @property
    def amount(self) -> Money:
        """The amount that moved: what was debited or credited, whichever is there."""
        return Money(max(self.debited, self.credited), self.currency)

    @property
    def number(self) -> str:
        """What people call the item that it is about."""
        return [*(self.takers or ()), *(self.givers or ())][0]


# (one, several): the sentence for a single entry and, with its plural, for several at once.
_WORDS: Mapping[EntryKind, tuple[str, str, str]] = {
    EntryKind.ISSUE: (
        N_("{item_kind} {number} of {amount} was posted."),
        *NN_(
            "{count} document of {amount} was posted.",
            "{count} documents, {amount} together, were posted.",
        ),
    ),
    EntryKind.OPENING: (
        N_("{item_kind} {number} of {amount} was brought forward."),
        *NN_(
            "{count} document of {amount} was brought forward.",
            "{count} documents, {amount} together, were brought forward.",
        ),
    ),
    EntryKind.RECEIPT: (
        N_("{amount} was received: {number}."),
        *NN_(
            "{count} receipt of {amount} came in.",
            "{count} receipts, {amount} together, came in.",
        ),
    ),
    EntryKind.ALLOCATION: (
        N_("{amount} of {giver} was applied to {number}."),
        *NN_(
            "{count} application of {amount} was made.",
            "{count} applications, {amount} together, were made.",
        ),
    ),
    EntryKind.IDENTIFICATION: (
        N_("{amount}, received as {number}, was found to be this customer's."),
        *NN_(
            "{count} receipt of {amount} was found to be this customer's.",
            "{count} receipts, {amount} together, were found to be this customer's.",
        ),
    ),
    EntryKind.DIFFERENCE: (
        N_("A difference of {amount} on {number} was settled."),
        *NN_(
            "{count} difference of {amount} was settled.",
            "{count} differences, {amount} together, were settled.",
        ),
    ),
    EntryKind.PASSED_ON: (
        N_("{amount} of {number} was passed on."),
        *NN_(
            "{count} receipt of {amount} was passed on.",
            "{count} receipts, {amount} together, were passed on.",
        ),
    ),
    EntryKind.WRITE_OFF: (
        N_("{amount} of {number} was written off."),
        *NN_(
            "{count} item was written off: {amount}.",
            "{count} items were written off, {amount} together.",
        ),
    ),
    EntryKind.REVERSAL: (
        N_("An entry of {amount} on {number} was reversed."),
        *NN_(
            "{count} entry of {amount} was reversed.",
            "{count} entries, {amount} together, were reversed.",
        ),
    ),
}
_WITH_DUE_DATE = N_("{item_kind} {number} of {amount} was posted, due {due_date}.")
_UNPAIRED = N_("{amount} was applied to {number}.")


def told(fact: EntryFact) -> TimelineEvent:
    """Return the event that tells the entries."""
    return TimelineEvent(
        at=fact.at,
        kind=TimelineKind.MONEY,
        sentence=_sentence(fact),
        actor_name=fact.actor,
        note=fact.reason,
        effective_date=fact.effective_date,
        item_id=fact.item_id if fact.entries == 1 else None,
        entry_id=fact.entry_id if fact.entries == 1 else None,
    )


def _sentence(fact: EntryFact) -> Sentence:
    kind = EntryKind(fact.kind)
    one, several, plural = _WORDS[kind]
    if fact.entries > 1:
        return Sentence(several, {"count": fact.entries, "amount": fact.amount}, plural=plural, count="count")
    if kind is EntryKind.ISSUE and fact.due_date is not None:
        one = _WITH_DUE_DATE
    # A receipt that a file of items brought with them is called as the item that it paid.
    if kind is EntryKind.ALLOCATION and (not (fact.givers and fact.takers) or fact.givers == fact.takers):
        one = _UNPAIRED
    values: dict[str, Value] = {
        "amount": fact.amount,
        "number": fact.number,
        "giver": fact.givers[0] if fact.givers else "",
        "item_kind": Sentence(ItemKind(fact.item_kind).label),
        "due_date": fact.due_date or fact.effective_date,
    }
    return Sentence(one, {name: value for name, value in values.items() if f"{{{name}}}" in one})
