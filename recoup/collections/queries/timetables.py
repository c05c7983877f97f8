"""Collection plans: what will be done when, by which method and by whom, if nothing is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from recoup.collections import permissions
from recoup.collections.courses import CourseToday, courses_today
from recoup.collections.models import CollectionTask, FollowUp, StepArrangement
from recoup.collections.timetables import first_days, projected
from recoup.collections.types import (
    FollowUpKind,
    PlannedKind,
    PlannedLine,
    TaskKind,
    TaskState,
    Timetable,
    TimetableLine,
)
from recoup.engines.strategy import Performer, Projection, Step, arranged_steps
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotFound
from recoup.kernel.sentences import N_, Sentence
from recoup.parties import queries as parties
from recoup.parties.queries import portfolios
from recoup.parties.types import CustomerRecord
from recoup.team import queries as team

_NO_CONTACT = N_("No contact")
_CUSTOMERS_MAX = 2_000


def timetables(*, customer_ids: Collection[int], on: date, actor: Actor) -> list[Timetable]:
    """Return the collection plans of customers (one, or a whole group), those with the lowest ids first. Duty C2.

    The steps are computed from the strategy in force and from what people arranged; they are kept nowhere, so they
    can't be out of date. A fixed number of queries for each entity.

    :raises NotFound: a customer doesn't exist for the actor
    :raises NotAllowed: the actor may not read the collections of an entity
    """
    customers = parties.customers_by_id(customer_ids=customer_ids, actor=actor)
    if not customers or len(customers) != len(set(customer_ids)):
        raise NotFound
    whose = _own_lines(customers)
    found = []
    for entity_id, group in _by_entity(customers.values()):
        team.require(actor=actor, permission=permissions.READ, entity_id=entity_id)
        _book, courses = courses_today(entity_id=entity_id, on=on, customer_ids=[each.id for each in group])
        planned = _planned(courses, entity_id=entity_id, on=on, actor=actor)
        people = _people(courses, customers)
        found += [_timetable(customer, planned, people, whose[customer.id]) for customer in group]
    return sorted(found, key=lambda timetable: timetable.customer.id)


def planned_steps(
    *, entity_ids: Collection[int], person_id: int, on: date, days: tuple[date, date], actor: Actor
) -> list[PlannedLine]:
    """Return the steps to come between two days, of the customers somebody looks after or has a step to do for.

    Only of the first 2,000 customers of an entity. A fixed number of queries for each entity. Duty C2.
    """
    readable = team.entity_ids(actor=actor, permission=permissions.READ) & frozenset(entity_ids)
    found: list[PlannedLine] = []
    for entity_id in sorted(readable):
        owners = portfolios.portfolio_owners(entity_id=entity_id)
        given = StepArrangement.objects.filter(entity_id=entity_id, person_id=person_id)
        mine = {number for number, owner in owners.items() if owner == person_id}
        ids = sorted(mine | set(given.values_list("customer_id", flat=True)))[:_CUSTOMERS_MAX]
        if not ids:
            continue
        _book, courses = courses_today(entity_id=entity_id, on=on, customer_ids=ids)
        people = _People(owners, {})
        for course, projection in _planned(courses, entity_id=entity_id, on=on, actor=actor):
            lines = _step_lines(course, projection, people)
            found += [
                PlannedLine(course.figures.customer_id, line)
                for line in lines
                if line.day is not None
                and days[0] <= line.day <= days[1]
                and _is_for(line, person_id, mine, course)
            ]
    return found


def _planned(
    courses: Sequence[CourseToday], *, entity_id: int, on: date, actor: Actor
) -> list[tuple[CourseToday, Projection]]:
    """Return the courses of an entity, each with its steps to come."""
    country = team.get_entity(entity_id=entity_id, actor=actor).country
    first = first_days(entity_id=entity_id, on=on, courses=courses)
    keys = [(course.figures.customer_id, course.figures.currency) for course in courses]
    return [
        (course, projected(course, first=first[key], country=country))
        for course, key in zip(courses, keys, strict=True)
    ]


def _is_for(line: TimetableLine, person_id: int, mine: Collection[int], course: CourseToday) -> bool:
    """Return whether a step is the person's: given to him or her, or to nobody else of his or her customers."""
    return line.person_id == person_id or (line.person_id is None and course.figures.customer_id in mine)


@dataclass(frozen=True, slots=True)
class _People:
    owners: Mapping[int, int]
    names: Mapping[int, str]

    def of(self, course: CourseToday, step: Step) -> tuple[int | None, str]:
        """Return who does the step: the person named, else, where a person does it, who looks after the customer."""
        if step.performer is not Performer.PERSON:
            return None, ""
        said = course.arranged.get(step.code)
        person_id = said.arrangement.person_id if said is not None else None
        person_id = person_id or self.owners.get(course.figures.customer_id)
        return person_id, self.names.get(person_id or 0, "")


def _people(courses: Iterable[CourseToday], customers: Mapping[int, CustomerRecord]) -> _People:
    owners = {
        number: one.portfolio_owner_id
        for number, one in customers.items()
        if one.portfolio_owner_id is not None
    }
    named = {said.arrangement.person_id for course in courses for said in course.arranged.values()}
    return _People(owners, team.names_by_id({*owners.values(), *(one for one in named if one is not None)}))


def _by_entity(customers: Iterable[CustomerRecord]) -> Iterator[tuple[int, list[CustomerRecord]]]:
    ordered = sorted(customers, key=lambda customer: customer.entity_id)
    for entity_id, group in groupby(ordered, key=lambda customer: customer.entity_id):
        yield entity_id, list(group)


def _timetable(
    customer: CustomerRecord,
    planned: Iterable[tuple[CourseToday, Projection]],
    people: _People,
    own: Iterable[TimetableLine],
) -> Timetable:
    mine = [(course, found) for course, found in planned if course.figures.customer_id == customer.id]
    lines = [line for course, found in mine for line in _step_lines(course, found, people)]
    ordered = sorted([*own, *lines], key=lambda line: (line.day is None, line.day or date.max))
    return Timetable(
        customer=customer,
        lines=tuple(ordered),
        strategies={course.figures.currency: course.in_force.rule.why for course, _ in mine},
        endings={course.figures.currency: found.ending for course, found in mine},
    )


def _step_lines(course: CourseToday, found: Projection, people: _People) -> Iterator[TimetableLine]:
    """Yield the steps to come, then those that are left out."""
    anchor = course.facts.anchor
    if anchor is None:
        return
    for planned in found.steps:
        told = (planned.reasons[0], *(waiver.sentence for waiver in planned.waivers))
        yield _step_line(course, planned.step, people, day=planned.on, reasons=told)
    for step in arranged_steps(course.in_force.strategy, anchor, course.facts.arranged):
        if step.is_left_out and step.code not in course.facts.handled:
            yield _step_line(course, step, people, day=None, reasons=())


def _step_line(
    course: CourseToday, step: Step, people: _People, *, day: date | None, reasons: tuple[Sentence, ...]
) -> TimetableLine:
    anchor = course.facts.anchor
    assert anchor is not None
    person_id, person_name = people.of(course, step)
    return TimetableLine(
        kind=PlannedKind.LEFT_OUT if day is None else PlannedKind.STEP,
        day=day,
        label=step.channel.label if step.channel else _NO_CONTACT,
        channel=step.channel,
        performer=step.performer,
        person_id=person_id,
        person_name=person_name,
        currency=course.figures.currency,
        code=step.code,
        template=step.template,
        anchor_item_id=anchor.item_id,
        reasons=reasons,
        arranged=course.arranged.get(step.code),
    )


def _own_lines(customers: Mapping[int, CustomerRecord]) -> Mapping[int, list[TimetableLine]]:
    """Return what people have to do for each customer already: tasks of steps taken, and next actions."""
    tasks = CollectionTask.objects.filter(customer_id__in=customers, state=TaskState.OPEN)
    follow_ups = FollowUp.objects.filter(customer_id__in=customers, done_at=None)
    found: defaultdict[int, list[TimetableLine]] = defaultdict(list)
    for task in tasks.select_related("step", "owner"):
        found[task.customer_id].append(_task_line(task))
    for row in follow_ups.select_related("person"):
        found[row.customer_id].append(_own_line(row))
    return found


def _task_line(task: CollectionTask) -> TimetableLine:
    kind, channel = TaskKind(task.kind), Channel(task.channel) if task.channel else None
    return TimetableLine(
        kind=PlannedKind.TASK,
        day=task.due_date,
        label=channel.label if kind is TaskKind.STEP and channel else kind.label,
        channel=channel,
        performer=Performer.PERSON,
        person_id=task.owner_id,
        person_name=task.owner.name if task.owner else "",
        currency=task.currency,
        code=task.step.code,
        id=task.pk,
        note=task.note,
        reasons=tuple(map(Sentence.from_json, task.reasons)),
    )


def _own_line(row: FollowUp) -> TimetableLine:
    return TimetableLine(
        kind=PlannedKind.OWN,
        day=row.due_date,
        label=FollowUpKind(row.kind).label,
        channel=None,
        performer=Performer.PERSON,
        person_id=row.person_id,
        person_name=row.person.name if row.person else "",
        id=row.pk,
        note=row.note,
        reasons=(Sentence.from_json(row.because),) if row.because else (),
    )
