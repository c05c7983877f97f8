"""`recoup import`: what a person at the command line gives and gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from recoup.connectors import queries
from recoup.team import queries as team
from tests import commands
from tests.connectors.files import items, table
from tests.people import PROGRAM, make_entity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_an_empty_folder")]

GOOD = table("C-1,1,2026-01-05,2026-02-04,10.00")
MIXED = table("C-1,1,2026-01-05,2026-02-04,10.00", "C-1,2,never,2026-02-04,20.00")


def recoup_import(content: bytes, *options: str, kind: str = "items", name: str = "march.csv") -> int:
    """Run the command on a file and return the exit code."""
    Path(name).write_bytes(content)
    return commands.recoup_import(kind, name, *options)


def failure(content: bytes, *options: str, name: str = "march.csv") -> str:
    """Run the command on a file that must be refused with the exit code 2 and return what is said."""
    Path(name).write_bytes(content)
    with pytest.raises(CommandError) as error:
        call_command("import", "items", name, *options)
    assert error.value.returncode == 2
    return str(error.value)


def test_on_a_fresh_machine_a_file_is_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert recoup_import(GOOD) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "The company MAIN was made" in said
    assert "Accepted" in said and "10.00 EUR" in said
    assert [entity.code for entity in team.entities(actor=PROGRAM)] == ["MAIN"]
    assert len(items()) == 1


def test_the_company_can_be_named_and_its_currency_and_country() -> None:
    assert recoup_import(GOOD, "--entity", "pl01", "--currency", "pln", "--country", "pl") == 0
    entity = team.entities(actor=PROGRAM)[0]
    assert (entity.code, entity.currency, entity.country) == ("PL01", "PLN", "PL")


def test_a_mistyped_company_is_not_made_beside_others() -> None:
    make_entity("ACME")
    assert "no such record" in failure(GOOD, "--entity", "ACNE")
    assert recoup_import(GOOD, "--entity", "acme") == 0
    assert recoup_import(GOOD, "--entity", "NEW", "--create-entities", "--currency", "EUR") == 0
    assert len(team.entities(actor=PROGRAM)) == 2


def test_refused_rows_are_told_and_written_where_one_finds_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert recoup_import(MIXED) == 1
    said = capsys.readouterr().out
    assert "“never” is not a date" in said
    assert "march-refused.csv" in said
    assert Path("march-refused.csv").read_text(encoding="utf-8-sig").count("\n") == 2

    assert recoup_import(MIXED) == 1
    assert Path("march-refused-2.csv").exists()
    assert recoup_import(MIXED, "--refused", "mine.csv") == 1
    assert Path("mine.csv").exists()


def test_reasons_are_said_in_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert recoup_import(MIXED, "--language", "pl") == 1
    english = "is not a date in the form of its column"
    assert english not in capsys.readouterr().out
    assert english not in Path("march-refused.csv").read_text(encoding="utf-8-sig")


def test_a_trial_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert recoup_import(MIXED, "--dry-run") == 1
    assert "This was a trial" in capsys.readouterr().out
    assert team.entities(actor=PROGRAM) == []
    assert queries.runs(actor=PROGRAM) == []
    assert not Path("march-refused.csv").exists()


def test_a_file_that_can_not_be_imported_says_why() -> None:
    assert "empty" in failure(b"")
    assert "No column was found for: Customer number" in failure(b"a,b\n1,2\n")
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("import", "items", "nowhere.csv")


def test_doubts_are_said_and_a_profile_settles_them(capsys: pytest.CaptureFixture[str]) -> None:
    doubtful = table("C-1,1,01/02/2026,03/02/2026,10.00")
    assert recoup_import(doubtful, "--save-profile", "ours") == 0
    assert "Does the day or the month come first?" in capsys.readouterr().out
    assert [profile.name for profile in queries.profiles(actor=PROGRAM)] == ["ours"]
    assert recoup_import(doubtful, "--profile", "ours") == 0
    assert "no such record" in failure(doubtful, "--profile", "theirs")


def test_customers_and_receipts() -> None:
    assert recoup_import(b"number,name\nC-1,One\n", kind="customers") == 0
    assert recoup_import(b"id,date,amount\nT1,2026-02-01,5.00\n", kind="receipts") == 0
    assert recoup_import(GOOD, "--no-create-customers") == 0
    unknown = table("C-2,9,2026-01-05,2026-02-04,10.00")
    assert recoup_import(unknown) == 1
    assert recoup_import(unknown, "--create-customers") == 0
