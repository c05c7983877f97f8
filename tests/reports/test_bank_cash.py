"""What became of the money on statements, to the cent, and how much of it was allocated the same day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash.models import Statement
from recoup.reports.queries.bank_cash import same_day_rates, statement_accounting
from tests.cash.bank_files import Entry, bring, camt, own_account
from tests.cash.books import CLERK, Books
from tests.people import NOW, PROGRAM

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

DAY = date(2026, 3, 5)
LATER = date(2026, 4, 30)


def test_every_cent_of_a_statement_stands_somewhere() -> None:
    books = Books()
    own_account(books.entity_id)
    books.invoice("FV-10001", "60.00")
    books.invoice("FV-10002", "25.00", customer="K-2")
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
    cash.apply_receipts(entity_id=books.entity_id, on=LATER, actor=CLERK, now=NOW)
    row = Statement.objects.get()
    found = statement_accounting(statement_ids=[row.pk])[row.pk]
    assert found.total == row.sum_in + row.sum_out
    assert (found.not_ours, found.outgoing, found.undone, found.to_work) == (3, -5, -60, -1)
    assert found.applied + found.unapplied + found.suspense == 137
    assert found.applied >= 60
    assert found.suspense == 37


def test_the_share_that_was_allocated_on_the_day_it_was_told() -> None:
    books = Books()
    own_account(books.entity_id)
    books.invoice("FV-10001", "60.00")
    books.invoice("FV-10002", "40.00")
    bring(camt(Entry("60.00", "R1", "FV-10001"), Entry("100.00", "R2", "no number")))
    cash.apply_receipts(entity_id=books.entity_id, on=LATER, actor=CLERK, now=NOW)
    (rate,) = same_day_rates(from_date=DAY, to_date=DAY, actor=PROGRAM)
    assert (rate.entity_id, rate.clerk, rate.receipts, rate.amount) == (books.entity_id, CLERK.name, 1, 60)
    assert (rate.amount_same_day, rate.received, rate.rate) == (60, 160, Decimal("0.375"))


def test_what_is_allocated_later_does_not_count_as_the_same_day() -> None:
    books = Books()
    own_account(books.entity_id)
    books.invoice("FV-10001", "60.00")
    bring(camt(Entry("60.00", "R1", "FV-10001")))
    later = NOW + timedelta(days=2)
    cash.apply_receipts(entity_id=books.entity_id, on=LATER, actor=CLERK, now=later)
    (rate,) = same_day_rates(from_date=DAY, to_date=DAY, actor=PROGRAM)
    assert (rate.amount, rate.amount_same_day, rate.rate) == (60, 0, 0)
