"""A schedule of contracts is taken in, compared with ledger and bank, worked off and signed off."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.engines.reconciliation.schedules import Finding, PaidBy
from recoup.formats.tables.layouts import UnreadableTable
from recoup.formats.workbook import Sheet, write_workbook
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Entry
from recoup.ledger.types import ItemKind
from recoup.reconciliation import operations, queries
from recoup.reconciliation.operations import ReadingChange, ScheduleUpload
from recoup.reconciliation.types import (
    Clearing,
    ContractProgress,
    Coverage,
    DifferenceState,
    ReconciliationRecord,
    Stage,
)
from recoup.workflows import schedules
from tests.people import NOW, PROGRAM
from tests.reconciliation.contracts import AS_OF, SCHEDULE, Contracts

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A1.2")]


@pytest.fixture
def contracts() -> Contracts:
    made = Contracts()
    made.usual()
    return made


def told(contracts: Contracts, found: ReconciliationRecord) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            line.outcome.value,
            line.contract,
            line.our_number,
            line.their_number,
            str(line.difference.amount.normalize()),
        )
        for line in queries.compared_lines(reconciliation_id=found.id, actor=contracts.cora)
    ]


def progress(contracts: Contracts, found: ReconciliationRecord) -> list[ContractProgress]:
    return queries.contract_progress(reconciliation_id=found.id, actor=contracts.cora)


def test_schedule_ledger_and_bank_are_compared_installment_by_installment(contracts: Contracts) -> None:
    found = contracts.compare()

    receipt = next(line[2] for line in told(contracts, found) if line[0] == "MONEY_WAITING")
    assert told(contracts, found) == [
        ("AGREED", "HD001", "HD001-D1", "Đợt 1", "0"),
        ("PAID_NOT_BY_BANK", "HD001", "HD001-D2", "Đợt 2", "3E+2"),
        ("BILLED_OTHERWISE", "HD001", "HD001-D3", "Đợt 3", "-2E+1"),
        ("AGREED", "HD001", "HD001-D4", "Đợt 4", "0"),
        ("AGREED", "HD002", "HD002-D1", "Đợt 1", "0"),
        ("NOT_BILLED", "HD002", "", "Đợt 2", "-4E+2"),
        ("MONEY_WAITING", "HD002", receipt, "", "-5E+1"),
    ]
    assert found.balances is not None
    assert (found.balances.ours.amount, found.balances.theirs.amount) == (1480, 1900)
    assert (found.differences, found.left_out_count) == (4, 1)
    first, second = progress(contracts, found)
    assert (first.contract, first.unit, first.customer_name) == ("HD001", "A-12", "Nguyễn Văn Bình")
    assert first.customer_id == contracts.customer_ids["K-1"]
    amounts = (first.scheduled, first.billed, first.due, first.paid, first.overdue, first.waiting)
    assert [money.amount for money in amounts] == [1100, 1080, 980, 800, 180, 0]
    assert {source: money.amount for source, money in first.paid_by.items()} == {
        PaidBy.BANK: 500,
        PaidBy.HAND: 300,
    }
    assert first.scheduled_paid is not None and first.scheduled_paid.amount == 800
    assert (second.waiting.amount, second.differences) == (50, 2)
    total = queries.progress_total(reconciliation_id=found.id, actor=contracts.cora)
    assert (total.billed, total.waiting.amount, total.differences) == (found.balances.ours, 50, 4)


def test_cheques_and_credit_notes_are_told_apart_from_money(contracts: Contracts) -> None:
    fifth = contracts.bill("K-1", "HD001-D5", "200.00", "03-20")
    for number, amount, kind in (
        ("CN-1", "80.00", ItemKind.CREDIT_NOTE),
        ("777", "120.00", ItemKind.CHEQUE_CREDIT),
    ):
        credit = contracts.bill("K-1", number, f"-{amount}", None, kind=kind)
        contracts.apply(credit, fifth, amount, "03-21")
    found = contracts.compare(SCHEDULE.replace("Tổng", "HD001;;;;Đợt 5;20/03/2026;200,00;200,00\nTổng"))
    (first, _) = progress(contracts, found)
    assert first.paid_by[PaidBy.CREDIT_NOTE].amount == 80
    assert first.paid_by[PaidBy.CHEQUE].amount == 120
    assert ("AGREED", "HD001", "HD001-D5", "Đợt 5", "0") in told(contracts, found)


def test_what_the_customer_is_asked_to_pay_is_as_of_the_day(contracts: Contracts) -> None:
    found = contracts.compare(as_of=date(2026, 2, 1))
    (first, second) = progress(contracts, found)
    assert (first.paid.amount, first.due.amount, second.waiting.amount) == (500, 500, 0)
    total = queries.progress_total(reconciliation_id=found.id, actor=contracts.cora)
    assert (total.paid, total.waiting.amount) == (first.paid + second.paid, 0)
    outcomes = {(line[0], line[1], line[3]) for line in told(contracts, found)}
    assert ("NOT_DUE_YET", "HD002", "Đợt 2") in outcomes
    assert ("OTHER_PAID", "HD001", "Đợt 2") in outcomes


def test_a_contract_is_known_by_the_reference_of_its_items_too(contracts: Contracts) -> None:
    contracts.bill("K-2", "F-77", "400.00", "02-15", kind=ItemKind.INVOICE, reference="HD 002")
    found = contracts.compare()
    assert ("AGREED", "HD002", "F-77", "Đợt 2", "0") in told(contracts, found)


def test_contracts_that_the_schedule_lacks_show_when_it_holds_all(contracts: Contracts) -> None:
    contracts.bill("K-2", "HD003-D1", "70.00", "01-20")
    assert not [line for line in told(contracts, contracts.compare()) if line[1] == "HD003"]
    whole = contracts.compare(coverage=Coverage.ALL_CONTRACTS)
    assert ("NOT_SCHEDULED", "HD003", "HD003-D1", "", "7E+1") in told(contracts, whole)


def test_an_undone_application_is_not_paid(contracts: Contracts) -> None:
    applied = Entry.objects.get(kind="ALLOCATION", source="test")
    ledger.reverse_entries(
        entry_ids=[applied.pk],
        effective_date=date(2026, 3, 1),
        reason="wrong flat",
        actor=PROGRAM,
        now=NOW,
    )
    (first, _) = progress(contracts, contracts.compare())
    assert first.paid.amount == 500
    assert PaidBy.HAND not in first.paid_by
    (then, _) = progress(contracts, contracts.compare(as_of=date(2026, 2, 28)))
    assert then.paid.amount == 800


def test_the_same_file_is_the_same_reconciliation(contracts: Contracts) -> None:
    first = contracts.bring()
    assert contracts.bring(actor=contracts.dan, name="again.csv").id == first.id
    assert contracts.bring(coverage=Coverage.ALL_CONTRACTS).id != first.id
    name, content = queries.open_original(reconciliation_id=first.id, actor=contracts.cora)
    with content:
        assert (name, content.read()) == ("schedule.csv", SCHEDULE.encode())


def test_a_workbook_in_another_layout_is_read_as_well(contracts: Contracts) -> None:
    sheet = Sheet(
        "Plan",
        ["合同号", "期次", "到期日", "应付金额"],
        [["HD001", 1, date(2026, 1, 10), Decimal(500)], ["HD001", 2, date(2026, 2, 10), Decimal(300)]],
    )
    upload = ScheduleUpload(
        "plan.xlsx", "", io.BytesIO(write_workbook([sheet])), contracts.entity.id, Coverage.SOME_CONTRACTS, AS_OF, "EUR"
    )  # fmt: skip
    found = operations.receive_schedule(upload=upload, actor=contracts.cora, now=NOW)
    schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.cora, now=NOW)
    outcomes = [line[0] for line in told(contracts, found)]
    assert outcomes.count("AGREED") == 1
    assert outcomes.count("NOT_SCHEDULED") == 2
    assert progress(contracts, found)[0].scheduled_paid is None


def test_differences_are_worked_off_and_stay_so_when_compared_again(contracts: Contracts) -> None:
    found = contracts.compare()
    line = queries.compared_lines(
        reconciliation_id=found.id, actor=contracts.cora, outcomes=[Finding.NOT_BILLED]
    )[0]
    clearing = Clearing(
        DifferenceState.OPEN, "sales asked for more time", contracts.dan.id, date(2026, 4, 15)
    )
    operations.clear_difference(line_id=line.id, clearing=clearing, actor=contracts.cora, now=NOW)
    contracts.bill("K-1", "HD001-D9", "5.00", "03-01")

    again = schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.dan, now=NOW)

    kept = queries.compared_lines(
        reconciliation_id=again.id, actor=contracts.cora, outcomes=[Finding.NOT_BILLED]
    )[0]
    assert (kept.note, kept.owner_id, kept.clear_by) == (
        "sales asked for more time",
        contracts.dan.id,
        date(2026, 4, 15),
    )
    assert again.differences == 5


def test_differences_of_one_kind_are_cleared_in_one_act(contracts: Contracts) -> None:
    found = contracts.compare()
    with pytest.raises(operations.WordsMissing):
        _clear(contracts, found, Finding.NOT_BILLED, "")
    assert _clear(contracts, found, Finding.NOT_BILLED, "billed next month") == 1
    assert _clear(contracts, found, Finding.NOT_BILLED, "again") == 0
    line = queries.compared_lines(
        reconciliation_id=found.id, actor=contracts.cora, outcomes=[Finding.NOT_BILLED]
    )[0]
    assert (line.state, line.note) == (DifferenceState.EXPLAINED, "billed next month")


def test_a_second_person_signs_and_the_database_keeps_it(contracts: Contracts) -> None:
    found = contracts.compare()
    with pytest.raises(operations.DifferencesOpen):
        operations.sign_off(reconciliation_id=found.id, note="", actor=contracts.dan, now=NOW)
    for finding in Finding:
        _clear(contracts, found, finding, "seen")
    with pytest.raises(operations.OwnReconciliation):
        operations.sign_off(reconciliation_id=found.id, note="", actor=contracts.cora, now=NOW)
    signed = operations.sign_off(reconciliation_id=found.id, note="ok", actor=contracts.dan, now=NOW)

    assert signed.stage is Stage.SIGNED
    with pytest.raises(operations.SignedOff):
        schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.cora, now=NOW)
    with pytest.raises(operations.SignedOff):
        _clear(contracts, found, Finding.NOT_BILLED, "later")
    for statement in (
        "UPDATE reconciliation_comparedline SET note = 'other'",
        "UPDATE reconciliation_contractprogress SET billed = 0",
        "DELETE FROM reconciliation_contractprogress",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_strangers_find_nothing_and_readers_change_nothing(contracts: Contracts) -> None:
    found = contracts.compare()
    for act in (
        lambda: queries.get_reconciliation(reconciliation_id=found.id, actor=contracts.olek),
        lambda: queries.contract_progress(reconciliation_id=found.id, actor=contracts.olek),
        lambda: contracts.bring(actor=contracts.olek),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        contracts.bring(actor=contracts.aud)
    with pytest.raises(NotAllowed):
        schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.aud, now=NOW)
    with pytest.raises(NotFound):
        operations.compare_books(reconciliation_id=found.id, actor=contracts.cora, now=NOW)
    assert len(progress(contracts, found)) == 2


def test_the_reconciliations_of_a_customer_are_found(contracts: Contracts) -> None:
    found = contracts.compare()
    other = contracts.bring(as_of=date(2026, 3, 30))
    for number, expected in (("K-1", [found.id]), ("K-2", [found.id])):
        customer_id = contracts.customer_ids[number]
        listed = queries.reconciliations(actor=contracts.aud, customer_id=customer_id)
        assert [one.id for one in listed] == expected
    assert {one.id for one in queries.reconciliations(actor=contracts.aud)} == {found.id, other.id}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", UnreadableTable),
        ("Contract;Installment;Amount\nHD001;1;0,00\n", operations.NoInstallments),
        ("Contract;Installment;Amount\nHD001;1;-5,00\n", operations.NoInstallments),
        ("Contract;Installment;Amount;Currency\nHD001;1;5,00;USD\n", operations.NoInstallments),
        ("Contract;Installment;Amount\n;1;5,00\n", operations.NoInstallments),
    ],
)
def test_bad_files_are_refused_in_plain_words(
    contracts: Contracts, content: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        contracts.bring(content)
    assert queries.reconciliations(actor=contracts.cora) == []


def test_rows_that_say_no_installment_are_told_by_their_line(contracts: Contracts) -> None:
    bad = "HD001;;;;Đợt 6;31/02/2026;10,00;\nHD001;;;;Đợt 7;;abc;\nHD001;;;;Đợt 8;01/03/2026;1,005;\nTổng"
    found = contracts.compare(SCHEDULE.replace("Tổng", bad, 1))
    assert [left.line for left in found.left_out] == [9, 10, 11, 12]


def test_columns_that_nobody_can_guess_are_chosen(contracts: Contracts) -> None:
    found = contracts.bring("aaa;bbb;ccc\nHD001;1;500,00\nHD002;1;400,00\n")
    with pytest.raises(operations.ReadingIncomplete):
        schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.cora, now=NOW)
    seen = queries.reading(reconciliation_id=found.id, actor=contracts.cora)
    assert seen.missing
    change = ReadingChange(columns={"contract_number": 0, "installment": 1, "amount": 2})
    operations.change_reading(reconciliation_id=found.id, change=change, actor=contracts.cora, now=NOW)
    schedules.compare_schedule(reconciliation_id=found.id, actor=contracts.cora, now=NOW)
    assert ("OTHER_DUE_DATE", "HD001", "HD001-D1", "1", "0") in told(contracts, found)


def _clear(contracts: Contracts, found: ReconciliationRecord, finding: Finding, note: str) -> int:
    return operations.clear_alike(
        reconciliation_id=found.id,
        outcome=finding,
        clearing=Clearing(DifferenceState.EXPLAINED, note),
        actor=contracts.cora,
        now=NOW,
    )
