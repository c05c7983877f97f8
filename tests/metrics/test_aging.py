"""The aging is one definition: PostgreSQL, DuckDB and a clerk with a pencil get the same figures."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import duckdb
import ibis
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recoup.kernel.actor import Actor
from recoup.ledger import operations
from recoup.ledger.models import Item, Posting
from recoup.ledger.types import ItemKind, NewAllocation, NewItem
from recoup.metrics.aging import AgingBy, AgingQuestion, aging, bucket_names
from tests.companies import make_company

PROGRAM = Actor.program("metrics test")
START = date(2026, 1, 1)
KNOWN_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
UPPER_DAYS = (30, 60, 90)

invoices = st.lists(
    st.tuples(
        st.sampled_from(["K-1", "K-2"]),
        st.integers(0, 200),
        st.one_of(st.none(), st.integers(0, 120)),
        st.integers(1, 100_000),
        st.sampled_from(["EUR", "PLN"]),
    ),
    min_size=1,
    max_size=12,
)
payments = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 260), st.integers(1, 100), st.booleans()), max_size=8
)


def fill(entity: int, owed: list[tuple[str, int, int | None, int, str]]) -> None:
    """Post the invoices; `owed` tells customer, day of issue, term (None: not known yet), cents, currency."""
    items = [
        NewItem(
            line=line,
            entity_id=entity,
            customer_number=customer,
            kind=ItemKind.INVOICE,
            number=f"I-{line}",
            part=1,
            reference="",
            issue_date=START + timedelta(days=issued),
            due_date=None if term is None else START + timedelta(days=issued + term),
            currency=currency,
            amount=Decimal(cents) / 100,
        )
        for line, (customer, issued, term, cents, currency) in enumerate(owed)
    ]
    operations.post_items(items=items, source="test", actor=PROGRAM, now=KNOWN_AT - timedelta(days=1))


def pay(entity: int, paid: list[tuple[int, int, int, bool]]) -> None:
    """Receive and apply a percentage of an invoice; a late one is recorded after `KNOWN_AT`."""
    debts = {item.number: item for item in Item.objects.filter(entity_id=entity).select_related("customer")}
    for line, (target, day, percent, is_late) in enumerate(paid):
        item = debts.get(f"I-{target}")
        if item is None:
            continue
        now = KNOWN_AT + timedelta(days=1) if is_late else KNOWN_AT - timedelta(hours=1)
        on = START + timedelta(days=day)
        amount = (item.amount * percent / 100).quantize(Decimal("0.01"))
        receipt = NewItem(
            line,
            entity,
            item.customer.number,
            ItemKind.RECEIPT,
            f"R-{line}",
            1,
            "",
            on,
            on,
            item.currency,
            -amount,
        )
        if not operations.post_items(items=[receipt], source="test", actor=PROGRAM, now=now).accepted:
            continue
        giver = Item.objects.get(number=f"R-{line}")
        applied = NewAllocation(giver.id, item.id, amount, max(on, item.issue_date), f"A-{line}")
        operations.allocate(allocations=[applied], source="test", actor=PROGRAM, now=now)


def by_pencil(question: AgingQuestion) -> dict[tuple[int, str], dict[str, Decimal]]:
    """Age every posting one by one."""
    figures: dict[tuple[int, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for posting in Posting.objects.filter(account="RECEIVABLE").select_related("item"):
        item = posting.item
        known = question.known_at is None or posting.recorded_at <= question.known_at
        if posting.effective_date > question.as_of or not known:
            continue
        figures[item.customer_id, item.currency][bucket_of(item, question)] += posting.amount
    return figures


def bucket_of(item: Item, question: AgingQuestion) -> str:
    if item.amount < 0:
        return "unapplied"
    if item.due_date is None:
        return "no_due_date"
    late = (question.as_of - item.due_date).days
    if late <= 0:
        return "not_due"
    for start, end in ((1, 30), (31, 60), (61, 90)):
        if late <= end:
            return f"late_{start}_{end}"
    return "late_over_90"


def in_postgresql(question: AgingQuestion, is_current: bool) -> dict[tuple[int, str], dict[str, Decimal]]:
    with connection.cursor() as cursor:
        cursor.execute(str(ibis.to_sql(aging(question, is_current=is_current), dialect="postgres")))
        columns = [column.name for column in cursor.description]
        return figures_of([dict(zip(columns, row, strict=True)) for row in cursor.fetchall()])


def in_duckdb(question: AgingQuestion) -> dict[tuple[int, str], dict[str, Decimal]]:
    lake = duckdb.connect()
    lake.execute("SET TimeZone = 'UTC'")
    lake.execute(
        "CREATE TABLE ledger_item (id BIGINT, entity_id BIGINT, customer_id BIGINT, kind TEXT, issue_date DATE,"
        " due_date DATE, currency TEXT, amount DECIMAL(24, 4), amount_open DECIMAL(24, 4))"
    )
    lake.execute(
        "CREATE TABLE ledger_posting (entry_id BIGINT, line SMALLINT, entity_id BIGINT, account TEXT, item_id BIGINT,"
        " currency TEXT, amount DECIMAL(24, 4), effective_date DATE, recorded_at TIMESTAMPTZ)"
    )
    for model, table in ((Item, "ledger_item"), (Posting, "ledger_posting")):
        names = [row[0] for row in lake.execute(f"DESCRIBE {table}").fetchall()]
        rows = list(model.objects.values_list(*names))
        if rows:
            lake.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
    result = lake.execute(str(ibis.to_sql(aging(question, is_current=False), dialect="duckdb")))
    columns = [column[0] for column in result.description]
    return figures_of([dict(zip(columns, row, strict=True)) for row in result.fetchall()])


def figures_of(rows: list[dict[str, object]]) -> dict[tuple[int, str], dict[str, Decimal]]:
    names = bucket_names(UPPER_DAYS)
    for row in rows:
        assert sum(row[name] for name in names) == row["total"]
    return {
        (row["customer_id"], row["currency"]): {name: row[name] for name in names if row[name]}
        for row in rows
    }


def without_zeros(
    figures: dict[tuple[int, str], dict[str, Decimal]],
) -> dict[tuple[int, str], dict[str, Decimal]]:
    kept = {
        key: {name: amount for name, amount in buckets.items() if amount} for key, buckets in figures.items()
    }
    return {key: buckets for key, buckets in kept.items() if buckets}


@pytest.mark.duty("A1.1")
@pytest.mark.duty("E9")
@pytest.mark.django_db
@given(owed=invoices, paid=payments, day=st.integers(0, 400), is_as_known_then=st.booleans())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_postgresql_duckdb_and_pencil_agree(
    owed: list[tuple[str, int, int | None, int, str]],
    paid: list[tuple[int, int, int, bool]],
    day: int,
    is_as_known_then: bool,
) -> None:
    with transaction.atomic():
        entity = make_company(customers=("K-1", "K-2"))
        fill(entity, owed)
        pay(entity, paid)
        question = AgingQuestion(
            by=AgingBy.CUSTOMER,
            as_of=START + timedelta(days=day),
            known_at=KNOWN_AT if is_as_known_then else None,
            upper_days=UPPER_DAYS,
            entity_ids=(entity,),
        )
        expected = without_zeros(by_pencil(question))
        assert without_zeros(in_postgresql(question, is_current=False)) == expected
        assert without_zeros(in_duckdb(question)) == expected
        if day >= 260 and not is_as_known_then:
            assert without_zeros(in_postgresql(question, is_current=True)) == expected
        transaction.set_rollback(True)
