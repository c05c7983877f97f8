"""Changing a collection plan: a step gets another day, method or person, or is left out; own steps come to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from recoup.collections.acting import customers_to_act_on
from recoup.collections.courses import CourseToday, courses_today
from recoup.collections.models import FollowUp, Proposal, StepArrangement
from recoup.collections.operations.activities import DueInThePast, person_for, person_who_may_work
from recoup.collections.operations.deciding import lock_proposals
from recoup.collections.operations.reviewing import OtherKindOfLetter
from recoup.collections.strategy_rules.strategies import NOTICE_TEMPLATE
from recoup.collections.timetables import next_run, projected
from recoup.collections.types import NewArrangement, NewFollowUp, ProposalState
from recoup.engines.strategy import Arrangement, Performer, Step, arranged_steps
from recoup.kernel.actor import Actor
from recoup.kernel.calendars import calendar_for
from recoup.kernel.errors import DomainError
from recoup.kernel.sentences import N_, Sentence
from recoup.plumbing.audit import operations as audit
from recoup.team import queries as team

_CHANGED = N_("{person} changed the collection plan: {reason}")
_OWN = N_("Own step of the collection plan.")


class ReasonToArrangeMissing(DomainError):
    """Nobody could tell later why the plan was changed."""

    text = N_("Say why the collection plan is changed.")


class StepNotPlanned(DomainError):
    """The step was taken meanwhile, or the oldest item or the strategy is another one by now."""

    text = N_("This step is not to come any more: it was taken, or the oldest item or the strategy changed.")


class ArrangedMeanwhile(DomainError):
    """Somebody else changed the step after it was shown."""

    text = N_("Somebody changed this step meanwhile. Look at the collection plan again.")


class NoBusinessDay(DomainError):
    """Steps are taken on days on which the entity works."""

    text = N_("{date} is not a business day.")


class OtherSideOfDueDate(DomainError):
    """A notice comes before the due date of the oldest item, everything else after it."""

    text = N_("A payment notice stays before the due date ({due}), any other step after it.")


class MethodNeedsLetter(DomainError):
    """What the program sends needs words."""

    text = N_("Choose the letter that the program is to send, or a person who does it.")


class DayNotPossible(DomainError):
    """The rule of steps would not take the step on that day."""

    text = N_("Step {step} can't be taken on {date}: {reason}")


@transaction.atomic
def arrange_step(*, wish: NewArrangement, on: date, actor: Actor, now: datetime) -> None:
    """Change a step to come of a customer's collection plan; the daily decision follows it. Duty C2.

    The day, the method and letter, the person who does it, or that it is left out; an empty arrangement puts it back
    to the strategy. A proposal of this step that is open is void: the next run proposes what was arranged.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not collect there
    :raises ReasonToArrangeMissing: nothing says why
    :raises StepNotPlanned: the step is not to come, for this oldest item
    :raises ArrangedMeanwhile: somebody changed it after it was shown
    :raises DueInThePast: the day has passed
    :raises NoBusinessDay: nobody works on that day
    :raises OtherSideOfDueDate: a notice would come after the due date, or another step before it
    :raises OtherKindOfLetter: a notice would become a reminder, or the other way round
    :raises MethodNeedsLetter: the program is to send, but not what
    :raises UnknownColleague: the person may not work for the customer
    :raises DayNotPossible: other steps or contacts stand too near to that day
    """
    customer = customers_to_act_on(customer_ids={wish.customer_id}, actor=actor)[wish.customer_id]
    if not wish.reason.strip():
        raise ReasonToArrangeMissing
    lock_proposals(customer.entity_id)
    country = team.get_entity(entity_id=customer.entity_id, actor=actor).country
    course, step = _step_to_come(wish, entity_id=customer.entity_id, on=on)
    said = _told(wish.arrangement, step)
    _check(said, step, course, on=on, country=country)
    if said.person_id is not None:
        person_who_may_work(person_id=said.person_id, customer_id=wish.customer_id)
    _check_day(said, step, course, first=next_run(entity_id=customer.entity_id, on=on), country=country)
    row = _keep(wish, said, customer.entity_id, actor, now)
    _void_proposal(row, actor, now)
    before = course.arranged.get(step.code)
    audit.record(
        "collections.step.arranged",
        subject_kind="customer",
        subject_id=wish.customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        before={"arrangement": None if before is None else before.id},
        after={"arrangement": row.pk, "step": step.code, "reason": row.reason},
    )


@transaction.atomic
def add_own_step(*, customer_id: int, step: NewFollowUp, on: date, actor: Actor, now: datetime) -> int:
    """Add work to a customer's collection plan beside the strategy; return the id of the next action. Duty C2.

    Unlike `plan_follow_up` it leaves what was planned before as it is. The same again is the same step.

    :raises NotFound: there is no such customer for the actor
    :raises NotAllowed: the actor may not collect there
    :raises DueInThePast: the day has passed
    :raises UnknownColleague: the person may not work for the customer
    """
    customer = customers_to_act_on(customer_ids={customer_id}, actor=actor)[customer_id]
    if step.due_date < on:
        raise DueInThePast
    person_id = person_for(step, customer, actor)
    lock_proposals(customer.entity_id)
    planned = {
        "kind": step.kind,
        "due_date": step.due_date,
        "person_id": person_id,
        "note": step.note.strip(),
    }
    known = FollowUp.objects.filter(customer_id=customer_id, done_at=None, **planned).first()
    if known is not None:
        return known.pk
    row = FollowUp.objects.create(
        entity_id=customer.entity_id,
        customer_id=customer_id,
        because=Sentence(_OWN).to_json(),
        made_by_name=actor.name,
        made_at=now,
        **planned,
    )
    audit.record(
        "collections.step.added",
        subject_kind="customer",
        subject_id=customer_id,
        entity_id=customer.entity_id,
        actor=actor,
        at=now,
        after={**planned, "follow_up": row.pk},
    )
    return row.pk


def _step_to_come(wish: NewArrangement, *, entity_id: int, on: date) -> tuple[CourseToday, Step]:
    """Return the course and the step of its strategy, as nobody arranged it.

    :raises StepNotPlanned: it is not to come
    :raises ArrangedMeanwhile: somebody changed it after it was shown
    """
    _book, courses = courses_today(entity_id=entity_id, on=on, customer_ids=[wish.customer_id])
    course = next((one for one in courses if one.figures.currency == wish.currency), None)
    if course is None or course.facts.anchor is None or course.facts.anchor.item_id != wish.anchor_item_id:
        raise StepNotPlanned
    steps = {step.code: step for step in course.in_force.strategy.steps}
    if wish.code not in steps or wish.code in course.facts.handled:
        raise StepNotPlanned
    before = course.arranged.get(wish.code)
    if (before.id if before else 0) != wish.seen_id:
        raise ArrangedMeanwhile
    return course, steps[wish.code]


def _told(said: Arrangement, step: Step) -> Arrangement:
    """Return what is to be kept: only what differs from the strategy, and nothing beside leaving out."""
    if said.is_left_out:
        return Arrangement(is_left_out=True)
    channel = None if said.channel == step.channel else said.channel
    return replace(said, channel=channel, template="" if said.template == step.template else said.template)


def _check(said: Arrangement, step: Step, course: CourseToday, *, on: date, country: str) -> None:
    anchor = course.facts.anchor
    assert anchor is not None
    if said.day is not None:
        if said.day < on:
            raise DueInThePast
        if not calendar_for(country).is_business_day(said.day):
            raise NoBusinessDay(date=said.day)
        if said.day == anchor.due_date or (said.day < anchor.due_date) != step.is_notice:
            raise OtherSideOfDueDate(due=anchor.due_date)
    arranged = arranged_steps(course.in_force.strategy, anchor, {step.code: said})
    then = next(one for one in arranged if one.code == step.code)
    if then.performer is Performer.JOB and not then.template:
        raise MethodNeedsLetter
    if said.template and (said.template == NOTICE_TEMPLATE) != step.is_notice:
        raise OtherKindOfLetter


def _check_day(said: Arrangement, step: Step, course: CourseToday, *, first: date, country: str) -> None:
    """Refuse a day on which no run from the `first` on would take the step, if nothing is paid."""
    if said.day is None:
        return
    arranged = {**course.facts.arranged, step.code: said}
    others = {code: day for code, day in course.facts.postponed.items() if code != step.code}
    facts = replace(course.facts, arranged=arranged, postponed=others)
    found = projected(course, first=first, country=country, facts=facts)
    planned = next((one for one in found.steps if one.step.code == step.code), None)
    if planned is not None and planned.on == said.day:
        return
    later = (
        Sentence(N_("other contacts are too near; it would be taken on {date}."), {"date": planned.on})
        if planned
        else None
    )
    reason = later or (found.ending[0] if found.ending else Sentence(N_("it would not be taken at all.")))
    raise DayNotPossible(step=step.code, date=said.day, reason=reason)


def _keep(
    wish: NewArrangement, said: Arrangement, entity_id: int, actor: Actor, now: datetime
) -> StepArrangement:
    return StepArrangement.objects.create(
        entity_id=entity_id,
        customer_id=wish.customer_id,
        currency=wish.currency,
        anchor_item_id=wish.anchor_item_id,
        code=wish.code,
        on_date=said.day,
        channel=said.channel or "",
        template=said.template,
        person_id=said.person_id,
        is_left_out=said.is_left_out,
        reason=wish.reason.strip(),
        set_by_id=None if actor.is_program else actor.id,
        set_by_name=actor.name,
        set_at=now,
    )


def _void_proposal(row: StepArrangement, actor: Actor, now: datetime) -> None:
    told = Sentence(_CHANGED, {"person": actor.name, "reason": row.reason})
    Proposal.objects.filter(
        entity_id=row.entity_id,
        anchor_item_id=row.anchor_item_id,
        code=row.code,
        state=ProposalState.OPEN,
    ).update(
        state=ProposalState.STALE,
        settled_by_name=actor.name,
        settled_at=now,
        settled_reason=told.to_json(),
    )
