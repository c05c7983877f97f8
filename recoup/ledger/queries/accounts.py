"""A customer's account as of a date, document by document: what is open, or all that moved it in a period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection

from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotFound
from recoup.ledger import permissions
from recoup.ledger.types import EntryKind, ItemKind
from recoup.parties import queries as parties
from recoup.team import queries as team


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One document or movement on the account, signed: what the customer owes more is positive.

    `amount` is what counts (what is open, or what moved), `amount_full` what the document was made out for. `label`
    is the English word for what it is, marked for the catalogues.
    """

    item_ids: tuple[int, ...]
    label: str
    number: str
    part: int
    reference: str
    day: date
    amount: Decimal
    amount_full: Decimal


@dataclass(frozen=True, slots=True)
class AccountLines:
    """The account: `opening` is what was owed before the first day, `lines` what came then."""

    opening: Decimal
    lines: tuple[AccountLine, ...]


_OPEN = """
SELECT i.id, i.kind, i.number, i.part, i.reference, i.issue_date, i.amount, i.is_reversed, sum(p.amount)
FROM ledger_item AS i
JOIN ledger_posting AS p
    ON p.item_id = i.id AND p.account = 'RECEIVABLE' AND p.effective_date <= %(as_of)s
WHERE i.customer_id = %(customer_id)s AND i.currency = %(currency)s
GROUP BY i.id
ORDER BY i.issue_date, i.number, i.part, i.id
"""

# What an entry does to the account, its documents apart; an allocation between two items of the customer does nothing.
_MOVED = """
SELECT e.id, e.kind, e.effective_date, e.reverses_id, opened.number, opened.part,
    (array_agg(i.kind ORDER BY abs(p.amount) DESC, i.id))[1],
    (array_agg(i.number ORDER BY abs(p.amount) DESC, i.id))[1],
    (array_agg(i.reference ORDER BY abs(p.amount) DESC, i.id))[1],
    array_agg(DISTINCT i.id), sum(p.amount)
FROM ledger_item AS i
JOIN ledger_posting AS p
    ON p.item_id = i.id AND p.account = 'RECEIVABLE' AND p.effective_date <= %(as_of)s
JOIN ledger_entry AS e ON e.id = p.entry_id
LEFT JOIN LATERAL (SELECT i.number, i.part WHERE i.entry_id = e.id) AS opened ON true
WHERE i.customer_id = %(customer_id)s AND i.currency = %(currency)s
GROUP BY e.id, opened.number, opened.part
HAVING sum(p.amount) <> 0
ORDER BY e.effective_date, e.id, opened.number, opened.part
"""


class _Move(NamedTuple):
    """A row of the query of movements; a movement that opened no item has no `opened_number`."""

    entry_id: int
    entry_kind: str
    day: date
    reverses_id: int | None
    opened_number: str | None
    opened_part: int | None
    kind: str
    number: str
    reference: str
    item_ids: Sequence[int]
    amount: Decimal


def account_open(*, customer_id: int, currency: str, as_of: date, actor: Actor) -> AccountLines:
    """Return the items of a customer as they stood at the end of `as_of`, in one currency; settled ones count zero.

    :raises NotFound: there is no such customer, or the actor may not read its items
    """
    rows = _rows(_OPEN, customer_id, currency, as_of, actor)
    lines = tuple(
        AccountLine((item_id,), ItemKind(kind).label, number, part, reference, day, balance, amount)
        for item_id, kind, number, part, reference, day, amount, is_reversed, balance in rows
        if balance or not is_reversed
    )
    return AccountLines(Decimal(0), lines)


def account_moves(
    *, customer_id: int, currency: str, from_date: date | None, as_of: date, actor: Actor
) -> AccountLines:
    """Return what moved a customer's account from `from_date` (None: ever) to `as_of`, in one currency.

    Allocations between the customer's own items move nothing and are left out, as are entries that were reversed
    within the period, with their reversals. Opening and lines sum to the balance at the end of `as_of`.

    :raises NotFound: there is no such customer, or the actor may not read its items
    """
    moves = [_Move(*row) for row in _rows(_MOVED, customer_id, currency, as_of, actor)]
    opening = sum((move.amount for move in moves if from_date and move.day < from_date), Decimal(0))
    inside = [move for move in moves if not from_date or move.day >= from_date]
    return AccountLines(opening, tuple(map(_line, _standing(inside))))


def _rows(
    statement: str, customer_id: int, currency: str, as_of: date, actor: Actor
) -> Iterator[tuple[Any, ...]]:
    entity_id = parties.get_customer(customer_id=customer_id, actor=actor).customer.entity_id
    if not team.has_permission(actor=actor, permission=permissions.READ, entity_id=entity_id):
        raise NotFound
    with connection.cursor() as cursor:
        cursor.execute(statement, {"customer_id": customer_id, "currency": currency, "as_of": as_of})
        yield from cursor.fetchall()


def _standing(moves: Iterable[_Move]) -> list[_Move]:
    """Return the movements without those that cancel out: an entry and its reversal."""
    moves = list(moves)
    sums: defaultdict[int, Decimal] = defaultdict(Decimal)
    for move in moves:
        sums[move.entry_id] += move.amount
    undone = {
        move.reverses_id: move.entry_id
        for move in moves
        if move.reverses_id is not None
        and move.reverses_id in sums
        and sums[move.entry_id] == -sums[move.reverses_id]
    }
    gone = {*undone, *undone.values()}
    return [move for move in moves if move.entry_id not in gone]


def _line(move: _Move) -> AccountLine:
    is_document = move.opened_number is not None
    return AccountLine(
        item_ids=tuple(move.item_ids),
        label=ItemKind(move.kind).label if is_document else EntryKind(move.entry_kind).label,
        number=move.number,
        part=move.opened_part or 1,
        reference=move.reference,
        day=move.day,
        amount=move.amount,
        amount_full=move.amount,
    )
