"""What others may ask about segments, courses, proposals and tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from recoup.collections import permissions
from recoup.collections.courses import CourseToday, courses_today
from recoup.collections.models import (
    CollectionTask,
    CourseStep,
    CustomerSegment,
    Proposal,
    SegmentOverride,
)
from recoup.collections.segments import Key, names_of_segments, segments_on
from recoup.collections.types import (
    CourseRecord,
    ProposalPage,
    ProposalRecord,
    ProposalState,
    SegmentChange,
    SegmentStanding,
    StepRecord,
    TaskKind,
    TaskRecord,
    TaskState,
)
from recoup.engines.strategy import Effect, Handling, Performer
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.parties import queries as parties
from recoup.team import queries as team


@dataclass(frozen=True, slots=True)
class ProposalFilter:
    """Which proposals to show; empty means all of them. `looks_only`: those that want a second look."""

    state: ProposalState | None = None
    code: str = ""
    channel: str = ""
    segment: str = ""
    looks_only: bool = False


def proposals(
    *,
    business_date: date,
    actor: Actor,
    entity_ids: Iterable[int] | None = None,
    criteria: ProposalFilter | None = None,
    page: int = 1,
    size: int = 50,
) -> ProposalPage:
    """Return a page (from 1) of the proposals of a date, those for a second look first, then the largest."""
    criteria = criteria or ProposalFilter()
    readable = Proposal.objects.filter(
        entity_id__in=_readable(actor, entity_ids), business_date=business_date
    )
    counted = dict(readable.order_by().values_list("state").annotate(count=Count("id")))
    found = _chosen(readable, criteria)
    ordered = found.order_by("-threshold", "-amount_reporting", "id")[(page - 1) * size : page * size]
    open_looks = readable.filter(state=ProposalState.OPEN).exclude(looks=[]).count()
    counts = {state: counted[state] for state in ProposalState if state in counted}
    return ProposalPage(tuple(map(_proposal, ordered)), found.count(), counts, open_looks)


def _chosen(found: QuerySet[Proposal], criteria: ProposalFilter) -> QuerySet[Proposal]:
    if criteria.state is not None:
        found = found.filter(state=criteria.state)
    asked = {"code": criteria.code, "channel": criteria.channel, "segment": criteria.segment}
    found = found.filter(**{name: value for name, value in asked.items() if value})
    return found.exclude(looks=[]) if criteria.looks_only else found


def open_proposal_ids(
    *,
    business_date: date,
    actor: Actor,
    entity_ids: Iterable[int] | None = None,
    criteria: ProposalFilter | None = None,
) -> list[int]:
    """Return the ids of the open proposals of a date that meet the criteria: what "all of these" means."""
    found = Proposal.objects.filter(
        entity_id__in=_readable(actor, entity_ids), business_date=business_date, state=ProposalState.OPEN
    )
    return list(_chosen(found, criteria or ProposalFilter()).order_by("id").values_list("id", flat=True))


def get_proposal(*, proposal_id: int, actor: Actor) -> ProposalRecord:
    """Return one proposal.

    :raises NotFound: there is none for the actor
    """
    found = Proposal.objects.filter(id=proposal_id, entity_id__in=_readable(actor, None)).first()
    if found is None:
        raise NotFound
    return _proposal(found)


def proposals_by_id(*, proposal_ids: Collection[int], actor: Actor) -> list[ProposalRecord]:
    """Return these proposals in the order of their ids.

    :raises NotFound: one of them is not there for the actor
    """
    wanted = set(proposal_ids)
    found = Proposal.objects.filter(id__in=wanted, entity_id__in=_readable(actor, None)).order_by("id")
    records = [_proposal(row) for row in found]
    if not wanted or len(records) < len(wanted):
        raise NotFound
    return records


def latest_proposal_date(
    *, actor: Actor, on: date | None = None, entity_ids: Iterable[int] | None = None
) -> date | None:
    """Return the date of the last run up to `on` with proposals that the actor may read; None without any."""
    found = Proposal.objects.filter(entity_id__in=_readable(actor, entity_ids))
    if on is not None:
        found = found.filter(business_date__lte=on)
    latest: date | None = found.aggregate(latest=Max("business_date"))["latest"]
    return latest


def tasks(
    *,
    actor: Actor,
    entity_ids: Iterable[int] | None = None,
    customer_id: int | None = None,
    owner_id: int | None = None,
    due_until: date | None = None,
    limit: int = 500,
) -> list[TaskRecord]:
    """Return up to `limit` open tasks of steps, those due the longest first."""
    found = CollectionTask.objects.filter(entity_id__in=_readable(actor, entity_ids), state=TaskState.OPEN)
    if customer_id is not None:
        found = found.filter(customer_id=customer_id)
    if owner_id is not None:
        found = found.filter(owner_id=owner_id)
    if due_until is not None:
        found = found.filter(due_date__lte=due_until)
    return [_task(task) for task in found.select_related("step").order_by("due_date", "id")[:limit]]


def get_task(*, task_id: int, actor: Actor) -> TaskRecord:
    """Return the work that a step gave to a person, done or not.

    :raises NotFound: there is none for the actor
    """
    found = CollectionTask.objects.filter(id=task_id, entity_id__in=_readable(actor, None))
    task = found.select_related("step").first()
    if task is None:
        raise NotFound
    return _task(task)


def course_of(*, customer_id: int, on: date, actor: Actor) -> list[CourseRecord]:
    """Return the courses of a customer, one for each currency: the segment, what was done, what is next, and why.

    Decided by the very function that decides for everybody; it writes nothing.

    :raises NotFound: there is no such customer for the actor
    """
    entity_id = parties.get_customer(customer_id=customer_id, actor=actor).customer.entity_id
    team.require(actor=actor, permission=permissions.READ, entity_id=entity_id)
    _book, courses = courses_today(entity_id=entity_id, on=on, customer_ids=[customer_id])
    segments = segments_on(entity_id=entity_id, on=on, customer_ids=[customer_id])
    rows = CourseStep.objects.filter(customer_id=customer_id).order_by("-business_date", "-id")
    steps = [_step(row) for row in rows]
    return [_course(one, segments.get((customer_id, one.figures.currency)), steps) for one in courses]


def segments_at(
    *, entity_id: int, on: date, actor: Actor, customer_ids: Collection[int] | None = None
) -> dict[Key, SegmentStanding]:
    """Return the segment of each customer and currency of an entity on any day; two queries for all.

    :raises NotAllowed: the actor may not read the collections of the entity
    """
    team.require(actor=actor, permission=permissions.READ, entity_id=entity_id)
    return segments_on(entity_id=entity_id, on=on, customer_ids=customer_ids)


def segment_names(*, entity_ids: Collection[int], on: date) -> dict[str, str]:
    """Return the segments of the entities' rules by code, with their names in English, in their order."""
    return names_of_segments(entity_ids=entity_ids, on=on)


def segment_history(*, customer_id: int, actor: Actor) -> list[SegmentChange]:
    """Return the changes of a customer's segments, the newest first, those that a person made included."""
    readable = _readable(actor, None)
    computed = CustomerSegment.objects.filter(customer_id=customer_id, entity_id__in=readable)
    overrides = SegmentOverride.objects.filter(customer_id=customer_id, entity_id__in=readable)
    changes = [
        SegmentChange(
            row.currency, row.business_date, row.segment, tuple(map(Sentence.from_json, row.reasons))
        )
        for row in computed
    ]
    changes += [
        SegmentChange(
            row.currency, row.from_date, row.segment, (), row.until_date, row.set_by_name, row.reason
        )
        for row in overrides.order_by("id")
    ]
    return sorted(changes, key=lambda change: change.on, reverse=True)


def _course(one: CourseToday, segment: SegmentStanding | None, steps: Iterable[StepRecord]) -> CourseRecord:
    anchor = one.facts.anchor
    return CourseRecord(
        currency=one.figures.currency,
        segment=segment,
        strategy=one.in_force.strategy,
        strategy_why=one.in_force.rule.why,
        anchor_item_id=anchor.item_id if anchor else None,
        anchor_due_date=anchor.due_date if anchor else None,
        decision=one.decision,
        steps=tuple(step for step in steps if step.currency == one.figures.currency),
    )


def _readable(actor: Actor, entity_ids: Iterable[int] | None) -> list[int]:
    readable = team.entity_ids(actor=actor, permission=permissions.READ)
    return sorted(readable if entity_ids is None else readable & frozenset(entity_ids))


def _proposal(row: Proposal) -> ProposalRecord:
    return ProposalRecord(
        id=row.id,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        business_date=row.business_date,
        anchor_item_id=row.anchor_item_id,
        anchor_due_date=row.anchor_due_date,
        segment=row.segment,
        version_id=row.version_id,
        code=row.code,
        threshold=row.threshold,
        channel=_channel(row.channel),
        template=row.template,
        performer=Performer(row.performer),
        effect=Effect(row.effect),
        days_late=row.days_late,
        amount=Money(row.amount, row.currency),
        reasons=tuple(map(Sentence.from_json, row.reasons)),
        passed_over=len(row.waivers),
        looks=tuple(map(Sentence.from_json, row.looks)),
        state=ProposalState(row.state),
        note=row.note,
        settled_by=row.settled_by_name,
        settled_at=row.settled_at,
        settled_reason=Sentence.from_json(row.settled_reason) if row.settled_reason else None,
    )


def _task(row: CollectionTask) -> TaskRecord:
    return TaskRecord(
        id=row.id,
        entity_id=row.entity_id,
        customer_id=row.customer_id,
        currency=row.currency,
        kind=TaskKind(row.kind),
        step_code=row.step.code,
        channel=_channel(row.channel),
        due_date=row.due_date,
        escalate_on=row.escalate_on,
        escalated_on=row.escalated_on,
        owner_id=row.owner_id,
        reasons=tuple(map(Sentence.from_json, row.reasons)),
        note=row.note,
        state=TaskState(row.state),
        outcome=row.outcome,
        done_by=row.done_by_name,
        done_at=row.done_at,
    )


def _step(row: CourseStep) -> StepRecord:
    return StepRecord(
        currency=row.currency,
        anchor_item_id=row.anchor_item_id,
        code=row.code,
        how=Handling(row.how),
        on=row.business_date,
        channel=_channel(row.channel),
        reason=Sentence.from_json(row.reason),
        settled_by=row.settled_by_name,
    )


def _channel(code: str) -> Channel | None:
    return Channel(code) if code else None
