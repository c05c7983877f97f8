"""What became of the money on statements, to the cent, and how much of it was allocated the same day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from recoup.cash import operations as cash
from recoup.cash.models import Statement, StatementLine
from recoup.cash.operations.desk.undoing import NothingToTakeBack
from recoup.ledger import operations as ledger
from recoup.ledger.models import Item
from recoup.ledger.operations import NewIdentification
from recoup.ledger.queries import verify
from recoup.ledger.types import NewAllocation
from recoup.parties.models import Customer
from recoup.reports.queries.bank_cash import same_day_rates, statement_accounting
from recoup.reports.queries.bank_verification import verify_bank
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.cash.books import CLERK, Books
from tests.people import NOW, PROGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

DAY = date(2026, 3, 5)
LATER = date(2026, 4, 30)


def allocate(reference: str, item_id: int, amount: str, *, at: datetime = NOW) -> None:
    """Give a part of the receipt of a line to an item, as a clerk does."""
    receipt_id = StatementLine.objects.get(bank_reference=reference).receipt_item_id
    assert receipt_id is not None
    customer_id = Customer.objects.get(number="K-1").pk
    who = NewIdentification(receipt_id, customer_id, LATER, f"{reference}>payer")
    ledger.identify_payers(identifications=[who], source="desk", actor=CLERK, now=at)
    own = Item.objects.get(kind="RECEIPT", customer_id=customer_id, amount_open__lt=0)
    share = NewAllocation(own.pk, item_id, Decimal(amount), LATER, f"{reference}>{item_id}")
    ledger.allocate(allocations=[share], source="desk", actor=CLERK, now=at)


def test_every_cent_of_a_statement_stands_somewhere() -> None:
    books = Books()
    own_account(books.entity_id)
    invoice_id = books.invoice("FV-10001", "60.00")
    content = camt(
        Entry("60.00", "R1", "FV-10001", end_to_end="E-1"),
        Entry("40.00", "R2", "FV-10002"),
        Entry("7.00", "R3", "nobody knows"),
        Entry("-5.00", "R4"),
        Entry("3.00", "R5", is_reversal=True),
        Entry("-60.00", "R6", end_to_end="E-1", is_reversal=True),
        Entry("-1.00", "R7", is_reversal=True),
        Entry("30.00", "R8", parts=(Entry("10.00", text="a"), Entry("20.00", text="b"))),
        Entry("999.00", "R9", status="PDNG"),
    )
    bring(content)
    allocate("R1", invoice_id, "45.00")
    row = Statement.objects.get()
    found = statement_accounting(statement_ids=[row.pk])[row.pk]
    assert found.total == row.sum_in + row.sum_out
    assert (found.not_ours, found.outgoing, found.undone, found.to_work) == (3, -5, -60, -1)
    assert (found.applied, found.unapplied, found.suspense) == (45, 15, 77)
    assert list(verify_bank()) == []


@pytest.mark.duty("B12")
def test_a_receipt_that_the_bank_took_back_is_gone_and_what_it_paid_is_owed_again() -> None:
    books = Books()
    own_account(books.entity_id)
    books.invoice("FV-10001", "60.00")
    bring(camt(Entry("60.00", "R1", "FV-10001", end_to_end="E-1")))
    assert books.apply(on=LATER).applied == 1
    bring(
        camt(Entry("-60.00", "R6", end_to_end="E-1", is_reversal=True), number="2", opening="1060.00"),
        "second.xml",
    )
    line = StatementLine.objects.get(bank_reference="R6")
    returned = cash.take_back(line_id=line.pk, on=LATER, actor=CLERK, now=NOW)
    assert returned.amount == 60
    assert books.open_amount("FV-10001") == 60
    with pytest.raises(NothingToTakeBack):
        cash.take_back(line_id=line.pk, on=LATER, actor=CLERK, now=NOW)
    found = statement_accounting(statement_ids=Statement.objects.values_list("pk", flat=True))
    assert [
        (one.applied, one.undone) for one in sorted(found.values(), key=lambda one: one.statement_id)
    ] == [
        (0, 60),
        (0, -60),
    ]
    assert list(verify_bank()) == []
    assert list(verify()) == []


def test_a_line_that_was_tampered_with_is_found() -> None:
    books = Books()
    own_account(books.entity_id)
    bring(camt(Entry("60.00", "R1"), Entry("40.00", "R2")))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE cash_statementline DISABLE TRIGGER USER")
    StatementLine.objects.filter(bank_reference="R1").update(amount=Decimal("61.00"))
    checks = {difference.check for difference in verify_bank()}
    assert checks == {
        "posted bank line is its receipt",
        "statement is the sum of its lines",
        "receipt is applied, unapplied, in suspense or passed on",
    }


def test_the_share_that_was_allocated_on_the_day_it_was_told() -> None:
    books = Books()
    own_account(books.entity_id)
    invoice_id = books.invoice("FV-10001", "60.00")
    bring(camt(Entry("60.00", "R1"), Entry("100.00", "R2")))
    allocate("R1", invoice_id, "60.00")
    (rate,) = same_day_rates(from_date=DAY, to_date=DAY, actor=PROGRAM)
    assert (rate.entity_id, rate.clerk, rate.method) == (books.entity_id, CLERK.name, "desk")
    assert (rate.receipts, rate.amount) == (1, 60)
    assert (rate.amount_same_day, rate.received, rate.rate) == (60, 160, Decimal("0.375"))


def test_what_is_allocated_later_does_not_count_as_the_same_day() -> None:
    books = Books()
    own_account(books.entity_id)
    invoice_id = books.invoice("FV-10001", "60.00")
    bring(camt(Entry("60.00", "R1")))
    allocate("R1", invoice_id, "60.00", at=NOW + timedelta(days=2))
    (rate,) = same_day_rates(from_date=DAY, to_date=DAY, actor=PROGRAM)
    assert (rate.amount, rate.amount_same_day, rate.rate) == (60, 0, 0)
