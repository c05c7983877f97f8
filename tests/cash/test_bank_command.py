"""`recoup import bank`, and the inbox of the daily run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError

from recoup.plumbing.localization import Reader
from recoup.team import queries as team
from recoup.workflows.inbox import Inbox
from recoup.workflows.intake import take_in
from tests.cash.bank_files import Entry, bring, camt, own_account, receipts, states
from tests.commands import recoup_import
from tests.companies import make_company
from tests.people import NOW, PROGRAM

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("in_an_empty_folder"),
    pytest.mark.duty("A2.3", "B12"),
]


def test_files_are_imported_and_what_became_of_them_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    own_account(make_company())
    Path("a.xml").write_bytes(camt(Entry("10.00", "R1"), Entry("2.00", text="no reference"), opening="0.00"))
    Path("z.xml").write_bytes(camt(Entry("10.00", "R1"), kind="052"))
    assert recoup_import("bank", "a.xml", "z.xml") == 0
    assert receipts() == ["2.00", "10.00"]
    said = capsys.readouterr().out
    assert said.index("z.xml") < said.index("a.xml"), "reports of the day go first"
    assert "House bank" in said
    assert recoup_import("bank", "a.xml") == 0
    assert "imported before" in capsys.readouterr().out


def test_an_unknown_account_is_made_only_for_a_company_that_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_company()
    Path("a.xml").write_bytes(camt(Entry("10.00", "R1")))
    assert recoup_import("bank", "a.xml") == 2
    assert "none of ours" in capsys.readouterr().out
    assert receipts() == []
    assert recoup_import("bank", "a.xml", "--entity", "main", "--dry-run") == 0
    assert receipts() == []
    assert recoup_import("bank", "a.xml", "--entity", "main") == 0
    assert receipts() == ["10.00"]


def test_a_sheet_without_an_account_goes_where_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    make_company()
    sheet = "Date,Description,Amount,Currency\n2026-03-05,FV 1,10.00,EUR\n2026-03-06,FV 2,-3.00,EUR\n"
    Path("a.csv").write_text(sheet)
    assert recoup_import("bank", "a.csv", "--entity", "main") == 2
    assert "which account" in capsys.readouterr().out
    assert recoup_import("bank", "a.csv", "--entity", "main", "--account", "12-345") == 0
    assert receipts() == ["10.00"]


def test_a_file_that_cannot_be_read_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.xml").write_bytes(b"<?xml version='1.0'?><Invoice/>")
    assert recoup_import("bank", "a.xml") == 2
    assert "no bank statement" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nowhere"):
        recoup_import("bank", "nowhere.xml")


def take(inbox: Inbox) -> list[str]:
    """Take in all that waits and return what is said of each file, as its template."""
    return [
        take_in(
            file,
            inbox=inbox,
            on=date(2026, 3, 6),
            actor=PROGRAM,
            now=NOW,
            reader=Reader.for_language("en"),
        ).sentence.text
        for file in inbox.waiting()
    ]


def test_the_inbox_knows_files_of_banks_by_their_content(tmp_path: Path) -> None:
    own_account(make_company())
    (tmp_path / "download (7).dat").write_bytes(camt(Entry("10.00", "R1")))
    inbox = Inbox(tmp_path)
    assert len(take(inbox)) == 1
    assert receipts() == ["10.00"]
    assert [path.name for path in (tmp_path / "done" / "2026-03-06").iterdir()] == ["download (7).dat"]


def test_the_inbox_keeps_statements_of_unknown_accounts_with_the_reason(tmp_path: Path) -> None:
    make_company()
    (tmp_path / "a.xml").write_bytes(camt(Entry("10.00", "R1")))
    (tmp_path / "b.xml").write_bytes(camt(Entry("10.00", "R1"))[:-40])
    take(Inbox(tmp_path))
    kept = {path.name for path in (tmp_path / "refused").iterdir()}
    assert kept == {"a.xml", "a.xml.txt", "b.xml", "b.xml.txt"}
    assert "none of ours" in (tmp_path / "refused" / "a.xml.txt").read_text()


def test_mt940_comes_in_too() -> None:
    entity_id = make_company()
    own_account(entity_id, "1234567890")
    content = (
        b":20:STARTUMS\r\n:25:1234567890\r\n:28C:5/1\r\n:60F:C260304EUR100,00\r\n"
        b":61:2603050305C10,00NTRFNONREF//B-1\r\n:86:FV 1\r\n:61:2603050305D4,00NTRFNONREF//B-2\r\n:86:RENT\r\n"
        b":62F:C260305EUR106,00\r\n-\r\n"
    )
    told = bring(content, "a.sta")
    assert (told.receipts, receipts(), states()) == (1, ["10.00"], ["POSTED", "OUTGOING"])
    assert team.entities(actor=PROGRAM)[0].id == entity_id
