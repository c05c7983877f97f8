"""Receipts are applied to what their texts name exactly; on doubt they are refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recoup.cash import operations as cash
from recoup.cash.models import Receipt
from recoup.kernel.actor import Actor, ActorKind
from recoup.kernel.errors import NotFound
from recoup.kernel.money import Money
from recoup.kernel.sentences import Sentence
from recoup.ledger import operations as ledger
from recoup.ledger import queries
from recoup.ledger.models import Entry, Item
from recoup.ledger.types import ItemKind
from tests.cash.books import APRIL, CLERK, MARCH, NOW, Books
from tests.companies import make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.mark.duty("B12")
def test_a_receipt_that_names_its_invoice_pays_it_on_the_day_the_money_came(books: Books) -> None:
    books.invoice("FV/2026/0031", "954.10")
    books.pay("954.10", "zapłata za fv/2026/0031", on=date(2026, 3, 20))
    applied = books.apply(on=APRIL)
    assert (applied.applied, applied.identified, applied.refused) == (1, 1, ())
    assert applied.totals == (Money(Decimal("954.10"), "EUR"),)
    assert books.open_amount("FV/2026/0031") == 0
    assert Entry.objects.get(kind="ALLOCATION").effective_date == date(2026, 3, 20)
    assert Receipt.objects.get().matched_at == NOW
    assert list(queries.verify()) == []


def test_an_application_never_counts_before_the_invoice_was_issued(books: Books) -> None:
    books.invoice("INV-1", "17.31", on=date(2026, 3, 25))
    books.pay("17.31", "INV-1", on=date(2026, 3, 20))
    assert books.apply(on=date(2026, 3, 24)).applied == 0
    assert books.apply(on=date(2026, 3, 26)).applied == 1
    assert Entry.objects.get(kind="ALLOCATION").effective_date == date(2026, 3, 25)


def test_money_dated_after_the_day_of_the_run_waits(books: Books) -> None:
    books.invoice("INV-1", "17.31")
    books.pay("17.31", "INV-1", on=APRIL)
    assert books.apply(on=date(2026, 3, 31)).applied == 0
    assert books.apply(on=APRIL).applied == 1


@pytest.mark.duty("A2.4")
def test_over_settled_and_nameless_receipts_are_refused_and_say_why(books: Books) -> None:
    for number in ("INV-1", "INV-2", "INV-3"):
        books.invoice(number, "104.37")
    books.pay("104.37", "INV-3", on=MARCH)
    assert books.apply(on=MARCH).applied == 1
    books.pay("124.37", "INV-2")
    books.pay("104.37", "INV-3")
    books.pay("7.13", "thank you")
    applied = books.apply()
    assert applied.applied == 0
    assert books.refusals() == ["", "OVER", "DUPLICATE", "NOTHING_FOUND"]
    kept = Receipt.objects.get(refusal_code="OVER").refusal
    assert Sentence.from_json(kept).values["difference"] == Money(Decimal(20), "EUR")
    assert len(applied.refused) == 3


@pytest.mark.duty("B12")
def test_too_much_from_an_unknown_payer_becomes_the_customers_unapplied_money(books: Books) -> None:
    books.invoice("INV-1", "104.37", customer="K-2")
    books.pay("124.37", "INV-1")
    applied = books.apply()
    assert (applied.applied, applied.identified) == (0, 1)
    assert books.unapplied() == {"K-2": Decimal("124.37")}
    assert applied.refused[0].item_id == Item.objects.get(customer__number="K-2", kind="RECEIPT").id
    assert books.apply().identified == 0
    assert books.refusals() == ["OVER"]
    assert list(queries.verify()) == []


def test_a_refused_receipt_is_applied_once_the_world_has_changed(books: Books) -> None:
    books.pay("104.37", "INV-1")
    assert books.apply().applied == 0
    assert books.refusals() == ["NOTHING_FOUND"]
    books.invoice("INV-1", "104.37")
    assert books.apply().applied == 1
    assert books.refusals() == [""]


def test_two_receipts_for_one_invoice_on_one_run_are_left_to_a_person(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1", on=date(2026, 3, 30))
    books.pay("104.37", "INV-1", on=date(2026, 3, 20))
    assert books.apply().applied == 0
    assert books.refusals() == ["COMPETING", "COMPETING"]
    assert books.open_amount("INV-1") == Decimal("104.37")


@pytest.mark.duty("A2.4")
def test_an_invoice_paid_twice_is_recognized_and_the_second_money_kept_for_its_payer(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1", on=date(2026, 3, 20))
    assert books.apply(on=date(2026, 3, 20)).applied == 1
    books.pay("104.37", "INV-1", on=date(2026, 3, 30))
    assert books.apply().applied == 0
    assert books.refusals() == ["", "DUPLICATE"]
    assert sum(books.unapplied().values()) == Decimal("104.37")


def test_another_customers_invoice_is_not_paid_by_itself(books: Books) -> None:
    books.invoice("INV-1", "100", customer="K-2")
    books.pay("100", "INV-1", customer="K-1")
    assert books.apply().applied == 0
    assert books.refusals() == ["OTHER_CUSTOMER"]
    assert books.open_amount("INV-1") == 100


def test_credits_and_other_currencies_are_left_to_a_person(books: Books) -> None:
    books.invoice("CN-1", "-53.19", kind=ItemKind.CREDIT_NOTE)
    books.invoice("INV-1", "53.19", currency="PLN")
    books.pay("53.19", "CN-1")
    books.pay("53.19", "INV-1")
    assert books.apply().applied == 0
    assert "" not in books.refusals()


def test_one_receipt_pays_several_invoices(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "50.5")
    books.pay("154.87", "INV-1, INV-2")
    assert books.apply().totals == (Money(Decimal("154.87"), "EUR"),)
    assert books.open_amount("INV-1") == books.open_amount("INV-2") == 0


def test_what_a_person_undid_is_never_done_again_by_itself(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.pay("104.37", "INV-1")
    books.apply()
    for kind in ("ALLOCATION", "IDENTIFICATION"):
        ledger.reverse_entries(
            entry_ids=[Entry.objects.get(kind=kind).id],
            effective_date=date(2026, 4, 2),
            reason="the payer says it is for something else",
            actor=CLERK,
            now=NOW,
        )
        assert books.apply(on=date(2026, 4, 3)).applied == 0
        assert books.refusals() == ["UNDONE"]
    assert books.unapplied() == {None: Decimal("104.37")}
    assert list(queries.verify()) == []


def test_a_receipt_given_back_by_a_reversal_pays_something_else_from_that_day_on(books: Books) -> None:
    books.invoice("INV-1", "100", customer="K-1")
    books.pay("100", "INV-1", on=date(2026, 3, 20), customer="K-1")
    books.apply()
    opened = Item.objects.get(number="INV-1").entry_id
    allocated = Entry.objects.get(kind="ALLOCATION").id
    for entry in (allocated, opened):
        ledger.reverse_entries(
            entry_ids=[entry], effective_date=date(2026, 4, 5), reason="issued anew", actor=CLERK, now=NOW
        )
    books.invoice("INV-1", "100", customer="K-1", on=date(2026, 3, 2))
    assert books.apply(on=date(2026, 4, 6)).applied == 1
    latest = Entry.objects.filter(kind="ALLOCATION").latest("id")
    assert latest.effective_date == date(2026, 4, 5)
    assert list(queries.verify()) == []


def test_into_a_closed_period_nothing_is_applied_but_on_the_day_of_the_run(books: Books) -> None:
    books.invoice("INV-1", "104.37")
    books.invoice("INV-2", "40.11")
    books.pay("104.37", "INV-1", on=date(2026, 3, 20))
    books.pay("40.11", "INV-2", on=date(2026, 3, 20))
    ledger.close_period(
        entity_id=books.entity_id, first_date=MARCH, last_date=date(2026, 3, 31), actor=CLERK, now=NOW
    )
    assert books.apply(on=date(2026, 3, 31)).applied == 0
    assert books.refusals() == ["PERIOD_CLOSED", "PERIOD_CLOSED"]
    assert books.apply(on=APRIL).applied == 2
    dates = Entry.objects.filter(kind__in=["ALLOCATION", "IDENTIFICATION"]).values_list(
        "effective_date", flat=True
    )
    assert set(dates) == {APRIL}


def test_receipts_of_another_company_stay_untouched(books: Books) -> None:
    books.invoice("INV-1", "100")
    books.pay("100", "INV-1")
    stranger = Actor(ActorKind.USER, 999, "Stranger")
    with pytest.raises(NotFound):
        cash.apply_receipts(entity_id=books.entity_id, on=APRIL, actor=stranger, now=NOW)
    other = Books(entity_id=make_company(code="OTHER"))
    other.pay("100", "INV-1")
    assert other.apply().applied == 0
    assert books.open_amount("INV-1") == 100


def test_many_receipts_take_as_many_queries_as_few(books: Books) -> None:
    def run(first: int, count: int) -> int:
        for place in range(first, first + count):
            books.invoice(f"INV-{place}", f"{place}.37")
        books.post(*(books.receipt(f"{place}.37", f"INV-{place}") for place in range(first, first + count)))
        with CaptureQueriesContext(connection) as queries_run:
            assert books.apply().applied == count
        return len(queries_run)

    assert run(100, 2) == run(200, 40) <= 90
