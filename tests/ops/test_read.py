"""`recoup read` prints a bank file as JSON, without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MT940 = (
    ":20:A\n:25:DE02120300000000202051\n:28C:5/1\n:60F:C260801EUR10,00\n:61:2608030803RC1,00NTRFK7//B1\n"
    ":86:166?00X?20EREF+E1?21SVWZ+Invoice 77?32Ann\n:62F:C260803EUR9,00\n-\n"
)


def read(content: str | bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a home folder and a database that don't exist."""
    data = content.encode() if isinstance(content, str) else content
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "RECOUP", "PG"))
    }
    environment |= {"RECOUP_HOME": "/nonexistent/recoup", "DATABASE_URL": "postgresql://nowhere.invalid/none"}
    return subprocess.run(
        [sys.executable, "-m", "recoup.project", "read", "-", *arguments],
        input=data, capture_output=True, cwd=ROOT, env=environment, timeout=60,
    )  # fmt: skip


def test_a_statement_comes_as_json_with_amounts_as_text():
    ended = read(MT940, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    document = json.loads(ended.stdout)
    assert document["error"] is None
    (statement,) = document["statements"]
    assert (statement["account"], statement["currency"]) == ("DE02120300000000202051", "EUR")
    assert (statement["opening_balance"], statement["closing_balance"]) == ("10.00", "9.00")
    assert (statement["sequence"], statement["to_date"], statement["warnings"]) == (5, "2026-08-03", [])
    (line,) = statement["lines"]
    assert (line["amount"], line["is_reversal"], line["bank_reference"]) == ("-1.00", True, "B1")
    assert (line["text"], line["end_to_end_id"]) == ("Invoice 77", "E1")
    assert line["counterparty"]["name"] == "Ann"


def test_a_file_cut_short_is_still_json_and_ends_with_code_2():
    ended = read(MT940[: MT940.index(":62F")])
    assert ended.returncode == 2
    document = json.loads(ended.stdout)
    assert "cut short" in document["error"]
    assert document["statements"][0]["is_incomplete"]
    assert b"cut short" in ended.stderr


def test_a_statement_that_doesnt_add_up_is_printed_with_its_warning():
    document = json.loads(read(MT940.replace("9,00", "8,00")).stdout)
    (warning,) = document["statements"][0]["warnings"]
    assert warning["is_error"]
    assert "closing balance is 8.00" in warning["text"]


def test_the_table_shows_statements_in_the_readers_language():
    ended = read(MT940, "--format", "table", "--language", "fa")
    assert ended.returncode == 0, ended.stderr
    assert "MT940" in ended.stdout.decode()
