"""Who perhaps asks us to end contact is left alone until somebody has read it: nothing leaves meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.models import IncomingMail
from recoup.correspondence.types import ContactRequest, MessageStatus, SentMessages, Verdict
from recoup.engines.guard import GuardRule
from recoup.kernel.actor import Actor
from recoup.kernel.contact import Channel, Purpose, StopKind
from recoup.parties import operations as parties
from recoup.parties.models import Contact
from recoup.parties.types import NewStop
from recoup.team.types import Role
from tests.correspondence.post_office import ON, PostOffice
from tests.correspondence.test_door import AT, call
from tests.correspondence.test_incoming import mail, take_in
from tests.people import NOW, PROGRAM, make_cast, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]
PHONE = "+442079460958"
ENOUGH = "I have had enough of this. Please do not contact me any more, my lawyer has everything you need."


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def asked(number: int = 1, sender: str = "ann@example.com") -> int:
    """Let a mail come in that perhaps asks us to end contact, and return its number."""
    mail_id = take_in(mail(number, sender=sender, body=ENOUGH))
    assert mail_id is not None
    return mail_id


def texted(sender: str) -> int:
    """Let a text message come in that perhaps asks us to end contact, and return its number."""
    taken = operations.take_in_text(
        sender=sender, text=ENOUGH, reference="t-1", written_at=None, actor=PROGRAM, now=AT
    )
    assert taken.mail_id is not None
    return taken.mail_id


def look_at(office: PostOffice, mail_id: int) -> None:
    operations.look_at_mail(mail_id=mail_id, actor=office.cast.alice, now=office.clock())


def may(request: ContactRequest, actor: Actor) -> bool:
    return queries.ask_door(requests=[request], at=AT, actor=actor)[request.key].is_allowed


def test_a_message_that_waits_does_not_leave_until_somebody_has_read_the_answer(office: PostOffice) -> None:
    customer = office.debtor()
    message_id = office.queued(customer)
    mail_id = asked()
    assert office.send() == SentMessages(later=1)
    assert office.status(message_id) is MessageStatus.QUEUED and office.wire.parcels == []
    assert "nobody has read it yet" in str(office.message(message_id).line.reasons)
    office.clock.wait(timedelta(hours=2))
    assert office.send() == SentMessages(later=1)
    look_at(office, mail_id)
    office.clock.wait(timedelta(hours=2))
    assert office.send() == SentMessages(sent=1)


def test_where_the_reader_stops_contact_the_message_never_leaves(office: PostOffice) -> None:
    customer = office.debtor()
    message_id = office.queued(customer)
    mail_id = asked()
    assert office.send() == SentMessages(later=1)
    stop = NewStop(customer.id, StopKind.CEASE, ON)
    parties.place_stops(stops=[stop], actor=office.cast.alice, now=NOW)
    look_at(office, mail_id)
    office.clock.wait(timedelta(hours=2))
    assert office.send() == SentMessages(refused=1)
    assert office.status(message_id) is MessageStatus.REFUSED and office.wire.parcels == []


def test_a_letter_is_taken_out_of_the_envelopes_and_comes_with_the_next_batch(office: PostOffice) -> None:
    customer = office.debtor()
    message_id = office.queued(customer, channel=Channel.LETTER, address="", contact_id=None)
    alice = office.cast.alice
    batch = operations.make_letter_batch(entity_id=customer.entity_id, actor=alice, now=AT)
    assert batch.batch_id is not None
    mail_id = asked()
    confirmed = operations.confirm_batch(batch_id=batch.batch_id, actor=alice, now=AT)
    assert [letter.message.id for letter in confirmed.taken_out] == [message_id]
    assert office.status(message_id) is MessageStatus.QUEUED
    look_at(office, mail_id)
    again = operations.make_letter_batch(entity_id=customer.entity_id, actor=alice, now=AT)
    assert again.batch_id is not None
    assert operations.confirm_batch(batch_id=again.batch_id, actor=alice, now=AT).leaving == 1


def test_nobody_passes_by_any_way_for_any_reason(office: PostOffice) -> None:
    customer = office.debtor()
    manager = make_person("Mary", Role.MANAGER, entity=office.cast.entity)
    others = {"address": "", "contact_id": None}
    wanted = [
        call(customer, override_reason="She rang me herself."),
        call(customer, "text", channel=Channel.SMS),
        call(customer, "mail", channel=Channel.EMAIL, address="ann@example.com"),
        call(customer, "letter", channel=Channel.LETTER, **others),
        call(customer, "visit", channel=Channel.VISIT, visitors=2, **others),
        call(customer, "statement", purpose=Purpose.STATEMENT),
        call(customer, "cheque", purpose=Purpose.CHEQUE),
    ]
    assert all(may(request, manager) for request in wanted)
    mail_id = asked()
    for actor in (office.cast.alice, manager, PROGRAM):
        for decision in queries.ask_door(requests=wanted, at=AT, actor=actor).values():
            assert (decision.verdict, decision.not_before) == (Verdict.LATER, None)
            assert GuardRule.UNREAD_REQUEST in {finding.rule for finding in decision.findings}
    passed = operations.pass_door(requests=wanted, at=AT, actor=manager)
    assert [each.passage_id for each in passed.values()] == [None] * len(wanted)
    # The answer to the answer is no reminder.
    assert may(call(customer, purpose=Purpose.REPLY), office.cast.alice)
    look_at(office, mail_id)
    assert all(may(request, manager) for request in wanted)


def test_each_of_two_requests_is_read(office: PostOffice) -> None:
    customer = office.debtor()
    first, second = asked(1), asked(2)
    for mail_id, allowed in ((first, False), (second, True)):
        look_at(office, mail_id)
        assert may(call(customer), office.cast.alice) is allowed


@pytest.mark.parametrize("sender", [PHONE, "02079460958", "00442079460958"])
def test_a_number_of_two_customers_keeps_us_from_both_until_it_is_known_who_wrote(
    office: PostOffice, sender: str
) -> None:
    first, second, other = (office.debtor(number) for number in ("C-1", "C-2", "C-3"))
    Contact.objects.filter(customer_id=other.id).update(phone="+442079461234")
    alice, mail_id = office.cast.alice, texted(sender)
    assert IncomingMail.objects.get(id=mail_id).customer_id is None
    assert [may(call(each), alice) for each in (first, second, other)] == [False, False, True]
    for customer in (first, second):
        (line,) = queries.mails_to_be_read(customer_id=customer.id, actor=alice)
        assert line.id == mail_id
    operations.assign_mail(mail_id=mail_id, customer_id=first.id, actor=alice, now=AT)
    assert not may(call(first), alice) and may(call(second), alice)
    assert queries.mails_to_be_read(customer_id=second.id, actor=alice) == []
    look_at(office, mail_id)
    assert may(call(first), alice)


def test_an_address_of_two_customers_keeps_us_from_both_whatever_its_case(office: PostOffice) -> None:
    first, second = office.debtor("C-1"), office.debtor("C-2")
    mail_id = asked(sender="Ann@Example.com")
    assert IncomingMail.objects.get(id=mail_id).customer_id is None
    for customer in (first, second):
        assert not may(call(customer), office.cast.alice)
    look_at(office, mail_id)
    for customer in (first, second):
        assert may(call(customer), office.cast.alice)


def test_the_count_is_that_of_the_list_for_each_reader(office: PostOffice) -> None:
    office.debtor()
    alice, charlie = office.cast.alice, office.cast.charlie
    assert queries.count_to_be_read(actor=alice) == 0
    mail_id = asked()
    take_in(mail(2, sender="ann@example.com", body="We pay on Friday."))
    assert queries.count_to_be_read(actor=alice) == len(queries.mails(actor=alice, is_to_be_read=True)) == 1
    assert queries.count_to_be_read(actor=charlie) == 0
    look_at(office, mail_id)
    assert queries.count_to_be_read(actor=alice) == 0


def test_the_door_looks_once_for_all_customers_and_by_the_small_index(office: PostOffice) -> None:
    customers = [office.debtor(f"C-{number}") for number in range(5)]
    asked()
    requests = [call(customer, key=customer.number) for customer in customers]
    with CaptureQueriesContext(connection) as looked:
        queries.ask_door(requests=requests, at=AT, actor=office.cast.alice)
    (query,) = [each["sql"] for each in looked if "correspondence_incomingmail" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {query}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "mail_to_be_read" in plan
