"""Saved layouts: a person says once what the columns of a bank's sheet mean, and the next file is read by it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.operations.bank.layouts import LayoutExists, LayoutUnnamed
from recoup.cash.queries.layouts import ColumnsAlike, FieldTwice, LayoutIncomplete
from recoup.cash.types import FileStatus, ImportChoices, LayoutPlan, LayoutState, SheetLayoutRecord
from recoup.formats.bank.sheets.profiles import SheetField
from recoup.formats.bank.sheets.sampling import NoSheet
from recoup.formats.tables.values import DateForm
from recoup.kernel.actor import Actor
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.plumbing.localization import Reader
from recoup.team.types import Role
from recoup.workflows.inbox import Inbox
from recoup.workflows.intake import take_in
from tests.cash.bank_files import bring, camt, own_account, receipts
from tests.cash.books import APRIL
from tests.commands import recoup_import
from tests.companies import make_company
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

SHEET = "Kiedy|Ile|Kto|Po co\n02/03/2026|1.204,37|Nadir S.A.|FV 1\n03/04/2026|-5,00|Bank|oplata\n"
NEXT = "Kiedy|Ile|Kto|Po co\n05/03/2026|10,00|Nadir S.A.|FV 2\n"
PLAN = LayoutPlan(
    {0: SheetField.BOOKING_DATE, 1: SheetField.AMOUNT, 2: SheetField.PARTY_NAME, 3: SheetField.TEXT},
    date_form=DateForm.MDY,
    decimal=",",
)


def begin(account_id: int, content: str = SHEET, actor: Actor = PROGRAM) -> SheetLayoutRecord:
    return cash.begin_layout(
        account_id=account_id, content=content.encode(), name="strange.csv", actor=actor, now=NOW
    )


def save(layout: SheetLayoutRecord, name: str = "Strange", plan: LayoutPlan = PLAN) -> SheetLayoutRecord:
    return cash.save_layout(layout_id=layout.id, name=name, plan=plan, actor=PROGRAM, now=NOW)


def test_a_sheet_nobody_knows_is_read_by_what_a_person_said() -> None:
    account = own_account(make_company())
    assert bring(SHEET.encode(), "strange.csv").status is FileStatus.REFUSED
    layout = begin(account.id)
    trial = queries.try_layout(layout_id=layout.id, plan=PLAN, actor=PROGRAM)
    assert (trial.lines, trial.money_in, trial.money_out) == (2, Decimal("1204.37"), Decimal("-5.00"))
    assert (str(trial.from_date), str(trial.to_date)) == ("2026-02-03", "2026-03-04")
    assert trial.shown[0].party == "Nadir S.A."
    assert bring(NEXT.encode(), "next.csv").status is FileStatus.REFUSED, "a trial changes nothing"
    save(layout)
    again = bring(SHEET.encode(), "strange.csv")
    assert (again.status, again.accepted) == (FileStatus.READ, 2)
    assert bring(NEXT.encode(), "next.csv").accepted == 1
    assert receipts() == ["10.00", "1204.37"]


def test_it_is_begun_on_the_file_that_was_refused() -> None:
    account = own_account(make_company())
    refused = bring(SHEET.encode(), "strange.csv")
    assert refused.file_id is not None
    layout = cash.begin_layout_for_file(
        account_id=account.id, file_id=refused.file_id, actor=PROGRAM, now=NOW
    )
    assert queries.layout_sample(layout_id=layout.id, actor=PROGRAM).header[0] == "Kiedy"
    read = bring(camt(), "other.xml")
    assert read.file_id is not None
    with pytest.raises(NotFound):
        cash.begin_layout_for_file(account_id=account.id, file_id=read.file_id, actor=PROGRAM, now=NOW)


def test_what_two_accounts_share_says_nothing_about_which_it_is() -> None:
    entity_id = make_company()
    one = own_account(entity_id)
    other = own_account(entity_id, "PL27114020040000300201355387")
    for account in (one, other):
        save(begin(account.id))
    told = bring(NEXT.encode(), "next.csv")
    assert (told.status, told.accepted) == (FileStatus.REFUSED, 0)
    chosen = bring(NEXT.encode(), "next.csv", choices=ImportChoices(account_id=other.id))
    assert [each.account.id for each in chosen.statements] == [other.id]


@pytest.mark.usefixtures("in_an_empty_folder")
def test_the_command_and_the_inbox_read_by_it(tmp_path: Path) -> None:
    account = own_account(make_company())
    save(begin(account.id))
    Path("next.csv").write_text(NEXT)
    assert recoup_import("bank", "next.csv") == 0
    inbox = Inbox(tmp_path / "inbox")
    inbox.folder.mkdir()
    (inbox.folder / "bank-strange.csv").write_text(SHEET)
    (file,) = inbox.waiting()
    taken = take_in(file, inbox=inbox, on=APRIL, actor=PROGRAM, now=NOW, reader=Reader.for_language("en"))
    assert (taken.accepted, taken.is_refused) == (2, False)
    assert receipts() == ["10.00", "1204.37"]


def test_a_retired_one_reads_nothing_and_its_history_is_kept() -> None:
    account = own_account(make_company())
    layout = save(begin(account.id))
    save(layout, name="Renamed")
    save(layout, name="Renamed")
    for _ in range(2):
        cash.retire_layout(layout_id=layout.id, actor=PROGRAM, now=NOW)
    assert bring(NEXT.encode(), "next.csv").status is FileStatus.REFUSED
    changes = queries.layout_changes(layout_id=layout.id, actor=PROGRAM)
    assert [(change.action, change.name) for change in changes] == [
        ("retired", "Renamed"),
        ("changed", "Renamed"),
        ("saved", "Strange"),
    ]
    assert changes[0].columns[0] == "Kiedy = Booking date"
    (shown,) = queries.sheet_layouts(account_id=account.id, actor=PROGRAM)
    assert shown.state is LayoutState.RETIRED
    save(shown, name="Back")
    assert bring(NEXT.encode(), "next.csv").accepted == 1


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({0: SheetField.BOOKING_DATE}, LayoutIncomplete),
        ({1: SheetField.AMOUNT}, LayoutIncomplete),
        ({0: SheetField.BOOKING_DATE, 1: SheetField.AMOUNT, 2: SheetField.AMOUNT}, FieldTwice),
        ({0: SheetField.BOOKING_DATE, 1: SheetField.AMOUNT, 4: SheetField.TEXT}, ColumnsAlike),
    ],
)
def test_what_could_not_be_read_is_not_saved(columns: dict[int, SheetField], error: type[Exception]) -> None:
    account = own_account(make_company())
    layout = begin(account.id, "Kiedy|Ile|Kto|Po co|Kto\n02/03/2026|1,00|a|b|c\n")
    with pytest.raises(error):
        save(layout, plan=LayoutPlan(columns))
    assert queries.try_layout(layout_id=layout.id, plan=LayoutPlan(columns), actor=PROGRAM).reason is not None
    assert queries.sheet_layouts(account_id=account.id, actor=PROGRAM) == []


def test_names_rights_and_files_that_are_no_sheets() -> None:
    account = own_account(make_company())
    layout = save(begin(account.id))
    with pytest.raises(LayoutUnnamed):
        save(begin(account.id), name=" ")
    with pytest.raises(LayoutExists):
        save(begin(account.id), name="strange")
    with pytest.raises(NoSheet):
        begin(account.id, camt().decode())
    with pytest.raises(NotAllowed):
        begin(account.id, actor=make_person("Mia", Role.MANAGER, entity=None))
    stranger = make_person("Olek", Role.CASH_CLERK, entity=make_entity("OTHER", "PL"))
    with pytest.raises(NotFound):
        queries.get_layout(layout_id=layout.id, actor=stranger)
    with pytest.raises(NotFound):
        cash.retire_layout(layout_id=layout.id, actor=stranger, now=NOW)
