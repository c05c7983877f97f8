"""The money of a receipt that a person works on: locked, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from recoup.cash.models import Proposal, Receipt
from recoup.cash.operations.application import posting_days
from recoup.cash.operations.desk.claims import require_receipt
from recoup.cash.operations.matching import posting
from recoup.cash.operations.matching.plans import Money, Plan, Planner, PostingDays
from recoup.cash.types import Applied
from recoup.kernel import money as kernel
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.ledger import queries as ledger
from recoup.ledger.operations.reversal import PeriodClosed
from recoup.ledger.queries import LockedItem
from recoup.plumbing.audit import operations as audit

_HELD = """
SELECT i.id, i.customer_id, i.currency
FROM ledger_item AS i
WHERE i.amount_open <> 0 AND NOT i.is_reversed
  AND i.id IN (SELECT %(receipt)s UNION ALL SELECT item_id FROM cash_receiptpart WHERE receipt_id = %(receipt)s)
ORDER BY i.amount_open, i.id
"""


class NothingLeft(DomainError):
    """All money of the receipt is used."""

    text = N_("Nothing of this receipt is left.")


@dataclass(frozen=True, slots=True)
class Bench:
    """A receipt on the bench: its money, the most first, and how all items concerned stand, under locks."""

    receipt: Receipt
    held: tuple[Money, ...]
    items: dict[int, LockedItem]
    days: PostingDays

    @property
    def money(self) -> Money:
        """Where most of the money stands."""
        return self.held[0]


def bench_of(receipt: Receipt, item_ids: Iterable[int], *, on: date, actor: Actor) -> Bench:
    """Return a receipt with its money, and lock it together with `item_ids`.

    :raises NothingLeft: nothing of it is left
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"receipt": receipt.pk})
        rows = cursor.fetchall()
    items = dict(ledger.locked_items(item_ids=[*item_ids, *(item_id for item_id, *_ in rows)]))
    held = [
        Money(
            *(receipt.pk, item_id, receipt.entity_id, customer_id, currency),
            *(-items[item_id].amount_open, items[item_id].applies_from),
        )
        for item_id, customer_id, currency in rows
        if item_id in items and items[item_id].amount_open < 0
    ]
    if not held:
        raise NothingLeft
    held.sort(key=lambda money: (-money.left, money.item_id))
    days = posting_days(entity_id=receipt.entity_id, on=on, actor=actor)
    return Bench(receipt, tuple(held), items, days)


def fingerprint(bench: Bench) -> str:
    """Return what an approval about a receipt is given for: it no longer holds when the money has moved."""
    return " ".join(f"{money.item_id}:{money.left}" for money in bench.held)


def receipt_fingerprint(*, receipt_id: int, on: date) -> str:
    """Return the fingerprint of a receipt as it is now; empty when nothing of it is left.

    :raises NotFound: there is no such receipt
    """
    program = Actor.program("approvals")
    try:
        return fingerprint(bench_of(require_receipt(receipt_id, program), (), on=on, actor=program))
    except NothingLeft:
        return ""


def post_one(bench: Bench, plan: Plan, *, action: str, actor: Actor, now: datetime) -> Applied:
    """Post one plan, keep its deed, forget the proposals, and return what it did.

    :raises PeriodClosed: it would count in a closed period
    :raises LedgerRefuses: the ledger refuses one of its entries
    """
    ((deed_id, _, postings),) = work = [
        (deed_id, plan, Planner(plan, bench.items, bench.days, deed_id).postings())
        for deed_id in posting.deed_ids(1)
    ]
    for day in postings.days:
        if not bench.days.is_open(day):
            raise PeriodClosed(effective_date=day)
    posting.post(work, actor=actor, now=now, reason=plan.reason)
    settle([bench.receipt.pk], now=now)
    used = posting.used(plan)
    audit.record(
        action,
        subject_kind="cash.receipt",
        subject_id=bench.receipt.pk,
        entity_id=bench.receipt.entity_id,
        actor=actor,
        at=now,
        after={
            "deed": deed_id,
            "amount": str(used),
            "items": [share.item_id for share in plan.shares],
            "reason": plan.reason,
        },
    )
    currency = plan.money.currency
    return Applied(deed_id, kernel.Money(used, currency), kernel.Money(plan.money.left - used, currency))


def settle(receipt_ids: Sequence[int], *, now: datetime) -> None:
    """Forget what the last run proposed for receipts that moved since."""
    Proposal.objects.filter(receipt_id__in=receipt_ids).delete()
    Receipt.objects.filter(pk__in=receipt_ids).update(
        verdict="", score=None, refusal_code="", refusal=None, matched_at=now
    )
