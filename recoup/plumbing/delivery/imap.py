"""Fetching e-mails from a mailbox, each by its number, from where the last fetch ended (RFC 9051)."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from recoup.plumbing.delivery.types import Server, answer_of, parse_server

PORTS = {"imap": 143, "imaps": 993}
_TIMEOUT_SECONDS = 60.0
_NUMBER = re.compile(rb"\d+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_HEADER_MAX = 256 * 1024


class MailboxFailed(Exception):
    """The mailbox could not be read; what was fetched before stays fetched."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a mailbox was read: up to the number `uid`, as long as the box still counts as in `validity`."""

    validity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """An e-mail as it lies in the box; of one that is larger than allowed only the beginning."""

    place: Place
    content: bytes
    size: int
    is_whole: bool


def server_of(url: str) -> Server:
    """Return the mailbox that the setting names: `imaps://user:password@host/Folder`, INBOX without a folder.

    `imap://` asks for TLS; `?tls=off` does without.

    :raises WrongAddress: it is no such address
    """
    return parse_server(url, ports=PORTS)


def fetch(server: Server, *, since: Place | None, size_max: int, limit: int = 500) -> Iterator[Fetched]:
    """Yield up to `limit` e-mails after the place `since`, the oldest first; they stay in the box, unread as before.

    When the box has been made anew its numbers mean nothing any more, and everything in it is yielded again: whoever
    takes them in knows each by its own identification.

    :raises MailboxFailed: the box can't be read, at first or half way
    """
    try:
        with _opened(server) as box:
            validity = _validity(box)
            last = since.uid if since and since.validity == validity else 0
            for uid in _uids(box, after=last)[:limit]:
                yield _one(box, Place(validity, uid), size_max)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise MailboxFailed(answer_of(error)) from None


@contextmanager
def _opened(server: Server) -> Iterator[imaplib.IMAP4]:
    timeout = float(server.option("timeout") or _TIMEOUT_SECONDS)
    if server.scheme == "imaps":
        context = ssl.create_default_context()
        box: imaplib.IMAP4 = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=timeout)
    else:
        box = imaplib.IMAP4(server.host, server.port, timeout=timeout)
    try:
        if server.scheme == "imap" and server.option("tls") != "off":
            box.starttls(ssl.create_default_context())
        _done(box.login(server.user, server.password))
        _done(box.select(f'"{server.path or "INBOX"}"', readonly=True))
        yield box
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()


def _validity(box: imaplib.IMAP4) -> int:
    _, said = box.response("UIDVALIDITY")
    found = _NUMBER.search(said[0]) if said and isinstance(said[0], bytes) else None
    return int(found[0]) if found else 0


def _uids(box: imaplib.IMAP4, *, after: int) -> list[int]:
    answer = _done(box.uid("SEARCH", f"UID {after + 1}:*"))
    numbers = {int(each) for line in answer if isinstance(line, bytes) for each in _NUMBER.findall(line)}
    # `n:*` always names the last message too, even when it is before n.
    return sorted(uid for uid in numbers if uid > after)


def _one(box: imaplib.IMAP4, place: Place, size_max: int) -> Fetched:
    told = b" ".join(_bytes_of(_done(box.uid("FETCH", str(place.uid), "(RFC822.SIZE)"))))
    found = _SIZE.search(told)
    size = int(found[1]) if found else 0
    is_whole = size <= size_max
    part = "BODY.PEEK[]" if is_whole else f"BODY.PEEK[]<0.{min(size_max, _HEADER_MAX)}>"
    answer = _done(box.uid("FETCH", str(place.uid), f"({part})"))
    content = next((each[1] for each in answer if isinstance(each, tuple)), b"")
    return Fetched(place, content, size or len(content), is_whole)


def _bytes_of(answer: Sequence[object]) -> Iterator[bytes]:
    for each in answer:
        if isinstance(each, bytes):
            yield each
        elif isinstance(each, tuple):
            yield from (part for part in each if isinstance(part, bytes))


def _done(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    status, said = answer
    if status != "OK":
        raise imaplib.IMAP4.error(answer_of(b" ".join(_bytes_of(said))))
    return said
