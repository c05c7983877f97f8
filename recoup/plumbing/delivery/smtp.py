"""Handing an e-mail to a mail server, and knowing exactly what came of it (RFC 5321)."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from recoup.plumbing.delivery.types import Delivery, Outcome, Server, answer_of, parse_server

PORTS = {"smtp": 587, "smtps": 465}
_TIMEOUT_SECONDS = 60.0
_DOT = re.compile(rb"(?m)^\.")
_NOTIFY = ["NOTIFY=SUCCESS,FAILURE,DELAY"]
_END = b".\r\n"


class _Answered(Exception):
    """The server answered what ends the attempt."""

    def __init__(self, outcome: Outcome, answer: str) -> None:
        super().__init__(answer)
        self.delivery = Delivery(outcome, answer)


def server_of(url: str) -> Server:
    """Return the mail server that the setting names.

    `smtps://` speaks TLS from the start, `smtp://` asks for it; `?tls=off` does without, for a server on this computer.
    `?timeout=` is in seconds.

    :raises WrongAddress: it is no such address
    """
    return parse_server(url, ports=PORTS)


def deliver(server: Server, *, sender: str, recipient: str, content: bytes) -> Delivery:
    """Hand `content` (lines ended by CR LF) to the server for one recipient.

    `LATER` whenever nothing can have reached anybody; `UNKNOWN` when the whole message was handed over and no clear
    answer came.
    """
    try:
        with _session(server) as session:
            return _hand_over(session, sender, recipient, content)
    except _Answered as answered:
        return answered.delivery


@contextmanager
def _session(server: Server) -> Iterator[smtplib.SMTP]:
    """Yield a session that is signed in, and leave it politely; whatever fails before that has reached nobody."""
    try:
        session = _connected(server)
    except smtplib.SMTPResponseException as error:
        raise _Answered(Outcome.LATER, f"{error.smtp_code} {answer_of(error.smtp_error)}") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise _Answered(Outcome.LATER, answer_of(error)) from None
    try:
        yield session
    finally:
        # What was accepted stays accepted, however the goodbye goes.
        with suppress(OSError, smtplib.SMTPException, ValueError):
            session.quit()
        session.close()


def _connected(server: Server) -> smtplib.SMTP:
    timeout = float(server.option("timeout") or _TIMEOUT_SECONDS)
    if server.scheme == "smtps":
        context = ssl.create_default_context()
        session: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        session = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        session.ehlo_or_helo_if_needed()
        if server.scheme == "smtp" and server.option("tls") != "off":
            session.starttls(context=ssl.create_default_context())
            session.ehlo_or_helo_if_needed()
        if server.user:
            session.login(server.user, server.password)
    except BaseException:
        session.close()
        raise
    return session


def _hand_over(session: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> Delivery:
    _ask(lambda: session.mail(sender, [f"size={len(content)}"] if session.has_extn("size") else []))
    # A server that can tell when the message lies in the mailbox is asked to (RFC 3461).
    _ask(lambda: session.rcpt(recipient, _NOTIFY if session.has_extn("dsn") else []))
    _ask(lambda: session.docmd("DATA"), wanted=3)
    body = _DOT.sub(b"..", content)
    try:
        session.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    except (OSError, smtplib.SMTPException) as error:
        # Without its last line no server takes a message.
        return Delivery(Outcome.LATER, answer_of(error))
    try:
        session.send(_END)
        code, said = session.getreply()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return Delivery(Outcome.UNKNOWN, answer_of(error))
    return Delivery(_meaning(code, 2, Outcome.UNKNOWN), f"{code} {answer_of(said)}")


def _ask(command: Callable[[], tuple[int, bytes]], *, wanted: int = 2) -> None:
    """Give one command; any answer but the wanted ends the attempt, before anything was handed over."""
    try:
        code, said = command()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise _Answered(Outcome.LATER, answer_of(error)) from None
    outcome = _meaning(code, wanted, Outcome.LATER)
    if outcome is not Outcome.ACCEPTED:
        raise _Answered(outcome, f"{code} {answer_of(said)}")


def _meaning(code: int, wanted: int, otherwise: Outcome) -> Outcome:
    """Return what the class of an answer means; one that no mail server gives means `otherwise`."""
    return {wanted: Outcome.ACCEPTED, 4: Outcome.LATER, 5: Outcome.REFUSED}.get(code // 100, otherwise)
