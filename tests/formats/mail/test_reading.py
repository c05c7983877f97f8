"""E-mails as they really come: any encoding, HTML with scripts, bounces, automatic answers, broken ones."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoup.formats.mail import MailKind, read


def raw(body: bytes, *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    lines = ["From: Ann <ann@example.com>", "Message-ID: <1@example.com>", f"Content-Type: {kind}", *headers]
    return "\r\n".join(lines).encode() + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + body


@pytest.mark.duty("B2")
@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        ("gb18030", "gb18030", "我们将于下周付款，谢谢。"),
        ("gb2312", "gb18030", "发票號碼和鎔先生"),
        ("windows-1258", "cp1258", "Chung tôi se\u0303 tra\u0309 tiê\u0300n"),
        ("iso-8859-2", "iso-8859-2", "Zapłacimy w piątek, żółw"),
        ("windows-1256", "cp1256", "پرداخت انجام شد"),
        ("utf-8", "utf-8", "Chúng tôi đã thanh toán"),
        ("x-nonsense", "utf-8", "Zażółć gęślą jaźń"),
    ],
)
def test_every_encoding_is_read(charset: str, codec: str, text: str) -> None:
    assert read(raw(text.encode(codec), kind=f"text/plain; charset={charset}")).text == normalize("NFC", text)


def test_an_encoding_that_is_not_said_is_guessed() -> None:
    text = "Szanowni Państwo, zapłaciliśmy fakturę w piątek i prosimy o potwierdzenie wpływu środków. " * 3
    assert "zapłaciliśmy fakturę" in read(raw(text.encode("cp1250"), kind="text/plain")).text


def test_a_subject_in_raw_bytes_and_in_encoded_words() -> None:
    assert read(raw(b"", "Subject: =?gb18030?b?tdi/7g==?=")).subject == "地款"
    content = b"From: a@b.c\r\nSubject: " + "Trả tiền".encode() + b"\r\n\r\nx"
    assert read(content).subject == "Trả tiền"


@pytest.mark.duty("C11")
def test_of_html_the_words_are_kept_and_nothing_else() -> None:
    html = (
        b"<html><head><title>t</title><style>p{}</style></head><body onload='x()'><p>Dear desk,</p>"
        b"<script>alert('s')</script><p>we <b>paid</b> &lt;today&gt;.<br>Ann</p>"
        b"<img src=x onerror=alert(1)><iframe>hidden</iframe></body></html>"
    )
    read_mail = read(raw(html, kind="text/html; charset=utf-8"))
    assert read_mail.text == "Dear desk,\n\nwe paid <today>.\nAnn"


def test_a_direction_override_can_not_disguise_words() -> None:
    assert "\u202e" not in read(raw("pay \u202eevil".encode())).text


def bounce() -> bytes:
    return (
        b"From: MAILER-DAEMON@mx.example\r\nMessage-ID: <b@mx>\r\nAuto-Submitted: auto-replied\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n'
        b"--x\r\n\r\nYour message could not be delivered.\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; Ann@Example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.1\r\n no such user\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <r7-abc@desk.example>\r\n\r\nhi\r\n--x--\r\n"
    )


def test_a_bounce_says_which_address_failed_and_which_message_came_back() -> None:
    came = read(bounce())
    assert (came.kind, came.failed_address) == (MailKind.BOUNCE, "ann@example.com")
    assert came.failure == "smtp; 550 5.1.1 no such user"
    assert came.answers == ("<r7-abc@desk.example>",)
    assert read(bounce().replace(b"Action: failed", b"Action: delayed")).kind is MailKind.DELAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am out of office until 5 April 2026.", date(2026, 4, 5)),
        ("Out of the office, back on April 5, 2026", date(2026, 4, 5)),
        ("Jestem na urlopie do dnia 05.04.2026", date(2026, 4, 5)),
        ("Tôi nghỉ phép đến ngày 5/4/2026", date(2026, 4, 5)),
        ("我在休假，直到2026年4月5日", date(2026, 4, 5)),
        ("در مرخصی هستم، بازگشت 1405/01/16", date(2026, 4, 5)),
        ("out of office until 5 April 1999", None),
        ("out of office for a while", None),
    ],
)
def test_who_is_away_says_when_to_be_back(text: str, day: date | None) -> None:
    away = read(raw(text.encode(), "Auto-Submitted: auto-replied", "Date: Tue, 03 Mar 2026 10:00:00 +0000"))
    assert (away.kind, away.returns_on) == (MailKind.OUT_OF_OFFICE, day)


def test_an_automatic_answer_is_no_letter_and_a_person_is() -> None:
    assert read(raw(b"we got it", "Auto-Submitted: auto-generated")).kind is MailKind.AUTO_REPLY
    assert read(raw(b"we got it", "Subject: Automatic reply: hello")).kind is MailKind.AUTO_REPLY
    assert read(raw(b"we paid", "Auto-Submitted: no")).kind is MailKind.LETTER


def test_files_come_with_it_and_the_same_mail_is_known_again() -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["Message-ID"], mail["Subject"] = "a@b.cd", "<1@b.cd>", "files"
    mail.set_content("see there")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../../żółw.pdf")
    came = read(mail.as_bytes())
    assert [(file.name, file.content) for file in came.files] == [(".._.._żółw.pdf", b"%PDF")]
    again = b"Received: by another way\r\n" + mail.as_bytes()
    assert read(again).fingerprint == came.fingerprint
    other = mail.as_bytes().replace(b"see there", b"see here!")
    assert read(other).fingerprint != came.fingerprint


@given(st.binary(max_size=2000))
def test_nothing_breaks_the_reader(content: bytes) -> None:
    came = read(content)
    assert len(came.fingerprint) == 64


@given(st.text(max_size=500))
def test_no_tag_survives_html(text: str) -> None:
    html = f"<p>{text}</p><script>{text}</script>".encode("utf-8", "replace")
    came = read(raw(html, kind="text/html; charset=utf-8"))
    assert "<script" not in came.text.lower() or "&lt;" in text.lower() or "<script" in text.lower()
