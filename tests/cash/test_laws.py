"""Whatever comes in, in any order and however often, cash keeps its laws."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.cash import queries as cash_queries
from recoup.cash.types import NewReceipt, WorkFilter
from recoup.ledger import queries
from recoup.ledger.models import Item
from tests.cash.books import CLERK, Books

AMOUNTS = st.sampled_from(["10", "20", "30", "10.50", "954"])
NUMBERS = st.sampled_from(["INV-1", "INV-2", "INV 3", "1001", "1002", "FV/7/26", "954"])
CUSTOMERS = st.sampled_from(["K-1", "K-2"])
invoices = st.lists(
    st.tuples(NUMBERS, AMOUNTS, CUSTOMERS), min_size=1, max_size=6, unique_by=lambda one: one[0]
)
receipts = st.lists(
    st.tuples(
        AMOUNTS,
        st.lists(NUMBERS, max_size=3).map(" , ".join),
        st.sampled_from(["", "", "K-1"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.duty("B12")
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(invoices=invoices, receipts=receipts, cut=st.integers(0, 8))
def test_money_is_neither_made_nor_lost_and_a_second_run_finds_nothing_to_do(
    invoices: list[tuple[str, str, str]], receipts: list[tuple[str, str, str, bool]], cut: int
) -> None:
    with transaction.atomic():
        books = Books()
        owed: defaultdict[str, Decimal] = defaultdict(Decimal)
        for number, amount, customer in invoices:
            books.invoice(number, amount, customer=customer)
            owed[number] += Decimal(amount)
        rows = [_row(books, *receipt) for receipt in receipts]
        books.post(*rows[:cut])
        books.apply()
        books.post(*rows)
        books.apply()
        received = sum((row.amount for row in rows), start=Decimal(0))
        still_owed = sum((books.open_amount(number) for number in owed), start=Decimal(0))
        unapplied = sum(books.unapplied().values(), start=Decimal(0))
        assert received - unapplied == sum(owed.values(), start=Decimal(0)) - still_owed
        for line in cash_queries.progress(wanted=WorkFilter(), actor=CLERK):
            told = line.applied + line.unapplied + line.suspense + line.not_ours + line.refunded
            assert told == line.received == received and line.left == unapplied
        before = list(Item.objects.order_by("id").values_list("id", "amount_open"))
        again = books.apply()
        assert (again.applied, again.identified) == (0, 0)
        assert list(Item.objects.order_by("id").values_list("id", "amount_open")) == before
        assert list(queries.verify()) == []
        transaction.set_rollback(True)


def _row(books: Books, amount: str, text: str, customer: str, is_outright: bool) -> NewReceipt:
    if is_outright and "," not in text:
        return books.receipt(amount, customer=customer, pays_item_number=text)
    return books.receipt(amount, text, customer=customer)
