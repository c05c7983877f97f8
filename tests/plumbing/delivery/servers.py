"""Servers for tests: real ones, and one that plays a script of answers as a broken server would."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

USER, PASSWORD = "demouser", "demopass"


@dataclass
class Mailroom:
    """A mail server that keeps what it took; `answers` are given instead of taking, one an attempt."""

    taken: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    recipient_answers: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient or give the answer set for it."""
        if address in self.recipient_answers:
            return self.recipient_answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the message or give the next answer."""
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(envelope)
        return "250 taken as T-1"


@contextmanager
def mail_server(room: Mailroom) -> Iterator[str]:
    """Run a real mail server and yield its address."""
    controller = Controller(room, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}?tls=off&timeout=5"
    finally:
        controller.stop()


@contextmanager
def scripted_server(answers: Sequence[bytes | None]) -> Iterator[tuple[str, list[bytes]]]:
    """Run a server that gives one answer to the greeting and each command, and hangs up at None."""
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []
    thread = threading.Thread(target=_play, args=(listener, answers, heard), daemon=True)
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}?tls=off&timeout=2", heard
    finally:
        listener.close()
        thread.join(timeout=5)


def _play(listener: socket.socket, answers: Sequence[bytes | None], heard: list[bytes]) -> None:
    connection, _ = listener.accept()
    with connection, connection.makefile("rb") as lines:
        for place, answer in enumerate(answers):
            if place:
                heard.append(_command(lines, in_data=bool(heard) and heard[-1].upper().startswith(b"DATA")))
            if answer is None:
                return
            connection.sendall(answer)
        lines.read()


def _command(lines: Iterator[bytes], *, in_data: bool) -> bytes:
    said = b""
    for line in lines:
        said += line
        if not in_data or line == b".\r\n":
            break
    return said


@contextmanager
def mailbox() -> Iterator[str]:
    """Run a real IMAP server with one empty mailbox and yield its address."""
    port = free_port()
    program = subprocess.Popen(
        [
            *(sys.executable, "-c", "from pymap.main import main; main()"),
            *("--host", "127.0.0.1", "--port", str(port), "--no-tls"),
            *("dict", "--demo-user", USER, "--demo-password", PASSWORD),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX?tls=off&timeout=20"
    finally:
        program.terminate()
        program.wait(timeout=10)


def put(url: str, *mails: bytes) -> None:
    """Lay e-mails into a mailbox."""
    port = int(url.rpartition("@")[2].partition("/")[0].partition(":")[2])
    with imaplib.IMAP4("127.0.0.1", port) as box:
        box.login(USER, PASSWORD)
        for mail in mails:
            status, said = box.append("INBOX", "", imaplib.Time2Internaldate(time.time()), mail)
            assert status == "OK", said


@contextmanager
def gateway(*answers: tuple[int, str]) -> Iterator[tuple[str, list[str]]]:
    """Run a gateway that gives these answers one after the other; yields its address and what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        asked: ClassVar[list[str]] = []
        left: ClassVar[list[tuple[int, str]]] = list(answers)

        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            self.asked.append(f"{self.path} {body}".strip())
            status, text = self.left.pop(0)
            if status == 0:
                time.sleep(3)
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", Handler.asked
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")
