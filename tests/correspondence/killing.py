"""Workers to be killed: programs that send or print, and a mail server that kills whoever talks to it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import AnyStr, Literal

import psycopg
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from psycopg import sql

from tests.connectors.test_killed import _sessions_of_the_program as sessions
from tests.connectors.test_killed import _wait_until_the_server_noticed as wait_for_server
from tests.connectors.test_killed import environment
from tests.plumbing.delivery.servers import Mailroom, free_port

Moment = Literal["", "220", "MAIL", "RCPT", "354", "refused", "taken"]

_WORK = """
import sys
from datetime import datetime
from recoup.project import start
start.prepare()
import django
django.setup()
from recoup.correspondence import operations
from recoup.kernel.actor import Actor
actor, now = Actor.program("killed"), datetime.fromisoformat(sys.argv[1])
"""
SEND = _WORK + "operations.send_due(now_of=lambda: now, actor=actor)"
PRINT = _WORK + "operations.make_letter_batch(entity_id=int(sys.argv[2]), actor=actor, now=now)"
CONFIRM = _WORK + "operations.confirm_batch(batch_id=int(sys.argv[2]), actor=actor, now=now)"
POST = (
    _WORK
    + """
operations.record_posting(
    batch_id=int(sys.argv[2]), posted_on=now.date(), tracking={}, proof_id=None, actor=actor, now=now
)
"""
)


class Worker:
    """Another process that works; killed when the story ends, if it lives that long."""

    def __init__(self, code: str, *arguments: str, **surroundings: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env={**environment(), **surroundings},
            cwd=Path(__file__).resolve().parents[2],
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        """Kill it here and now: it gets no chance to clean up."""
        self._process.kill()

    def end(self) -> bool:
        """Wait until it and its session are gone, and return whether it was killed."""
        _, said = self._process.communicate(timeout=120)
        wait_for_server()
        assert self._process.returncode in (0, -9), said
        return self._process.returncode != 0

    def kill_when_it_waits(self) -> None:
        """Kill it as soon as it waits for a table that somebody holds."""
        until = time.monotonic() + 60
        while not _waits_for_a_table():
            assert self._process.poll() is None and time.monotonic() < until
            time.sleep(0.02)
        self.kill()


@contextmanager
def held(table: str) -> Iterator[None]:
    """Hold a table against everybody who would write into it."""
    with _other_session() as other:
        _hold(other, table)
        yield
        other.rollback()


@dataclass
class DeadlyMailroom(Mailroom):
    """A mail server that kills the worker just before it gives an answer, or holds a table once it took the message."""

    moment: Moment = ""
    table: str = ""
    worker: Worker | None = None
    holder: psycopg.Connection | None = None

    def reach(self, moment: Moment) -> None:
        """Kill the worker when its moment has come."""
        if self.worker is not None and moment == self.moment:
            self.worker.kill()
            self.worker = None

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Hear of the sender."""
        self.reach("MAIL")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Hear of the recipient."""
        self.reach("RCPT")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the message, or lose it, but tell nobody who is dead."""
        if self.moment == "refused" and self.worker is not None:
            self.reach("refused")
            return "451 lost"
        answer = await super().handle_DATA(server, session, envelope)
        if self.table and self.holder is not None:
            _hold(self.holder, self.table)
            self.table = ""
        self.reach("taken")
        return answer


class _Answering(SMTP):
    """Kills before the greeting and before it asks for the data, which handlers don't see."""

    async def push(self, status: AnyStr) -> None:
        """Answer."""
        room = self.event_handler
        assert isinstance(room, DeadlyMailroom)
        if str(status).startswith("220"):
            room.reach("220")
        if str(status).startswith("354"):
            room.reach("354")
        await super().push(status)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Answering(self.handler)


@contextmanager
def deadly_mail_server(room: DeadlyMailroom) -> Iterator[str]:
    """Run the mail server and yield its address."""
    controller = _Controller(room, hostname="127.0.0.1", port=free_port())
    with _other_session() as other:
        room.holder = other
        controller.start()
        try:
            yield f"smtp://127.0.0.1:{controller.port}?tls=off&timeout=20"
        finally:
            controller.stop()


def _hold(session: psycopg.Connection, table: str) -> None:
    session.execute(sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table)))


def _other_session() -> psycopg.Connection:
    return psycopg.connect(environment()["DATABASE_URL"])


def _waits_for_a_table() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return sessions() > 0 and cursor.fetchone() != (0,)
