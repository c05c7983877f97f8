"""What the ledger takes, what it knows already, and what it refuses, row by row."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from recoup.kernel.actor import Actor
from recoup.ledger import operations, queries
from recoup.ledger.models import Entry, Item, Posting
from recoup.ledger.types import ItemKind, NewItem, PostedItems
from tests.companies import make_company

CLERK = Actor.program("import")
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def invoice(line: int, entity_id: int, **changes: object) -> NewItem:
    """Return an ordinary invoice of 100 EUR, changed as told."""
    usual = NewItem(
        line=line,
        entity_id=entity_id,
        customer_number="K-1",
        kind=ItemKind.INVOICE,
        number=f"FV/{line}",
        part=1,
        reference="",
        issue_date=date(2026, 1, 10),
        due_date=date(2026, 2, 9),
        currency="EUR",
        amount=Decimal("100.00"),
    )
    return usual._replace(**changes)


def post(*items: NewItem, dry_run: bool = False) -> PostedItems:
    return operations.post_items(items=items, source="import", actor=CLERK, now=NOW, dry_run=dry_run)


@pytest.mark.duty("E9")
def test_a_batch_is_posted_with_balanced_entries_and_its_totals_are_told() -> None:
    entity = make_company(customers=("K-1", "K-2"))

    outcome = post(
        invoice(1, entity),
        invoice(2, entity, customer_number="K-2", amount=Decimal("50.50")),
        invoice(3, entity, kind=ItemKind.CREDIT_NOTE, amount=Decimal("-20.00"), due_date=None),
    )

    assert (outcome.accepted, outcome.known, outcome.refused) == (3, 0, ())
    assert [(total.amount, total.currency) for total in outcome.totals] == [(Decimal("130.50"), "EUR")]
    assert Posting.objects.count() == 6
    assert list(queries.verify()) == []


def test_the_same_batch_again_changes_nothing() -> None:
    entity = make_company()
    batch = [invoice(line, entity) for line in range(1, 6)]
    post(*batch)

    again = post(*batch, invoice(6, entity))

    assert (again.accepted, again.known, again.refused) == (1, 5, ())
    assert Item.objects.count() == Entry.objects.count() == 6


def test_a_dry_run_says_the_same_and_posts_nothing() -> None:
    entity = make_company()
    batch = [invoice(1, entity), invoice(2, entity, amount=Decimal(0))]

    foretold = post(*batch, dry_run=True)

    assert Item.objects.count() == 0
    assert post(*batch) == foretold


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"number": ""}, "no number"),
        ({"number": "X" * 101}, "longer than 100"),
        ({"currency": "EUX"}, "EUX is not a currency"),
        ({"amount": Decimal("10.001")}, "more decimals than EUR"),
        ({"currency": "VND", "amount": Decimal("10.5")}, "more decimals than VND"),
        ({"amount": Decimal(0)}, "zero"),
        ({"amount": Decimal("1e21")}, "larger than the ledger"),
        ({"amount": Decimal(-5)}, "wrong sign"),
        ({"kind": ItemKind.CREDIT_NOTE}, "wrong sign"),
        ({"issue_date": date(202, 1, 1)}, "before 1990"),
        ({"due_date": date(2101, 1, 1)}, "before 1990 or after 2100"),
        ({"due_date": date(2026, 1, 9)}, "before the issue date"),
        ({"customer_number": "NOBODY"}, "no customer NOBODY"),
        ({"customer_number": ""}, "no customer"),
        ({"issue_date": date(2025, 12, 31)}, "period of 2025-12-31 is closed"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_good_ones_are_posted(
    changes: dict[str, object], reason: str
) -> None:
    entity = make_company()
    operations.close_period(
        entity_id=entity,
        first_date=date(2025, 1, 1),
        last_date=date(2025, 12, 31),
        actor=CLERK,
        now=NOW,
    )

    outcome = post(invoice(7, entity, **changes), invoice(8, entity))

    assert outcome.accepted == 1
    (refusal,) = outcome.refused
    assert refusal.line == 7
    assert reason in refusal.sentence.text.format(**refusal.sentence.values)


def test_a_number_twice_in_a_batch_is_known_when_equal_and_refused_when_not() -> None:
    entity = make_company()

    outcome = post(
        invoice(1, entity, number="A"),
        invoice(2, entity, number="A"),
        invoice(3, entity, number="A", amount=Decimal(7)),
    )

    assert (outcome.accepted, outcome.known) == (1, 1)
    assert [refusal.line for refusal in outcome.refused] == [3]
    assert Item.objects.get().amount == 100


def test_a_number_in_the_ledger_with_other_content_is_refused() -> None:
    entity = make_company()
    post(invoice(1, entity, number="A"))

    outcome = post(invoice(9, entity, number="A", amount=Decimal("99.99")))

    assert [refusal.line for refusal in outcome.refused] == [9]
    assert Item.objects.get().amount == 100


def test_entities_do_not_share_numbers_or_customers() -> None:
    first = make_company(code="ONE")
    second = make_company(code="TWO", customers=("K-9",))

    outcome = post(
        invoice(1, first, number="A"),
        invoice(2, second, number="A", customer_number="K-9"),
        invoice(3, second, number="B"),
    )

    assert outcome.accepted == 2
    assert [refusal.line for refusal in outcome.refused] == [3]


def test_a_reversed_document_frees_its_number() -> None:
    entity = make_company()
    post(invoice(1, entity, number="A", amount=Decimal(100)))
    operations.reverse_entries(
        entry_ids=[Entry.objects.get().id],
        effective_date=date(2026, 1, 10),
        reason="wrong amount",
        actor=CLERK,
        now=NOW,
    )

    outcome = post(invoice(1, entity, number="A", amount=Decimal(90)))

    assert outcome.accepted == 1
    assert Item.objects.get(is_reversed=False).amount_open == 90
    assert list(queries.verify()) == []


def test_a_receipt_without_customer_stands_in_suspense() -> None:
    entity = make_company()

    post(invoice(1, entity, kind=ItemKind.RECEIPT, customer_number="", amount=Decimal(-30), due_date=None))

    assert set(Posting.objects.values_list("account", "amount")) == {
        ("SUSPENSE", Decimal(-30)),
        ("BANK", Decimal(30)),
    }
