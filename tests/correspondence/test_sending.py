"""Sending: no message twice, none lost, none to a person who has paid; whatever breaks, and wherever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from recoup.correspondence import operations
from recoup.correspondence.models import Message, PassageOutcome
from recoup.correspondence.operations import CannotMove, ReasonMissing
from recoup.correspondence.operations.outbox import sending
from recoup.correspondence.types import MessageStatus, SentMessages
from recoup.kernel.contact import Channel
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.storage import queries as storage
from recoup.team.types import Role
from tests.correspondence.post_office import DOUBT, NO, NOT_NOW, Killed, PostOffice
from tests.people import PROGRAM, make_cast, make_person
from tests.plumbing.delivery.servers import Mailroom, gateway, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


@pytest.mark.duty("A1.3")
def test_a_reminder_is_sent_once_and_kept_as_it_left(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    assert office.send() == SentMessages(sent=1)
    assert office.send() == SentMessages()
    (parcel,) = office.wire.parcels
    detail = office.message(message_id)
    assert detail.line.status is MessageStatus.SENT and detail.passage_id is not None
    assert office.events(message_id) == ["BEGUN", "ACCEPTED"]
    assert detail.archive_id is not None
    with storage.open_file(detail.archive_id) as kept:
        assert kept.read() == parcel.content
    assert b"Auto-Submitted: auto-generated" in parcel.content and b"application/pdf" in parcel.content


def test_what_was_not_let_go_stays_and_what_is_not_set_up_waits(office: PostOffice) -> None:
    customer = office.debtor()
    operations.prepare_messages(
        drafts=[office.draft(customer)],
        business_date=office.clock().date(),
        actor=PROGRAM,
        now=office.clock(),
    )
    assert office.send() == SentMessages()
    office.queued(customer, channel=Channel.SMS, address="+442079460958")
    assert office.send(over={}) == SentMessages(waiting=1)


@pytest.mark.duty("A1.3")
def test_nobody_who_has_paid_is_reminded(office: PostOffice) -> None:
    paid, part_paid = office.debtor("C-1"), office.debtor("C-2")
    ids = [office.queued(paid), office.queued(part_paid)]
    office.pay(paid)
    office.pay(part_paid, "40")
    assert office.send() == SentMessages(withdrawn=2)
    assert [office.status(each) for each in ids] == [MessageStatus.WITHDRAWN] * 2
    assert "INV-C-1" in str(office.message(ids[0]).line.reasons)
    assert office.wire.parcels == []
    again = operations.prepare_messages(
        drafts=[office.draft(part_paid)],
        business_date=office.clock().date(),
        actor=PROGRAM,
        now=office.clock(),
    )
    assert again.count == 1


@pytest.mark.duty("C11")
def test_at_night_a_text_message_waits_for_the_morning_and_a_stop_refuses_it(office: PostOffice) -> None:
    customer = office.debtor()
    message_id = office.queued(customer, channel=Channel.SMS, address="+442079460958")
    office.clock.wait(timedelta(hours=12))
    assert office.send() == SentMessages(later=1)
    line = office.message(message_id).line
    assert line.status is MessageStatus.QUEUED and line.not_before is not None and line.reasons
    assert office.send() == SentMessages()
    office.clock.at = line.not_before
    assert office.send() == SentMessages(sent=1)


def test_refused_for_now_is_tried_again_with_growing_gaps_and_counted_once(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    office.wire.answers = [NOT_NOW, NOT_NOW, NOT_NOW]
    waits = []
    for _ in range(3):
        assert office.send().later == 1
        not_before = office.message(message_id).line.not_before
        assert not_before is not None
        waits.append(not_before - office.clock())
        assert office.send() == SentMessages()
        office.clock.at = not_before
    assert waits == sorted(waits) and waits[0] < waits[-1]
    assert office.send() == SentMessages(sent=1)
    assert len({parcel.token for parcel in office.wire.parcels}) == 1
    outcomes = list(PassageOutcome.objects.order_by("id").values_list("outcome", flat=True))
    assert outcomes == ["FAILED", "FAILED", "FAILED", "SENT"]


def test_a_server_that_never_takes_it_ends_in_failure_that_a_person_sees(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    office.wire.answers = [NOT_NOW] * 20
    for _ in range(20):
        office.send()
        office.clock.wait(timedelta(hours=26))
    assert office.status(message_id) is MessageStatus.FAILED
    assert len(office.wire.parcels) == 8


def test_refused_for_good_is_not_tried_again(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    office.wire.answers = [NO]
    assert office.send() == SentMessages(failed=1)
    assert office.send() == SentMessages()
    assert "550 no such user" in str(office.message(message_id).line.reasons)


@pytest.mark.duty("D9")
@pytest.mark.parametrize("fault", [DOUBT, RuntimeError("a fault of ours")])
def test_a_message_in_doubt_is_never_sent_again_by_itself(office: PostOffice, fault: Exception) -> None:
    message_id = office.queued(office.debtor())
    office.wire.answers = [fault]
    assert office.send() == SentMessages(unknown=1)
    office.clock.wait(timedelta(days=1))
    assert office.send() == SentMessages()
    assert len(office.wire.parcels) == 1
    with pytest.raises(ReasonMissing):
        operations.resolve_unknown(
            message_id=message_id, was_sent=False, reason=" ", actor=office.cast.alice, now=office.clock()
        )
    resolved = operations.resolve_unknown(
        message_id=message_id,
        was_sent=False,
        reason="not in the server's log",
        actor=office.cast.alice,
        now=office.clock(),
    )
    assert resolved is MessageStatus.QUEUED
    assert office.send() == SentMessages(sent=1)
    assert office.events(message_id)[:3] == ["BEGUN", "UNKNOWN", "SAID_NOT_SENT"]
    with pytest.raises(CannotMove):
        operations.resolve_unknown(
            message_id=message_id, was_sent=True, reason="x", actor=PROGRAM, now=office.clock()
        )


def test_a_person_who_finds_it_was_sent_ends_the_doubt(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    office.wire.answers = [DOUBT]
    office.send()
    operations.resolve_unknown(
        message_id=message_id, was_sent=True, reason="Ann has it", actor=office.cast.bob, now=office.clock()
    )
    assert office.status(message_id) is MessageStatus.SENT
    assert office.send() == SentMessages()


SEAMS = (
    ("_rules", False),
    ("_stopped", False),
    ("parcel_of", False),
    ("pass_door", False),
    ("carrier", True),
    ("_conclude", True),
    ("record_outcome", True),
)


@pytest.mark.duty("D9")
@pytest.mark.parametrize(("seam", "has_left"), SEAMS)
@pytest.mark.parametrize("is_after", [False, True])
def test_killed_at_any_step_of_sending_nothing_goes_twice_and_nothing_is_lost(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch, seam: str, has_left: bool, is_after: bool
) -> None:
    message_id = office.queued(office.debtor())
    with monkeypatch.context() as patch, pytest.raises(Killed):
        if seam == "carrier":
            real = office.wire

            def carrier(parcel: object) -> object:
                if is_after:
                    real(parcel)  # type: ignore[arg-type]  # what goes over the wire is a parcel
                raise Killed

            office.send(over={Channel.EMAIL: carrier})  # type: ignore[dict-item]  # it never answers
        else:
            whole = getattr(sending, seam)

            def killed(*values: object, **named: object) -> object:
                if is_after:
                    whole(*values, **named)
                raise Killed

            patch.setattr(sending, seam, killed)
            office.send()
    after = office.send()
    if has_left:
        assert after == SentMessages(unknown=1)
        assert office.status(message_id) is MessageStatus.UNKNOWN
        assert len(office.wire.parcels) <= 1
    else:
        assert after == SentMessages(sent=1)
        assert len(office.wire.parcels) == 1
    assert office.send() == SentMessages()


def test_a_bad_address_and_a_name_with_a_line_break_fail_before_the_door(office: PostOffice) -> None:
    message_id = office.queued(office.debtor(), address="nobody")
    assert office.send() == SentMessages(failed=1)
    assert office.message(message_id).passage_id is None
    assert office.wire.parcels == []


def test_over_a_real_server_and_a_real_gateway(office: PostOffice, settings: Settings) -> None:
    customer = office.debtor()
    room = Mailroom(answers=["451 greylisted"])
    mail = office.queued(customer)
    with mail_server(room) as url, gateway((200, "<html>Hello</html>")) as (sms_url, asked):
        settings.MAIL_SERVER, settings.MAIL_FROM = url, "Desk <desk@example.com>"
        settings.SMS_GATEWAY, settings.SMS_ACCEPTED = f"{sms_url}/?to={{to}}&text={{text}}", "^OK"
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages(later=1)
        office.clock.wait(timedelta(minutes=10))
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages(sent=1)
        office.clock.wait(timedelta(days=14))
        text = office.queued(customer, channel=Channel.SMS, address="+442079460958")
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages(unknown=1)
    assert len(room.taken) == 1 and len(asked) == 1
    assert office.status(mail) is MessageStatus.SENT and office.status(text) is MessageStatus.UNKNOWN


def test_withdrawing_needs_a_reason_and_ends_when_it_has_left(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    with pytest.raises(ReasonMissing):
        operations.withdraw_messages(message_ids=[message_id], reason="", actor=PROGRAM, now=office.clock())
    operations.withdraw_messages(
        message_ids=[message_id], reason="they called", actor=office.cast.alice, now=office.clock()
    )
    assert office.send() == SentMessages()
    other = office.queued(office.debtor("C-2"))
    office.send()
    with pytest.raises(CannotMove):
        operations.withdraw_messages(message_ids=[other], reason="late", actor=PROGRAM, now=office.clock())


def test_strangers_and_readers_let_nothing_go(office: PostOffice) -> None:
    message_id = office.queued(office.debtor())
    auditor = make_person("Ann", Role.AUDITOR)
    with pytest.raises(NotAllowed):
        operations.withdraw_messages(message_ids=[message_id], reason="x", actor=auditor, now=office.clock())
    with pytest.raises(NotFound):
        operations.withdraw_messages(
            message_ids=[message_id], reason="x", actor=office.cast.charlie, now=office.clock()
        )


@pytest.mark.parametrize(
    "change",
    [
        "status = 'SENT'",
        "status = 'SENDING'",
        "status = 'DELIVERED'",
        "body = 'Pay or else'",
        "address = 'else@example.com'",
    ],
)
def test_the_database_knows_no_way_round_the_door(office: PostOffice, change: str) -> None:
    message_id = office.queued(office.debtor())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE correspondence_message SET {change} WHERE id = %s", [message_id])
    assert Message.objects.get(id=message_id).status == "QUEUED"
