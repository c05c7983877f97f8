"""What comes in: fetched from a real IMAP server, each from where the last fetch ended."""

from __future__ import annotations

import pytest

from recoup.plumbing.delivery import imap
from tests.plumbing.delivery.servers import free_port, mailbox, put


def mail(number: int, body: bytes = b"hello") -> bytes:
    return b"Subject: %d\r\nMessage-ID: <%d@example.org>\r\n\r\n%s\r\n" % (number, number, body)


@pytest.mark.duty("B2")
def test_mails_are_fetched_once_and_from_where_the_last_fetch_ended() -> None:
    with mailbox() as url:
        server = imap.server_of(url)
        assert list(imap.fetch(server, since=None, size_max=1000)) == []
        put(url, mail(1), mail(2))
        first = list(imap.fetch(server, since=None, size_max=1000))
        assert [each.content for each in first] == [mail(1), mail(2)]
        assert list(imap.fetch(server, since=first[-1].place, size_max=1000)) == []
        put(url, mail(3))
        (third,) = imap.fetch(server, since=first[-1].place, size_max=1000)
        assert third.content == mail(3) and third.is_whole
        made_anew = imap.Place(first[-1].place.validity + 1, 99)
        assert len(list(imap.fetch(server, since=made_anew, size_max=1000))) == 3
        assert len(list(imap.fetch(server, since=None, size_max=1000, limit=2))) == 2


def test_of_a_mail_that_is_too_large_the_beginning_is_fetched() -> None:
    with mailbox() as url:
        put(url, mail(1, b"x" * 5000))
        (large,) = imap.fetch(imap.server_of(url), since=None, size_max=1000)
    assert not large.is_whole and large.size > 5000
    assert large.content.startswith(b"Subject: 1\r\n") and len(large.content) == 1000


def test_a_box_that_can_not_be_read_says_so_without_the_password() -> None:
    with mailbox() as url, pytest.raises(imap.MailboxFailed) as wrong:
        list(imap.fetch(imap.server_of(url.replace("demopass", "s3cret")), since=None, size_max=1000))
    assert "s3cret" not in str(wrong.value)
    nowhere = imap.server_of(f"imap://a:b@127.0.0.1:{free_port()}?tls=off")
    with pytest.raises(imap.MailboxFailed):
        list(imap.fetch(nowhere, since=None, size_max=1000))
