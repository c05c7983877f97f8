"""Workers killed outright while they send or print: a real mail server and a real database tell what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from pytest_django import Settings

from recoup.correspondence import operations
from recoup.correspondence.models import LetterBatch, Message, Passage
from recoup.correspondence.types import MessageStatus, SentMessages
from recoup.kernel.contact import Channel
from recoup.team.types import Role
from tests.correspondence.killing import (
    CONFIRM,
    POST,
    PRINT,
    SEND,
    DeadlyMailroom,
    Moment,
    Worker,
    deadly_mail_server,
    held,
)
from tests.correspondence.post_office import PostOffice
from tests.people import PROGRAM, make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.duty("D9")]

# Which table the worker waits for when it dies. The first three before anything was handed over: while the letter is
# set, at the door, and when the message is marked as being sent but nothing is committed yet.
BEFORE_IT_LEAVES = ("storage_storedfile", "correspondence_passage", "correspondence_attempt")
WHILE_IT_LEAVES: tuple[Moment, ...] = ("220", "MAIL", "RCPT", "354", "refused", "taken")
# The server's yes has arrived: the worker wants to write it down, or has half written it.
AFTER_IT_LEFT = ("correspondence_message", "correspondence_passageoutcome")


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> PostOffice:
    settings.HOME, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    return PostOffice(make_cast(Role.COLLECTOR))


def sending(office: PostOffice, url: str) -> Worker:
    return Worker(
        SEND, office.clock().isoformat(), RECOUP_SMTP_URL=url, RECOUP_MAIL_FROM="Desk <desk@example.com>"
    )


def go_on(office: PostOffice, settings: Settings, url: str) -> SentMessages:
    """Let another worker go on, an hour later."""
    office.clock.wait(timedelta(hours=1))
    settings.MAIL_SERVER, settings.MAIL_FROM = url, "Desk <desk@example.com>"
    return operations.send_due(now_of=office.clock, actor=PROGRAM)


def say_what_became_of_it(office: PostOffice, message_id: int, *, was_sent: bool) -> None:
    operations.resolve_unknown(
        message_id=message_id,
        was_sent=was_sent,
        reason="the server's log",
        actor=office.cast.alice,
        now=office.clock(),
    )


@pytest.mark.parametrize(
    ("table", "has_paid"), [*((table, False) for table in BEFORE_IT_LEAVES), ("correspondence_attempt", True)]
)
def test_killed_before_it_left_a_message_goes_once_or_not_at_all_to_who_has_paid(
    office: PostOffice, settings: Settings, table: str, has_paid: bool
) -> None:
    customer = office.debtor()
    message_id = office.queued(customer)
    room = DeadlyMailroom()
    with deadly_mail_server(room) as url:
        with held(table):
            worker = sending(office, url)
            worker.kill_when_it_waits()
        assert worker.end()
        assert office.status(message_id) is MessageStatus.QUEUED and not Passage.objects.exists()
        if has_paid:
            office.pay(customer)
        assert go_on(office, settings, url) == (
            SentMessages(withdrawn=1) if has_paid else SentMessages(sent=1)
        )
        assert go_on(office, settings, url) == SentMessages()
    assert len(room.taken) == (0 if has_paid else 1)


@pytest.mark.parametrize(
    ("moment", "has_paid"),
    [*((moment, False) for moment in WHILE_IT_LEAVES), ("RCPT", True), ("taken", True)],
)
def test_killed_at_any_word_with_the_mail_server_a_person_says_what_became_of_it(
    office: PostOffice, settings: Settings, moment: Moment, has_paid: bool
) -> None:
    customer = office.debtor()
    message_id = office.queued(customer)
    room = DeadlyMailroom(moment=moment)
    with deadly_mail_server(room) as url:
        room.worker = worker = sending(office, url)
        assert worker.end()
        assert office.status(message_id) is MessageStatus.SENDING
        was_taken = moment == "taken"
        assert len(room.taken) == was_taken
        if has_paid:
            office.pay(customer)
        _in_doubt_and_settled(office, settings, url, message_id, was_sent=was_taken)
    assert len(room.taken) == (1 if was_taken or not has_paid else 0)
    wanted = MessageStatus.WITHDRAWN if has_paid and not was_taken else MessageStatus.SENT
    assert office.status(message_id) is wanted


@pytest.mark.parametrize("table", AFTER_IT_LEFT)
def test_killed_with_the_servers_yes_in_hand_nothing_goes_twice(
    office: PostOffice, settings: Settings, table: str
) -> None:
    message_id = office.queued(office.debtor())
    room = DeadlyMailroom(table=table)
    with deadly_mail_server(room) as url:
        worker = sending(office, url)
        worker.kill_when_it_waits()
        assert room.holder is not None
        room.holder.rollback()
        assert worker.end()
        _in_doubt_and_settled(office, settings, url, message_id, was_sent=True)
    assert len(room.taken) == 1
    assert office.status(message_id) is MessageStatus.SENT


def _in_doubt_and_settled(
    office: PostOffice, settings: Settings, url: str, message_id: int, *, was_sent: bool
) -> None:
    """The next worker sends nothing, shows the doubt to a person, and does what the person finds out."""
    assert go_on(office, settings, url) == SentMessages(unknown=1)
    assert office.status(message_id) is MessageStatus.UNKNOWN
    assert "cut short" in str(office.message(message_id).line.reasons)
    assert go_on(office, settings, url) == SentMessages()
    say_what_became_of_it(office, message_id, was_sent=was_sent)
    after = go_on(office, settings, url)
    assert after == SentMessages() if was_sent else after.sent + after.withdrawn == 1
    assert go_on(office, settings, url) == SentMessages()


def test_of_two_workers_one_is_killed_and_the_other_sends_the_rest(
    office: PostOffice, settings: Settings
) -> None:
    ids = [office.queued(office.debtor(f"C-{place}")) for place in range(8)]
    room = DeadlyMailroom(moment="RCPT")
    with deadly_mail_server(room) as url:
        room.worker = first = sending(office, url)
        second = sending(office, url)
        assert first.end() and not second.end()
        go_on(office, settings, url)
    subjects = [_subject(envelope.content) for envelope in room.taken]
    assert len(subjects) == len(set(subjects)) >= len(ids) - 1
    statuses = [office.status(each) for each in ids]
    # Who finds the one in doubt is a matter of luck: the worker that is left, or the next one.
    in_doubt = statuses.count(MessageStatus.UNKNOWN)
    assert in_doubt <= 1
    assert statuses.count(MessageStatus.SENT) == len(ids) - in_doubt


def test_killed_while_the_gateway_has_the_text_message_it_is_in_doubt(
    office: PostOffice, settings: Settings
) -> None:
    message_id = office.queued(office.debtor(), channel=Channel.SMS, address="+442079460958")
    asked: list[str] = []
    workers: list[Worker] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            workers.pop().kill()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        url = f"http://127.0.0.1:{server.server_port}/?to={{to}}&text={{text}}"
        worker = Worker(SEND, office.clock().isoformat(), RECOUP_SMS_URL=url, RECOUP_SMS_ACCEPTED="^OK")
        workers.append(worker)
        thread.start()
        assert worker.end()
        settings.SMS_GATEWAY, settings.SMS_ACCEPTED = url, "^OK"
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages(unknown=1)
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages()
        say_what_became_of_it(office, message_id, was_sent=True)
        assert operations.send_due(now_of=office.clock, actor=PROGRAM) == SentMessages()
        server.shutdown()
    assert len(asked) == 1


def test_killed_at_any_step_of_a_batch_of_letters_the_step_is_done_again_and_once(office: PostOffice) -> None:
    customers = [office.debtor(f"C-{place}") for place in range(3)]
    ids = [office.queued(each, channel=Channel.LETTER, address="", contact_id=None) for each in customers]
    _killed_at(office, "correspondence_batchletter", PRINT, office.cast.entity.id)
    assert not LetterBatch.objects.exists()
    made = operations.make_letter_batch(entity_id=office.cast.entity.id, actor=PROGRAM, now=office.clock())
    assert made.letters == 3 and made.batch_id is not None

    _killed_at(office, "correspondence_attempt", CONFIRM, made.batch_id)
    assert not Passage.objects.exists()
    office.pay(customers[0])
    confirmed = operations.confirm_batch(batch_id=made.batch_id, actor=PROGRAM, now=office.clock())
    assert confirmed.leaving == 2 and Passage.objects.count() == 2

    _killed_at(office, "correspondence_passageoutcome", POST, made.batch_id)
    assert Message.objects.filter(status=MessageStatus.POSTED).count() == 0
    assert _post(office, made.batch_id) == 2
    assert [office.status(each) for each in ids] == [
        MessageStatus.WITHDRAWN,
        MessageStatus.POSTED,
        MessageStatus.POSTED,
    ]


def _killed_at(office: PostOffice, table: str, code: str, number: int) -> None:
    with held(table):
        worker = Worker(code, office.clock().isoformat(), str(number))
        worker.kill_when_it_waits()
    assert worker.end()


def _post(office: PostOffice, batch_id: int) -> int:
    return operations.record_posting(
        batch_id=batch_id,
        posted_on=office.clock().date(),
        tracking={},
        proof_id=None,
        actor=PROGRAM,
        now=office.clock(),
    )


def _subject(content: bytes | str | None) -> str:
    assert isinstance(content, bytes)
    lines: Sequence[bytes] = content.splitlines()
    return next(line for line in lines if line.startswith(b"Message-ID:")).decode()
