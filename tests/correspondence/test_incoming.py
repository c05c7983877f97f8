"""What comes in: each once, found to whom it belongs, or put before a person; bounces stop an address."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.models import BouncedAddress, Incoming, IncomingMail
from recoup.correspondence.types import MessageStatus, SentMessages, TakenMails, ThreadedBy
from recoup.formats.mail import MailKind
from recoup.kernel.errors import NotFound
from recoup.plumbing.storage import queries as storage
from recoup.team.types import Role
from tests.correspondence.post_office import DOUBT, PostOffice
from tests.correspondence.test_door import AT
from tests.people import PROGRAM, make_cast
from tests.plumbing.delivery.servers import mailbox, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def mail(number: int, *headers: str, sender: str = "stranger@example.net", body: str = "hello") -> bytes:
    lines = (f"From: {sender}", f"Message-ID: <{number}@example.net>", *headers, "", body)
    return "\r\n".join(lines).encode()


def take_in(content: bytes) -> int | None:
    return operations.take_in_mail(content=content, actor=PROGRAM, now=AT).mail_id


def sent(office: PostOffice) -> tuple[int, str]:
    """Send a reminder and return its number and its Message-ID."""
    message_id = office.queued(office.debtor())
    assert office.send() == SentMessages(sent=1)
    content = office.wire.parcels[-1].content.decode("utf-8", "replace")
    line = next(line for line in content.splitlines() if line.lower().startswith("message-id:"))
    return message_id, line.partition(":")[2].strip()


@pytest.mark.duty("B2")
def test_an_answer_finds_its_message_by_header_or_by_our_sign(office: PostOffice) -> None:
    message_id, mail_id = sent(office)
    subject = office.wire.parcels[-1].token
    by_header = take_in(mail(1, f"In-Reply-To: {mail_id}"))
    by_subject = take_in(mail(2, f"Subject: Re: your letter [{subject}]"))
    forged = take_in(mail(3, f"Subject: Re: [R{message_id}-0123456789]"))
    assert by_header and by_subject and forged
    lines = {line.id: line for line in queries.mails(actor=office.cast.alice)}
    assert (lines[by_header].message_id, lines[by_header].threaded_by) == (message_id, ThreadedBy.ANSWER)
    assert (lines[by_subject].message_id, lines[by_subject].threaded_by) == (message_id, ThreadedBy.SUBJECT)
    assert lines[forged].customer_id is None
    assert Incoming.objects.count() == 2


def test_a_known_address_is_enough_and_an_unknown_one_waits_for_a_person(office: PostOffice) -> None:
    customer = office.debtor()
    known = take_in(mail(1, sender="Ann <ANN@example.com>"))
    unknown = take_in(mail(2))
    assert known and unknown
    assert queries.get_mail(mail_id=known, actor=office.cast.alice).line.customer_id == customer.id
    waiting = queries.mails(actor=office.cast.alice, is_unassigned=True)
    assert [line.id for line in waiting] == [unknown]
    operations.assign_mail(mail_id=unknown, customer_id=customer.id, actor=office.cast.alice, now=AT)
    assert queries.get_mail(mail_id=unknown, actor=office.cast.alice).line.threaded_by is ThreadedBy.PERSON
    with pytest.raises(operations.AssignedAlready):
        operations.assign_mail(mail_id=unknown, customer_id=customer.id, actor=office.cast.alice, now=AT)
    with pytest.raises(NotFound):
        queries.get_mail(mail_id=unknown, actor=office.cast.charlie)


def test_an_address_of_two_customers_is_a_question_for_a_person(office: PostOffice) -> None:
    office.debtor("C-1")
    office.debtor("C-2")
    mail_id = take_in(mail(1, sender="ann@example.com"))
    assert mail_id and queries.get_mail(mail_id=mail_id, actor=PROGRAM).line.customer_id is None


def test_the_same_mail_comes_in_once(office: PostOffice) -> None:
    assert take_in(mail(1)) is not None
    assert take_in(mail(1)) is None
    assert take_in(b"Received: elsewhere\r\n" + mail(1)) is None
    assert IncomingMail.objects.count() == 1


@pytest.mark.duty("D9")
def test_what_comes_back_stops_the_address_until_a_person_has_looked(office: PostOffice) -> None:
    message_id, mail_id = sent(office)
    bounce = (
        "From: MAILER-DAEMON@mx.example\r\nMessage-ID: <b@mx>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        "Final-Recipient: rfc822; ann@example.com\r\nAction: failed\r\nDiagnostic-Code: smtp; 550 gone\r\n"
        f"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {mail_id}\r\n\r\nhi\r\n--x--\r\n"
    ).encode()
    assert take_in(bounce)
    assert office.status(message_id) is MessageStatus.BOUNCED
    assert "550 gone" in str(office.message(message_id).line.reasons)
    office.clock.wait(timedelta(days=14))
    other = office.queued(office.debtor("C-2"))
    assert office.send() == SentMessages(failed=1)
    operations.clear_address(message_id=message_id, actor=office.cast.alice, now=office.clock())
    operations.queue_messages(message_ids=[other], actor=office.cast.alice, now=office.clock())
    assert office.send() == SentMessages(sent=1)


def receipt(mail_id: str, action: str) -> bytes:
    """Return what a mail server reports about a message of ours (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@mx.example\r\nMessage-ID: <{action}@mx>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        "--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        f"Final-Recipient: rfc822; ann@example.com\r\nAction: {action}\r\nStatus: 2.0.0\r\n"
        f"--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {mail_id}\r\n\r\n--x--\r\n"
    ).encode()


@pytest.mark.duty("B2")
def test_a_receipt_makes_a_message_delivered_and_passing_it_on_does_not(office: PostOffice) -> None:
    message_id, mail_id = sent(office)
    assert take_in(receipt(mail_id, "relayed"))
    assert office.status(message_id) is MessageStatus.SENT
    assert take_in(receipt(mail_id, "delivered"))
    assert office.status(message_id) is MessageStatus.DELIVERED
    assert take_in(receipt(mail_id, "delivered")) is None


def test_a_receipt_settles_a_doubt_and_a_forged_one_settles_nothing(office: PostOffice) -> None:
    office.wire.answers.append(DOUBT)
    message_id = office.queued(office.debtor())
    assert office.send() == SentMessages(unknown=1)
    take_in(receipt(f"<r{message_id}-0000000000@x>", "delivered"))
    assert office.status(message_id) is MessageStatus.UNKNOWN
    content = office.wire.parcels[-1].content.decode("utf-8", "replace")
    line = next(line for line in content.splitlines() if line.lower().startswith("message-id:"))
    take_in(receipt(line.partition(":")[2].strip(), "Delivered").replace(b"<Delivered@mx>", b"<late@mx>"))
    assert office.status(message_id) is MessageStatus.DELIVERED


def test_a_bounce_that_proves_nothing_stops_nothing(office: PostOffice) -> None:
    message_id, _ = sent(office)
    forged = mail(
        1, "Content-Type: multipart/report; boundary=x", f"In-Reply-To: <r{message_id}-0000000000@x>"
    )
    take_in(forged)
    assert office.status(message_id) is MessageStatus.SENT
    assert not BouncedAddress.objects.exists()


@pytest.mark.duty("B2")
def test_a_real_mailbox_is_read_from_where_the_last_reading_ended(
    office: PostOffice, settings: Settings
) -> None:
    office.debtor()
    with mailbox() as url:
        settings.MAILBOX = url
        put(url, mail(1, sender="ann@example.com"), mail(2), mail(2))
        taken = operations.fetch_mails(now_of=office.clock, actor=PROGRAM)
        assert taken == TakenMails(new=2, known=1, unassigned=1)
        assert operations.fetch_mails(now_of=office.clock, actor=PROGRAM) == TakenMails()
        put(url, mail(3, "Auto-Submitted: auto-replied", body="I am out of office", sender="ann@example.com"))
        assert operations.fetch_mails(now_of=office.clock, actor=PROGRAM).new == 1
    assert queries.mails(actor=PROGRAM)[0].kind is MailKind.OUT_OF_OFFICE
    assert Incoming.objects.count() == 1
    failed = operations.fetch_mails(now_of=office.clock, actor=PROGRAM)
    assert failed.failure and "demopass" not in failed.failure


def test_a_mail_of_30_megabytes_is_kept_by_its_beginning(office: PostOffice) -> None:
    whole = mail(1, body="x" * 1000)
    taken = operations.take_in_mail(content=whole, size=40_000_000, is_whole=False, actor=PROGRAM, now=AT)
    assert taken.mail_id
    detail = queries.get_mail(mail_id=taken.mail_id, actor=PROGRAM)
    assert not detail.line.is_whole
    with storage.open_file(detail.raw_id) as kept:
        assert kept.read() == whole
