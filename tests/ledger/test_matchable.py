"""Of a book of any size only what receipts may pay is read: what they name, and what their payers owe."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.kernel.actor import Actor
from recoup.kernel.folding import fold_reference, reference_digits, reference_lookalike
from recoup.ledger import operations, queries
from recoup.ledger.types import ItemKind, NewItem
from tests.companies import make_company

CLERK = Actor.program("import")
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
UNTIL = date(2026, 3, 1)
pytestmark = pytest.mark.django_db


def owe(
    entity_id: int, *numbers: str, customer: str = "K-1", amount: str = "100.00", reference: str = ""
) -> None:
    items = [
        NewItem(
            line=line,
            entity_id=entity_id,
            customer_number=customer,
            kind=ItemKind.INVOICE,
            number=number,
            part=1,
            reference=reference,
            issue_date=date(2026, 1, 10),
            due_date=date(2026, 2, 9),
            currency="EUR",
            amount=Decimal(amount),
        )
        for line, number in enumerate(numbers)
    ]
    posted = operations.post_items(items=items, source="import", actor=CLERK, now=NOW)
    assert posted.accepted == len(numbers), posted.refused


def named(
    entity_id: int,
    *,
    numbers: Collection[str] = (),
    digits: Collection[str] = (),
    alike: Collection[str] = (),
) -> list[str]:
    found = queries.items_named_like(
        entity_id=entity_id, until=UNTIL, numbers=numbers, lookalikes=alike, digits=digits
    )
    return sorted({item.number for item in found})


def of_payers(entity_id: int, *customer_ids: int, amounts: Collection[tuple[str, Decimal]] = ()) -> list[str]:
    found = queries.items_of_payers(
        entity_id=entity_id,
        until=UNTIL,
        settled_since=date(2025, 9, 1),
        customer_ids=customer_ids,
        amounts=amounts,
    )
    return sorted({item.number for item in found})


def test_an_open_item_is_found_by_its_number_in_each_spelling() -> None:
    entity = make_company()
    owe(entity, "FV/2026/0012", "FV/2026/0013")
    assert named(entity, numbers=["FV20260012"]) == ["FV/2026/0012"]
    assert named(entity, digits=["20260013"]) == ["FV/2026/0013"]
    assert named(entity, alike=["FV20260012"]) == ["FV/2026/0012"]
    assert named(entity, numbers=["20260012"]) == []


def test_an_open_item_is_found_by_the_reference_it_was_to_be_paid_with() -> None:
    entity = make_company()
    owe(entity, "FV/1", reference="RF18 5390 0754 7034")
    assert named(entity, numbers=["RF18539007547034"]) == ["FV/1"]


def test_what_another_company_of_ours_is_owed_is_found_by_its_very_number_only() -> None:
    ours, theirs = make_company(), make_company(code="OTHER")
    owe(theirs, "FV/2026/0012")
    assert named(ours, numbers=["FV20260012"]) == ["FV/2026/0012"]
    assert named(ours, digits=["20260012"]) == []


def test_the_books_of_payers_are_read_whole_and_of_others_just_the_amount() -> None:
    entity = make_company(customers=("K-1", "K-2"))
    owe(entity, "A-1", "A-2", amount="10.00")
    owe(entity, "B-1", customer="K-2", amount="20.00")
    owe(entity, "B-2", customer="K-2", amount="30.00")
    payer = next(
        iter(
            queries.items_named_like(entity_id=entity, until=UNTIL, numbers=["A1"], lookalikes=(), digits=())
        )
    ).customer_id
    assert of_payers(entity, payer) == ["A-1", "A-2"]
    assert of_payers(entity, payer, amounts=[("EUR", Decimal("30.00"))]) == ["A-1", "A-2", "B-2"]
    assert of_payers(entity, amounts=[("USD", Decimal("30.00"))]) == []


def test_the_size_of_a_book_is_that_of_what_is_open() -> None:
    entity = make_company()
    owe(entity, "A-1", "A-1000")
    assert queries.open_book(entity_id=entity) == (2, len("A1000"))


@given(st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_the_database_reads_numbers_as_the_program_does(text: str) -> None:
    number = fold_reference(text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT recoup_reference_digits(%s), recoup_reference_lookalike(%s)", [number, number])
        assert cursor.fetchone() == (reference_digits(number), reference_lookalike(number))
