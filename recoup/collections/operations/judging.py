"""Judging promises by the money that came: after cash moved, and every day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from recoup.collections import permissions
from recoup.collections.acting import customers_to_act_on, lock_promises
from recoup.collections.events import PromiseBroken, PromiseKept
from recoup.collections.models import FollowUp, Promise, PromiseChange, PromiseItem, Worklist
from recoup.collections.types import FollowUpKind, JudgedPromises
from recoup.engines.promises import ItemPayment, Judgement, MadePromise, PromiseState, judge
from recoup.kernel.actor import Actor
from recoup.kernel.money import Money
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import HoldReason
from recoup.parties import queries as parties
from recoup.plumbing import facts
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.team import queries as team

_RUNNING = [state.value for state in PromiseState if state.is_running]
# So long a promise that is over is looked at every day: statements come late, and are corrected.
_DAYS_LOOKED_BACK = 60


@dataclass(frozen=True, slots=True)
class _Turn:
    """A promise that became something else."""

    row: Promise
    was: PromiseState
    judgement: Judgement
    on: date

    @property
    def is_newly(self) -> PromiseState | None:
        """What it became, where the state itself changed."""
        return self.judgement.state if self.judgement.state is not self.was else None


@transaction.atomic
def judge_promises(
    *, customer_ids: Collection[int], on: date | None, actor: Actor, now: datetime
) -> JudgedPromises:
    """Judge the promises of these customers by the money that came for their items, and keep what changed.

    `on` is the day up to which time has passed. None means that only money moved: time stands where the daily run,
    or the last judging, left it. Items of promises that are over are chased again; for a broken promise a call is
    put down for whoever looks after the customer.

    :raises NotFound: a customer doesn't exist for the actor
    :raises NotAllowed: the actor may not collect there
    """
    if not customer_ids:
        return JudgedPromises(0, {})
    customers_to_act_on(customer_ids=customer_ids, actor=actor)
    lock_promises(customer_ids)
    rows = list(
        Promise.objects.filter(customer_id__in=list(customer_ids))
        .select_for_update(of=("self",))
        .order_by("id")
    )
    days = _days(rows, on)
    turns = [
        _Turn(row, PromiseState(row.state), one, days[row.pk])
        for row, one in _judged(rows, days)
        if (row.state, row.amount_kept) != (one.state, one.amount_kept.amount)
    ]
    if turns:
        _keep(turns, actor, now)
        _hold(turns, actor, now)
        _follow_up(turns, actor, now)
        _tell(turns, actor, now)
    changed = Counter(turn.is_newly for turn in turns if turn.is_newly is not None)
    return JudgedPromises(len(rows), dict(changed))


def judge_promises_of_entity(*, entity_id: int, on: date, actor: Actor, now: datetime) -> JudgedPromises:
    """Judge what runs and what ended lately in an entity, as time has passed up to the day `on`; see `judge_promises`.

    :raises NotAllowed: the actor may not collect there
    """
    team.require(actor=actor, permission=permissions.WORK, entity_id=entity_id)
    alive = Q(state__in=_RUNNING) | Q(deadline__gte=on - timedelta(days=_DAYS_LOOKED_BACK))
    rows = Promise.objects.filter(alive, entity_id=entity_id, withdrawn_at=None)
    customer_ids = sorted(rows.values_list("customer_id", flat=True).distinct())
    return judge_promises(customer_ids=customer_ids, on=on, actor=actor, now=now)


def _days(rows: Sequence[Promise], on: date | None) -> dict[int, date]:
    """Return up to which day time has passed, for each promise; it never goes back."""
    if on is not None:
        return {row.pk: max(on, row.judged_on) for row in rows}
    entities = {row.entity_id for row in rows}
    made = Worklist.objects.filter(entity_id__in=entities).order_by("entity_id", "-business_date")
    reached = dict(made.distinct("entity_id").values_list("entity_id", "business_date"))
    return {row.pk: max(row.judged_on, reached.get(row.entity_id, row.judged_on)) for row in rows}


def _judged(rows: Sequence[Promise], days: Mapping[int, date]) -> list[tuple[Promise, Judgement]]:
    items: dict[int, set[int]] = defaultdict(set)
    links = PromiseItem.objects.filter(promise__in=rows).values_list("promise_id", "item_id")
    for promise_id, item_id in links:
        items[promise_id].add(item_id)
    wanted = {item_id for found in items.values() for item_id in found}
    payments: dict[int, list[ItemPayment]] = defaultdict(list)
    for payment in ledger_queries.payments_on_items(item_ids=wanted):
        payments[payment.item_id].append(ItemPayment(*payment))
    opened = ledger_queries.open_amounts(item_ids=wanted)
    by_account: dict[tuple[int, str], list[Promise]] = defaultdict(list)
    for row in rows:
        by_account[row.customer_id, row.currency].append(row)
    by_id = {row.pk: row for row in rows}
    found = []
    for account in by_account.values():
        concerned = sorted({item_id for row in account for item_id in items[row.pk]})
        for one in judge(
            promises=[_made(row, frozenset(items[row.pk])) for row in account],
            payments=[payment for item_id in concerned for payment in payments[item_id]],
            open_amounts={item_id: opened.get(item_id, Decimal(0)) for item_id in concerned},
            as_of=days,
        ):
            found.append((by_id[one.promise_id], one))
    return found


def _made(row: Promise, item_ids: frozenset[int]) -> MadePromise:
    return MadePromise(
        id=row.pk,
        item_ids=item_ids,
        amount=Money(row.amount, row.currency),
        promise_date=row.promise_date,
        deadline=row.deadline,
        made_on=row.made_on,
        made_at=row.made_at,
        tolerance=row.tolerance,
        is_withdrawn=row.withdrawn_at is not None,
    )


def _keep(turns: Sequence[_Turn], actor: Actor, now: datetime) -> None:
    for turn in turns:
        turn.row.state = turn.judgement.state
        turn.row.amount_kept = turn.judgement.amount_kept.amount
        turn.row.judged_on = turn.on
    Promise.objects.bulk_update([turn.row for turn in turns], ["state", "amount_kept", "judged_on"])
    PromiseChange.objects.bulk_create(
        PromiseChange(
            promise=turn.row,
            state=turn.row.state,
            amount_kept=turn.row.amount_kept,
            business_date=turn.on,
            at=now,
            because=turn.judgement.reason.to_json(),
            by_name=actor.name,
        )
        for turn in turns
    )


def _hold(turns: Iterable[_Turn], actor: Actor, now: datetime) -> None:
    """Let go of the items of promises that are over, and hold those of promises that run again."""
    over = [turn.row.pk for turn in turns if turn.was.is_running and not turn.judgement.state.is_running]
    again = [turn for turn in turns if not turn.was.is_running and turn.judgement.state.is_running]
    links = PromiseItem.objects.filter(promise_id__in=over, hold_id__isnull=False)
    shared = PromiseItem.objects.filter(promise__state__in=_RUNNING).exclude(promise_id__in=over)
    holds = {hold_id for hold_id in links.values_list("hold_id", flat=True) if hold_id is not None}
    holds -= set(shared.filter(hold_id__in=holds).values_list("hold_id", flat=True))
    if holds:
        ledger.lift_item_holds(hold_ids=sorted(holds), actor=actor, now=now)
    for from_date, until_date in sorted({(turn.on, turn.row.deadline) for turn in again}):
        those = [turn.row.pk for turn in again if (turn.on, turn.row.deadline) == (from_date, until_date)]
        items = sorted(
            set(PromiseItem.objects.filter(promise_id__in=those).values_list("item_id", flat=True))
        )
        placed = ledger.place_item_holds(
            item_ids=items,
            reason=HoldReason.PROMISED,
            note="",
            from_date=from_date,
            until_date=until_date + timedelta(days=1),
            actor=actor,
            now=now,
        )
        by_item = dict(zip(items, placed, strict=True))
        kept = list(PromiseItem.objects.filter(promise_id__in=those))
        for link in kept:
            link.hold_id = by_item[link.item_id]
        PromiseItem.objects.bulk_update(kept, ["hold_id"])


def _follow_up(turns: Iterable[_Turn], actor: Actor, now: datetime) -> None:
    """Put down a call for every promise newly broken; what was to be done about a promise that is over is done."""
    over = [turn.row.pk for turn in turns if not turn.judgement.state.is_running]
    waiting = FollowUp.objects.filter(promise_id__in=over, done_at=None)
    waiting.update(done_at=now, done_by_name=actor.name)
    broken = [turn for turn in turns if turn.is_newly is PromiseState.BROKEN]
    ids = {turn.row.customer_id for turn in broken}
    owners = {
        customer.id: customer.portfolio_owner_id
        for customer in parties.customers_by_id(customer_ids=ids, actor=actor).values()
    }
    FollowUp.objects.bulk_create(
        FollowUp(
            entity_id=turn.row.entity_id,
            customer_id=turn.row.customer_id,
            kind=FollowUpKind.CALL,
            due_date=turn.on,
            person_id=owners.get(turn.row.customer_id) or turn.row.taken_by_id,
            because=turn.judgement.reason.to_json(),
            promise=turn.row,
            made_by_name=actor.name,
            made_at=now,
        )
        for turn in broken
    )


def _tell(turns: Sequence[_Turn], actor: Actor, now: datetime) -> None:
    audit.record_many(
        "collections.promise.judged",
        subject_kind="customer",
        deeds=[
            Deed(
                turn.row.customer_id,
                turn.row.entity_id,
                {"state": turn.was.value},
                {"promise": turn.row.pk, "state": turn.row.state, "because": turn.judgement.reason},
            )
            for turn in turns
        ],
        actor=actor,
        at=now,
    )
    settled = (PromiseState.BROKEN, PromiseState.KEPT)
    facts.publish((_fact(turn) for turn in turns if turn.is_newly in settled), at=now)


def _fact(turn: _Turn) -> object:
    row, one = turn.row, turn.judgement
    if one.state is PromiseState.KEPT:
        return PromiseKept(row.pk, row.entity_id, row.customer_id, turn.on)
    missing = one.amount_due - one.amount_kept
    return PromiseBroken(row.pk, row.entity_id, row.customer_id, missing, row.promise_date, turn.on)
