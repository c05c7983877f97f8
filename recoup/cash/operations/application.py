"""Apply receipts: the matching decides, what is beyond doubt is posted, the rest is proposed with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from recoup.cash import permissions
from recoup.cash.operations.matching import posting
from recoup.cash.operations.matching.advised import advised
from recoup.cash.operations.matching.books import Books
from recoup.cash.operations.matching.facts import Case, cases_of, undone_of
from recoup.cash.operations.matching.keeping import is_applied, keep_outcomes
from recoup.cash.operations.matching.meeting import attach_waiting
from recoup.cash.operations.matching.outcomes import Court, Outcome, items_of
from recoup.cash.operations.matching.plans import PostingDays
from recoup.cash.operations.matching.rules import CashRules, rules_of
from recoup.cash.operations.matching.virtual_accounts import with_virtual_accounts
from recoup.cash.types import AppliedReceipts, RefusedReceipt
from recoup.kernel.actor import Actor
from recoup.kernel.batches import in_batches, no_search_for_circles
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

NOTHING = AppliedReceipts(0, 0, (), ())
_BATCH = 25_000
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('cash.apply'), %s)"


@transaction.atomic
def apply_receipts(*, entity_id: int, on: date, actor: Actor, now: datetime) -> AppliedReceipts:
    """Apply the entity's receipts dated up to `on` that the matching is sure of; propose for the rest, and say why.

    A receipt in suspense whose payer is beyond doubt becomes that customer's, also when nothing can be applied. What
    is refused keeps its reason, and its proposals, until the next try. An application counts from the day the money
    came or the item was issued, whichever is later; if that day is closed, from `on`. Two runs in one entity wait for
    each other; a run that dies has done nothing.

    :raises NotAllowed: the actor may not apply cash in the entity
    """
    team.require(actor=actor, permission=permissions.APPLY, entity_id=entity_id)
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [entity_id])
    attach_waiting(entity_id=entity_id, on=on, actor=actor, now=now)
    cases = open_cases(entity_id=entity_id, on=on)
    if not cases:
        return NOTHING
    entity = team.get_entity(entity_id=entity_id, actor=actor)
    rules = rules_of(entity=entity, on=on)
    books = Books(entity_id=entity_id, currency=entity.currency, on=on, now=now, rules=rules)
    days = posting_days(entity_id=entity_id, on=on, actor=actor)
    result = NOTHING
    for batch in in_batches(cases, _BATCH):
        with no_search_for_circles():
            result = total(result, _apply(batch, books, rules, days, actor=actor, now=now))
    if result.applied or result.identified:
        _audit(result, entity_id=entity_id, on=on, actor=actor, now=now)
    return result


def open_cases(*, entity_id: int, on: date, item_ids: Collection[int] | None = None) -> list[Case]:
    """Return the entity's receipts with money left, dated up to `on`, with all that is known of them.

    `item_ids` narrows them to those whose money stands as one of these items.
    """
    money = list(ledger.open_receipts(entity_id=entity_id, until=on, item_ids=item_ids))
    cases = cases_of(money, entity_id=entity_id, advices=advised([one.item_id for one in money]))
    return with_virtual_accounts(cases, entity_id=entity_id)


def posting_days(*, entity_id: int, on: date, actor: Actor) -> PostingDays:
    """Return on which days something may count in an entity."""
    periods = ledger.closed_periods(actor=actor)
    closed = [(period.first_date, period.last_date) for period in periods if period.entity_id == entity_id]
    return PostingDays(on=on, closed=closed)


def _apply(
    cases: Sequence[Case], books: Books, rules: CashRules, days: PostingDays, *, actor: Actor, now: datetime
) -> AppliedReceipts:
    """Decide on a batch, post what is sure under the locks of all items concerned, and keep the rest."""
    decisions, seen = books.decide([case.facts for case in cases])
    items = ledger.locked_items(item_ids=items_of(cases, decisions))
    court = Court(seen=seen, rules=rules, undone=undone_of(cases), items=items, days=days)
    outcomes = [court.outcome(case, decision) for case, decision in zip(cases, decisions, strict=True)]
    plans = [outcome.plan for outcome in outcomes if outcome.plan is not None]
    done = posting.post(posting.planned(plans, items, days), actor=actor, now=now)
    moved = {
        one.plan.money.item_id: item_id
        for one in done
        if not one.plan.shares
        for item_id in one.moved.values()
    }
    keep_outcomes(outcomes, seen, moved, now=now)
    return _summary(outcomes, moved, identified=sum(1 for one in done if one.moved))


def _summary(outcomes: Sequence[Outcome], moved: dict[int, int], *, identified: int) -> AppliedReceipts:
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    refused = []
    for outcome in outcomes:
        if outcome.plan is not None and is_applied(outcome):
            amounts[outcome.plan.money.currency] += outcome.plan.paid
        elif outcome.code is not None and outcome.refusal is not None:
            item_id = outcome.case.money.item_id
            refused.append(RefusedReceipt(moved.get(item_id, item_id), outcome.code, outcome.refusal))
    return AppliedReceipts(
        applied=sum(map(is_applied, outcomes)),
        identified=identified,
        refused=tuple(refused),
        totals=tuple(Money(amount, currency) for currency, amount in sorted(amounts.items())),
    )


def total(one: AppliedReceipts, other: AppliedReceipts) -> AppliedReceipts:
    """Return the two results as one."""
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for money in (*one.totals, *other.totals):
        amounts[money.currency] += money.amount
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
