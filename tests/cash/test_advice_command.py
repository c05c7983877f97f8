"""`recoup import advice`, and advices in the inbox of the daily run."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError

from recoup.cash.models import Advice
from recoup.plumbing.localization import Reader
from recoup.workflows.inbox import Inbox, Paper
from recoup.workflows.intake import take_in
from tests.cash.books import APRIL, CLERK, NOW, Books
from tests.commands import recoup_import
from tests.companies import make_company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_an_empty_folder"), pytest.mark.duty("A2.4")]

ADVICE = "Payer:;Customer K-1\nInvoice number;Amount paid\nINV-1;104.37\n"


def test_advices_are_imported_and_what_became_of_them_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    Books().invoice("INV-1", "104.37")
    Path("one.csv").write_text(ADVICE)
    Path("two.txt").write_text("Dear Sirs, thank you.")
    assert recoup_import("advice", "one.csv", "--dry-run") == 0
    assert not Advice.objects.exists()
    assert recoup_import("advice", "one.csv", "two.txt") == 1
    said = capsys.readouterr().out
    assert "Waits for its receipt" in said and "104.37\u00a0EUR" in said and "two.txt" in said
    assert recoup_import("advice", "one.csv") == 2
    assert "was brought in before" in capsys.readouterr().out
    assert Advice.objects.count() == 1


def test_a_file_that_isnt_there_and_an_unknown_company_are_said() -> None:
    make_company()
    for arguments in (("none.csv",), ("none.csv", "--entity", "NOBODY")):
        with pytest.raises(CommandError):
            recoup_import("advice", *arguments)


def test_an_advice_in_the_inbox_waits_for_the_money_of_the_day(tmp_path: Path) -> None:
    books = Books()
    books.invoice("INV-1", "104.37")
    inbox = Inbox(tmp_path / "inbox")
    inbox.folder.mkdir()
    (inbox.folder / "advice-k1.csv").write_text(ADVICE)
    for known in (0, 1):
        (file,) = inbox.waiting()
        assert file.paper is Paper.ADVICE
        taken = take_in(file, inbox=inbox, on=APRIL, actor=CLERK, now=NOW, reader=Reader.for_language("en"))
        assert (taken.accepted, taken.known, taken.is_refused) == (1 - known, known, False)
        (inbox.folder / "advice-k1.csv").write_text(ADVICE)
    books.pay("104.37", "thank you", payer_name="Customer K-1")
    assert books.apply().applied == 1
