"""The collectors of the demonstration at work: calls through the door, promises, plans, offers, a question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from recoup.collections import operations as collections
from recoup.collections import queries as collections_queries
from recoup.collections.types import (
    Ability,
    CallResult,
    DelayReason,
    Direction,
    FollowUpKind,
    IncidentKind,
    NewActivity,
    NewFollowUp,
    NewIncident,
    NewOffer,
    NewPlan,
    NewPromise,
    OfferKind,
    Outcome,
    Willingness,
    WorklistEntry,
)
from recoup.correspondence import operations as correspondence
from recoup.correspondence.types import ContactRequest
from recoup.engines.plans import Rhythm
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.errors import DomainError
from recoup.ledger import queries as ledger
from recoup.ledger.types import ItemLine
from recoup.ops.demo.companies import Company
from recoup.parties import queries as parties
from recoup.parties.queries.mailing import Mailing, mailing_of
from recoup.workflows import approvals

_CALLS = 4
_LISTED = 40
_ANSWERS = (Outcome.REACHED, Outcome.NOT_REACHED, Outcome.LEFT_WORD)
_WEIGHTS = (6, 3, 1)


Wish = Callable[["Caller", WorklistEntry, date, datetime], None]


@dataclass(frozen=True, slots=True)
class Caller:
    """A collector of one company, with the manager who decides."""

    entity_id: int
    company: Company
    collector: Actor
    manager: Actor


def call_customers(callers: Sequence[Caller], day: date, now: datetime, random: Random) -> None:
    """Let each collector call some of those who stand highest on the day's worklist."""
    for caller in callers:
        for entry, mailing in _to_call(caller, day, random):
            _call(caller, entry, mailing, day, now, random)


def agree(callers: Sequence[Caller], day: date, now: datetime) -> None:
    """Let each collector offer ways out: a plan that runs, one that waits for the manager, an offer, a question."""
    for caller in callers:
        listed = _listed(caller, day)[:_LISTED]
        wishes: tuple[Wish, ...] = (_plan_that_runs, _plan_that_waits, _offer, _question, _incident)
        entries = iter(entry for entry in listed if entry.days_overdue_max > 20)
        for wish in wishes:
            _first_that_works(wish, caller, entries, day, now)


def _listed(caller: Caller, day: date) -> tuple[WorklistEntry, ...]:
    page = collections_queries.worklist(
        business_date=day, actor=caller.collector, entity_ids=[caller.entity_id], size=_LISTED
    )
    return page.entries


def _to_call(caller: Caller, day: date, random: Random) -> Iterator[tuple[WorklistEntry, Mailing]]:
    """Yield whom to call: of those with a number, some."""
    listed = _listed(caller, day)
    mailings = mailing_of(customer_ids=[entry.customer_id for entry in listed])
    known = [
        (entry, mailing)
        for entry in listed
        if (mailing := mailings.get(entry.customer_id, Mailing())).phone and mailing.contact_id
    ]
    yield from random.sample(known, min(_CALLS, len(known)))


def _call(
    caller: Caller, entry: WorklistEntry, mailing: Mailing, day: date, now: datetime, random: Random
) -> None:
    request = ContactRequest(
        key="call",
        entity_id=caller.entity_id,
        customer_id=entry.customer_id,
        channel=Channel.CALL,
        purpose=Purpose.REMINDER,
        contact_id=mailing.contact_id,
        address=mailing.phone,
        currency=entry.amount_open.currency,
    )
    passed = correspondence.pass_door(requests=[request], at=now, actor=caller.collector)["call"]
    if passed.passage_id is None:
        return
    (outcome,) = random.choices(_ANSWERS, _WEIGHTS)
    activity = NewActivity(
        key=UUID(int=random.getrandbits(128)),
        customer_id=entry.customer_id,
        channel=Channel.CALL,
        direction=Direction.OUT,
        outcome=outcome,
        at=now,
        contact_id=mailing.contact_id,
        passage_id=passed.passage_id,
    )
    if outcome is Outcome.REACHED:
        result = _talked(caller, activity, entry, day, random)
    else:
        again = NewFollowUp(FollowUpKind.CALL, day + timedelta(days=random.randint(1, 3)))
        result = CallResult(activity, follow_up=again)
    collections.save_call(result=result, on=day, actor=caller.collector, now=now + timedelta(minutes=4))


def _talked(
    caller: Caller, activity: NewActivity, entry: WorklistEntry, day: date, random: Random
) -> CallResult:
    """Return what came of a talk: a promise mostly, else the reason of the delay and the next step."""
    reason = random.choice(tuple(DelayReason))
    overdue = _overdue(caller, entry, day)
    if overdue and random.random() < 0.7:
        item = overdue[0]
        said = _with_mind(activity, Willingness.WILLING, Ability.ABLE, reason, caller.company.promised)
        promise = NewPromise(
            entry.customer_id, (item.id,), item.amount_open, day + timedelta(days=random.randint(3, 12))
        )
        return CallResult(said, (promise,))
    said = _with_mind(activity, Willingness.HESITANT, Ability.PARTLY_ABLE, reason, caller.company.hesitated)
    return CallResult(said, follow_up=NewFollowUp(FollowUpKind.CALL, day + timedelta(days=4)))


def _with_mind(
    activity: NewActivity, willingness: Willingness, ability: Ability, reason: DelayReason, content: str
) -> NewActivity:
    return NewActivity(
        key=activity.key,
        customer_id=activity.customer_id,
        channel=activity.channel,
        direction=activity.direction,
        outcome=activity.outcome,
        at=activity.at,
        contact_id=activity.contact_id,
        passage_id=activity.passage_id,
        content=content,
        willingness=willingness,
        ability=ability,
        delay_reason=reason,
    )


def _overdue(caller: Caller, entry: WorklistEntry, day: date) -> list[ItemLine]:
    """Return what is overdue and not held, the oldest first."""
    items = ledger.items_of_customer(customer_ids=[entry.customer_id], actor=caller.collector, on=day)
    late = [
        item
        for item in items
        if item.due_date is not None
        and item.due_date < day
        and item.amount_open.is_positive()
        and item.amount_open.currency == entry.amount_open.currency
        and not item.held_reason
    ]
    return sorted(late, key=lambda item: (item.due_date, item.id))


def _first_that_works(
    wish: Wish, caller: Caller, entries: Iterator[WorklistEntry], day: date, now: datetime
) -> None:
    """Try a wish on one customer after the other until the rules allow it."""
    for entry in entries:
        try:
            wish(caller, entry, day, now)
        except DomainError:
            continue
        return


def _plan(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> int | None:
    items = _overdue(caller, entry, day)[:3]
    new = NewPlan(
        customer_id=entry.customer_id,
        currency=entry.amount_open.currency,
        item_ids=tuple(item.id for item in items),
        first_date=day + timedelta(days=10),
        rhythm=Rhythm.MONTHLY,
        count=4,
    )
    draft = collections.draft_plan(new=new, on=day, actor=caller.collector, now=now)
    asked = collections.propose_plan(
        plan_id=draft.id, reason=caller.company.hesitated, on=day, actor=caller.collector, now=now
    )
    return asked.approval_id


def _plan_that_runs(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> None:
    approval_id = _plan(caller, entry, day, now)
    if approval_id is not None:
        approvals.decide(
            approval_id=approval_id, approve=True, note="", actor=caller.manager, now=now, on=day
        )


def _plan_that_waits(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> None:
    _plan(caller, entry, day, now)


def _offer(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> None:
    items = _overdue(caller, entry, day)[:2]
    made = collections.make_offer(
        new=NewOffer(
            customer_id=entry.customer_id,
            currency=entry.amount_open.currency,
            item_ids=tuple(item.id for item in items),
            kind=OfferKind.DISCOUNT,
            valid_until=day + timedelta(days=14),
            percent=Decimal(2),
        ),
        reason=caller.company.hesitated,
        on=day,
        actor=caller.collector,
        now=now,
    )
    if made.approval_id is not None:
        approvals.decide(
            approval_id=made.approval_id, approve=True, note="", actor=caller.manager, now=now, on=day
        )


def _question(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> None:
    collections.escalate(
        customer_id=entry.customer_id,
        question=caller.company.question,
        tried=caller.company.hesitated,
        actor=caller.collector,
        now=now,
    )


def _incident(caller: Caller, entry: WorklistEntry, day: date, now: datetime) -> None:
    name = parties.customers_by_id(customer_ids=[entry.customer_id], actor=caller.collector)
    collections.record_incident(
        incident=NewIncident(
            customer_id=entry.customer_id,
            kind=IncidentKind.ABUSE,
            happened_at=now,
            what=caller.company.incident,
            who=name[entry.customer_id].name,
        ),
        actor=caller.collector,
        now=now,
    )
