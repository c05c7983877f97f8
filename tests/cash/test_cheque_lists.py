"""Lists of cheques: read in any language, looked at row by row, taken in whole or without what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.models import Cheque
from recoup.cash.operations.cheques import ChequeListKnown, registering, rows
from recoup.cash.operations.cheques.listing import NothingToTake, SomeRefused
from recoup.cash.types import ChequeListRecord, ChequeListTrial
from recoup.formats.lists.reading import NotTheList
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger import queries as ledger
from recoup.plumbing.localization import Reader
from recoup.team.types import Role
from recoup.workflows.inbox import Inbox, Paper
from recoup.workflows.intake import take_in
from tests.cash.books import APRIL, CLERK, NOW
from tests.cash.cheque_desk import Desk
from tests.commands import recoup_import
from tests.people import make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("D10")]

HEADER = "Customer number;Cheque number;Drawer;Bank;Cheque date;Amount;Invoices\n"
GOOD = (
    HEADER
    + "K-1;000001;;Bank Melli;2026-05-01;100.00;INV-1, INV-2\nK-2;000002;Ali;Bank Mellat;2026-06-01;50.00;\n"
)
MIXED = GOOD + (
    "K-9;000003;;Bank Melli;2026-05-01;10.00;\n"
    "K-1;1;;Bank Melli;never;10.00;\n"
    "K-1;000001;;Bank Melli;2026-05-01;100.00;\n"
    "K-1;000004;;;2026-05-01;10.00;\n"
    "K-1;000005;;Bank Melli;2026-05-01;10.00;INV-9\n"
    "K-1;;;Bank Melli;2026-05-01;10.00;\n"
)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.books.invoice("INV-1", "60.00")
    desk.books.invoice("INV-2", "70.00")
    return desk


def receive(desk: Desk, content: str, name: str = "cheques.csv") -> ChequeListRecord:
    return cash.receive_cheque_list(
        content=content.encode(), name=name, entity_id=desk.books.entity_id, actor=desk.ann, now=NOW
    )


def attempt(desk: Desk, received: ChequeListRecord) -> ChequeListTrial:
    return cash.try_cheque_list(list_id=received.id, on=APRIL, actor=desk.ann, now=NOW)


def take(desk: Desk, received: ChequeListRecord, *, leave_refused: bool = False) -> ChequeListRecord:
    return cash.take_cheque_list(
        list_id=received.id, leave_refused=leave_refused, on=APRIL, actor=desk.ann, now=NOW
    )


def test_all_cheques_of_a_list_are_taken_in_and_cover_what_they_name(desk: Desk) -> None:
    received = receive(desk, GOOD)
    trial = attempt(desk, received)
    assert (trial.good, trial.refused) == (2, ())
    assert [total.amount for total in trial.totals] == [150]
    assert trial.rows[0].covered is not None and trial.rows[0].covered.amount == 100
    assert not Cheque.objects.exists(), "looking changes nothing"
    assert take(desk, received).taken == 2
    assert (desk.books.open_amount("INV-1"), desk.books.open_amount("INV-2")) == (0, Decimal("30.00"))
    first, second = Cheque.objects.order_by("number")
    assert (first.drawer, second.drawer) == ("Customer K-1", "Ali")
    assert first.received_on == APRIL
    assert list(ledger.verify()) == []


def test_what_cannot_be_taken_in_is_told_by_its_line(desk: Desk) -> None:
    received = receive(desk, MIXED)
    trial = attempt(desk, received)
    assert [(one.line, one.sentence.text) for one in trial.refused if one.line != 5] == [
        (4, rows.NO_CUSTOMER),
        (6, rows.TWICE),
        (7, registering.BANK_MISSING),
        (8, rows.NO_OPEN_ITEM),
        (9, rows.INCOMPLETE),
    ]
    assert 5 in {one.line for one in trial.refused}, "never is no date"
    with pytest.raises(SomeRefused):
        take(desk, received)
    assert not Cheque.objects.exists(), "all or nothing"
    taken = take(desk, received, leave_refused=True)
    assert (taken.taken, [one.line for one in taken.refused]) == (2, [4, 5, 6, 7, 8, 9])
    assert queries.get_cheque_list(list_id=received.id, actor=desk.ben) == taken


def test_what_a_refused_cheque_would_cover_is_free_for_the_next(desk: Desk) -> None:
    lines = "K-1;000001;;;2026-05-01;60.00;INV-1\nK-1;000002;;Bank Melli;2026-05-01;60.00;INV-1\n"
    taken = take(desk, receive(desk, HEADER + lines), leave_refused=True)
    assert [one.line for one in taken.refused] == [2]
    assert desk.books.open_amount("INV-1") == 0


def test_the_same_list_and_the_same_cheque_come_once(desk: Desk) -> None:
    received = receive(desk, GOOD)
    twin = receive(desk, GOOD)
    take(desk, received)
    for again in (received, twin):
        with pytest.raises(ChequeListKnown):
            take(desk, again)
    with pytest.raises(ChequeListKnown):
        receive(desk, GOOD)
    other = receive(desk, GOOD.replace("INV-1, INV-2", "INV-2"))
    trial = attempt(desk, other)
    assert [one.sentence.text for one in trial.refused] == [registering.KNOWN, registering.KNOWN]
    with pytest.raises(NothingToTake):
        take(desk, other, leave_refused=True)
    assert Cheque.objects.count() == 2


def test_a_persian_list_with_sayad_numbers() -> None:
    desk = Desk("IR")
    sheet = (
        "کد مشتری;شماره چک;شناسه صیادی;وضعیت صیاد;صادرکننده;بانک;تاریخ سررسید;مبلغ\n"
        "K-1;۱۰۰۱;۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶;ثبت شده;علی رضایی;ملی;۱۴۰۵/۰۲/۱۱;۱٬۰۰۰\n"
        "K-1;۱۰۰۲;۱۲۳;ثبت شده;علی رضایی;ملی;۱۴۰۵/۰۲/۱۱;۱٬۰۰۰\n"
        "K-2;۱۰۰۳;۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶;ثبت شده;علی رضایی;ملی;۱۴۰۵/۰۲/۱۱;۱٬۰۰۰\n"
    )
    taken = take(desk, receive(desk, sheet), leave_refused=True)
    assert [(one.line, one.sentence.text) for one in taken.refused] == [
        (3, registering.SAYAD_WRONG),
        (4, registering.SAYAD_KNOWN),
    ]
    (cheque,) = Cheque.objects.all()
    assert (cheque.number, cheque.sayad_id, cheque.registry) == ("1001", "1234567890123456", "REGISTERED")
    assert (cheque.cheque_date, cheque.amount) == (date(2026, 5, 1), 1000)


def test_who_may_and_what_is_no_list(desk: Desk) -> None:
    received = receive(desk, GOOD)
    with pytest.raises(NotTheList):
        receive(desk, "a;b\n1;2\n")
    with pytest.raises(NotAllowed):
        cash.take_cheque_list(list_id=received.id, leave_refused=True, on=APRIL, actor=desk.ben, now=NOW)
    stranger = make_person("Olek", Role.CASH_CLERK, entity=make_entity("OTHER", "PL"))
    with pytest.raises(NotFound):
        cash.try_cheque_list(list_id=received.id, on=APRIL, actor=stranger, now=NOW)
    with pytest.raises(NotFound):
        queries.get_cheque_list(list_id=received.id, actor=stranger)
    assert queries.cheque_lists(actor=stranger) == []


@pytest.mark.usefixtures("in_an_empty_folder")
def test_the_command_says_what_became_of_the_rows(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    Path("today.csv").write_text(MIXED)
    assert recoup_import("cheques", "today.csv", "--dry-run") == 0
    assert not Cheque.objects.exists()
    assert recoup_import("cheques", "today.csv") == 0
    said = capsys.readouterr().out
    assert "2 cheques taken in, 6 rows refused" in said and "Line 4:" in said
    assert recoup_import("cheques", "today.csv") == 2
    assert "was taken in before" in capsys.readouterr().out
    assert desk.books.open_amount("INV-1") == 0


def test_a_list_in_the_inbox_is_taken_in_once(desk: Desk, tmp_path: Path) -> None:
    inbox = Inbox(tmp_path / "inbox")
    inbox.folder.mkdir()
    for known in (0, 1):
        (inbox.folder / "cheques-today.csv").write_text(MIXED)
        (file,) = inbox.waiting()
        assert file.paper is Paper.CHEQUES
        taken = take_in(file, inbox=inbox, on=APRIL, actor=CLERK, now=NOW, reader=Reader.for_language("en"))
        assert (taken.known, taken.is_refused) == (known, False)
        assert (taken.accepted, taken.refused) == ((0, 0) if known else (2, 6))
