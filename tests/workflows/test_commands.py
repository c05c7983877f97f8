"""The commands that a person types: daily, verify, balance."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.workflows.office import Office


@pytest.fixture
def busy(office: Office) -> Office:
    """Return an office after one day: an invoice paid, one open, and money of nobody."""
    office.invoice("INV-1", "104.37", issued="2026-01-01", due="2026-01-31")
    office.invoice("INV-2", "70.50", customer="K-2", issued="2026-01-01", due="2026-01-31")
    office.receipt("T1", "104.37", "INV-1", on="2026-02-01")
    office.receipt("T2", "5.00", "hello", on="2026-02-01")
    return office


def test_daily_says_what_it_did_in_the_language_asked_for(
    busy: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("daily", "--date", "2026-02-10")
    said = capsys.readouterr().out
    assert "10 February 2026" in said and "Applied: 1" in said and "exceptions.xlsx" in said
    call_command("daily", "--date", "2026-02-10")
    assert "Nothing to do" in capsys.readouterr().out
    call_command("daily", "--date", "2026-02-12", language="fa")
    assert "۱۴۰۴" in capsys.readouterr().out


def test_daily_refuses_an_entity_that_is_not_there(busy: Office) -> None:
    with pytest.raises(CommandError, match="no such record"):
        call_command("daily", "--date", "2026-02-10", entity="NOBODY")


def test_balance_prints_tables_json_and_csv(busy: Office, capsys: pytest.CaptureFixture[str]) -> None:
    busy.run("2026-02-10")
    call_command("balance", format="csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["customer"], row["balance"]) for row in rows] == [("K-2", "70.50"), ("", "-5.00")]
    call_command("balance", format="json", customer="K-2", currency="eur", entity=["main"])
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["owed"], row["unapplied"], row["items_open"]) == ("70.50", "0.00", 1)
    call_command("balance")
    said = capsys.readouterr().out
    assert "Suspense" in said and "65.50" in said


def test_verify_proves_the_ledger_or_says_what_is_wrong(
    busy: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    busy.run("2026-02-10")
    call_command("verify")
    said = capsys.readouterr().out
    assert "Verified: 5 items, 6 entries and 12 postings agree." in said and "DIFFERENT" not in said
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_item DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_item SET amount_open = 70 WHERE number = 'INV-2'")
        cursor.execute("ALTER TABLE ledger_item ENABLE TRIGGER USER")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify")
    assert stopped.value.code == 1
    said = capsys.readouterr().out
    assert "open amount is the sum of" in said and "DIFFERENT" in said
