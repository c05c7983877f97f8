"""Apply receipts to the items that their texts name exactly; refuse on any doubt and say why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from recoup.cash import permissions
from recoup.cash.models import Receipt
from recoup.cash.operations.judgment import SOURCE, Case, PostingDays, Verdict, judge
from recoup.cash.types import AppliedReceipts
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.operations import NewIdentification
from recoup.ledger.queries import OpenReceipt
from recoup.ledger.types import NewAllocation
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.db.copy import copy_rows
from recoup.team import queries as team

NOTHING = AppliedReceipts(0, 0, (), ())
_BATCH = 25_000

_EVIDENCE = """
SELECT money.item_id, r.item_id, r.text, r.pays_item_number
FROM unnest(%(items)s::bigint[]) AS money(item_id)
JOIN cash_receipt AS r ON r.item_id = money.item_id
UNION ALL
SELECT money.item_id, r.item_id, r.text, r.pays_item_number
FROM unnest(%(items)s::bigint[]) AS money(item_id)
JOIN cash_receipt AS r ON r.identified_item_id = money.item_id
"""

_STAGE = """
DROP TABLE IF EXISTS pg_temp.staged_outcome;
CREATE TEMPORARY TABLE staged_outcome (
    item_id bigint NOT NULL, identified_item_id bigint, refusal_code text NOT NULL, refusal jsonb,
    matched_at timestamptz
) ON COMMIT DROP
"""

_STAGED_COLUMNS = ("item_id", "identified_item_id", "refusal_code", "refusal", "matched_at")

_REMEMBER = """
UPDATE cash_receipt AS r
SET identified_item_id = coalesce(s.identified_item_id, r.identified_item_id),
    refusal_code = s.refusal_code, refusal = s.refusal, matched_at = coalesce(s.matched_at, r.matched_at)
FROM staged_outcome AS s
WHERE r.item_id = s.item_id AND (r.refusal_code, r.refusal) IS DISTINCT FROM (s.refusal_code, s.refusal)
   OR r.item_id = s.item_id AND (s.identified_item_id IS NOT NULL OR s.matched_at IS NOT NULL)
"""


@transaction.atomic
def apply_receipts(*, entity_id: int, on: date, actor: Actor, now: datetime) -> AppliedReceipts:
    """Apply the entity's receipts dated up to `on` that name open items exactly and fit their amounts.

    A receipt in suspense whose text names one customer's items beyond doubt becomes that customer's, also when its
    amount doesn't fit. Whatever is refused keeps its reason until the next try. An application counts from the day
    the money came or the item was issued, whichever is later; if that day is closed, from `on`.

    :raises NotAllowed: the actor may not apply cash in the entity
    """
    team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    receipts = ledger_queries.open_receipts(entity_id=entity_id, until=on)
    return _apply(receipts, entity_id=entity_id, on=on, actor=actor, now=now)


def apply_named(
    *, item_ids: Collection[int], entity_ids: Iterable[int], on: date, actor: Actor, now: datetime
) -> AppliedReceipts:
    """Apply those of the receipts `item_ids` whose sender named the item to pay outright; see `apply_receipts`."""
    wanted = Receipt.objects.filter(item_id__in=item_ids).exclude(pays_item_number="")
    named = set(wanted.values_list("item_id", flat=True))
    result = NOTHING
    for entity_id in entity_ids if named else ():
        receipts = ledger_queries.open_receipts(entity_id=entity_id, until=on)
        own = (money for money in receipts if money.item_id in named)
        result = _sum(result, _apply(own, entity_id=entity_id, on=on, actor=actor, now=now))
    return result


def _apply(
    receipts: Iterable[OpenReceipt], *, entity_id: int, on: date, actor: Actor, now: datetime
) -> AppliedReceipts:
    periods = ledger_queries.closed_periods(actor=actor)
    closed = [(period.first_date, period.last_date) for period in periods if period.entity_id == entity_id]
    days = PostingDays(on=on, closed=closed)
    result = NOTHING
    for batch in in_batches(receipts, _BATCH):
        verdicts = judge(_cases(batch), entity_id=entity_id, days=days)
        moved = _identify(verdicts, actor=actor, now=now)
        _allocate(verdicts, moved, actor=actor, now=now)
        _remember(verdicts, moved, now=now)
        result = _sum(result, _summary(verdicts, moved))
    if result.applied or result.identified:
        _audit(result, entity_id=entity_id, on=on, actor=actor, now=now)
    return result


def _cases(batch: Sequence[OpenReceipt]) -> list[Case]:
    """Return the receipts with their evidence, oldest first; one that came with none can't be judged."""
    with connection.cursor() as cursor:
        cursor.execute(_EVIDENCE, {"items": [money.item_id for money in batch]})
        evidence = {item_id: (receipt_id, text, number) for item_id, receipt_id, text, number in cursor}
    cases = []
    for money in batch:
        if money.item_id in evidence:
            receipt_id, text, number = evidence[money.item_id]
            cases.append(Case.of(receipt_id, money, text=text, number=number))
    return cases


def _identify(verdicts: Iterable[Verdict], *, actor: Actor, now: datetime) -> Mapping[int, int]:
    """Take receipts out of suspense and return the customers' new items by those that they leave."""
    found = [
        NewIdentification(
            verdict.case.money.item_id, verdict.payer, verdict.payer_date, verdict.case.reference_of_payer
        )
        for verdict in verdicts
        if verdict.payer is not None
    ]
    if not found:
        return {}
    identified = ledger.identify_payers(identifications=found, source=SOURCE, actor=actor, now=now)
    assert len(identified.moved) == len(found), "the ledger refuses what was judged under its locks"
    return identified.moved


def _allocate(verdicts: Iterable[Verdict], moved: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    allocations = [
        NewAllocation(
            moved.get(verdict.case.money.item_id, verdict.case.money.item_id),
            payment.item_id,
            payment.amount,
            payment.effective_date,
            verdict.case.reference_to(payment.item_id),
        )
        for verdict in verdicts
        for payment in verdict.payments
    ]
    if allocations:
        posted = ledger.allocate(allocations=allocations, source=SOURCE, actor=actor, now=now)
        assert posted.posted == len(allocations), "the ledger refuses what was judged under its locks"


def _remember(verdicts: Iterable[Verdict], moved: Mapping[int, int], *, now: datetime) -> None:
    """Keep beside each receipt what became of it."""
    rows = (
        (
            verdict.case.receipt_id,
            moved.get(verdict.case.money.item_id),
            verdict.refused.code if verdict.refused else "",
            Jsonb(verdict.refused.sentence.to_json()) if verdict.refused else None,
            now if verdict.payments else None,
        )
        for verdict in verdicts
    )
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        copy_rows(cursor, "staged_outcome", _STAGED_COLUMNS, rows)
        cursor.execute("ANALYZE staged_outcome")
        cursor.execute(_REMEMBER)


def _summary(verdicts: Sequence[Verdict], moved: Mapping[int, int]) -> AppliedReceipts:
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for verdict in verdicts:
        for payment in verdict.payments:
            amounts[verdict.case.money.currency] += payment.amount
    return AppliedReceipts(
        applied=sum(1 for verdict in verdicts if verdict.payments),
        identified=len(moved),
        refused=tuple(
            verdict.refused._replace(item_id=moved.get(verdict.refused.item_id, verdict.refused.item_id))
            for verdict in verdicts
            if verdict.refused
        ),
        totals=tuple(Money(amount, currency) for currency, amount in sorted(amounts.items())),
    )


def _sum(one: AppliedReceipts, other: AppliedReceipts) -> AppliedReceipts:
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for total in (*one.totals, *other.totals):
        amounts[total.currency] += total.amount
    return AppliedReceipts(
        applied=one.applied + other.applied,
        identified=one.identified + other.identified,
        refused=one.refused + other.refused,
        totals=tuple(Money(amount, currency) for currency, amount in sorted(amounts.items())),
    )


def _audit(result: AppliedReceipts, *, entity_id: int, on: date, actor: Actor, now: datetime) -> None:
    audit.record(
        "cash.receipts.applied",
        subject_kind="team.entity",
        subject_id=entity_id,
        entity_id=entity_id,
        actor=actor,
        at=now,
        after={
            "on": on,
            "applied": result.applied,
            "identified": result.identified,
            "refused": len(result.refused),
            "totals": result.totals,
        },
    )
