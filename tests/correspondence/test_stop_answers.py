"""Customers who answer STOP are left alone by that way at once; a formal request is read by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from recoup.correspondence import operations, queries
from recoup.correspondence.models import Incoming
from recoup.correspondence.operations.incoming.taking import TakenMail
from recoup.correspondence.types import AnswerAsks, MessageStatus, SentMessages
from recoup.kernel.contact import Channel, ConsentScope, ConsentState
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.parties import operations as parties
from recoup.parties import queries as parties_queries
from recoup.parties.types import ConsentRecord, CustomerRecord, NewConsent
from recoup.plumbing.storage import queries as storage
from recoup.reports.queries.timeline import timeline
from recoup.team.types import Role
from tests.correspondence.post_office import PostOffice
from tests.correspondence.test_door import AT
from tests.correspondence.test_incoming import mail, sent, take_in
from tests.people import PROGRAM, make_cast, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("C11")]
PHONE = "+442079460958"


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def text(words: str, *, sender: str = PHONE, reference: str = "t-1") -> TakenMail:
    return operations.take_in_text(
        sender=sender, text=words, reference=reference, written_at=None, actor=PROGRAM, now=AT
    )


def said(customer: CustomerRecord) -> list[ConsentRecord]:
    return parties_queries.consents(customer_id=customer.id, actor=PROGRAM)


@pytest.mark.parametrize("words", ["STOP", "dừng", "退订", "لغو", "Rezygnuję."])
def test_a_text_message_that_says_stop_ends_text_messages_to_the_number(
    office: PostOffice, words: str
) -> None:
    customer = office.debtor()
    by_text = office.queued(customer, channel=Channel.SMS, address=PHONE)
    by_mail = office.queued(customer)
    taken = text(words)
    assert taken.customer_id == customer.id
    (word,) = said(customer)
    assert (word.state, word.scope, word.channel, word.address) == (
        ConsentState.OBJECTED,
        ConsentScope.CONTACT,
        Channel.SMS,
        PHONE,
    )
    assert word.evidence_id is not None
    with storage.open_file(word.evidence_id) as kept:
        assert kept.read().decode() == words
    assert office.send() == SentMessages(refused=1, sent=1)
    assert office.status(by_text) is MessageStatus.REFUSED
    assert "doesn't want to be reached this way" in str(office.message(by_text).line.reasons)
    assert office.status(by_mail) is MessageStatus.SENT
    told = [
        str(event.sentence) for event in timeline(customer_id=customer.id, actor=office.cast.alice).events
    ]
    assert any("Objected" in one for one in told)


def test_the_same_text_again_changes_nothing(office: PostOffice) -> None:
    customer = office.debtor()
    assert text("STOP").mail_id is not None
    assert text("STOP").mail_id is None
    assert text("STOP", reference="t-2").mail_id is not None
    assert len(said(customer)) == 2 and Incoming.objects.count() == 2


@pytest.mark.parametrize("number", ["442079460958", "00442079460958", "02079460958", "+44 20 7946 0958"])
def test_the_number_is_known_however_the_network_writes_it(office: PostOffice, number: str) -> None:
    customer = office.debtor()
    assert text("I have paid", sender=number).customer_id == customer.id
    assert said(customer) == []


def test_a_number_of_two_customers_objects_for_both_and_a_person_says_whose_message_it_was(
    office: PostOffice,
) -> None:
    first, second = office.debtor("C-1"), office.debtor("C-2")
    taken = text("STOP")
    assert taken.customer_id is None and taken.mail_id is not None
    assert len(said(first)) == len(said(second)) == 1
    operations.assign_mail(
        mail_id=taken.mail_id, customer_id=first.id, actor=office.cast.alice, now=office.clock()
    )
    assert len(said(first)) == 1
    assert office.queued(second, channel=Channel.SMS, address=PHONE)
    assert office.send() == SentMessages(refused=1)


def test_our_own_stop_link_is_understood_from_whichever_address_it_comes(office: PostOffice) -> None:
    message_id, _ = sent(office)
    token = office.wire.parcels[-1].token
    taken = take_in(mail(1, f"Subject: STOP {token}", sender="phone@example.net", body=""))
    assert taken is not None
    customer_id = office.message(message_id).line.customer_id
    words = parties_queries.consents(customer_id=customer_id, actor=PROGRAM)
    assert {word.address for word in words} == {"ann@example.com", "phone@example.net"}


def test_a_stop_of_a_stranger_counts_as_soon_as_somebody_says_whose_it_is(office: PostOffice) -> None:
    customer = office.debtor()
    mail_id = take_in(mail(1, body="unsubscribe"))
    assert mail_id is not None and said(customer) == []
    operations.assign_mail(mail_id=mail_id, customer_id=customer.id, actor=office.cast.alice, now=AT)
    (word,) = said(customer)
    assert word.address == "stranger@example.net"


def test_an_automatic_answer_says_nothing(office: PostOffice) -> None:
    customer = office.debtor()
    take_in(mail(1, "Auto-Submitted: auto-replied", sender="ann@example.com", body="STOP"))
    assert said(customer) == []


def test_a_person_corrects_what_was_not_meant(office: PostOffice) -> None:
    customer = office.debtor()
    text("huỷ")
    (word,) = said(customer)
    correction = NewConsent(
        customer_id=customer.id,
        scope=word.scope,
        state=ConsentState.GIVEN,
        channel=word.channel,
        address=word.address,
        said_at=office.clock(),
        note="Huy is the name of the clerk",
    )
    parties.record_consents(consents=[correction], actor=office.cast.alice, now=office.clock())
    office.queued(customer, channel=Channel.SMS, address=PHONE)
    assert office.send() == SentMessages(sent=1)


def test_a_formal_request_waits_for_a_person_and_places_no_stop_by_itself(office: PostOffice) -> None:
    customer = office.debtor()
    body = "I demand that you cease and desist from contacting me. Write to my lawyer."
    mail_id = take_in(mail(1, sender="ann@example.com", body=body))
    assert mail_id is not None and said(customer) == []
    (line,) = queries.mails(actor=office.cast.alice, is_to_be_read=True)
    assert (line.id, line.asks, line.is_to_be_read) == (mail_id, AnswerAsks.CEASE, True)
    assert queries.mails(actor=office.cast.charlie, is_to_be_read=True) == []
    with pytest.raises(NotFound):
        operations.look_at_mail(mail_id=mail_id, actor=office.cast.charlie, now=AT)
    operations.look_at_mail(mail_id=mail_id, actor=office.cast.alice, now=AT)
    operations.look_at_mail(mail_id=mail_id, actor=office.cast.bob, now=AT)
    assert queries.get_mail(mail_id=mail_id, actor=PROGRAM).looked_by_name == "Alice"
    assert queries.mails(actor=office.cast.alice, is_to_be_read=True) == []
    auditor = make_person("Ed", Role.AUDITOR)
    with pytest.raises(NotAllowed):
        operations.look_at_mail(mail_id=mail_id, actor=auditor, now=AT)
