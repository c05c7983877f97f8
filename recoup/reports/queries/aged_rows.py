"""The rows of an aging: the metric compiled to PostgreSQL, with names, order and sums worked out there too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple

import ibis
from django.db import connection

from recoup.metrics import aging as metric
from recoup.metrics.aging import AgingBy, AgingQuestion
from recoup.reports.types import AgingRow

# The metric reads hundreds of thousands of items once; what is listed and what is summed come from its result.
_ROWS = """
WITH aged AS MATERIALIZED (
{compiled}
), kept AS (
    SELECT * FROM aged WHERE {buckets_differ}
), listed AS (
    SELECT a.*{place} FROM kept AS a
)
SELECT 0 AS summed, {key} AS key, {entity} AS entity_id, coalesce({code}, '') AS code, coalesce({name}, '') AS name,
    a.currency,
    {buckets}, a.total
FROM listed AS a {join} {limit}
UNION ALL
SELECT count(*), NULL, {entity}, '', '', a.currency, {sums}, sum(a.total) FROM kept AS a {group_by}
ORDER BY currency, total DESC, key
"""
_PLACE = ", row_number() OVER (PARTITION BY a.currency ORDER BY a.total DESC{key}) AS place"
_CUSTOMER = "LEFT JOIN parties_customer AS c ON c.id = {key}"


_row = partial(tuple.__new__, AgingRow)
_FIXED = 6
"""So many columns stand before the buckets; the first is how many rows a row sums."""


class _Named(NamedTuple):
    """Where a kind of row has its key, its entity, its code and its name."""

    key: str
    entity: str
    code: str
    name: str
    join: str


_NAMED: Mapping[AgingBy, _Named] = {
    AgingBy.CUSTOMER: _Named("a.customer_id", "a.entity_id", "c.number", "c.name_legal", _CUSTOMER),
    AgingBy.GROUP: _Named("a.group_id", "", "c.number", "c.name_legal", _CUSTOMER),
    AgingBy.ENTITY: _Named(
        "a.entity_id", "a.entity_id", "e.code", "e.name", "LEFT JOIN team_entity AS e ON e.id = {key}"
    ),
    AgingBy.COLLECTOR: _Named(
        "a.collector_id", "", "''", "u.name", "LEFT JOIN team_user AS u ON u.id = {key}"
    ),
    AgingBy.CURRENCY: _Named("", "", "a.currency", "''", ""),
}


class AgedRows(NamedTuple):
    """Rows by currency, the largest totals first; `sums` of all rows, also of those left out, by currency.

    Rows by customer or by entity are summed by entity and currency.
    """

    rows: list[AgingRow]
    sums: list[AgingRow]
    row_count: int


def aged_rows(
    question: AgingQuestion, *, is_current: bool, customer_ids: Sequence[int] = (), limit: int | None = None
) -> AgedRows:
    """Return the rows with anything in a bucket, `limit` of each currency at most, and the sums of all of them."""
    statement = _statement(question, is_current, limit)
    first, last = _FIXED, _FIXED + len(metric.bucket_names(question.upper_days))
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(customer_ids)] if customer_ids else None)
        found = cursor.fetchall()
    rows, sums = (
        [_row((*row[1:first], row[first:last], row[last])) for row in found if (row[0] > 0) is are_sums]
        for are_sums in (False, True)
    )
    return AgedRows(rows, sums, sum(row[0] for row in found))


def totals(sums: Sequence[AgingRow]) -> list[AgingRow]:
    """Return one total for each currency."""
    by_currency: dict[str, list[Decimal]] = {}
    for row in sums:
        kept = by_currency.setdefault(row.currency, [Decimal(0)] * len(row.buckets))
        for index, amount in enumerate(row.buckets):
            kept[index] += amount
    return [
        AgingRow(None, None, currency, "", currency, tuple(buckets), sum(buckets, Decimal(0)))
        for currency, buckets in sorted(by_currency.items())
    ]


@lru_cache(maxsize=256)
def _statement(question: AgingQuestion, is_current: bool, limit: int | None) -> str:
    """Return the query; narrowed to asked customers, it takes their ids as its one parameter."""
    named = _NAMED[question.by]
    buckets = metric.bucket_names(question.upper_days)
    return _ROWS.format(
        compiled=_compiled(question, is_current),
        buckets_differ=" OR ".join(f"{bucket} <> 0" for bucket in buckets),
        place="" if limit is None else _PLACE.format(key=f", {named.key}" if named.key else ""),
        limit="" if limit is None else f"WHERE a.place <= {limit}",
        key=named.key or "NULL::bigint",
        entity=named.entity or "NULL::bigint",
        code=named.code,
        name=named.name,
        buckets=", ".join(f"a.{bucket}" for bucket in buckets),
        join=named.join.format(key=named.key),
        sums=", ".join(f"sum(a.{bucket})" for bucket in buckets),
        group_by=f"GROUP BY a.currency{', ' + named.entity if named.entity else ''}",
    )


def _compiled(question: AgingQuestion, is_current: bool) -> str:
    compiled = str(ibis.to_sql(metric.aging(question, is_current=is_current), dialect="postgres"))
    if not question.only_asked_customers:
        return compiled
    assert compiled.startswith("SELECT")
    return f"WITH asked_customer AS (SELECT unnest(%s::bigint[]) AS customer_id) {compiled}"
