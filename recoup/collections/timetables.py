"""Collection plans: the steps to come of a course, as the rule of steps will decide them if nothing is paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from recoup.collections.courses import CourseToday
from recoup.collections.models import Proposal, ProposalRun
from recoup.collections.segments import Key
from recoup.collections.types import ProposalState
from recoup.engines.strategy import CourseFacts, Projection, project_steps
from recoup.kernel.calendars import calendar_for

_HORIZON = timedelta(days=366)
_A_DAY = timedelta(days=1)


def projected(
    course: CourseToday, *, first: date, country: str, facts: CourseFacts | None = None
) -> Projection:
    """Return the steps of a year from `first`, on business days of `country`; with other `facts` if they are given."""
    return project_steps(
        facts or course.facts,
        course.in_force.strategy,
        on=first,
        until=first + _HORIZON,
        calendar=calendar_for(country),
    )


def next_run(*, entity_id: int, on: date) -> date:
    """Return the day of the next run of proposals: today as long as there was none today."""
    return on + _A_DAY if ProposalRun.objects.filter(entity_id=entity_id, business_date=on).exists() else on


def first_days(*, entity_id: int, on: date, courses: Iterable[CourseToday]) -> Mapping[Key, date]:
    """Return from which day on the steps of each course are to come: today where one is proposed; two queries."""
    following = next_run(entity_id=entity_id, on=on)
    keys = [(course.figures.customer_id, course.figures.currency) for course in courses]
    waiting = Proposal.objects.filter(
        entity_id=entity_id,
        business_date=on,
        state=ProposalState.OPEN,
        customer_id__in={customer_id for customer_id, _ in keys},
    )
    proposed = set(waiting.values_list("customer_id", "currency"))
    return {key: on if key in proposed else following for key in keys}
