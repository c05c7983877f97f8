"""What PostgreSQL itself needs for the same work, on the same server: SQL as one would write it by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from django.db import connection, transaction

_CUSTOMERS = "CREATE TABLE bench_customer (id bigint PRIMARY KEY, code text NOT NULL, name text NOT NULL)"
_INVOICES = """
CREATE TABLE bench_invoice (
    id bigint PRIMARY KEY, number text NOT NULL UNIQUE,
    customer_id bigint NOT NULL REFERENCES bench_customer, issue_date date NOT NULL, due_date date NOT NULL,
    amount numeric(24,4) NOT NULL
);
CREATE INDEX bench_invoice_of_customer ON bench_invoice (customer_id)
"""
_BLOCK = 1 << 20

# The same sums that the aging gives, for one entity: buckets by customer with their names, the largest first.
_BUCKETS = """
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date IS NULL),
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date >= %(as_of)s),
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date < %(as_of)s AND i.due_date >= %(as_of)s - 30),
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date < %(as_of)s - 30 AND i.due_date >= %(as_of)s - 60),
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date < %(as_of)s - 60 AND i.due_date >= %(as_of)s - 90),
    sum({balance}) FILTER (WHERE i.amount > 0 AND i.due_date < %(as_of)s - 90),
    sum({balance}) FILTER (WHERE i.amount < 0),
    sum({balance}) AS total
"""
_NOW = f"""
SELECT a.*, c.number, c.name_legal
FROM (
    SELECT i.customer_id, i.currency, {_BUCKETS.format(balance="i.amount_open")}
    FROM ledger_item AS i
    WHERE i.entity_id = %(entity)s AND i.amount_open <> 0 AND i.customer_id IS NOT NULL
    GROUP BY i.customer_id, i.currency
) AS a JOIN parties_customer AS c ON c.id = a.customer_id
ORDER BY a.total DESC
"""
_PAST = f"""
SELECT a.*, c.number, c.name_legal
FROM (
    SELECT i.customer_id, i.currency, {_BUCKETS.format(balance="p.amount")}
    FROM ledger_posting AS p JOIN ledger_item AS i ON i.id = p.item_id
    WHERE p.entity_id = %(entity)s AND p.account = 'RECEIVABLE' AND p.effective_date <= %(as_of)s
    GROUP BY i.customer_id, i.currency HAVING sum(p.amount) <> 0
) AS a JOIN parties_customer AS c ON c.id = a.customer_id
ORDER BY a.total DESC
"""
_BUCKETS_FROM, _BUCKETS_TO = 2, 9

HandRow = tuple[object, ...]


def copy_seconds(customers: Path, invoices: Path) -> float:
    """Return the time of COPY of the invoices into one table: primary key, unique number, foreign key, one index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS bench_invoice, bench_customer; {_CUSTOMERS}; {_INVOICES}")
        _copy("bench_customer", customers)
        cursor.execute("ANALYZE bench_customer")
    start = perf_counter()
    with transaction.atomic():
        _copy("bench_invoice", invoices)
    return perf_counter() - start


def drop_tables() -> None:
    """Drop the tables of the limit: they must not weigh on what is measured next."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_invoice, bench_customer")


def aging_by_hand(*, entity_id: int, as_of: date, is_past: bool) -> list[HandRow]:
    """Return the aging by customer: from the open amounts, or for a past date from the journal."""
    with connection.cursor() as cursor:
        cursor.execute(_PAST if is_past else _NOW, {"entity": entity_id, "as_of": as_of})
        return list(cursor.fetchall())


def bucket_sums(rows: list[HandRow]) -> tuple[Decimal, ...]:
    """Return the sums of the seven buckets over all rows."""
    columns = zip(*(row[_BUCKETS_FROM:_BUCKETS_TO] for row in rows), strict=True)
    return tuple(
        sum((amount for amount in column if isinstance(amount, Decimal)), Decimal(0)) for column in columns
    )


def _copy(table: str, path: Path) -> None:
    statement = f"COPY {table} FROM STDIN WITH (FORMAT csv, HEADER)"
    with path.open("rb") as stream, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while block := stream.read(_BLOCK):
            copy.write(block)
