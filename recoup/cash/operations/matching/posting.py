"""Post what was planned, for many receipts at once, and keep each deed with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from psycopg.types.json import Jsonb

from recoup.cash.events import CashApplied, PayerNamed, ShortPaid
from recoup.cash.models import ReceiptDeed
from recoup.cash.operations.matching.packing import packed_evidence, packed_residues, packed_shares
from recoup.cash.operations.matching.plans import NOTHING, SOURCE, Plan, Planner, PostingDays, Postings
from recoup.cash.types import Method
from recoup.engines.matching import Reason
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence
from recoup.ledger import operations as ledger
from recoup.ledger.queries import LockedItem
from recoup.plumbing import facts
from recoup.plumbing.db.copy import copy_rows

_COLUMNS = (
    *(
        "id",
        "receipt_id",
        "entity_id",
        "kind",
        "method",
        "customer_id",
        "amount",
        "currency",
        "shares",
        "residues",
    ),
    *("evidence", "rank", "score", "entries", "clears_balance", "clears_oldest", "reason", "done_at"),
    *("done_by_kind", "done_by_id", "done_by_name", "undone_by_name", "undone_reason"),
)
_PART_COLUMNS = ("item_id", "receipt_id", "is_told")

_IDS = "SELECT nextval('cash_receiptdeed_id_seq') FROM generate_series(1, %s)"

# How the customer paid: whether nothing is owed any more, and whether nothing older is open than what was cleared.
_HABITS = """
SELECT d.deed_id,
    NOT EXISTS (
        SELECT FROM ledger_item AS i
        WHERE i.customer_id = d.customer_id AND i.currency = d.currency AND i.amount_open > 0 AND NOT i.is_reversed
    ),
    NOT EXISTS (
        SELECT FROM ledger_item AS i
        WHERE i.customer_id = d.customer_id AND i.currency = d.currency AND i.amount_open > 0 AND NOT i.is_reversed
          AND i.due_date < d.last_due
    )
FROM (
    SELECT share.deed_id, share.customer_id, share.currency, max(paid.due_date) AS last_due
    FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[])
        AS share(deed_id, customer_id, currency, item_id)
    JOIN ledger_item AS paid ON paid.id = share.item_id
    GROUP BY share.deed_id, share.customer_id, share.currency
) AS d
"""


class LedgerRefuses(DomainError):
    """The ledger refuses what was to be posted."""

    text = N_("{reason}")


@dataclass(frozen=True, slots=True)
class Done:
    """A plan that was posted: its deed, the days on which it counts, and where money moved, by customer."""

    deed_id: int
    plan: Plan
    postings: Postings
    moved: Mapping[int, int]


def deed_ids(count: int) -> list[int]:
    """Return new ids for deeds."""
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [count])
        return [deed_id for (deed_id,) in cursor.fetchall()]


def planned(
    plans: Sequence[Plan], items: Mapping[int, LockedItem], days: PostingDays
) -> list[tuple[int, Plan, Postings]]:
    """Return each plan with the id of its deed and its entries."""
    return [
        (deed_id, plan, Planner(plan, items, days, deed_id).postings())
        for deed_id, plan in zip(deed_ids(len(plans)), plans, strict=True)
    ]


def post(
    work: Sequence[tuple[int, Plan, Postings]], *, actor: Actor, now: datetime, reason: str = ""
) -> list[Done]:
    """Post the entries of these deeds, keep the deeds, and publish what happened.

    :raises LedgerRefuses: one of the entries is refused
    """
    if not work:
        return []
    moved = _move(work, actor=actor, now=now, reason=reason)
    _allocate(work, moved, actor=actor, now=now, reason=reason)
    _clear(work, moved, actor=actor, now=now, reason=reason)
    _keep(work, actor=actor, now=now)
    done = [
        Done(deed_id, plan, postings, {one.customer_id: moved[one.source_ref] for one in postings.moves})
        for deed_id, plan, postings in work
    ]
    facts.publish((fact for one in done for fact in _facts(one)), at=now)
    return done


def _move(
    work: Sequence[tuple[int, Plan, Postings]], *, actor: Actor, now: datetime, reason: str
) -> Mapping[str, int]:
    moves = [move for _, _, postings in work for move in postings.moves]
    if not moves:
        return {}
    found = ledger.identify_payers(identifications=moves, source=SOURCE, actor=actor, now=now, reason=reason)
    _require_none(refused.sentence for refused in found.refused)
    rows = [
        (found.moved[move.source_ref], plan.money.receipt_id, plan.method is not Method.AUTOMATIC)
        for _, plan, postings in work
        for move in postings.moves
    ]
    with connection.cursor() as cursor:
        copy_rows(cursor, "cash_receiptpart", _PART_COLUMNS, rows)
    return found.moved


def _allocate(
    work: Sequence[tuple[int, Plan, Postings]],
    moved: Mapping[str, int],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    allocations = [
        one._replace(from_item_id=_real(one.from_item_id, postings, moved))
        for _, _, postings in work
        for one in postings.allocations
    ]
    if allocations:
        posted = ledger.allocate(allocations=allocations, source=SOURCE, actor=actor, now=now, reason=reason)
        _require_none(refused.sentence for refused in posted.refused)


def _clear(
    work: Sequence[tuple[int, Plan, Postings]],
    moved: Mapping[str, int],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    clearings = [
        one._replace(item_id=_real(one.item_id, postings, moved))
        for _, _, postings in work
        for one in postings.clearings
    ]
    if clearings:
        posted = ledger.clear_items(clearings=clearings, source=SOURCE, actor=actor, now=now, reason=reason)
        _require_none(refused.sentence for refused in posted.refused)


def _real(item_id: int, postings: Postings, moved: Mapping[str, int]) -> int:
    """Return the item that is meant: a negative one is what a move of this deed made."""
    return item_id if item_id > 0 else moved[postings.moves[-item_id - 1].source_ref]


def _require_none(sentences: Iterable[Sentence]) -> None:
    for sentence in sentences:
        raise LedgerRefuses(reason=sentence)


def _keep(work: Sequence[tuple[int, Plan, Postings]], *, actor: Actor, now: datetime) -> None:
    habits = _habits(work)
    unknown = (False, False)
    rows = (
        (
            *(
                deed_id,
                plan.money.receipt_id,
                plan.money.entity_id,
                plan.kind,
                plan.method,
                _only_customer(plan),
            ),
            *(used(plan), plan.money.currency, Jsonb(packed_shares(plan.shares))),
            *(
                Jsonb(packed_residues(plan.residues)),
                Jsonb(packed_evidence(plan.evidence)),
                plan.rank,
                plan.score,
            ),
            *(postings.count, *habits.get(deed_id, unknown), plan.reason, now),
            *(actor.kind, actor.id or 0, actor.name, "", ""),
        )
        for deed_id, plan, postings in work
    )
    with connection.cursor() as cursor:
        copy_rows(cursor, ReceiptDeed._meta.db_table, _COLUMNS, rows)


def _habits(work: Sequence[tuple[int, Plan, Postings]]) -> Mapping[int, tuple[bool, bool]]:
    """Return how the one customer of each deed stands now: nothing left open, and nothing older."""
    shares = [
        (deed_id, customer_id, plan.money.currency, share.item_id)
        for deed_id, plan, _ in work
        if (customer_id := _only_customer(plan)) is not None
        for share in plan.shares
    ]
    if not shares:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_HABITS, [list(column) for column in zip(*shares, strict=True)])
        return {deed_id: (is_cleared, is_oldest) for deed_id, is_cleared, is_oldest in cursor}


def _only_customer(plan: Plan) -> int | None:
    return plan.customer_ids[0] if len(plan.customer_ids) == 1 else None


def used(plan: Plan) -> Decimal:
    """Return the receipt's money that the deed used: what items were paid, and what was booked as a gain."""
    if not plan.shares:
        return plan.money.left
    gains = (residue.amount for residue in plan.residues if residue.reason is Reason.SMALL_DIFFERENCE)
    return plan.paid + sum((gain for gain in gains if gain > 0), start=NOTHING)


def _facts(done: Done) -> Iterable[object]:
    plan, money = done.plan, done.plan.money
    if not plan.shares:
        if plan.payer is not None:
            yield PayerNamed(done.deed_id, money.receipt_id, money.entity_id, plan.payer)
        return
    yield CashApplied(
        deed_id=done.deed_id,
        receipt_id=money.receipt_id,
        entity_id=money.entity_id,
        customer_ids=plan.customer_ids,
        item_ids=tuple(share.item_id for share in plan.shares),
        amount=plan.paid,
        currency=money.currency,
        on=max(done.postings.days),
    )
    for share in plan.shares:
        if lacking := plan.short.get(share.item_id):
            yield ShortPaid(
                *(done.deed_id, money.receipt_id, money.entity_id, share.customer_id, share.item_id),
                *(lacking, money.currency, None),
            )
    owners = {share.item_id: share.customer_id for share in plan.shares}
    for residue in plan.residues:
        if residue.amount < 0 and residue.item_id is not None:
            yield ShortPaid(
                *(done.deed_id, money.receipt_id, money.entity_id, owners[residue.item_id], residue.item_id),
                *(-residue.amount, money.currency, residue.reason),
            )
