"""Collection plans: generated from the strategy, changed by people with a reason, honoured by the daily decision."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from recoup.collections import operations, queries
from recoup.collections.models import CollectionTask, CourseStep, FollowUp, StepArrangement
from recoup.collections.operations.activities import DueInThePast, UnknownColleague
from recoup.collections.types import (
    FollowUpKind,
    NewArrangement,
    NewFollowUp,
    PlannedKind,
    ProposalState,
    Timetable,
    TimetableLine,
)
from recoup.engines.strategy import Arrangement, Performer
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel
from recoup.kernel.errors import DomainError, NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind, NewItem
from recoup.parties.models import Customer
from recoup.plumbing.audit import queries as audit
from recoup.reports.queries.agenda import EntryKind, agenda
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows.releases import release_chosen
from tests.companies import make_company
from tests.people import PROGRAM, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C2")]

TODAY = date(2026, 11, 20)
MONDAY = TODAY + timedelta(days=3)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def entity_id() -> int:
    return make_company(customers=("K-1", "K-2"))


@pytest.fixture
def ann(entity_id: int) -> Actor:
    return person(entity_id, "Ann")


def person(entity_id: int, name: str, role: Role = Role.COLLECTOR) -> Actor:
    return make_person(name, role, entity=team.get_entity(entity_id=entity_id, actor=PROGRAM))


def customer(number: str = "K-1") -> int:
    return Customer.objects.get(number=number).id


def invoice(entity_id: int, number: str, *, late: int, whose: str = "K-1") -> int:
    due = TODAY - timedelta(days=late)
    row = NewItem(
        *(1, entity_id, whose, ItemKind.INVOICE, number, 1, "", due - timedelta(days=30), due, "EUR"),
        Decimal(500),
    )
    assert ledger.post_items(items=[row], source="test", actor=PROGRAM, now=NOW).accepted == 1
    return Item.objects.get(number=number).id


def plan(on: date = TODAY, number: str = "K-1") -> Timetable:
    (found,) = queries.timetables(customer_ids=[customer(number)], on=on, actor=PROGRAM)
    return found


def steps(found: Timetable) -> dict[str, TimetableLine]:
    return {line.code: line for line in found.lines if line.is_step}


def arrange(
    code: str, said: Arrangement, actor: Actor, *, reason: str = "Agreed by phone", seen_id: int | None = None
) -> None:
    line = steps(plan())[code]
    seen = line.arranged.id if line.arranged else 0
    wish = NewArrangement(
        *(customer(), line.currency, line.anchor_item_id, code, said, reason),
        seen if seen_id is None else seen_id,
    )
    operations.arrange_step(wish=wish, on=TODAY, actor=actor, now=NOW)


def run(entity_id: int, on: date) -> list[str]:
    """Decide on a day, release everything and return the steps taken."""
    operations.make_segments(entity_id=entity_id, business_date=on, actor=PROGRAM, now=NOW)
    operations.decide_proposals(entity_id=entity_id, business_date=on, actor=PROGRAM, now=NOW)
    found = queries.proposals(business_date=on, actor=PROGRAM).proposals
    if found:
        release_chosen(proposal_ids=[one.id for one in found], actor=PROGRAM, now=NOW)
    return [one.code for one in found]


def test_the_plan_of_a_customer_tells_what_comes_when_how_and_by_whom(entity_id: int, ann: Actor) -> None:
    Customer.objects.filter(number="K-1").update(portfolio_owner=ann.id)
    invoice(entity_id, "A-1", late=1)
    found = plan()
    told = [(line.code, line.label, line.person_name) for line in found.lines]
    assert told[:3] == [("REMINDER_1", "E-mail", ""), ("CALL_1", "Call", "Ann"), ("REMINDER_2", "E-mail", "")]
    days = [line.day for line in found.lines]
    assert days == sorted(days) and days[0] == TODAY + timedelta(days=4)
    assert found.strategies["EUR"] and "Every step was taken" in found.endings["EUR"][0].text


def test_what_the_plan_says_is_what_the_runs_do(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=1)
    arrange("CALL_1", Arrangement(day=MONDAY + timedelta(days=10), person_id=ann.id), ann)
    arrange("REMINDER_2", Arrangement(is_left_out=True), ann)
    arrange("CALL_2", Arrangement(channel=Channel.EMAIL, template="REMINDER_2"), ann)
    told = [(line.code, line.day) for line in plan().lines if line.kind is PlannedKind.STEP]
    done = []
    for days in range(60):
        day = TODAY + timedelta(days=days)
        if day.weekday() < 5:
            done += [(code, day) for code in run(entity_id, day)]
            CollectionTask.objects.filter(state="OPEN").update(state="DONE", done_at=NOW)
    assert done == [(code, day) for code, day in told if day is not None and day < TODAY + timedelta(days=60)]
    assert len(done) >= 5
    waived = CourseStep.objects.get(code="REMINDER_2")
    assert waived.how == "WAIVED" and "left it out" in waived.reason["text"]
    call = CourseStep.objects.get(code="CALL_1")
    assert CollectionTask.objects.get(step=call).owner_id == ann.id
    assert CourseStep.objects.get(code="CALL_2").channel == "EMAIL"


def test_an_open_proposal_of_a_step_that_is_changed_is_void(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=6)
    operations.decide_proposals(entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW)
    assert steps(plan())["REMINDER_1"].day == TODAY
    arrange("REMINDER_1", Arrangement(channel=Channel.CALL), ann, reason="Never reads mails")
    (proposal,) = queries.proposals(business_date=TODAY, actor=PROGRAM).proposals
    assert proposal.state is ProposalState.STALE and proposal.settled_reason is not None
    assert proposal.settled_reason.values["reason"] == "Never reads mails"
    assert steps(plan())["REMINDER_1"].day == MONDAY
    assert run(entity_id, MONDAY) == ["REMINDER_1"]
    (task,) = queries.tasks(actor=PROGRAM)
    assert task.channel is Channel.CALL


def test_a_step_goes_back_to_the_strategy_and_every_change_stays_readable(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=1)
    before = steps(plan())["REMINDER_1"]
    arrange("REMINDER_1", Arrangement(is_left_out=True), ann, reason="Asked for a week")
    line = steps(plan())["REMINDER_1"]
    assert (line.kind, line.day) == (PlannedKind.LEFT_OUT, None)
    assert line.arranged is not None and line.arranged.reason == "Asked for a week"
    arrange("REMINDER_1", Arrangement(), ann, reason="The week is over")
    assert steps(plan())["REMINDER_1"].day == before.day
    assert StepArrangement.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        StepArrangement.objects.update(reason="Another")
    trail = audit.trail(subject_kind="customer", subject_id=customer())
    assert sum(deed.action == "collections.step.arranged" for deed in trail) == 2


def test_of_two_who_change_a_step_the_second_looks_again(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=1)
    arrange("CALL_1", Arrangement(person_id=ann.id), ann)
    with pytest.raises(operations.ArrangedMeanwhile):
        arrange("CALL_1", Arrangement(is_left_out=True), person(entity_id, "Bob"), seen_id=0)


def test_a_step_put_off_by_a_reviewer_can_be_brought_forward_again(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=6)
    operations.decide_proposals(entity_id=entity_id, business_date=TODAY, actor=PROGRAM, now=NOW)
    (proposal,) = queries.proposals(business_date=TODAY, actor=PROGRAM).proposals
    until = MONDAY + timedelta(days=1)
    operations.drop_proposals(
        proposal_ids=[proposal.id],
        reason="Ill",
        until=until,
        actor=ann,
        now=NOW - timedelta(hours=1),
    )
    assert steps(plan())["REMINDER_1"].day == until
    arrange("REMINDER_1", Arrangement(day=MONDAY), ann)
    assert steps(plan())["REMINDER_1"].day == MONDAY and run(entity_id, MONDAY) == ["REMINDER_1"]


@pytest.mark.parametrize(
    ("code", "said", "refusal"),
    [
        ("REMINDER_1", Arrangement(day=TODAY - timedelta(days=1)), DueInThePast),
        ("REMINDER_1", Arrangement(day=TODAY + timedelta(days=1)), operations.NoBusinessDay),
        ("REMINDER_1", Arrangement(template="NOTICE_BEFORE_DUE"), operations.OtherKindOfLetter),
        ("CALL_1", Arrangement(channel=Channel.EMAIL), operations.MethodNeedsLetter),
        ("REMINDER_1", Arrangement(person_id=0), UnknownColleague),
        ("MANAGER", Arrangement(day=TODAY + timedelta(days=40)), operations.DayNotPossible),
        ("NONE", Arrangement(), operations.StepNotPlanned),
    ],
)
def test_what_can_not_be_is_refused(
    entity_id: int, ann: Actor, code: str, said: Arrangement, refusal: type[DomainError]
) -> None:
    item = invoice(entity_id, "A-1", late=1)
    wish = NewArrangement(customer(), "EUR", item, code, said, "Because")
    with pytest.raises(refusal):
        operations.arrange_step(wish=wish, on=TODAY, actor=ann, now=NOW)
    assert not StepArrangement.objects.exists()


def test_a_notice_stays_before_the_due_date_and_a_reminder_after_it(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=-10)
    for code, days in (("NOTICE", 11), ("REMINDER_1", 7), ("REMINDER_1", 10)):
        with pytest.raises(operations.OtherSideOfDueDate):
            arrange(code, Arrangement(day=TODAY + timedelta(days=days)), ann)
    arrange("NOTICE", Arrangement(day=TODAY + timedelta(days=5)), ann)
    assert steps(plan())["NOTICE"].day == TODAY + timedelta(days=5)


def test_only_those_who_collect_there_change_plans_and_they_say_why(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=1)
    with pytest.raises(operations.ReasonToArrangeMissing):
        arrange("CALL_1", Arrangement(is_left_out=True), ann, reason="  ")
    stranger = person(make_company(code="OTHER", customers=()), "Zoe")
    for who, refusal in ((person(entity_id, "Cora", Role.CASH_CLERK), NotAllowed), (stranger, NotFound)):
        with pytest.raises(refusal):
            arrange("CALL_1", Arrangement(is_left_out=True), who)
    with pytest.raises(NotFound):
        queries.timetables(customer_ids=[customer()], on=TODAY, actor=stranger)


def test_own_steps_stand_in_the_plan_beside_what_was_planned_before(entity_id: int, ann: Actor) -> None:
    invoice(entity_id, "A-1", late=1)
    first = NewFollowUp(FollowUpKind.CALL, MONDAY, person_id=ann.id)
    operations.plan_follow_up(customer_id=customer(), follow_up=first, on=TODAY, actor=ann, now=NOW)
    visit = NewFollowUp(FollowUpKind.VISIT, MONDAY + timedelta(days=2), note="See the new owner")
    ids = {
        operations.add_own_step(customer_id=customer(), step=visit, on=TODAY, actor=ann, now=NOW)
        for _ in range(2)
    }
    assert len(ids) == 1 and FollowUp.objects.filter(done_at=None).count() == 2
    own = [line for line in plan().lines if line.kind is PlannedKind.OWN]
    assert [(line.day, line.label) for line in own] == [(MONDAY, "Call"), (visit.due_date, "Visit")]
    assert own[1].note == "See the new owner" and own[1].performer is Performer.PERSON


def test_a_group_has_its_plans_side_by_side(entity_id: int) -> None:
    Customer.objects.filter(number="K-2").update(parent=customer())
    invoice(entity_id, "A-1", late=1)
    invoice(entity_id, "B-1", late=30, whose="K-2")
    found = queries.timetables(customer_ids=[customer(), customer("K-2")], on=TODAY, actor=PROGRAM)
    assert [timetable.customer.number for timetable in found] == ["K-1", "K-2"]
    assert steps(found[1])["CALL_2"].day == TODAY and "REMINDER_1" not in steps(found[1])


def test_the_calendar_tells_the_steps_to_come_of_whoever_does_them(entity_id: int, ann: Actor) -> None:
    bob = person(entity_id, "Bob")
    Customer.objects.filter(number="K-1").update(portfolio_owner=ann.id)
    invoice(entity_id, "A-1", late=1)
    call = steps(plan())["CALL_1"].day
    assert call is not None
    arrange("CALL_1", Arrangement(person_id=bob.id), ann)

    def told(who: Actor) -> set[str]:
        found = agenda(actor=who, entity_ids=[entity_id], first=TODAY, days=14, person_id=who.id, on=TODAY)
        entries = [entry for _, entries in found.days for entry in entries]
        assert all(entry.kind is EntryKind.STEP and not entry.is_movable for entry in entries)
        return {entry.label for entry in entries}

    assert told(ann) == {"E-mail"} and told(bob) == {"Call"}
    everybody = agenda(actor=ann, entity_ids=[entity_id], first=TODAY, days=14, on=TODAY)
    assert all(not entries for _, entries in everybody.days)
