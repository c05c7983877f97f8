"""The money of receipts that a person works on: locked, as it stands now; and the acts of posting it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from recoup.cash.models import Proposal, Receipt
from recoup.cash.operations.application import posting_days
from recoup.cash.operations.desk.claims import require_receipt
from recoup.cash.operations.matching import posting
from recoup.cash.operations.matching.plans import Money, Plan, Planner, PostingDays, Postings
from recoup.cash.types import Applied
from recoup.kernel import money as kernel
from recoup.kernel.actor import Actor
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_
from recoup.ledger import queries as ledger
from recoup.ledger.operations.reversal import PeriodClosed
from recoup.ledger.queries import LockedItem
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed

_HELD = """
SELECT money.receipt_id, i.id, i.customer_id, i.currency
FROM (
    SELECT id AS receipt_id, id AS item_id FROM unnest(%(receipts)s::bigint[]) AS own(id)
    UNION ALL
    SELECT receipt_id, item_id FROM cash_receiptpart WHERE receipt_id = ANY(%(receipts)s)
) AS money JOIN ledger_item AS i ON i.id = money.item_id
WHERE i.amount_open <> 0 AND NOT i.is_reversed
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


@dataclass(frozen=True, slots=True)
class Act:
    """A plan that may be posted: the receipt's bench, the id of the deed, and its entries."""

    bench: Bench
    deed_id: int
    plan: Plan
    postings: Postings


def benches_of(
    receipts: Sequence[Receipt], item_ids: Iterable[int], *, on: date, actor: Actor
) -> dict[int, Bench]:
    """Return receipts by their id with their money, and lock all together with `item_ids`.

    A receipt of which nothing is left is not among them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HELD, {"receipts": [receipt.pk for receipt in receipts]})
        rows = cursor.fetchall()
    items = dict(ledger.locked_items(item_ids=[*item_ids, *(item_id for _, item_id, *_ in rows)]))
    entities = {receipt.pk: receipt.entity_id for receipt in receipts}
    held: defaultdict[int, list[Money]] = defaultdict(list)
    for receipt_id, item_id, customer_id, currency in rows:
        item = items.get(item_id)
        if item is not None and item.amount_open < 0:
            where = (receipt_id, item_id, entities[receipt_id], customer_id, currency)
            held[receipt_id].append(Money(*where, -item.amount_open, item.applies_from))
    days = {
        entity_id: posting_days(entity_id=entity_id, on=on, actor=actor)
        for entity_id in set(entities.values())
    }
    return {
        receipt.pk: Bench(
            receipt,
            tuple(sorted(held[receipt.pk], key=lambda money: (-money.left, money.item_id))),
            items,
            days[receipt.entity_id],
        )
        for receipt in receipts
        if receipt.pk in held
    }


def bench_of(receipt: Receipt, item_ids: Iterable[int], *, on: date, actor: Actor) -> Bench:
    """Return a receipt with its money, and lock it together with `item_ids`.

    :raises NothingLeft: nothing of it is left
    """
    bench = benches_of([receipt], item_ids, on=on, actor=actor).get(receipt.pk)
    if bench is None:
        raise NothingLeft
    return bench


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


def act_of(bench: Bench, plan: Plan, deed_id: int) -> Act:
    """Return what would be posted for a plan.

    :raises PeriodClosed: it would count in a closed period
    """
    postings = Planner(plan, bench.items, bench.days, deed_id).postings()
    for day in postings.days:
        if not bench.days.is_open(day):
            raise PeriodClosed(effective_date=day)
    return Act(bench, deed_id, plan, postings)


def post_acts(
    acts: Sequence[Act], *, action: str, actor: Actor, now: datetime, reason: str = ""
) -> list[Applied]:
    """Post plans of different receipts, keep their deeds, forget the proposals, and return what each did.

    :raises LedgerRefuses: the ledger refuses one of the entries; nothing is posted
    """
    work = [(act.deed_id, act.plan, act.postings) for act in acts]
    posting.post(work, actor=actor, now=now, reason=reason)
    settle([act.bench.receipt.pk for act in acts], now=now)
    audit.record_many(action, subject_kind="cash.receipt", deeds=map(_audited, acts), actor=actor, at=now)
    return [_applied(act) for act in acts]


def post_one(bench: Bench, plan: Plan, *, action: str, actor: Actor, now: datetime) -> Applied:
    """Post one plan: see `act_of` and `post_acts`."""
    [deed_id] = posting.deed_ids(1)
    act = act_of(bench, plan, deed_id)
    [done] = post_acts([act], action=action, actor=actor, now=now, reason=plan.reason)
    return done


def _audited(act: Act) -> Deed:
    plan, receipt = act.plan, act.bench.receipt
    after = {
        "deed": act.deed_id,
        "amount": str(posting.used(plan)),
        "items": [share.item_id for share in plan.shares],
        "reason": plan.reason,
    }
    return Deed(receipt.pk, receipt.entity_id, after=after)


def _applied(act: Act) -> Applied:
    money, used = act.plan.money, posting.used(act.plan)
    return Applied(
        act.deed_id, kernel.Money(used, money.currency), kernel.Money(money.left - used, money.currency)
    )


def settle(receipt_ids: Sequence[int], *, now: datetime) -> None:
    """Forget what the last run proposed for receipts that moved since."""
    Proposal.objects.filter(receipt_id__in=receipt_ids).delete()
    Receipt.objects.filter(pk__in=receipt_ids).update(
        verdict="", score=None, refusal_code="", refusal=None, matched_at=now
    )
