"""What the gateway for text messages tells: whoever lacks the key finds nothing, nonsense changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from recoup.correspondence import queries
from recoup.correspondence.models import IncomingMail, Message, PassageOutcome
from recoup.correspondence.tokens import token_of
from recoup.correspondence.types import MessageStatus, SentMessages
from recoup.kernel.contact import Channel
from recoup.team.types import Role
from tests.correspondence.post_office import DOUBT, PostOffice
from tests.people import PROGRAM, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D9")]
KEY = "a-long-random-text"
PHONE = "+442079460958"


@pytest.fixture(autouse=True)
def set_up(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT, settings.SMS_SECRET = tmp_path / "files", KEY


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(make_cast(Role.COLLECTOR))


def sent(office: PostOffice, *, in_doubt: bool = False) -> tuple[int, str]:
    """Send a text message and return its number and our sign."""
    message_id = office.queued(office.debtor(), channel=Channel.SMS, address=PHONE)
    if in_doubt:
        office.wire.answers.append(DOUBT)
    assert office.send() == (SentMessages(unknown=1) if in_doubt else SentMessages(sent=1))
    return message_id, office.wire.parcels[-1].token


def tell(client: Client, what: str = "report", key: str = KEY, **said: str) -> int:
    return client.post(f"/gateway/{key}/{what}", said).status_code


@pytest.mark.parametrize("in_doubt", [False, True])
@pytest.mark.parametrize("word", ["delivered", "DELIVRD", "1"])
def test_a_delivered_text_message_is_delivered_once(
    office: PostOffice, client: Client, word: str, in_doubt: bool
) -> None:
    message_id, token = sent(office, in_doubt=in_doubt)
    for _ in range(2):
        assert tell(client, id=token, status=word) == 204
    assert office.status(message_id) is MessageStatus.DELIVERED
    outcomes = list(PassageOutcome.objects.order_by("id").values_list("outcome", flat=True))
    assert outcomes.count("DELIVERED") == 1
    assert client.get(f"/gateway/{KEY}/report", {"id": token, "status": "4"}).status_code == 204
    assert office.status(message_id) is MessageStatus.DELIVERED


def test_a_failed_one_came_back_and_the_reason_is_shown(office: PostOffice, client: Client) -> None:
    message_id, token = sent(office)
    assert tell(client, id=token, status="UNDELIV", answer="absent subscriber") == 204
    line = office.message(message_id).line
    assert line.status is MessageStatus.BOUNCED and "absent subscriber" in str(line.reasons)
    assert tell(client, id=token, status="delivered") == 204
    assert office.status(message_id) is MessageStatus.BOUNCED


def test_nonsense_strangers_and_forged_signs_change_nothing(
    office: PostOffice, client: Client, settings: Settings
) -> None:
    message_id, token = sent(office)
    assert tell(client, id=token, status="perhaps") == 400
    assert tell(client, id="'; DROP TABLE", status="delivered") == 400
    assert tell(client, status="delivered") == 400
    assert tell(client, key="wrong", id=token, status="delivered") == 404
    assert tell(client, id=f"R{message_id}-0123456789", status="delivered") == 204
    assert tell(client, id="R999999999999999999-0123456789", status="delivered") == 204
    assert client.put(f"/gateway/{KEY}/report").status_code == 405
    assert office.status(message_id) is MessageStatus.SENT
    settings.SMS_SECRET = ""
    assert tell(client, id=token, status="delivered") == 404
    assert client.get("/gateway//report").status_code == 404


def test_a_report_that_comes_before_we_wrote_it_down_must_come_again(
    office: PostOffice, client: Client
) -> None:
    message_id = office.queued(office.debtor(), channel=Channel.SMS, address=PHONE)
    told: list[int] = []
    take = office.wire.__call__

    def quick(parcel: object) -> object:
        told.append(tell(client, id=token_of(message_id, office.cast.entity.id), status="delivered"))
        return take(parcel)  # type: ignore[arg-type]  # what goes over the wire is a parcel

    office.send(over={Channel.SMS: quick})  # type: ignore[dict-item]  # as above
    assert told == [503] and office.status(message_id) is MessageStatus.SENT


def test_a_text_message_that_comes_in_lies_in_the_inbox_once(office: PostOffice, client: Client) -> None:
    customer = office.debtor()
    said = {"id": "k-1", "from": PHONE, "text": "I paid yesterday"}
    assert [tell(client, "text", **said) for _ in range(2)] == [204, 204]
    (line,) = queries.mails(actor=PROGRAM)
    assert (line.customer_id, line.channel) == (customer.id, Channel.SMS)
    for wrong in ({"from": "<script>"}, {"text": ""}, {"id": ""}):
        assert tell(client, "text", **{**said, **wrong}) == 400
    assert IncomingMail.objects.count() == 1 and not Message.objects.exists()
