"""Everything said with a customer is kept, found again, and leads to what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.collections import operations, queries
from recoup.collections.models import Activity, FollowUp, Promise
from recoup.collections.operations.activities import (
    CorrectionOfAnother,
    DueInThePast,
    NotThroughTheDoor,
    UnknownColleague,
    WrittenInTheFuture,
)
from recoup.collections.operations.promises import CannotPromise
from recoup.collections.types import (
    Ability,
    ActivityFilter,
    DelayReason,
    Direction,
    NewActivity,
    Outcome,
    Willingness,
)
from recoup.correspondence.models import PassageOutcome
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties.models import Contact
from tests.collections.desk import FRIDAY, NOW, TODAY, Desk
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C5"), pytest.mark.duty("B3")]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def record(desk: Desk, activity: NewActivity) -> int:
    (number,) = operations.record_activities(activities=[activity], actor=desk.dara, now=NOW).values()
    return number


def found(desk: Desk, **wanted: object) -> list[int]:
    filters = ActivityFilter(**wanted)  # type: ignore[arg-type]  # its fields
    page = queries.activities_page(wanted=filters, actor=desk.dara)
    assert page.total == len(page.activities)
    return [one.id for one in page.activities]


@pytest.mark.duty("C3")
@pytest.mark.duty("D2")
def test_a_call_keeps_what_was_learned(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "900.00")
    contact = Contact.objects.create(customer_id=desk.customer(), name="Nguyễn Văn An", phone="+84 1")
    number = record(
        desk,
        desk.activity(
            contact_id=contact.id,
            willingness=Willingness.WILLING,
            ability=Ability.UNABLE,
            delay_reason=DelayReason.BANK_LOAN,
            content="Chờ ngân hàng giải ngân",
            item_ids=(invoice,),
        ),
    )
    kept = queries.get_activity(activity_id=number, actor=desk.bela)
    assert (kept.contact_name, kept.recorded_by_name, kept.item_ids) == ("Nguyễn Văn An", "Dara", (invoice,))
    assert kept.codes == ("Wants to pay", "Can't pay now", "Waits for a bank loan")


def test_it_is_found_by_words_in_any_spelling_and_by_filters(desk: Desk) -> None:
    first = record(desk, desk.activity(content="Chờ ngân hàng giải ngân"))
    second = record(
        desk, desk.activity(customer="K-2", content="发票丢失了", delay_reason=DelayReason.DOCUMENT_MISSING)
    )
    assert found(desk, text="ngan hang") == [first]
    assert found(desk, text="giai CHO") == [first]
    assert found(desk, text="丢失") == [second]
    assert found(desk, delay_reason=DelayReason.DOCUMENT_MISSING) == [second]
    assert found(desk, customer_id=desk.customer("K-1")) == [first]
    assert found(desk, from_at=NOW) == []
    assert found(desk, text="nobody said this") == []


def test_a_correction_is_a_new_note_and_the_old_one_stays(desk: Desk) -> None:
    old = record(desk, desk.activity(content="Pays on Monday"))
    new = record(desk, desk.activity(content="Pays on Tuesday", corrects=old))
    assert queries.get_activity(activity_id=old, actor=desk.dara).corrected_by == new
    latest = queries.latest_activities(customer_ids=[desk.customer()], actor=desk.dara)
    assert latest[desk.customer()].content == "Pays on Tuesday"
    for activity in (desk.activity(corrects=old), desk.activity(customer="K-2", corrects=new)):
        with pytest.raises(CorrectionOfAnother):
            record(desk, activity)


def test_what_was_written_can_never_be_changed(desk: Desk) -> None:
    number = record(desk, desk.activity(content="Pays on Monday"))
    for statement in (
        "UPDATE collections_activity SET content = 'Never said' WHERE id = %s",
        "DELETE FROM collections_activity WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [number])


def test_the_same_contact_sent_twice_is_recorded_once(desk: Desk) -> None:
    activity = desk.activity()
    assert record(desk, activity) == record(desk, activity)
    assert Activity.objects.count() == 1


def test_what_has_not_happened_is_not_recorded(desk: Desk) -> None:
    with pytest.raises(WrittenInTheFuture):
        record(desk, replace(desk.activity(), at=NOW + timedelta(minutes=1)))


@pytest.mark.duty("B2")
def test_what_we_do_is_recorded_only_when_it_passed_the_door(desk: Desk) -> None:
    with pytest.raises(NotThroughTheDoor):
        record(desk, replace(desk.activity(), direction=Direction.OUT))
    passage = desk.dial()
    call = replace(desk.activity(), direction=Direction.OUT, passage_id=passage)
    desk.save(call)
    for again in (replace(call, key=uuid4()), replace(call, key=uuid4(), customer_id=desk.customer("K-2"))):
        with pytest.raises(NotThroughTheDoor):
            record(desk, again)
    assert list(PassageOutcome.objects.values_list("passage_id", "outcome")) == [(passage, "REACHED")]


def test_contacts_and_items_must_be_the_customers_own(desk: Desk) -> None:
    others = desk.books.invoice("INV-2", "10.00", customer="K-2")
    contact = Contact.objects.create(customer_id=desk.customer("K-2"), name="Other", phone="1")
    for activity in (desk.activity(item_ids=(others,)), desk.activity(contact_id=contact.id)):
        with pytest.raises(NotFound):
            record(desk, activity)


@pytest.mark.duty("E3")
def test_a_call_saves_note_promise_and_next_action_as_one(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "900.00")
    activity = desk.activity(content="Pays on Friday")
    promise = desk.promised("900.00", invoice)
    saved = desk.save(activity, promise, follow_up=desk.call_back(FRIDAY))
    assert (len(saved.promise_ids), saved.was_saved_before) == (1, False)
    assert desk.promise(saved.promise_ids[0]).activity_id == saved.activity_id

    again = desk.save(activity, promise, follow_up=desk.call_back(FRIDAY))
    assert again == replace(saved, was_saved_before=True)
    assert (Activity.objects.count(), Promise.objects.count(), FollowUp.objects.count()) == (1, 1, 1)


@pytest.mark.duty("E3")
def test_a_refused_promise_keeps_nothing_of_the_call(desk: Desk) -> None:
    invoice = desk.books.invoice("INV-1", "900.00")
    with pytest.raises(CannotPromise):
        desk.save(desk.activity(), desk.promised("901.00", invoice))
    assert not Activity.objects.exists()


@pytest.mark.duty("D3")
def test_who_was_not_reached_is_called_again_by_the_rule(desk: Desk) -> None:
    desk.save(desk.activity(outcome=Outcome.NOT_REACHED))
    (call,) = queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()])
    assert (call.due_date, call.person_name) == (TODAY + timedelta(days=1), "Dara")


@pytest.mark.duty("D3")
def test_a_call_does_what_was_to_be_done_and_leaves_one_next_action(desk: Desk) -> None:
    desk.save(desk.activity(), follow_up=desk.call_back(TODAY))
    desk.save(desk.activity(), follow_up=desk.call_back(FRIDAY, due_at=NOW + timedelta(days=4)))
    (call,) = queries.open_follow_ups(actor=desk.dara, customer_ids=[desk.customer()])
    assert call.due_date == FRIDAY
    assert not queries.is_due(call, now=NOW + timedelta(days=4, minutes=-1), on=FRIDAY)
    assert queries.is_due(call, now=NOW + timedelta(days=4), on=FRIDAY)
    assert FollowUp.objects.filter(done_at__isnull=False).count() == 1


def test_a_next_action_lies_ahead_and_has_somebody_who_may_do_it(desk: Desk) -> None:
    with pytest.raises(DueInThePast):
        desk.save(desk.activity(), follow_up=desk.call_back(date(2026, 4, 12)))
    nobody = make_person("Nobody")
    with pytest.raises(UnknownColleague):
        desk.save(desk.activity(), follow_up=desk.call_back(FRIDAY, person_id=nobody.id))
    desk.save(desk.activity(), follow_up=desk.call_back(FRIDAY, person_id=desk.bela.id))


def test_who_does_not_collect_records_nothing(desk: Desk) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        operations.record_activities(
            activities=[replace(desk.activity(), key=uuid4())], actor=make_person("Nina"), now=NOW
        )
