"""A program that is killed while it takes in statements leaves nothing half done, and the file can come again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from recoup.cash.models import BankFile, Statement, StatementLine
from recoup.ledger.queries import verify
from tests.cash.bank_files import Entry, bring, camt, own_account, receipts
from tests.companies import make_company
from tests.connectors.test_killed import _sessions_of_the_program as sessions
from tests.connectors.test_killed import _wait_until_the_server_noticed as wait_for_server
from tests.connectors.test_killed import environment

LINES = 3_000

IMPORT = """
import sys, time
from recoup.project import start
start.prepare()
import django
django.setup()
from recoup.cash import operations
from recoup.cash.operations.bank import importing
from recoup.kernel import clock
from recoup.kernel.actor import Actor

def stop(where):
    print(where, flush=True)
    time.sleep(600)

# Stop where receipts are posted and nothing is committed yet.
take_in = importing.take_in
def slowly(*arguments, **named):
    result = take_in(*arguments, **named)
    stop("written")
    return result
if sys.argv[2] == "written":
    importing.take_in = slowly

def tell(lines):
    if sys.argv[2] == "read" and lines >= 1_000:
        stop("read")

with open(sys.argv[1], "rb") as content:
    operations.import_bank_file(
        content=content, name="big.xml", actor=Actor.program("killed"), now=clock.now(), on_progress=tell
    )
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["read", "written"])
def test_a_killed_import_of_statements_leaves_nothing_and_can_be_repeated(
    moment: str, tmp_path: Path
) -> None:
    own_account(make_company())
    content = camt(*(Entry(f"{n + 1}.00", f"R{n}", f"FV {n}") for n in range(LINES)))
    path = tmp_path / "big.xml"
    path.write_bytes(content)
    program = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(path), moment],
        env=environment(),
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert any(line.strip() == moment for line in program.stdout)
    assert sessions() == 1
    program.send_signal(signal.SIGKILL)
    program.wait()
    wait_for_server()

    assert list(verify()) == []
    assert [BankFile.objects.count(), Statement.objects.count(), StatementLine.objects.count()] == [0, 0, 0]
    assert receipts() == []
    again = bring(content)
    assert (again.accepted, again.receipts) == (LINES, LINES)
    assert list(verify()) == []
    assert bring(content).is_known
