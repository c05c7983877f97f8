"""Taking promises, and withdrawing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from recoup.collections.acting import customers_to_act_on, lock_promises
from recoup.collections.events import PromiseMade
from recoup.collections.models import Promise, PromiseChange, PromiseItem
from recoup.collections.operations.judging import judge_promises
from recoup.collections.rules import PROMISES, promise_rules
from recoup.collections.types import NewPromise
from recoup.engines.promises import Ask, PromiseRules, PromiseState, refusal
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import calendar_for
from recoup.kernel.errors import DomainError, NotFound
from recoup.kernel.money import Money, total
from recoup.kernel.sentences import N_, Sentence, Value
from recoup.ledger import operations as ledger
from recoup.ledger import queries as ledger_queries
from recoup.ledger.types import HoldReason, ItemKind, ItemLine
from recoup.parties.types import CustomerRecord
from recoup.plumbing import facts
from recoup.plumbing.audit import operations as audit
from recoup.plumbing.audit.types import Deed
from recoup.rulebook import queries as rulebook
from recoup.team import queries as team

_RUNNING = [state.value for state in PromiseState if state.is_running]


class CannotPromise(DomainError):
    """The promise can't be taken; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        Exception.__init__(self, sentence.text)
        self.sentence = sentence


class PromiseIsOver(DomainError):
    """A promise that is kept, broken or withdrawn can't be withdrawn."""

    text = N_("This promise is over: it was kept, broken or withdrawn before.")


class ReasonMissing(DomainError):
    """A withdrawal needs a reason."""

    text = N_("Write down why the promise is withdrawn.")


@dataclass(frozen=True, slots=True)
class _Terms:
    """By what a promise is taken: the rules, their version, and its last day."""

    rules: PromiseRules
    version_id: int | None
    deadline: date


@transaction.atomic
def take_promises(
    *, promises: Sequence[NewPromise], on: date, actor: Actor, now: datetime, activity_id: int | None = None
) -> tuple[int, ...]:
    """Take promises on the day `on`, in order, and return their ids; their items are left alone while they run.

    Amounts are in the items' currency. `activity_id` is the contact in which they were made.

    :raises NotFound: a customer or an item doesn't exist for the actor, or the item is another customer's
    :raises NotAllowed: the actor may not collect there, or may not hold items
    :raises CannotPromise: the amount, the day or the items don't allow it, or the items are promised already
    """
    customers = customers_to_act_on(customer_ids={new.customer_id for new in promises}, actor=actor)
    lock_promises(customers)
    items = _items(promises, actor)
    terms = _terms(promises, customers, on, actor)
    _check(promises, items, terms, on)
    rows = [
        _row(new, customers[new.customer_id], one, on, actor, now, activity_id)
        for new, one in zip(promises, terms, strict=True)
    ]
    Promise.objects.bulk_create(rows)
    _hold(rows, promises, items, on=on, actor=actor, now=now)
    PromiseChange.objects.bulk_create([_first_change(row, actor) for row in rows])
    audit.record_many(
        "collections.promise.made",
        subject_kind="customer",
        deeds=[Deed(row.customer_id, row.entity_id, None, _told(row)) for row in rows],
        actor=actor,
        at=now,
    )
    made = (
        PromiseMade(
            *(row.pk, row.entity_id, row.customer_id),
            *(Money(row.amount, row.currency), row.promise_date, on),
        )
        for row in rows
    )
    facts.publish(made, at=now)
    return tuple(row.pk for row in rows)


@transaction.atomic
def withdraw_promise(*, promise_id: int, reason: str, on: date, actor: Actor, now: datetime) -> None:
    """Withdraw a promise that still runs: its items are chased again.

    :raises NotFound: there is no such promise for the actor
    :raises NotAllowed: the actor may not collect there
    :raises ReasonMissing: no reason is given
    :raises PromiseIsOver: it doesn't run any more
    """
    if not reason.strip():
        raise ReasonMissing
    found = Promise.objects.filter(pk=promise_id).values_list("customer_id", flat=True).first()
    if found is None:
        raise NotFound
    customers_to_act_on(customer_ids={found}, actor=actor)
    lock_promises([found])
    row = Promise.objects.select_for_update(of=("self",)).get(pk=promise_id)
    if not PromiseState(row.state).is_running:
        raise PromiseIsOver
    row.withdrawn_at, row.withdrawn_by_name, row.withdrawn_reason = now, actor.name, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])
    audit.record(
        "collections.promise.withdrawn",
        subject_kind="customer",
        subject_id=row.customer_id,
        entity_id=row.entity_id,
        actor=actor,
        at=now,
        after={**_told(row), "note": row.withdrawn_reason},
    )
    judge_promises(customer_ids=[row.customer_id], on=on, actor=actor, now=now)


def _items(promises: Iterable[NewPromise], actor: Actor) -> Mapping[int, ItemLine]:
    """Return the items of the promises; each must be its customer's."""
    wanted = {item_id for new in promises for item_id in new.item_ids}
    items = ledger_queries.items_by_id(item_ids=wanted, actor=actor)
    for new in promises:
        if not new.item_ids:
            raise CannotPromise(Sentence(N_("Say for which items it is promised.")))
        if any(
            item_id not in items or items[item_id].customer_id != new.customer_id for item_id in new.item_ids
        ):
            raise NotFound
        if any(items[item_id].kind is ItemKind.CHEQUE for item_id in new.item_ids):
            raise CannotPromise(
                Sentence(N_("A cheque is a promise already; nothing more can be promised for it."))
            )
        if {items[item_id].amount.currency for item_id in new.item_ids} != {new.amount.currency}:
            raise CannotPromise(
                Sentence(N_("All items of a promise must be in the currency of the promise."))
            )
    return items


def _terms(
    promises: Sequence[NewPromise], customers: Mapping[int, CustomerRecord], on: date, actor: Actor
) -> list[_Terms]:
    entity_ids = {customer.entity_id for customer in customers.values()}
    in_force = rulebook.rules_in_force(
        kinds=[PROMISES], on=on, entity_ids=entity_ids, customer_ids=list(customers)
    )
    countries = {entity.id: entity.country for entity in team.entities(actor=actor)}
    found = []
    for new in promises:
        entity_id = customers[new.customer_id].entity_id
        resolved = in_force.resolve(PROMISES, entity_id=entity_id, customer_id=new.customer_id)
        rules = promise_rules(resolved.value, new.amount.currency)
        calendar = calendar_for(countries[entity_id])
        # A day that can't be promised is refused below; asking the calendar for it would be in vain.
        is_sensible = on <= new.promise_date <= on + timedelta(days=rules.days_ahead_max)
        deadline = rules.deadline(new.promise_date, calendar) if is_sensible else new.promise_date
        found.append(_Terms(rules, resolved.version_id, deadline))
    return found


def _check(
    promises: Sequence[NewPromise], items: Mapping[int, ItemLine], terms: Sequence[_Terms], on: date
) -> None:
    """Refuse what can't be promised; each promise counts what was promised before it for the same items."""
    running = _running(items)
    for new, one in zip(promises, terms, strict=True):
        currency, wanted = new.amount.currency, frozenset(new.item_ids)
        opened = total((items[item_id].amount_open for item_id in wanted), currency=currency)
        promised = total((amount for its, amount in running if its & wanted), currency=currency)
        why_not = refusal(Ask(new.amount, new.promise_date, opened, promised), on=on, rules=one.rules)
        if why_not is not None:
            raise CannotPromise(why_not)
        running.append((wanted, new.amount))


def _running(item_ids: Collection[int]) -> list[tuple[frozenset[int], Money]]:
    """Return the items and the missing amount of each promise that runs and is for one of these items."""
    held = PromiseItem.objects.filter(promise__items__item_id__in=list(item_ids), promise__state__in=_RUNNING)
    by_promise: dict[int, set[int]] = defaultdict(set)
    missing: dict[int, Money] = {}
    for row in held.select_related("promise").distinct():
        by_promise[row.promise_id].add(row.item_id)
        promise = row.promise
        missing[row.promise_id] = Money(promise.amount - promise.amount_kept, promise.currency)
    return [(frozenset(found), missing[promise_id]) for promise_id, found in by_promise.items()]


def _row(
    new: NewPromise,
    customer: CustomerRecord,
    terms: _Terms,
    on: date,
    actor: Actor,
    now: datetime,
    activity_id: int | None,
) -> Promise:
    return Promise(
        entity_id=customer.entity_id,
        customer_id=new.customer_id,
        activity_id=activity_id,
        currency=new.amount.currency,
        amount=new.amount.amount,
        promise_date=new.promise_date,
        deadline=terms.deadline,
        tolerance=terms.rules.may_be_missing(new.amount),
        rule_version_id=terms.version_id,
        method=new.method,
        contact_id=new.contact_id,
        promised_by=new.promised_by,
        note=new.note,
        made_on=on,
        made_at=now,
        taken_by_id=None if actor.is_program else actor.id,
        taken_by_name=actor.name,
        state=PromiseState.OPEN,
        judged_on=on,
    )


def _hold(
    rows: Sequence[Promise],
    promises: Sequence[NewPromise],
    items: Mapping[int, ItemLine],
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """Hold the items of each promise until its last day has passed: one hold for all of one deadline."""
    kept: list[PromiseItem] = []
    for row, new in zip(rows, promises, strict=True):
        kept += [
            PromiseItem(promise=row, item_id=item_id, amount_open=items[item_id].amount_open.amount)
            for item_id in sorted(set(new.item_ids))
        ]
    for deadline in sorted({row.deadline for row in rows}):
        due = [each for each in kept if each.promise.deadline == deadline]
        holds = ledger.place_item_holds(
            item_ids=[each.item_id for each in due],
            reason=HoldReason.PROMISED,
            note="",
            from_date=on,
            until_date=deadline + timedelta(days=1),
            actor=actor,
            now=now,
        )
        by_item = dict(zip(sorted({each.item_id for each in due}), holds, strict=True))
        for each in due:
            each.hold_id = by_item[each.item_id]
    PromiseItem.objects.bulk_create(kept)


def _first_change(row: Promise, actor: Actor) -> PromiseChange:
    values: dict[str, Value] = {"amount": Money(row.amount, row.currency), "date": row.promise_date}
    return PromiseChange(
        promise=row,
        state=row.state,
        amount_kept=0,
        business_date=row.made_on,
        at=row.made_at,
        because=Sentence(N_("{amount} is promised for {date}."), values).to_json(),
        by_name=actor.name,
    )


def _told(row: Promise) -> dict[str, object]:
    return {
        "promise": row.pk,
        "amount": Money(row.amount, row.currency),
        "promise_date": row.promise_date,
        "deadline": row.deadline,
        "name": row.promised_by,
    }
