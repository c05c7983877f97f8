"""A customer's ledger is taken in, compared, worked off and signed off."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from recoup.engines.reconciliation import Outcome, SignChoice
from recoup.formats.tables.layouts import UnreadableTable
from recoup.formats.workbook import Sheet, write_workbook
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger.types import ItemKind
from recoup.plumbing.audit.queries import trail
from recoup.reconciliation import operations, queries
from recoup.reconciliation.operations import ReadingChange
from recoup.reconciliation.types import (
    Clearing,
    ComparedLineRecord,
    Coverage,
    DifferenceState,
    ReconciliationRecord,
    Stage,
)
from tests.people import NOW
from tests.reconciliation.account import LEDGER_FILE, OPEN_FILE, Account

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B5")]


@pytest.fixture
def account() -> Account:
    made = Account()
    made.usual()
    return made


def lines(account: Account, found: ReconciliationRecord) -> list[ComparedLineRecord]:
    return queries.compared_lines(reconciliation_id=found.id, actor=account.cora)


def told(account: Account, found: ReconciliationRecord) -> list[tuple[str, str, str, str]]:
    return [
        (line.outcome.value, line.our_number, line.their_number, str(line.difference.amount.normalize()))
        for line in lines(account, found)
    ]


def clear_all(account: Account, found: ReconciliationRecord) -> None:
    for line in lines(account, found):
        if line.state is DifferenceState.OPEN:
            operations.clear_difference(
                line_id=line.id,
                clearing=Clearing(DifferenceState.EXPLAINED, "seen", account.dan.id),
                actor=account.cora,
                now=NOW,
            )


def test_a_list_of_open_items_is_compared_with_what_is_open(account: Account) -> None:
    found = account.compare(OPEN_FILE)

    assert told(account, found) == [
        ("OTHER_AMOUNT", "INV-1002", "INV-1002", "5E+1"),
        ("SETTLED_WITH_US", "INV-1001", "INV-1001", "-1E+3"),
        ("MISSING_WITH_US", "", "INV-1004", "-8E+1"),
        ("MISSING_WITH_THEM", "INV-1003", "", "4.5E+2"),
    ]
    assert found.balances is not None and found.signs is not None
    assert found.balances.ours.amount == Decimal("950.00")
    assert found.balances.theirs.amount == Decimal("1530.00")
    assert found.signs.is_opposite and found.signs.is_certain
    sums = queries.outcome_sums(reconciliation_id=found.id, actor=account.cora)
    assert sum(one.difference.amount for one in sums) == found.balances.difference.amount
    assert found.left_out_count == 1
    assert (found.differences, found.differences_open) == (4, 4)


def test_all_postings_of_a_period_are_compared_payments_too(account: Account) -> None:
    found = account.compare(LEDGER_FILE, coverage=Coverage.PERIOD, from_date=date(2026, 1, 1))

    outcomes = {(line.our_number, line.outcome) for line in lines(account, found)}
    assert ("INV-1001", Outcome.MATCHED) in outcomes
    assert ("R-1", Outcome.MATCHED) in outcomes
    assert ("INV-1002", Outcome.OTHER_AMOUNT) in outcomes
    assert found.signs is not None and not found.signs.is_opposite


def test_opening_balances_take_part_when_theirs_is_typed_in(account: Account) -> None:
    february = b"\n".join(row for row in LEDGER_FILE.splitlines() if not row.startswith(b"2026-01"))
    found = account.bring(february, coverage=Coverage.PERIOD, from_date=date(2026, 2, 1))
    change = ReadingChange(sign=SignChoice.AS_OURS, their_opening=Decimal("25.00"))
    operations.change_reading(reconciliation_id=found.id, change=change, actor=account.cora, now=NOW)
    done = operations.compare_books(reconciliation_id=found.id, actor=account.cora, now=NOW)

    assert done.balances is not None
    assert done.balances.ours.amount == Decimal("950.00")
    assert done.balances.theirs.amount == Decimal("555.00")
    assert ("OPENING", "", "", "-25") in told(account, done)


def test_the_account_is_compared_as_it_stood_on_that_day(account: Account) -> None:
    found = account.compare(OPEN_FILE, as_of=date(2026, 1, 15))
    assert found.balances is not None
    assert found.balances.ours.amount == Decimal("1000.00")


def test_a_workbook_is_read_as_well(account: Account) -> None:
    sheet = Sheet(
        "Vendor",
        ["Invoice number", "Invoice date", "Amount"],
        [["INV-1002", date(2026, 2, 5), Decimal(-500)]],
    )
    found = account.compare(write_workbook([sheet]), name="ledger.xlsx")
    assert ("MATCHED", "INV-1002", "INV-1002", "0") in told(account, found)


def test_the_same_file_is_the_same_reconciliation(account: Account) -> None:
    first = account.bring(OPEN_FILE)
    assert account.bring(OPEN_FILE, actor=account.dan, name="again.csv").id == first.id
    assert account.bring(OPEN_FILE, as_of=date(2026, 3, 30)).id != first.id
    name, content = queries.open_original(reconciliation_id=first.id, actor=account.cora)
    with content:
        assert (name, content.read()) == ("ledger.csv", OPEN_FILE)


def test_a_difference_is_worked_off_and_stays_so_when_compared_again(account: Account) -> None:
    found = account.compare(OPEN_FILE)
    line = next(one for one in lines(account, found) if one.their_number == "INV-1004")
    with pytest.raises(operations.WordsMissing):
        operations.clear_difference(
            line_id=line.id,
            clearing=Clearing(DifferenceState.EXPLAINED, " ", None),
            actor=account.cora,
            now=NOW,
        )
    operations.clear_difference(
        line_id=line.id,
        clearing=Clearing(DifferenceState.EXPLAINED, "invoice of a sister company", account.dan.id),
        actor=account.cora,
        now=NOW,
    )
    account.post("CN-1", "-450.00", "2026-03-21", kind=ItemKind.CREDIT_NOTE)

    again = operations.compare_books(reconciliation_id=found.id, actor=account.dan, now=NOW)

    kept = next(one for one in lines(account, again) if one.their_number == "INV-1004")
    assert (kept.state, kept.note, kept.owner_id) == (
        DifferenceState.EXPLAINED,
        "invoice of a sister company",
        account.dan.id,
    )
    assert again.differences == 5
    actions = [event.action for event in trail(subject_kind="reconciliation", subject_id=found.id)]
    assert "reconciliation.difference.cleared" in actions


def test_signing_off_takes_a_second_person_and_no_open_difference(account: Account) -> None:
    found = account.compare(OPEN_FILE)
    with pytest.raises(operations.DifferencesOpen):
        operations.sign_off(reconciliation_id=found.id, note="", actor=account.dan, now=NOW)
    clear_all(account, found)
    with pytest.raises(operations.OwnReconciliation):
        operations.sign_off(reconciliation_id=found.id, note="", actor=account.cora, now=NOW)
    with pytest.raises(NotAllowed):
        operations.sign_off(reconciliation_id=found.id, note="", actor=account.aud, now=NOW)

    signed = operations.sign_off(
        reconciliation_id=found.id, note="agreed by phone", actor=account.dan, now=NOW
    )

    assert signed.stage is Stage.SIGNED
    assert signed.signature is not None and signed.signature.by == "Dan"
    with pytest.raises(operations.SignedOff):
        operations.compare_books(reconciliation_id=found.id, actor=account.cora, now=NOW)
    with pytest.raises(operations.SignedOff):
        clear = lines(account, signed)[0]
        operations.clear_difference(
            line_id=clear.id, clearing=Clearing(DifferenceState.OPEN, "", None), actor=account.cora, now=NOW
        )


def test_the_database_keeps_what_is_signed(account: Account) -> None:
    found = account.compare(OPEN_FILE)
    clear_all(account, found)
    operations.sign_off(reconciliation_id=found.id, note="", actor=account.dan, now=NOW)
    for statement in (
        "UPDATE reconciliation_comparedline SET note = 'other'",
        "DELETE FROM reconciliation_comparedline",
        "UPDATE reconciliation_reconciliation SET our_balance = 0",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_strangers_find_nothing_and_readers_change_nothing(account: Account) -> None:
    found = account.compare(OPEN_FILE)
    with pytest.raises(NotFound):
        queries.get_reconciliation(reconciliation_id=found.id, actor=account.olek)
    with pytest.raises(NotFound):
        account.bring(OPEN_FILE, actor=account.olek)
    with pytest.raises(NotAllowed):
        account.bring(OPEN_FILE, actor=account.aud)
    assert queries.get_reconciliation(reconciliation_id=found.id, actor=account.aud).differences == 4
    assert queries.reconciliations(actor=account.olek) == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", UnreadableTable),
        (b"%PDF-1.4 nothing", UnreadableTable),
        (b"\x00\x01\x02" * 400, UnreadableTable),
        (b"Document no;Balance due\nINV-1;0,00\n", operations.NoLines),
        (b"Document no;Balance due;Currency\nINV-1;5,00;USD\n", operations.NoLines),
    ],
)
def test_bad_files_are_refused_in_plain_words(
    account: Account, content: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        account.bring(content)
    assert queries.reconciliations(actor=account.cora) == []


def test_columns_that_nobody_can_guess_are_chosen(account: Account) -> None:
    found = account.bring(b"aaa;bbb;ccc\nINV-1002;05.02.2026;-500,00\nINV-1003;20.03.2026;-450,00\n")
    with pytest.raises(operations.ReadingIncomplete):
        operations.compare_books(reconciliation_id=found.id, actor=account.cora, now=NOW)
    change = ReadingChange(columns={"number": 0, "line_date": 1, "amount": 2})
    operations.change_reading(reconciliation_id=found.id, change=change, actor=account.cora, now=NOW)
    done = operations.compare_books(reconciliation_id=found.id, actor=account.cora, now=NOW)
    assert done.balances is not None and done.balances.difference.is_zero()
    assert done.differences == 0
