"""`recoup apply` and `recoup export matches`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.cash.books import Books

pytestmark = pytest.mark.django_db


@pytest.mark.duty("A2.4")
def test_receipts_are_applied_and_every_match_is_told_with_its_reasons(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    books = Books()
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "204.37")
    books.pay("104.37", "INV-1", reference="T1")
    books.pay("224.37", "INV-2", reference="T2")
    books.pay("7.13", "hello", reference="T3")
    call_command("apply", "--date", "2026-04-01", entity="MAIN")
    assert "104.37" in capsys.readouterr().out
    call_command("export", "matches", str(tmp_path / "matches.csv"))
    with (tmp_path / "matches.csv").open(newline="") as content:
        rows = list(csv.DictReader(content))
    told = {
        (row["bank_reference"], row["decision"], row["item"], row["rank"]): row["reasons"] for row in rows
    }
    assert ("T1", "applied", "INV-1", "1") in told and ("T2", "proposed", "INV-2", "1") in told
    assert ("T3", "none", "", "") in told and all(told.values())
    with pytest.raises(CommandError, match="no such record"):
        call_command("apply", entity="NOBODY")
