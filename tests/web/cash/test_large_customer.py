"""A customer with 5,000 open items: the workbench answers, the matching stays bounded, nothing is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recoup.cash import operations as cash
from recoup.cash import queries
from recoup.cash.models import Receipt
from recoup.ledger import operations as ledger
from recoup.ledger.types import ItemKind, NewItem
from tests.people import NOW, PROGRAM
from tests.web.cash.bank import Bank
from tests.web.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.duty("B12")]

ITEMS = 5_000
QUERIES_MAX = 60


@pytest.fixture
def bank() -> Bank:
    """K-1 owes 5,000 invoices of different amounts; one payment names one of them, one names none."""
    bank = Bank()
    first = date(2025, 1, 1)
    items = (
        NewItem(
            *(place, bank.entity.id, "K-1", ItemKind.INVOICE, f"INV-{place:05}", 1, ""),
            *(first, first + timedelta(days=place % 300), "EUR", Decimal(10_000 + place * 7) / 100),
        )
        for place in range(ITEMS)
    )
    posted = ledger.post_items(items=items, source="test", actor=PROGRAM, now=NOW)
    assert posted.accepted == ITEMS
    with connection.cursor() as cursor:
        # as every import does when it ends
        cursor.execute("ANALYZE ledger_item, ledger_entry, ledger_posting")
    bank.tell(
        bank.entry("103.57", "R-1", "INV-00051", payer="Hai Long Shipping"),
        bank.entry("98765.43", "R-2", "our account", payer="Hai Long Shipping"),
    )
    return bank


def test_the_page_answers_and_the_matching_is_bounded(bank: Bank, desk: Desk) -> None:
    with CaptureQueriesContext(connection) as asked:
        done = cash.apply_receipts(entity_id=bank.entity.id, on=bank.today, actor=PROGRAM, now=NOW)
    assert len(asked) < 2 * QUERIES_MAX, "no query for each item"
    assert done.applied == 1, "the named one; many sums fit the other, so nobody guesses"
    named, unnamed = Receipt.objects.order_by("item_id")
    (deed,) = queries.deeds_of(receipt_id=named.pk, actor=bank.carla)
    assert [share.number for share in deed.shares] == ["INV-00051"]
    assert queries.deeds_of(receipt_id=unnamed.pk, actor=bank.carla) == [] or all(
        not deed.shares for deed in queries.deeds_of(receipt_id=unnamed.pk, actor=bank.carla)
    )
    carla: Client = desk(bank.carla)
    with CaptureQueriesContext(connection) as asked:
        page = carla.get(f"/cash/work/{unnamed.pk}")
    assert page.status_code == 200
    assert len(asked) < QUERIES_MAX, "no query for each item"
    assert page.content.decode().count("INV-") < 1_000, "the list is cut, not the browser"
    assert carla.get("/cash/work").status_code == 200
