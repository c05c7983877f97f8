"""Receipts come in, once each, with what the bank said about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.kernel.money import Money
from recoup.ledger import queries as ledger
from recoup.ledger.models import Item
from recoup.ledger.types import ItemKind
from tests.cash.books import APRIL, CLERK, MARCH, NOW, Books

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.mark.duty("B12")
def test_a_receipt_stands_open_with_its_customer_and_one_without_in_suspense(books: Books) -> None:
    posted = books.post(books.receipt("70.50", customer="K-1"), books.receipt("29.50", "from nobody we know"))
    assert (posted.accepted, posted.known, posted.refused) == (2, 0, ())
    assert posted.totals == (Money(Decimal("100.00"), "EUR"),)
    assert books.unapplied() == {"K-1": Decimal("70.50"), None: Decimal("29.50")}
    assert list(ledger.verify()) == []


@pytest.mark.duty("B12")
def test_the_same_file_again_adds_nothing(books: Books) -> None:
    file = [
        books.receipt("10", reference="A-1", text="one"),
        books.receipt("10", reference="A-1", text="one again: two transfers of one day"),
        books.receipt("10", reference="", text="without reference, by Ann"),
        books.receipt("10", reference="", text="without reference, by Bob"),
    ]
    file = [receipt._replace(bank_reference=receipt.bank_reference.split("TRX")[0]) for receipt in file]
    assert books.post(*file).accepted == 4
    again = books.post(*file)
    assert (again.accepted, again.known, again.refused) == (0, 4, ())
    assert books.post(file[1], file[3]).known == 2
    assert Receipt.objects.count() == 4


def test_another_day_or_amount_or_currency_under_the_same_reference_is_another_receipt(books: Books) -> None:
    first = books.receipt("10", reference="A-1")
    others = [
        first._replace(value_date=date(2026, 4, 2)),
        first._replace(amount=Decimal(11)),
        first._replace(currency="PLN"),
    ]
    assert books.post(first, *others).accepted == 4


def test_rows_that_are_no_receipts_are_refused_by_their_line(books: Books) -> None:
    rows = [
        books.receipt("0"),
        books.receipt("-5"),
        books.receipt("1.005"),
        books.receipt("5", customer="K-9"),
        books.receipt("5", currency="XXQ"),
    ]
    posted = books.post(*rows, books.receipt("5"))
    assert posted.accepted == 1
    assert [refusal.line for refusal in posted.refused] == [row.line for row in rows]
    words = [refusal.sentence.text for refusal in posted.refused]
    assert "above zero" in words[0] and "above zero" in words[1]
    assert posted.refused[2].sentence.values["amount"] == Decimal("1.005")
    assert "no customer" in words[3] and "currency" in words[4]


def test_a_trial_run_writes_nothing(books: Books) -> None:
    books.invoice("INV-1", "50")
    rows = [books.receipt("50", pays_item_number="INV-1")]
    posted = cash.post_receipts(receipts=rows, source="bank", actor=CLERK, now=NOW, dry_run=True)
    assert posted.accepted == 1
    assert not Receipt.objects.exists() and books.unapplied() == {}


def test_long_and_torn_texts_are_kept(books: Books) -> None:
    row = books.receipt("5", "a\0b " + "x" * 5000, reference="R" * 500)
    assert books.post(row).accepted == 1
    assert books.post(row).known == 1
    kept = Receipt.objects.get()
    assert kept.text.startswith("a b x") and len(kept.bank_reference) == 500


@pytest.mark.duty("B12")
def test_a_receipt_that_names_its_item_outright_pays_it_at_once(books: Books) -> None:
    books.invoice("INV-1", "50")
    posted = books.post(books.receipt("50", pays_item_number="inv-1"))
    assert posted.applied.applied == 1 and posted.applied.identified == 1
    assert books.open_amount("INV-1") == 0
    assert books.unapplied() == {}


def test_a_payment_outright_pays_what_is_open_and_no_more(books: Books) -> None:
    books.invoice("INV-1", "50")
    books.invoice("INV-2", "80")
    books.post(
        books.receipt("60", customer="K-1", pays_item_number="INV-1"),
        books.receipt("30", customer="K-1", pays_item_number="INV-2"),
        books.receipt("5", customer="K-1", pays_item_number="INV-9"),
    )
    assert (books.open_amount("INV-1"), books.open_amount("INV-2")) == (0, 50)
    assert books.unapplied() == {"K-1": Decimal(15)}
    assert books.refusals() == ["", "", "NOTHING_FOUND"]
    assert list(ledger.verify()) == []


def test_a_payment_outright_pays_the_parts_in_order(books: Books) -> None:
    first = books.invoice("INV-1", "30", part=1)
    second = books.invoice("INV-1", "70", part=2)
    books.post(books.receipt("45", pays_item_number="INV-1"))
    assert Item.objects.get(id=first).amount_open == 0
    assert Item.objects.get(id=second).amount_open == 55


def test_an_outright_number_that_two_customers_have_is_that_of_the_payer(books: Books) -> None:
    books.invoice("1001", "50", customer="K-1", on=MARCH)
    books.invoice("1001", "50", customer="K-2", on=APRIL, kind=ItemKind.DEBIT_NOTE)
    books.post(
        books.receipt("50", customer="K-2", pays_item_number="1001"),
        books.receipt("50", pays_item_number="1001"),
    )
    assert books.refusals() == ["", "NUMBER_SHARED"]
    assert books.unapplied() == {None: Decimal(50)}
