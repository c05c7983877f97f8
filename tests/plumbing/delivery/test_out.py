"""What leaves: each way of failing is told apart from the others, for a message must never go out twice."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from recoup.plumbing.delivery import drop, sms, smtp
from recoup.plumbing.delivery.emails import Attachment, HeaderInjection, NotAnAddress, OutgoingMail, build
from recoup.plumbing.delivery.types import Outcome, WrongAddress
from tests.plumbing.delivery.servers import Mailroom, free_port, gateway, mail_server, scripted_server

MAIL = OutgoingMail(
    message_id="<m1.abc@desk.example>",
    sender_name="Harrow & Vale, Ltd",
    sender="desk@example.com",
    recipient_name="کارخانهٔ نمونه",
    recipient="ap@example.org",
    subject="Nhắc thanh toán: 催款函",
    text="Kính gửi,\n.\nza zaległe faktury\n",
    written_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    attachments=(Attachment("letter.pdf", "application/pdf", b"%PDF-1.7"),),
    headers={"Auto-Submitted": "auto-generated"},
)


def send(url: str, mail: OutgoingMail = MAIL) -> tuple[Outcome, str]:
    delivery = smtp.deliver(
        smtp.server_of(url), sender=mail.sender, recipient=mail.recipient, content=build(mail)
    )
    return delivery.outcome, delivery.answer


@pytest.mark.duty("B2")
def test_a_real_server_takes_a_mail_and_every_part_of_it_arrives() -> None:
    room = Mailroom()
    with mail_server(room) as url:
        assert send(url) == (Outcome.ACCEPTED, "250 taken as T-1")
    (envelope,) = room.taken
    assert isinstance(envelope.content, bytes)
    got = message_from_bytes(envelope.content, policy=default)
    assert got["Subject"] == MAIL.subject and got["Message-ID"] == MAIL.message_id
    body = got.get_body()
    assert body is not None and body.get_content().replace("\r\n", "\n") == MAIL.text
    assert [part.get_filename() for part in got.iter_attachments()] == ["letter.pdf"]
    assert build(MAIL) == build(MAIL)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("452 full", Outcome.LATER), ("554 no", Outcome.REFUSED), ("250 yes", Outcome.ACCEPTED)],
)
def test_the_server_says_no_after_the_message(answer: str, outcome: Outcome) -> None:
    with mail_server(Mailroom(answers=[answer])) as url:
        assert send(url) == (outcome, answer)


@pytest.mark.parametrize(
    ("answer", "outcome"), [("450 greylisted", Outcome.LATER), ("550 no such user", Outcome.REFUSED)]
)
def test_the_server_says_no_to_the_recipient(answer: str, outcome: Outcome) -> None:
    room = Mailroom(recipient_answers={MAIL.recipient: answer})
    with mail_server(room) as url:
        assert send(url) == (outcome, answer)
    assert room.taken == []


HELLO = (b"220 hello\r\n", b"250 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")


@pytest.mark.duty("D9")
@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ((None,), Outcome.LATER),
        ((b"554 busy\r\n",), Outcome.LATER),
        ((b"\xff\xfe garbage\r\n",), Outcome.LATER),
        ((*HELLO[:2], None), Outcome.LATER),
        ((*HELLO[:4], None), Outcome.LATER),
        ((*HELLO[:4], b"421 closing\r\n"), Outcome.LATER),
        ((*HELLO, None), Outcome.UNKNOWN),
        ((*HELLO, b"garbage\r\n"), Outcome.UNKNOWN),
        ((*HELLO, b""), Outcome.UNKNOWN),
        ((*HELLO, b"250 ok\r\n", None), Outcome.ACCEPTED),
    ],
)
def test_a_line_that_breaks_is_in_doubt_only_after_the_whole_message_was_handed_over(
    script: tuple[bytes | None, ...], outcome: Outcome
) -> None:
    with scripted_server(script) as (url, _):
        assert send(url)[0] is outcome


def test_nobody_listens_and_a_server_without_tls_gets_nothing() -> None:
    assert send(f"smtp://127.0.0.1:{free_port()}?tls=off")[0] is Outcome.LATER
    room = Mailroom()
    with mail_server(room) as url:
        assert send(url.replace("tls=off&", ""))[0] is Outcome.LATER
    assert room.taken == []


def test_a_password_shows_nowhere() -> None:
    server = smtp.server_of("smtps://desk:p%40ss-word@mail.example")
    assert server.password == "p@ss-word" and server.port == 465
    assert "p@ss" not in f"{server} {server!r}"
    with pytest.raises(WrongAddress) as error:
        smtp.server_of("http://desk:p%40ss-word@mail.example")
    assert "ss-word" not in str(error.value)


@pytest.mark.parametrize("field", ["subject", "sender_name", "recipient_name", "message_id"])
@pytest.mark.parametrize("sign", ["\n", "\r", "\r\nBcc: all@example.org", "\u2028", "\0"])
def test_no_header_can_be_smuggled_in(field: str, sign: str) -> None:
    values = {name: getattr(MAIL, name) for name in MAIL.__slots__}
    with pytest.raises(HeaderInjection):
        build(OutgoingMail(**values | {field: f"a{sign}b"}))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@",
        "@b.c",
        "a b@c.d",
        "a@b@c.d",
        "a@b.c\nBcc: x@y.z",
        "a,b@c.d",
        "<a@b.c>",
        "è@b.c",
        "a@b..c",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    values = {name: getattr(MAIL, name) for name in MAIL.__slots__}
    with pytest.raises(NotAnAddress):
        build(OutgoingMail(**values | {"recipient": address}))


@pytest.mark.duty("D9")
@pytest.mark.parametrize(
    ("status", "text", "outcome", "reference"),
    [
        (200, "OK id=77", Outcome.ACCEPTED, "77"),
        (202, "OK id=78 queued", Outcome.ACCEPTED, "78"),
        (200, "ERR bad number", Outcome.REFUSED, ""),
        (200, "<html>Welcome to our new portal</html>", Outcome.UNKNOWN, ""),
        (200, "", Outcome.UNKNOWN, ""),
        (500, "OK id=1", Outcome.UNKNOWN, ""),
        (302, "", Outcome.UNKNOWN, ""),
        (401, "who are you", Outcome.REFUSED, ""),
        (429, "slow down", Outcome.LATER, ""),
        (503, "ERR later", Outcome.LATER, ""),
    ],
)
def test_a_gateway_is_believed_only_when_it_is_clear(
    status: int, text: str, outcome: Outcome, reference: str
) -> None:
    with gateway((status, text)) as (url, asked):
        where = sms.Gateway(f"{url}/send?to={{to}}&text={{text}}&key=s3cret", r"OK id=(\w+)", r"^ERR")
        delivery = sms.deliver(where, to="+84901234567", text="Trả 5 triệu & gọi", reference="m1")
    assert (delivery.outcome, delivery.reference) == (outcome, reference)
    assert asked == [
        "/send?to=%2B84901234567&text=Tr%E1%BA%A3%205%20tri%E1%BB%87u%20%26%20g%E1%BB%8Di&key=s3cret"
    ]
    assert "s3cret" not in repr(where)


def test_a_gateway_that_is_silent_leaves_doubt_and_one_that_is_not_there_does_not() -> None:
    fields = (("to", "{to}"), ("text", "{text}"), ("id", "{id}"))
    with gateway((0, "")) as (url, asked):
        where = sms.Gateway(f"{url}/send", "OK", fields=fields, timeout=1)
        assert sms.deliver(where, to="+1", text="a{id}", reference="m1").outcome is Outcome.UNKNOWN
    assert asked == ["/send to=%2B1&text=a%7Bid%7D&id=m1"]
    nowhere = sms.Gateway(f"http://127.0.0.1:{free_port()}/", "OK", fields=fields)
    assert sms.deliver(nowhere, to="+1", text="a", reference="m1").outcome is Outcome.LATER
    with pytest.raises(WrongAddress):
        sms.Gateway("ftp://gateway.example", "OK")


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = drop.deliver(out, name="m1", about={"to": "+1"}, files={"text.txt": "xin chào".encode()})
    assert (first.outcome, first.reference) == (Outcome.ACCEPTED, "m1")
    manifest = json.loads((out / "m1" / "manifest.json").read_text())
    assert manifest["to"] == "+1" and manifest["files"][0]["size"] == 9
    again = drop.deliver(out, name="m1", about={"to": "+1"}, files={"text.txt": b"other"})
    assert again.outcome is Outcome.ACCEPTED
    assert (out / "m1" / "text.txt").read_text() == "xin chào"
    assert [path.name for path in out.iterdir()] == ["m1"]
    (tmp_path / "file").write_text("")
    blocked = drop.deliver(tmp_path / "file", name="m2", about={}, files={})
    assert blocked.outcome is Outcome.LATER
