"""A day of proposals: decided for all, looked through by people, released once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from recoup.collections import operations, queries
from recoup.collections.models import Course, CourseStep, CustomerSegment, Proposal
from recoup.collections.types import DecidedRun, ProposalRecord, ProposalState, TaskKind
from recoup.correspondence.models import Passage, PassageOutcome
from recoup.engines.strategy import Handling, Silence
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import HoldReason, ItemKind, NewAllocation, NewItem
from recoup.parties.models import Customer
from recoup.team import queries as team
from recoup.team.types import Role
from recoup.workflows.releases import ReleasedRun, release_chosen, release_day
from tests.collections.begun import begin_course
from tests.companies import make_company
from tests.people import PROGRAM, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


@pytest.fixture
def entity_id() -> int:
    return make_company(customers=("K-1", "K-2", "K-3"))


def person(entity_id: int, role: Role = Role.COLLECTOR, name: str = "Ann") -> Actor:
    return make_person(name, role, entity=team.get_entity(entity_id=entity_id, actor=PROGRAM))


def customer(number: str) -> int:
    return Customer.objects.get(number=number).id


def invoice(entity_id: int, number: str, whose: str, *, late: int, amount: str = "500") -> int:
    due = TODAY - timedelta(days=late)
    row = NewItem(
        *(1, entity_id, whose, ItemKind.INVOICE, number, 1, "", due - timedelta(days=30), due, "EUR"),
        Decimal(amount),
    )
    posted = ledger.post_items(items=[row], source="test", actor=PROGRAM, now=NOW)
    assert posted.accepted == 1, posted.refused
    return Item.objects.get(number=number).id


def pay(entity_id: int, number: str, whose: str, amount: str) -> None:
    row = NewItem(
        *(1, entity_id, whose, ItemKind.RECEIPT, f"R-{number}", 1, "", TODAY, TODAY, "EUR"),
        Decimal(f"-{amount}"),
    )
    ledger.post_items(items=[row], source="test", actor=PROGRAM, now=NOW)
    ids = dict(Item.objects.values_list("number", "id"))
    allocation = NewAllocation(ids[f"R-{number}"], ids[number], Decimal(amount), TODAY, f"a-{number}")
    assert ledger.allocate(allocations=[allocation], source="test", actor=PROGRAM, now=NOW).posted == 1


def decide(entity_id: int, on: date = TODAY, *, dry_run: bool = False) -> DecidedRun:
    operations.make_segments(entity_id=entity_id, business_date=on, actor=PROGRAM, now=NOW)
    return operations.decide_proposals(
        entity_id=entity_id, business_date=on, actor=PROGRAM, now=NOW, dry_run=dry_run
    )


def proposed(on: date = TODAY) -> list[ProposalRecord]:
    return list(queries.proposals(business_date=on, actor=PROGRAM).proposals)


def release(*chosen: ProposalRecord, actor: Actor = PROGRAM) -> ReleasedRun:
    return release_chosen(proposal_ids=[one.id for one in chosen], actor=actor, now=NOW)


@pytest.mark.duty("C2")
def test_a_dry_run_says_what_the_live_run_does_and_writes_nothing(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    invoice(entity_id, "A-2", "K-2", late=21)
    invoice(entity_id, "A-3", "K-3", late=-30)
    dry = decide(entity_id, dry_run=True)
    assert not Proposal.objects.exists() and not Course.objects.exists()
    live = decide(entity_id)
    assert [(one.customer_id, one.step.code) for one in dry.drafts] == [
        (one.customer_id, one.code) for one in sorted(proposed(), key=lambda one: one.customer_id)
    ]
    assert (dry.proposals, dry.silent) == (live.proposals, live.silent) == (2, {Silence.NOT_YET: 1})
    assert decide(entity_id).was_made_before and Proposal.objects.count() == 2


@pytest.mark.duty("C1")
def test_every_customer_can_be_asked_why_or_why_not_today(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=7)
    invoice(entity_id, "A-2", "K-2", late=-30)
    decide(entity_id)
    (late,) = queries.course_of(customer_id=customer("K-1"), on=TODAY, actor=PROGRAM)
    assert late.decision.step is not None and late.decision.step.code == "REMINDER_1"
    assert "{days} days late" in late.decision.reasons[0].plural
    (early,) = queries.course_of(customer_id=customer("K-2"), on=TODAY, actor=PROGRAM)
    assert early.decision.next_on == TODAY + timedelta(days=27)
    assert late.segment is not None and late.segment.code == "STANDARD"


@pytest.mark.duty("C2")
@pytest.mark.duty("A1.3")
def test_a_released_step_is_done_once_and_the_next_waits_for_its_day(entity_id: int) -> None:
    item = invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    assert release(*proposed()) == ReleasedRun(letters=1, tasks=0, stale=0)
    steps = dict(CourseStep.objects.filter(anchor_item_id=item).values_list("code", "how"))
    assert steps == {"NOTICE": "WAIVED", "REMINDER_1": "DONE"}
    for days in range(1, 6):
        decide(entity_id, TODAY + timedelta(days=days))
        assert proposed(TODAY + timedelta(days=days)) == []
    decide(entity_id, TODAY + timedelta(days=6))
    (call,) = proposed(TODAY + timedelta(days=6))
    assert call.code == "CALL_1" and release(call) == ReleasedRun(0, 1, 0)
    (task,) = queries.tasks(actor=PROGRAM)
    assert (task.kind, task.channel) == (TaskKind.STEP, Channel.CALL)
    operations.complete_task(task_id=task.id, outcome="will pay", actor=PROGRAM, now=NOW)
    with pytest.raises(operations.TaskSettled):
        operations.complete_task(task_id=task.id, outcome="again", actor=PROGRAM, now=NOW)


def called(whose: str, at: datetime, outcome: str = "") -> None:
    """Let a call by hand pass the door, and its outcome be told if there is one."""
    passage = Passage.objects.create(
        entity_id=Customer.objects.get(number=whose).entity_id,
        customer_id=customer(whose),
        key="call",
        channel=Channel.CALL,
        purpose=Purpose.FOLLOW_UP,
        at=at,
        actor_id=0,
        actor_name="Ann",
    )
    if outcome:
        PassageOutcome.objects.create(passage=passage, outcome=outcome, at=at, actor_name="Ann")


@pytest.mark.duty("C2")
@pytest.mark.duty("C11")
def test_a_step_keeps_its_distance_to_a_call_by_hand_but_not_to_one_nobody_answered(entity_id: int) -> None:
    for number in ("K-1", "K-2", "K-3"):
        invoice(entity_id, f"A-{number}", number, late=6)
    yesterday = NOW - timedelta(days=1)
    called("K-1", yesterday, "REACHED")
    called("K-2", yesterday, "NOT_REACHED")
    decide(entity_id)
    assert {one.customer_id for one in proposed()} == {customer("K-2"), customer("K-3")}
    (course,) = queries.course_of(customer_id=customer("K-1"), on=TODAY, actor=PROGRAM)
    assert course.decision.silence is Silence.TOO_SOON
    assert course.decision.next_on == TODAY + timedelta(days=4)


@pytest.mark.duty("C2")
@pytest.mark.duty("A1.3")
def test_a_company_that_begins_with_old_debts_sends_no_final_demand_first(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=200)
    invoice(entity_id, "A-2", "K-1", late=40)
    codes = []
    for days in range(0, 40):
        on = TODAY + timedelta(days=days)
        decide(entity_id, on)
        for one in proposed(on):
            codes.append((days, one.code))
            release_chosen(proposal_ids=[one.id], actor=PROGRAM, now=NOW + timedelta(days=days))
    assert codes == [(0, "REMINDER_1"), (5, "REMINDER_2"), (10, "REMINDER_3"), (17, "DEMAND")]


@pytest.mark.duty("C2")
def test_what_is_paid_or_disputed_before_the_release_is_not_chased(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    disputed = invoice(entity_id, "A-2", "K-2", late=6)
    invoice(entity_id, "A-3", "K-3", late=6)
    decide(entity_id)
    pay(entity_id, "A-1", "K-1", "500")
    ledger.place_item_holds(
        item_ids=[disputed],
        reason=HoldReason.DISPUTED,
        note="broken",
        from_date=TODAY,
        until_date=None,
        actor=PROGRAM,
        now=NOW,
    )
    assert release(*proposed()) == ReleasedRun(letters=1, tasks=0, stale=2)
    states = {one.customer_id: one for one in proposed()}
    assert states[customer("K-1")].state is ProposalState.STALE
    assert states[customer("K-2")].settled_reason is not None


def test_two_people_release_at_once_and_the_second_is_told(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    shown = proposed()
    release(*shown, actor=person(entity_id))
    with pytest.raises(operations.ProposalSettled):
        release(*shown, actor=person(entity_id, Role.MANAGER, "Bob"))
    assert CourseStep.objects.filter(how=Handling.DONE).count() == 1


@pytest.mark.duty("C2")
def test_a_person_drops_a_step_and_it_is_a_waiver_with_the_reason(entity_id: int) -> None:
    item = invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    ann = person(entity_id)
    (shown,) = proposed()
    with pytest.raises(operations.ReasonToDropMissing):
        operations.drop_proposals(proposal_ids=[shown.id], reason=" ", until=None, actor=ann, now=NOW)
    operations.drop_proposals(proposal_ids=[shown.id], reason="he called us", until=None, actor=ann, now=NOW)
    waiver = CourseStep.objects.get(anchor_item_id=item)
    assert (waiver.code, waiver.how, waiver.settled_by_name) == ("REMINDER_1", "WAIVED", ann.name)
    decide(entity_id, TODAY + timedelta(days=1))
    assert proposed(TODAY + timedelta(days=1)) == []


def test_a_step_put_off_comes_back_on_its_day(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    until = TODAY + timedelta(days=3)
    (shown,) = proposed()
    with pytest.raises(operations.PutOffIntoThePast):
        operations.drop_proposals(proposal_ids=[shown.id], reason="x", until=TODAY, actor=PROGRAM, now=NOW)
    operations.drop_proposals(proposal_ids=[shown.id], reason="fair", until=until, actor=PROGRAM, now=NOW)
    assert decide(entity_id, TODAY + timedelta(days=2)).silent == {Silence.POSTPONED: 1}
    decide(entity_id, until)
    assert [one.code for one in proposed(until)] == ["REMINDER_1"]


def test_a_person_changes_channel_and_letter_within_reason(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    (shown,) = proposed()
    ann = person(entity_id)

    def change(channel: Channel, template: str) -> None:
        operations.change_proposal(
            proposal_id=shown.id, channel=channel, template=template, note="by post", actor=ann, now=NOW
        )

    with pytest.raises(operations.ChannelNeedsPerson):
        change(Channel.CALL, "REMINDER_1")
    with pytest.raises(operations.OtherKindOfLetter):
        change(Channel.LETTER, "NOTICE_BEFORE_DUE")
    change(Channel.LETTER, "REMINDER_2")
    release(*proposed())
    done = CourseStep.objects.get(how=Handling.DONE)
    assert (done.channel, done.template) == ("LETTER", "REMINDER_2")
    with pytest.raises(operations.ProposalSettled):
        change(Channel.EMAIL, "REMINDER_1")


def test_only_those_with_the_right_look_through_proposals(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    (shown,) = proposed()
    clerk = person(entity_id, Role.CASH_CLERK, "Cleo")
    with pytest.raises(NotAllowed):
        operations.drop_proposals(proposal_ids=[shown.id], reason="x", until=None, actor=clerk, now=NOW)
    stranger = person(make_company(code="OTHER", customers=()), name="Eve")
    with pytest.raises(NotFound):
        release(shown, actor=stranger)


def test_without_a_rule_reminders_wait_for_a_person_and_calls_become_work(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    begin_course(invoice(entity_id, "A-2", "K-2", late=13))
    decide(entity_id)
    assert release_day(entity_id=entity_id, on=TODAY, actor=PROGRAM, now=NOW) == ReleasedRun(0, 1, 0)
    assert release_day(entity_id=entity_id, on=TODAY, actor=PROGRAM, now=NOW) == ReleasedRun(0, 0, 0)
    assert {one.code: one.state for one in proposed()} == {
        "REMINDER_1": ProposalState.OPEN,
        "CALL_1": ProposalState.RELEASED,
    }
    decide(entity_id, TODAY + timedelta(days=1))
    assert Proposal.objects.get(business_date=TODAY, code="REMINDER_1").state == ProposalState.REPLACED


def test_work_not_done_goes_to_the_manager(entity_id: int) -> None:
    begin_course(invoice(entity_id, "A-1", "K-1", late=13))
    decide(entity_id)
    release(*proposed())
    assert decide(entity_id, TODAY + timedelta(days=6)).silent == {Silence.WITH_A_PERSON: 1}
    later = decide(entity_id, TODAY + timedelta(days=7))
    assert (later.escalated, later.proposals) == (1, 1)
    (task,) = queries.tasks(actor=PROGRAM)
    assert task.escalated_on == TODAY + timedelta(days=7)


@pytest.mark.duty("D1")
@pytest.mark.duty("C1")
def test_segments_have_reasons_and_history_and_a_person_may_set_them_for_a_time(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    who, key = customer("K-1"), (customer("K-1"), "EUR")
    ann = person(entity_id)
    last = TODAY + timedelta(days=10)

    def set_segment(segment: str, reason: str, first: date = TODAY) -> None:
        operations.override_segment(
            customer_id=who,
            currency="EUR",
            segment=segment,
            reason=reason,
            period=(first, last),
            actor=ann,
            now=NOW,
        )

    with pytest.raises(operations.ReasonForSegmentMissing):
        set_segment("KEY_ACCOUNTS", " ")
    with pytest.raises(operations.UnknownSegment):
        set_segment("FRIENDS", "he is nice")
    set_segment("KEY_ACCOUNTS", "new framework contract")

    def segment(on: date) -> str:
        return queries.segments_at(entity_id=entity_id, on=on, actor=PROGRAM)[key].code

    assert segment(TODAY) == segment(last) == "KEY_ACCOUNTS"
    assert segment(last + timedelta(days=1)) == "STANDARD"
    set_segment("", "contract canceled", TODAY + timedelta(days=4))
    assert segment(TODAY + timedelta(days=3)) == "KEY_ACCOUNTS"
    assert segment(TODAY + timedelta(days=4)) == "STANDARD"
    assert [change.set_by != "" for change in queries.segment_history(customer_id=who, actor=PROGRAM)] == [
        True,
        False,
        True,
    ]


def test_what_was_decided_can_not_be_rewritten(entity_id: int) -> None:
    invoice(entity_id, "A-1", "K-1", late=6)
    decide(entity_id)
    release(*proposed())
    for forbidden in (
        "UPDATE collections_coursestep SET how = 'WAIVED'",
        "DELETE FROM collections_coursestep",
        "UPDATE collections_proposal SET note = 'x'",
        "DELETE FROM collections_proposal",
        "UPDATE collections_segment SET segment = 'X'",
        "DELETE FROM collections_task",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(forbidden)
    assert CustomerSegment.objects.count() == 1


def test_deciding_takes_the_same_number_of_queries_for_one_customer_and_for_many(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    company = make_company(code="MANY", customers=[f"M-{place}" for place in range(40)])
    for place in range(40):
        invoice(company, f"MI-{place}", f"M-{place}", late=6)
    with django_assert_max_num_queries(40):  # type: ignore[operator]  # a fixture that is a function
        operations.decide_proposals(entity_id=company, business_date=TODAY, actor=PROGRAM, now=NOW)
