"""Planned work is moved to another day or person, with a reason; nothing of it is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.collections import operations, queries
from recoup.collections.models import CollectionTask, CourseStep, FollowUp
from recoup.collections.operations.activities import DueInThePast, UnknownColleague
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.audit import queries as audit
from recoup.reports.queries.agenda import EntryKind, agenda
from recoup.team.types import Role
from tests.collections.desk import FRIDAY, NOW, TODAY, Desk
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C2")]
TUESDAY = TODAY + timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.books.invoice("INV-1", "100.00")
    return made


def planned(desk: Desk, **more: object) -> int:
    return operations.plan_follow_up(
        customer_id=desk.customer(),
        follow_up=desk.call_back(TUESDAY, **more),
        on=TODAY,
        actor=desk.dara,
        now=NOW,
    )


def move(desk: Desk, number: int, day: date, person: Actor, *, reason: str = "Dara is ill") -> int:
    return operations.move_follow_up(
        follow_up_id=number,
        due_date=day,
        person_id=person.id,
        reason=reason,
        on=TODAY,
        actor=desk.dara,
        now=NOW,
    )


def task(desk: Desk, item_id: int, *, channel: str = "VISIT") -> CollectionTask:
    """Let a released step give a visit to Dara."""
    step = CourseStep.objects.create(
        entity_id=desk.books.entity_id,
        customer_id=desk.customer(),
        currency="EUR",
        anchor_item_id=item_id,
        code="visit",
        how="DONE",
        business_date=TODAY,
        performer="PERSON",
        amount="100.00",
        reason={},
        settled_by_name="test",
        settled_at=NOW,
    )
    return CollectionTask.objects.create(
        entity_id=desk.books.entity_id,
        customer_id=desk.customer(),
        currency="EUR",
        step=step,
        kind="STEP",
        channel=channel,
        due_date=TODAY,
        escalate_on=TUESDAY,
        owner_id=desk.dara.id,
        reasons=[],
        created_at=NOW,
    )


def test_a_call_goes_to_a_colleague_on_another_day_and_the_reason_is_kept(desk: Desk) -> None:
    number = planned(desk, due_at=NOW + timedelta(days=1), note="Ask for Ann")
    moved = move(desk, number, FRIDAY, desk.bela)
    (only,) = queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()])
    assert (only.id, only.due_date, only.due_at, only.person_id, only.note) == (
        moved,
        FRIDAY,
        None,
        desk.bela.id,
        "Ask for Ann",
    )
    (deed, *_) = [
        each
        for each in audit.trail(subject_kind="customer", subject_id=desk.customer())
        if each.action == "collections.follow_up.moved"
    ]
    assert deed.after is not None and deed.after["reason"] == "Dara is ill"


def test_two_who_move_the_same_call_leave_one_call(desk: Desk) -> None:
    number = planned(desk, person_id=desk.dara.id)
    assert move(desk, number, TUESDAY, desk.dara) == number
    move(desk, number, FRIDAY, desk.dara)
    with pytest.raises(operations.AlreadyDone):
        move(desk, number, TUESDAY, desk.bela)
    assert FollowUp.objects.filter(done_at=None).count() == 1


def test_work_moves_forward_only_to_people_with_the_right_and_with_a_reason(desk: Desk) -> None:
    number = planned(desk)
    clerk = make_person("Cora", Role.CASH_CLERK)
    with pytest.raises(DueInThePast):
        move(desk, number, TODAY - timedelta(days=1), desk.bela)
    with pytest.raises(UnknownColleague):
        move(desk, number, FRIDAY, clerk)
    with pytest.raises(operations.ReasonToMoveMissing):
        move(desk, number, FRIDAY, desk.bela, reason=" ")
    with pytest.raises((NotFound, NotAllowed)):
        operations.move_follow_up(
            follow_up_id=number,
            due_date=FRIDAY,
            person_id=None,
            reason="Mine now",
            on=TODAY,
            actor=clerk,
            now=NOW,
        )


def test_the_work_of_a_step_is_put_off_but_the_manager_still_hears_of_it(desk: Desk) -> None:
    work = task(desk, desk.books.invoice("INV-2", "50.00"))
    operations.move_task(
        task_id=work.pk,
        due_date=FRIDAY,
        owner_id=desk.bela.id,
        reason="Road closed",
        on=TODAY,
        actor=desk.dara,
        now=NOW,
    )
    told = queries.get_task(task_id=work.pk, actor=desk.dara)
    assert (told.due_date, told.owner_id, told.escalate_on) == (FRIDAY, desk.bela.id, TUESDAY)
    operations.complete_task(task_id=work.pk, outcome="Met", actor=desk.bela, now=NOW)
    with pytest.raises(operations.AlreadyDone):
        operations.move_task(
            task_id=work.pk,
            due_date=TUESDAY,
            owner_id=None,
            reason="Again",
            on=TODAY,
            actor=desk.dara,
            now=NOW,
        )


def test_the_calendar_tells_calls_visits_and_promised_money_of_the_week(desk: Desk) -> None:
    first = desk.books.invoice("INV-2", "50.00")
    planned(desk, person_id=desk.bela.id)
    desk.take(desk.promised("50.00", first, by=FRIDAY))
    work = task(desk, first)
    found = agenda(actor=desk.dara, entity_ids=[desk.books.entity_id], first=TUESDAY)
    days = {day: [entry.kind for entry in entries] for day, entries in found.days}
    assert days[TUESDAY] == [EntryKind.FOLLOW_UP] and days[FRIDAY] == [EntryKind.PROMISE]
    assert [(entry.id, entry.is_visit) for entry in found.before] == [(work.pk, True)]

    mine = agenda(actor=desk.dara, entity_ids=[desk.books.entity_id], first=TUESDAY, person_id=desk.bela.id)
    assert [entry.kind for _day, entries in mine.days for entry in entries] == [EntryKind.FOLLOW_UP]
    assert mine.before == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=6))
def test_however_often_work_is_moved_one_of_it_stays_open(desk: Desk, moves: list[tuple[int, bool]]) -> None:
    with transaction.atomic():
        number = planned(desk, person_id=desk.dara.id)
        for days, is_bela in moves:
            number = move(desk, number, TODAY + timedelta(days=days), desk.bela if is_bela else desk.dara)
        days, is_bela = moves[-1]
        (left,) = queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()])
        assert (left.id, left.due_date) == (number, TODAY + timedelta(days=days))
        assert left.person_id == (desk.bela if is_bela else desk.dara).id
        transaction.set_rollback(True)
