"""A program that is killed in the middle of an import leaves nothing half done, and the import can be repeated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from recoup.connectors import operations, queries
from recoup.connectors.types import RunStatus
from recoup.ledger.queries import verify
from tests.connectors.files import counts, receive, table
from tests.people import NOW, PROGRAM, make_entity

ROWS = 30_000

# By which the server's list of sessions tells the program that is killed from those of other tests.
_NAME = "killed import"

IMPORT = """
import sys, time
from recoup.project import start
start.prepare()
import django
django.setup()
from django.db import connection
from recoup.connectors import operations
from recoup.kernel import clock
from recoup.kernel.actor import Actor
from recoup.ledger import operations as ledger
from recoup.ledger.operations import posting

# Stop where the rows are in the tables and nothing is committed yet.
write = posting._write
def slowly(*arguments, **named):
    write(*arguments, **named)
    print("written", flush=True)
    time.sleep(600)
if sys.argv[2] == "written":
    posting._write = slowly

def tell(rows):
    print(f"read {rows}", flush=True)
    if sys.argv[2] == "read" and rows >= 10_000:
        time.sleep(600)

operations.run_import(run_id=int(sys.argv[1]), actor=Actor.program("killed"), now=clock.now(), on_progress=tell)
"""


def environment() -> Mapping[str, str]:
    """Return the surroundings in which a program finds the database of the tests."""
    named = connection.settings_dict
    url = f"postgresql:///{named['NAME']}?host={named['HOST']}&user={named['USER']}"
    return os.environ | {
        "DATABASE_URL": url,
        "RECOUP_DATABASE": "",
        "RECOUP_HOME": str(settings.HOME),
        "PGAPPNAME": _NAME,
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["read", "written"])
def test_a_killed_import_leaves_the_ledger_verified_and_can_be_repeated(moment: str) -> None:
    make_entity()
    content = table(*(f"C-{n % 50},{n},2026-01-05,2026-02-04,{n + 1}.00" for n in range(ROWS)))
    run = receive(content)
    program = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(run.id), moment],
        env=environment(),
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    wanted = "written" if moment == "written" else "read 10000"
    assert any(line.strip() == wanted for line in program.stdout)
    assert _sessions_of_the_program() == 1
    program.send_signal(signal.SIGKILL)
    program.wait()
    _wait_until_the_server_noticed()

    assert list(verify()) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM ledger_item), (SELECT count(*) FROM parties_customer)")
        assert cursor.fetchone() == (0, 0)
    assert queries.get_run(run_id=run.id, actor=PROGRAM).status is RunStatus.FAILED

    again = operations.run_import(run_id=run.id, actor=PROGRAM, now=NOW)
    assert counts(again) == (ROWS, 0, 0)
    assert list(verify()) == []
    assert counts(_once_more(content)) == (0, ROWS, 0)


def _once_more(content: bytes) -> object:
    run = receive(content)
    return operations.run_import(run_id=run.id, actor=PROGRAM, now=NOW)


def _sessions_of_the_program() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [_NAME])
        return int(cursor.fetchone()[0])


def _wait_until_the_server_noticed() -> None:
    """Wait until the dead program's transaction is gone: its connection breaks when the server next writes to it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if _sessions_of_the_program() == 0:
            return
        time.sleep(0.2)
    raise AssertionError("the server still has a connection of the killed program")
