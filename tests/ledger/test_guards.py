"""What the database itself refuses, whoever asks, and what `verify` finds when its guards were off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from recoup.ledger import queries
from tests.companies import make_company
from tests.ledger.test_posting import invoice, post

pytestmark = pytest.mark.django_db


@contextmanager
def refused(message: str) -> Iterator[None]:
    with pytest.raises(Error, match=message), transaction.atomic():
        yield


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_posting", "ledger_item"])
def test_posted_rows_are_never_changed_or_deleted(table: str) -> None:
    entity = make_company()
    post(invoice(1, entity))

    for statement in (
        f"UPDATE {table} SET entity_id = 5",
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
    ):
        with refused("never|append"):
            run(statement)


NEW_ENTRY = """
INSERT INTO ledger_entry (id, entity_id, kind, effective_date, recorded_at, actor, reason, source, source_ref,
                          posting_count)
VALUES (900, {entity}, 'ISSUE', '{on}', '2026-03-01', 'sql', '', 'sql', '1', 2)
"""
NEW_POSTINGS = """
INSERT INTO ledger_posting (entry_id, line, entity_id, account, currency, amount, effective_date, recorded_at)
VALUES (900, 1, {entity}, 'BANK', 'EUR', 10, '{on}', '2026-03-01'),
       (900, {line}, {entity}, 'REVENUE', 'EUR', {amount}, '{on}', '2026-03-01')
"""


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"amount": "-9.99"}, "does not balance"),
        ({"line": 3}, "not whole"),
        ({"on": "2026-03-02"}, "not whole"),
    ],
)
def test_an_entry_is_balanced_and_whole_or_refused(values: dict[str, object], message: str) -> None:
    entity = make_company()
    run(NEW_ENTRY.format(entity=entity, on="2026-03-01"))

    with refused(message):
        run(
            NEW_POSTINGS.format(**{"entity": entity, "on": "2026-03-01", "line": 2, "amount": "-10"} | values)
        )
    run(NEW_POSTINGS.format(entity=entity, on="2026-03-01", line=2, amount="-10"))
    with refused("duplicate key|not whole"):
        run(NEW_POSTINGS.format(entity=entity, on="2026-03-01", line=2, amount="-10"))


def test_an_item_is_never_paid_beyond_its_amount_not_even_by_sql() -> None:
    entity = make_company()
    post(invoice(1, entity, amount=Decimal(5)))
    run(NEW_ENTRY.format(entity=entity, on="2026-03-01"))

    with refused("over_allocated"):
        run(
            f"""
            INSERT INTO ledger_posting (entry_id, line, entity_id, account, item_id, currency, amount,
                                        effective_date, recorded_at)
            SELECT 900, side.line, {entity}, side.account, CASE side.line WHEN 1 THEN id END, 'EUR', side.amount,
                   '2026-03-01', '2026-03-01'
            FROM ledger_item, (VALUES (1, 'RECEIVABLE', -6), (2, 'BANK', 6)) AS side(line, account, amount)
            """
        )


TAMPERINGS = {
    "UPDATE ledger_posting SET amount = amount + 1 WHERE line = 1": "entry balances",
    "UPDATE ledger_posting SET amount = amount * 2": "open amount is the sum of the postings",
    "UPDATE ledger_item SET amount_open = amount_open - 1": "open amount is the sum of the postings",
    "UPDATE ledger_item SET amount = amount + 1": "item is opened by its entry",
    "UPDATE ledger_entry SET effective_date = effective_date - 1": "posting has its entry's dates",
    "DELETE FROM ledger_posting WHERE line = 2": "entry is whole",
    "UPDATE ledger_item SET customer_id = 99999999": "item has a customer of its entity",
    "UPDATE ledger_item SET is_reversed = true": "item is marked reversed when its entry is",
    "DELETE FROM ledger_item": "posting fits its item",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_with_the_guards_off_and_a_row_altered_verify_finds_it(tampering: str) -> None:
    entity = make_company()
    post(invoice(1, entity), invoice(2, entity))
    assert list(queries.verify()) == []

    for table in ("ledger_entry", "ledger_posting", "ledger_item"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    run(tampering)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("ledger_entry", "ledger_posting", "ledger_item"):
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    assert TAMPERINGS[tampering] in {difference.check for difference in queries.verify()}


def test_verify_finds_guards_that_are_off() -> None:
    run("ALTER TABLE ledger_entry DISABLE TRIGGER guard_new")

    assert [difference.subject for difference in queries.verify()] == ["guard_new on ledger_entry"]
