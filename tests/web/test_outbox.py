"""The outbox at the desk: messages let go, withdrawn and resolved; letters in batches; mails assigned."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.types import MessageStatus
from recoup.kernel.contact import Channel
from recoup.team.types import Role
from tests.correspondence.post_office import DOUBT, PostOffice
from tests.correspondence.test_door import AT
from tests.people import PROGRAM, make_cast
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D9")]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def test_a_message_is_looked_at_withdrawn_and_its_words_are_never_markup(
    office: PostOffice, desk: Desk
) -> None:
    message_id = office.queued(office.debtor())
    alice = desk(office.cast.alice)
    listed = alice.get(reverse("outbox:index")).content.decode()
    assert "Friendly reminder" in listed and "E-mail is not set up here" in listed
    page = alice.get(reverse("outbox:page", args=[message_id])).content.decode()
    assert "INV-C-1" in page and "Withdraw it" in page
    refused = alice.post(reverse("outbox:withdraw", args=[message_id]), {"reason": ""})
    assert refused.status_code == 422
    alice.post(reverse("outbox:withdraw", args=[message_id]), {"reason": "<b>called</b>"})
    page = alice.get(reverse("outbox:page", args=[message_id])).content.decode()
    assert "&lt;b&gt;called&lt;/b&gt;" in page and "<b>called" not in page
    assert office.status(message_id) is MessageStatus.WITHDRAWN
    charlie = desk(office.cast.charlie)
    assert charlie.get(reverse("outbox:page", args=[message_id])).status_code == 404


def test_letting_go_makes_a_job_and_doubt_is_resolved_by_a_person(office: PostOffice, desk: Desk) -> None:
    made = operations.prepare_messages(
        drafts=[office.draft(office.debtor())], business_date=AT.date(), actor=PROGRAM, now=AT
    )
    (message_id,) = made.message_ids
    alice = desk(office.cast.alice)
    alice.post(reverse("outbox:queue", args=[message_id]))
    assert ProcrastinateJob.objects.filter(task_name="correspondence.send").exists()
    office.wire.answers = [DOUBT]
    office.send()
    assert "perhaps sent" in alice.get(reverse("outbox:index")).content.decode()
    page = alice.get(reverse("outbox:page", args=[message_id])).content.decode()
    assert "Was it sent?" in page and "connection lost" in page
    alice.post(reverse("outbox:resolve", args=[message_id]), {"was_sent": "yes", "reason": "Ann has it"})
    assert office.status(message_id) is MessageStatus.SENT
    sent = alice.get(reverse("outbox:archive", args=[message_id]))
    assert sent["Content-Disposition"].startswith("attachment")
    assert b"Message-ID" in b"".join(sent.streaming_content)  # type: ignore[arg-type]  # it is not asynchronous


def test_letters_are_printed_confirmed_and_posted(office: PostOffice, desk: Desk) -> None:
    customers = [office.debtor("C-1"), office.debtor("C-2")]
    for customer in customers:
        office.queued(customer, channel=Channel.LETTER, address="", contact_id=None)
    alice = desk(office.cast.alice)
    assert "Print letters of ACME" in alice.get(reverse("outbox:letters")).content.decode()
    printed = alice.post(reverse("outbox:make_letters", args=[office.cast.entity.id]), follow=True)
    assert "Posting list" in printed.content.decode()
    (batch,) = queries.letter_batches(actor=PROGRAM)
    office.pay(customers[0])
    office.clock.wait(timedelta(minutes=5))
    operations.confirm_batch(batch_id=batch.id, actor=office.cast.alice, now=office.clock())
    page = alice.get(reverse("outbox:batch", args=[batch.id])).content.decode()
    assert page.count("Take this one out") == 1 and "is not open any more" in page
    alice.post(
        reverse("outbox:post_batch", args=[batch.id]), {"posted_on": "2026-03-03", "tracking": "RR 7 PL"}
    )
    assert "RR 7 PL" in alice.get(reverse("outbox:batch", args=[batch.id])).content.decode()


def test_a_mail_of_a_stranger_is_assigned_and_its_html_is_only_words(office: PostOffice, desk: Desk) -> None:
    customer = office.debtor()
    content = (
        b"From: Eve <eve@example.net>\r\nMessage-ID: <1@x>\r\nSubject: <script>alert(1)</script>\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<p>We <b>paid</b></p><script>alert(2)</script>"
    )
    taken = operations.take_in_mail(content=content, actor=PROGRAM, now=AT)
    alice = desk(office.cast.alice)
    page = alice.get(reverse("outbox:mail", args=[taken.mail_id])).content.decode()
    assert "We paid" in page and "alert(2)" not in page and "<script>alert" not in page
    assert "to be assigned" in alice.get(reverse("outbox:inbox")).content.decode()
    wrong = {"number": "C-99", "entity": office.cast.entity.id}
    assert alice.post(reverse("outbox:assign", args=[taken.mail_id]), wrong).status_code == 422
    alice.post(reverse("outbox:assign", args=[taken.mail_id]), wrong | {"number": "C-1"})
    assert taken.mail_id is not None
    assert queries.get_mail(mail_id=taken.mail_id, actor=PROGRAM).line.customer_id == customer.id
    assert "eve@example.net" not in alice.get(reverse("outbox:inbox") + "?only=unassigned").content.decode()


@pytest.mark.duty("C11")
def test_a_request_to_end_contact_is_read_by_a_person_and_a_stop_can_be_put_right(
    office: PostOffice, desk: Desk
) -> None:
    customer = office.debtor()
    content = (
        b"From: ann@example.com\r\nMessage-ID: <1@x>\r\nSubject: Enough\r\n\r\n"
        b"Please do not contact me any more, my lawyer has everything."
    )
    mail_id = operations.take_in_mail(content=content, actor=PROGRAM, now=AT).mail_id
    operations.take_in_text(
        sender="+442079460958", text="STOP", reference="1", written_at=None, actor=PROGRAM, now=AT
    )
    alice = desk(office.cast.alice)
    listed = alice.get(reverse("outbox:inbox") + "?only=to-be-read").content.decode()
    assert "Perhaps asks us to end contact" in listed and "Wants no more messages" not in listed
    assert "Wants no more messages" in alice.get(reverse("outbox:inbox")).content.decode()
    page = alice.get(reverse("outbox:mail", args=[mail_id])).content.decode()
    assert "I have read it" in page and "doesn't decide that" in html.unescape(page)
    alice.post(reverse("outbox:look_at", args=[mail_id]))
    page = alice.get(reverse("outbox:mail", args=[mail_id])).content.decode()
    assert "I have read it" not in page and "Alice" in page
    shown = alice.get(reverse("customers:conduct", args=[customer.id])).content.decode()
    (address,) = re.findall(r'hx-get="(/customers/\d+/consents/add\?[^"]+)"', shown)
    form = alice.get(html.unescape(address)).content.decode()
    assert 'value="+442079460958"' in form and '<option value="SMS" selected>' in form
