"""Bank statements taken in: every line once, posted once, accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.models import BankFile, Statement, StatementLine
from recoup.cash.operations.bank import BankAccountExists, NoAccountNumber, UnknownAccountCurrency
from recoup.cash.operations.bank.taking import (
    CORRECTED,
    CORRECTED_POSTED,
    LEFT_OUT,
    NOT_IN_FINAL,
    TOLD_AGAIN,
)
from recoup.cash.types import FileStatus, ImportChoices, LineFilter, LineKind, LineState, NewBankAccount
from recoup.kernel.errors import NotAllowed, NotFound
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.queries import verify
from recoup.team.types import Role
from tests.cash.bank_files import IBAN, Entry, bring, camt, findings, own_account, receipts, states
from tests.cash.books import Books
from tests.companies import make_company
from tests.people import NOW, PROGRAM, make_entity, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.duty("A2.3", "B12")]


@pytest.fixture(autouse=True)
def _books_agree() -> Iterator[None]:
    yield
    assert list(verify()) == []
    for line in StatementLine.objects.filter(state=LineState.POSTED).select_related("receipt_item"):
        assert line.receipt_item is not None
        assert (line.receipt_item.amount, line.receipt_item.currency) == (-line.amount, line.currency)
    posted = StatementLine.objects.exclude(receipt_item=None).count()
    assert posted == Item.objects.filter(kind="RECEIPT", is_reversed=False).count()


def account() -> int:
    """Make a company with an account and return the account's id."""
    return own_account(make_company()).id


def test_what_came_in_becomes_receipts_that_know_their_lines() -> None:
    account()
    told = bring(camt(Entry("250.00", "R1", "FV 1"), Entry("-40.00", "R2"), Entry("100.50", "R3")))
    assert (told.status, told.accepted, told.known, told.receipts) == (FileStatus.READ, 3, 0, 2)
    assert receipts() == ["100.50", "250.00"]
    assert states() == ["POSTED", "OUTGOING", "POSTED"]
    (statement,) = told.statements
    assert statement.posted.amount == Decimal("350.50")
    row = Statement.objects.get()
    assert (row.sum_in, row.count_in, row.sum_out, row.count_out) == (Decimal("350.50"), 2, Decimal(-40), 1)
    assert row.difference == 0


def test_the_same_file_again_changes_nothing_and_says_so() -> None:
    account()
    content = camt(Entry("250.00", "R1"))
    bring(content)
    again = bring(content, "other name.xml")
    assert again.is_known
    assert (BankFile.objects.count(), Statement.objects.count(), receipts()) == (1, 1, ["250.00"])


def test_a_statement_that_comes_again_in_another_file_is_known() -> None:
    account()
    content = camt(Entry("250.00", "R1"))
    bring(content)
    again = bring(content + b"\n")
    assert [each.is_known for each in again.statements] == [True]
    assert (again.accepted, again.known, Statement.objects.count(), receipts()) == (0, 1, 1, ["250.00"])


def test_a_dry_run_says_what_would_happen_and_changes_nothing() -> None:
    account()
    told = bring(camt(Entry("250.00", "R1")), dry_run=True)
    assert (told.accepted, told.receipts) == (1, 1)
    assert (BankFile.objects.count(), StatementLine.objects.count(), receipts()) == (0, 0, [])


def test_a_report_of_the_day_and_then_its_statement_post_a_receipt_once() -> None:
    account()
    during_the_day = camt(Entry("250.00", "R1", "FV 1"), Entry("70.00", "R2", status="PDNG"), kind="052")
    bring(during_the_day)
    assert states() == ["POSTED", "PENDING"]
    final = bring(camt(Entry("250.00", "R1", "FV 1"), Entry("70.00", "R2")))
    assert (final.accepted, final.known) == (0, 2)
    assert receipts() == ["70.00", "250.00"]
    assert all(StatementLine.objects.values_list("is_final", flat=True))


def test_without_a_reference_of_the_bank_only_the_final_statement_posts() -> None:
    account()
    bring(camt(Entry("250.00", text="FV 1"), kind="052"))
    assert (states(), receipts()) == (["AWAITING_FINAL"], [])
    final = bring(camt(Entry("250.00", text="FV 1 WITH MORE WORDS"), Entry("250.00", text="FV 2")))
    assert (final.accepted, final.known) == (1, 1)
    assert receipts() == ["250.00", "250.00"]


def test_a_final_statement_that_renames_a_line_does_not_post_it_twice() -> None:
    account()
    bring(camt(Entry("250.00", "DAY-1"), Entry("90.00", "DAY-2"), kind="052"))
    final = bring(camt(Entry("250.00", "FINAL-7"), Entry("11.00", "FINAL-8")))
    assert receipts() == ["11.00", "90.00", "250.00"]
    assert LEFT_OUT in [finding.text for finding in final.statements[0].findings]


def test_a_report_that_comes_after_the_statement_posts_nothing() -> None:
    account()
    bring(camt(Entry("250.00", "R1")))
    late = bring(camt(Entry("250.00", "R1"), Entry("99.00", "R9"), kind="052"))
    assert receipts() == ["250.00"]
    (strange,) = StatementLine.objects.filter(state="TO_WORK")
    assert strange.amount == 99
    assert strange.reason["text"] == NOT_IN_FINAL
    assert (late.accepted, late.known, late.statements[0].to_work) == (1, 1, 1)


def test_a_complete_batch_is_posted_in_its_parts() -> None:
    account()
    batch = Entry("300.00", "B1", parts=(Entry("100.00", text="FV 1"), Entry("200.00", text="FV 2")))
    told = bring(camt(batch))
    assert (told.accepted, told.receipts) == (1, 2)
    assert states() == ["IN_PARTS", "POSTED", "POSTED"]
    assert receipts() == ["100.00", "200.00"]


def test_an_incomplete_batch_is_posted_as_a_whole_with_its_details() -> None:
    account()
    bring(camt(Entry("300.00", "B1", parts=(Entry("100.00"), Entry("150.00")))))
    assert states() == ["POSTED", "DETAIL", "DETAIL"]
    assert receipts() == ["300.00"]


@pytest.mark.parametrize("order", [("054", "053"), ("053", "054")])
def test_details_of_a_batch_in_a_notice_never_post_it_again(order: tuple[str, str]) -> None:
    account()
    batch = Entry("300.00", "B1", parts=(Entry("100.00", text="FV 1"), Entry("200.00", text="FV 2")))
    files = {"054": camt(batch, kind="054"), "053": camt(Entry("300.00", "B1"))}
    for kind in order:
        bring(files[kind])
    assert receipts() == (["100.00", "200.00"] if order[0] == "054" else ["300.00"])
    assert StatementLine.objects.exclude(parent=None).count() == 2


def test_a_line_that_the_bank_corrects_is_kept_with_its_correction() -> None:
    account()
    bring(camt(Entry("250.00", "R1", value_day="2026-03-05"), kind="052"))
    final = bring(camt(Entry("250.00", "R1", value_day="2026-03-06")))
    assert states() == ["SUPERSEDED", "POSTED"]
    old, new = StatementLine.objects.order_by("pk")
    assert old.corrected_by_id == new.pk
    assert (old.receipt_item_id, receipts()) == (None, ["250.00"])
    assert [finding.text for finding in final.statements[0].findings] == [CORRECTED]


def test_a_corrected_amount_leaves_the_receipt_and_asks_a_person() -> None:
    account()
    bring(camt(Entry("250.00", "R1"), kind="052"))
    bring(camt(Entry("205.00", "R1")))
    assert (states(), receipts()) == (["POSTED", "TO_WORK"], ["250.00"])
    assert StatementLine.objects.latest("pk").reason["text"] == CORRECTED_POSTED


def test_two_files_of_one_day_are_both_taken() -> None:
    account()
    bring(camt(Entry("10.00", text="same"), number="1", opening="0.00"))
    bring(camt(Entry("10.00", text="same"), number="2", opening="10.00"))
    assert receipts() == ["10.00", "10.00"]


def test_a_statement_told_again_with_other_content_takes_what_is_new_and_says_so() -> None:
    account()
    bring(camt(Entry("10.00", "R1"), Entry("20.00", "R2")))
    again = bring(camt(Entry("10.00", "R1"), Entry("30.00", "R3")))
    assert receipts() == ["10.00", "20.00", "30.00"]
    told = [finding.text for finding in again.statements[0].findings]
    assert TOLD_AGAIN in told
    assert LEFT_OUT in told


def test_a_statement_that_does_not_add_up_is_taken_and_marked() -> None:
    account()
    bring(camt(Entry("10.00", "R1"), closing="1234.00"))
    assert receipts() == ["10.00"]
    assert Statement.objects.get().difference == Decimal("-224")
    assert len(findings()) == 1


def test_equal_receipts_in_one_statement_are_two_and_in_two_accounts_too() -> None:
    entity_id = make_company()
    own_account(entity_id)
    other = "PL27114020040000300201355387"
    own_account(entity_id, other)
    bring(camt(Entry("10.00", "R1"), Entry("10.00", "R1")))
    bring(camt(Entry("10.00", "R1"), account=other))
    assert receipts() == ["10.00", "10.00", "10.00"]


def test_a_receipt_of_the_daily_cash_report_is_not_posted_again_by_the_bank() -> None:
    books = Books()
    own_account(books.entity_id)
    books.post(books.receipt("250.00", reference="R1", on=date(2026, 3, 5)))
    told = bring(camt(Entry("250.00", "R1")))
    assert (told.receipts, receipts(), states()) == (1, ["250.00"], ["POSTED"])


def test_a_line_in_another_currency_is_kept_for_a_person() -> None:
    account()
    bring(camt(Entry("10.00", "R1"), Entry("99.00", "R2", currency="USD")))
    assert (states(), receipts()) == (["POSTED", "TO_WORK"], ["10.00"])
    assert "{account_currency}" in StatementLine.objects.get(state="TO_WORK").reason["text"]


def test_zero_and_negative_lines_post_nothing() -> None:
    account()
    bring(camt(Entry("0.00", "R1"), Entry("-5.00", "R2"), Entry("-5.00", "R3", return_reason="AC04")))
    assert (states(), receipts()) == (["NOTED", "OUTGOING", "TO_WORK"], [])


def test_a_returned_receipt_is_linked_to_it_when_that_is_certain() -> None:
    account()
    bring(camt(Entry("80.00", "R1", end_to_end="E-1")))
    back = Entry("-80.00", "R2", end_to_end="E-1", return_reason="MD06", day="2026-03-06")
    bring(camt(back, number="2", day="2026-03-06", opening="1080.00"))
    receipt, returned = StatementLine.objects.order_by("pk")
    assert (returned.kind, returned.state, returned.undoes_id) == ("RETURNED", "TO_UNDO", receipt.pk)


def test_a_reversal_that_could_be_of_several_receipts_is_for_a_person() -> None:
    account()
    bring(camt(Entry("80.00", "R1", end_to_end="E"), Entry("80.00", "R2", end_to_end="E")))
    back = Entry("-80.00", "R3", end_to_end="E", is_reversal=True, day="2026-03-06")
    bring(camt(back, number="2", day="2026-03-06", opening="1160.00"))
    line = StatementLine.objects.latest("pk")
    assert (line.kind, line.state, line.undoes_id) == ("RECEIPT_REVERSED", "TO_WORK", None)
    assert line.reason


def test_charges_taken_off_are_remembered() -> None:
    account()
    bring(camt(Entry("95.00", "R1", charge="5.00")))
    assert StatementLine.objects.get().charges_included == 5


def test_a_closed_period_sends_the_line_to_a_person() -> None:
    entity_id = make_company()
    own_account(entity_id)
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    ledger.close_period(entity_id=entity_id, first_date=first, last_date=last, actor=PROGRAM, now=NOW)
    bring(camt(Entry("10.00", "R1")))
    line = StatementLine.objects.get()
    assert line.state == "TO_WORK"
    assert "closed" in line.reason["text"]


def test_an_unknown_account_refuses_its_statement_only() -> None:
    account()
    other = camt(Entry("5.00", "R9"), account="PL27114020040000300201355387")
    one, two = camt(Entry("10.00", "R1")).decode(), other.decode()
    statement = two[two.index("<Stmt>") : two.index("</BkToCstmrStmt>")]
    both = one.replace("</BkToCstmrStmt>", statement + "</BkToCstmrStmt>").encode()
    told = bring(both)
    assert (told.status, told.accepted, receipts()) == (FileStatus.PARTLY, 1, ["10.00"])
    (refused,) = told.refused
    assert (refused.place, refused.account) == (2, "PL27114020040000300201355387")
    entity = Statement.objects.get().account.entity_id
    own_account(entity, "PL27 1140 2004 0000 3002 0135 5387")
    again = bring(both)
    assert (again.status, again.accepted, receipts()) == (FileStatus.READ, 1, ["5.00", "10.00"])


def test_unknown_accounts_can_be_made_known_for_an_entity() -> None:
    entity_id = make_company()
    told = bring(camt(Entry("10.00", "R1")), choices=ImportChoices(register_for=entity_id))
    (made,) = told.registered
    assert (made.number, made.currency, made.entity_id, receipts()) == (IBAN, "EUR", entity_id, ["10.00"])


def test_a_file_that_cannot_be_read_is_kept_and_refused_whole() -> None:
    account()
    content = camt(Entry("10.00", "R1"))
    told = bring(content[:-60])
    assert told.status is FileStatus.REFUSED
    assert told.reason is not None
    assert (BankFile.objects.get().status, StatementLine.objects.count(), receipts()) == ("REFUSED", 0, [])


def test_what_the_bank_said_cannot_be_changed() -> None:
    account()
    bring(camt(Entry("10.00", "R1")))
    for change in (
        lambda: StatementLine.objects.update(amount=11),
        lambda: StatementLine.objects.all().delete(),
        lambda: Statement.objects.update(closing=0),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_a_clerk_takes_in_statements_of_the_own_company_only() -> None:
    ours, theirs = make_entity("ACME"), make_entity("OTHER")
    own_account(theirs.id)
    clerk = make_person("Alice", Role.CASH_CLERK, entity=ours)
    told = bring(camt(Entry("10.00", "R1")), actor=clerk)
    assert (told.status, len(told.refused), receipts()) == (FileStatus.REFUSED, 1, [])
    with pytest.raises(NotAllowed):
        bring(camt(Entry("10.00", "R2")), actor=make_person("Bob", Role.COLLECTOR, entity=ours))
    with pytest.raises(NotAllowed):
        bring(camt(Entry("10.00", "R3")), actor=clerk, choices=ImportChoices(register_for=ours.id))


def test_an_account_is_known_once_and_changed_by_those_who_may() -> None:
    entity = make_entity("ACME")
    manager = make_person("Mia", Role.MANAGER, entity=entity)
    new = NewBankAccount(entity.id, "PL61 1090 1014 0000 0712 1981 2874", "EUR", "Main")
    made = cash.add_bank_account(account=new, actor=manager, now=NOW)
    for wrong, error in (
        (new, BankAccountExists),
        (NewBankAccount(entity.id, " - ", "EUR"), NoAccountNumber),
        (NewBankAccount(entity.id, "1", "XXQ"), UnknownAccountCurrency),
    ):
        with pytest.raises(error):
            cash.add_bank_account(account=wrong, actor=manager, now=NOW)
    changed = cash.change_bank_account(
        account_id=made.id, changes={"is_active": False}, actor=manager, now=NOW
    )
    assert not changed.is_active
    assert bring(camt(Entry("1.00", "R1"))).status is FileStatus.REFUSED
    stranger = make_person("Sam", Role.MANAGER, entity=make_entity("OTHER"))
    with pytest.raises(NotFound):
        cash.change_bank_account(account_id=made.id, changes={"name": "Mine"}, actor=stranger, now=NOW)
    assert queries.bank_accounts(actor=stranger) == []


def test_lines_are_found_by_what_they_say_and_where_they_stand() -> None:
    entity_id = make_company()
    own = own_account(entity_id)
    bring(
        camt(
            Entry("10.00", "R1", "FV 17", payer="Zefir"),
            Entry("-2.00", "R2"),
            Entry("30.00", "R3", payer="Ólafur"),
        )
    )

    def found(**wanted: object) -> list[str]:
        page = queries.lines_page(wanted=LineFilter(**wanted), actor=PROGRAM)
        assert page.count == len(page.lines)
        return [f"{line.amount:.2f}" for line in page.lines]

    assert found() == ["30.00", "-2.00", "10.00"]
    assert found(text="zefir fv") == ["10.00"]
    assert found(states=frozenset({LineState.OUTGOING})) == ["-2.00"]
    assert found(kinds=frozenset({LineKind.RECEIPT}), account_id=own.id) == ["30.00", "10.00"]
    (line, *_) = queries.lines_page(wanted=LineFilter(text="R1"), actor=PROGRAM).lines
    detail = queries.get_line(line_id=line.id, actor=PROGRAM)
    assert [each.id for each in detail.statements] == [line.statement_id]
    assert queries.state_counts(wanted=LineFilter(), actor=PROGRAM) == {
        LineState.POSTED: 2,
        LineState.OUTGOING: 1,
    }
    assert [each.name for each in queries.bank_files(actor=PROGRAM)] == ["statement.xml"]
    assert line.receipt_item_id is not None
    assert set(queries.lines_of_receipts(item_ids=[line.receipt_item_id], actor=PROGRAM)) == {
        line.receipt_item_id
    }
